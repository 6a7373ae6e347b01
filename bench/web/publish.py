"""An editor at work: publishes the article that waits, then takes it back, and says how long until the portal shows it.

`python -m bench.web.publish ADDRESS` in the environment of a demo home; prints two numbers of seconds.
"""

import sys
import time
import urllib.request

import django

django.setup()

from gieo.core import clock  # noqa: E402 - settings are read above
from gieo.domain.news.models import Article  # noqa: E402 - as above
from gieo.domain.news.services import approve_article, withdraw_article  # noqa: E402 - as above
from gieo.domain.news.vocab import ArticleState  # noqa: E402 - as above
from gieo.foundation.accounts.models import User  # noqa: E402 - as above
from gieo.foundation.accounts.queries import actor_for  # noqa: E402 - as above

AGREED = 12
"""Answers in a row, of whichever process, that must say the same."""


def until(address: str, words: str, *, shown: bool) -> float:
    """Seconds from now until every answer shows the words, or none does."""
    began, first, agreed = time.monotonic(), 0.0, 0
    while agreed < AGREED:
        with urllib.request.urlopen(address, timeout=60) as answer:
            agrees = (words.encode() in answer.read()) is shown
        first = first if agrees and agreed else time.monotonic() - began
        agreed = agreed + 1 if agrees else 0
        assert time.monotonic() - began < 60, f"{words} was not seen to change"
    return first


def main(address: str) -> None:
    actor = actor_for(User.objects.get(email="giamdoc@example.vn"), clock.today())
    article = Article.objects.get(state=ArticleState.SUBMITTED)
    article = approve_article(article, version=article.version, actor=actor, now=clock.now())
    appeared = until(address, article.code, shown=True)
    withdraw_article(article, version=article.version, reason="bench", actor=actor, now=clock.now())
    print(appeared, until(address, article.code, shown=False))


if __name__ == "__main__":
    main(sys.argv[1])
