"""Who copied whom: neighbours of the story, told by the code on a sheet. Made up, and marked so."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings

from gieo.core.clock import TZ, local_date
from gieo.domain.uptake import services
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.queries.public import uses_of
from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.copies import Looked
from gieo.foundation.audience.engine import check_code
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import Era
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.uses import place_of, scale_of

SAID = ("name", "hamlet", "phone", "learnt_from", "words")


def plan_copies(books: Books, nine: Nine) -> None:
    uses: dict[str, Use] = {}
    for words in read("copies")["copy"]:
        Neighbour(books, nine, uses, words).plan()


class Neighbour:
    """One claim of the story, and what came of it; `uses` are those that earlier claims became."""

    def __init__(self, books: Books, nine: Nine, uses: dict[str, Use], words: Words) -> None:
        self.books, self.nine, self.uses, self.words = books, nine, uses, words
        self._key = 0

    def plan(self) -> None:
        for name, deed in (("at", self.say), ("confirmed", self.confirm), ("refused", self.refuse)):
            if name in self.words:
                self.books.timeline.add(self.words[name].replace(tzinfo=TZ), partial(deed))

    @property
    def copy(self) -> Copy:
        return Copy.objects.select_related("committee", "place", "result").get(pk=self._key)

    def say(self, now: datetime) -> None:
        words, scale = self.words, scale_of(self.words["scale"])
        key = check_code.key_of(Path(settings.KEYS_DIR))
        token = check_code.make_question(7, key, expires_at=now + timedelta(minutes=5))
        self._key = services.claim_copy(
            self.nine.lives[words["result"]].record,
            place=self._place(),
            since=words["since"],
            measure=scale.measure,
            amount=scale.amount,
            consents=True,
            given=CodeGiven(token=token, answer="bảy"),
            parent=self._parent(),
            illustrative=True,
            now=now,
            **{name: words[name] for name in SAID if name in words},
        ).pk

    def confirm(self, now: datetime) -> None:
        """By an officer: of the communes of old nobody has an account."""
        copy, words = self.copy, self.words
        found = services.Finding(
            receiver=self.books.cast.unit("tua-chua"),
            household=f"{copy.name}, {copy.hamlet}",
            place=copy.place,
            since=copy.since,
            measure=Measure(copy.measure),
            amount=copy.amount,
            looked=Looked(words["looked"]),
            on=local_date(now),
            words=words["found"],
            parent=self._parent(),
        )
        done = services.confirm_copy(copy, found, actor=self.books.cast.actor("officer"), now=now)
        assert done.use is not None  # what was confirmed is a use (constraint)
        self.uses[words["key"]] = done.use

    def refuse(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        services.refuse_copy(self.copy, reason=self.words["reason"], actor=officer, now=now)

    def _place(self) -> Area:
        if "seat" not in self.words:
            return place_of(self.words["place"])
        rows = {row["key"]: row for row in read("units")["unit"]}
        return Area.objects.get(era=Era.AFTER_2025, code=rows[self.words["seat"]]["successor"])

    def _parent(self) -> Use | None:
        origin = self.words.get("from", "")
        if not origin or origin in self.uses:
            return self.uses.get(origin)
        own = uses_of(self.nine.lives[self.words["result"]].record)
        return own.filter(receiver=self.books.cast.unit(origin)).order_by("pk").first()
