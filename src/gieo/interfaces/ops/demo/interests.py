"""Who asks about results, and what comes of it: one late answer, one that still waits. Made up, and marked so."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from gieo.core.clock import TZ
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.queries.interests import token_of
from gieo.domain.transfers.vocab import AskedBy, Outcome
from gieo.foundation.audience.engine import check_code
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books

SAID = ("name", "organisation", "where", "phone", "email")
ENDS = ("words", "outcome_on", "outcome_where")


def plan_interests(books: Books, nine: Nine) -> None:
    for words in read("interests")["interest"]:
        Asker(books, nine, words).plan()


class Asker:
    """One conversation of the story, from its first question to its end."""

    def __init__(self, books: Books, nine: Nine, words: Words) -> None:
        self.books, self.nine, self.words = books, nine, words
        self._key = 0

    def plan(self) -> None:
        self._at(self.words["at"], self.ask)
        for said in self.words.get("said", ()):
            self._at(said["at"], partial(self.say, said))
        if "settled" in self.words:
            self._at(self.words["settled"], self.settle)

    def _at(self, at: datetime, deed: Any) -> None:
        self.books.timeline.add(at.replace(tzinfo=TZ), deed)

    @property
    def interest(self) -> Interest:
        return Interest.objects.get(pk=self._key)

    def ask(self, now: datetime) -> None:
        """By anybody, or by a unit's own person."""
        words, cast = self.words, self.books.cast
        if words.get("by") == "phone":
            self._key = self._told(now).pk
            return
        token = check_code.make_question(
            7, check_code.key_of(Path(settings.KEYS_DIR)), expires_at=now + timedelta(minutes=5)
        )
        who: dict[str, Any] = {name: words[name] for name in SAID if name in words}
        if "unit" in words:
            spokesman = cast.spokesman(words["unit"])
            who = {"name": spokesman["name"], "phone": spokesman["phone"]}
            who |= {"unit": cast.unit(words["unit"]), "actor": cast.actor(f"rep-{words['unit']}")}
        self._key = services.express_interest(
            self.nine.lives[words["result"]].record,
            text=words["text"],
            consents=True,
            given=CodeGiven(token=token, answer="bảy"),
            illustrative=True,
            now=now,
            **who,
        ).pk

    def _told(self, now: datetime) -> Interest:
        """On the telephone, to an officer."""
        words = self.words
        return services.take_down_interest(
            self.nine.lives[words["result"]].record,
            text=words["text"],
            asked_by=AskedBy.PHONE,
            consents=True,
            illustrative=True,
            actor=self.books.cast.actor("officer"),
            now=now,
            **{name: words[name] for name in SAID if name in words},
        )

    def say(self, said: Words, now: datetime) -> None:
        """The next words of either side."""
        if said.get("office"):
            services.reply_interest(self.interest, text=said["text"], actor=self.books.cast.actor("officer"), now=now)
        else:
            services.write_on_interest(token_of(self.interest), text=said["text"], now=now)

    def settle(self, now: datetime) -> None:
        ends = {name: self.words[name] for name in ENDS if name in self.words}
        services.settle_interest(
            self.interest,
            outcome=Outcome(self.words["outcome"]),
            actor=self.books.cast.actor("officer"),
            now=now,
            **ends,
        )
