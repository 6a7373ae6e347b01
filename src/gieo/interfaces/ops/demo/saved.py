"""Readers who keep a search of the catalogue: a unit's person, a visitor, one who has not confirmed yet. Made up."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from gieo.core.clock import TZ, local_date
from gieo.domain.insights.queries import holder_sets, holders
from gieo.domain.results import services
from gieo.domain.results.engine import seal_saved
from gieo.domain.results.models import SavedSearch
from gieo.foundation.audience.engine import check_code
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.records import Books


def plan_saved(books: Books) -> None:
    said = read("saved")
    for words in said["saved"]:
        books.timeline.add(words["at"].replace(tzinfo=TZ), partial(_keep, books, words))
        if "confirmed" in words:
            books.timeline.add(words["confirmed"].replace(tzinfo=TZ), partial(_confirm, words["email"]))
    for night in said["told"]:
        books.timeline.add(night.replace(tzinfo=TZ), _tell)


def _keep(books: Books, words: Words, now: datetime) -> None:
    search: dict[str, Any] = {"name": words["name"], "words": "", "chosen": words["chosen"], "illustrative": True}
    search["sets"] = holder_sets(holders(local_date(now)))
    if "person" in words:
        services.save_search(**search, actor=books.cast.actor(words["person"]), now=now)
        return
    key = check_code.key_of(Path(settings.KEYS_DIR))
    token = check_code.make_question(7, key, expires_at=now + timedelta(minutes=5))
    given = CodeGiven(token=token, answer="bảy")
    services.ask_alerts(**search, email=words["email"], given=given, now=now)


def _confirm(email: str, now: datetime) -> None:
    services.confirm_search(seal_saved(SavedSearch.objects.get(email=email).pk), now=now)


def _tell(now: datetime) -> None:
    services.tell_of_new(sets=holder_sets(holders(local_date(now))), now=now)
