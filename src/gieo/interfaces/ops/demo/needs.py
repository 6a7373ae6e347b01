"""What units need, taken down, weighed against results, answered; one answer is late. Made up, and marked so."""

from datetime import datetime
from functools import partial

from gieo.core.actor import Actor
from gieo.core.clock import TZ
from gieo.domain.needs import services
from gieo.domain.needs.models import Need
from gieo.domain.needs.vocab import Answer, Channel
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.results.models import Result
from gieo.domain.transfers.services import answer_with_result, judge_result
from gieo.domain.transfers.vocab import Judged
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import AreaKind, Era
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books

SAID = (
    "title", "problem", "where", "concerned", "concerned_who", "wanted_by", "tried", "users", "altitude_min",
    "altitude_max", "seasons", "water", "labour", "capital",
)  # fmt: skip


def plan_needs(books: Books, nine: Nine) -> None:
    for words in read("needs")["need"]:
        Wish(books, nine, words).plan()


class Wish:
    """One need of the story, from its statement to its end."""

    def __init__(self, books: Books, nine: Nine, words: Words) -> None:
        self.books, self.nine, self.words = books, nine, words
        self._key = 0

    def plan(self) -> None:
        self._at("at", self.state)
        self._at("answered", self.meet)
        self._at("proposal", self.propose)
        self._at("cannot", partial(self.answer, Answer.CANNOT))
        self._at("closed", self.close)
        self._at("withdrawn", self.withdraw)

    def _at(self, name: str, deed: object) -> None:
        at: datetime | None = self.words.get(name)
        if at is not None and callable(deed):
            self.books.timeline.add(at.replace(tzinfo=TZ), deed)

    @property
    def officer(self) -> Actor:
        return self.books.cast.actor("officer")

    @property
    def need(self) -> Need:
        return Need.objects.get(pk=self._key)

    def state(self, now: datetime) -> None:
        """By the unit's own person; by an officer where somebody told it."""
        words, told_by = self.words, self.words.get("told_by", "")
        unit, codes = self.books.cast.unit(words["unit"]), words.get("places", ())
        districts = Area.objects.filter(era=Era.BEFORE_2025, kind=AreaKind.DISTRICT, parent__code="11", code__in=codes)
        spokesman = self.books.cast.spokesman(words["unit"])
        self._key = services.state_need(
            unit=unit,
            channel=Channel.PHONE if told_by else Channel.DESK,
            actor=self.officer if told_by else self.books.cast.actor(f"rep-{words['unit']}"),
            now=now,
            places=districts,
            illustrative=True,
            field=self.books.code(CodeKey.FIELD, words["field"], now.date()) if "field" in words else None,
            told_by=told_by,
            contact_name=told_by or spokesman["name"],
            contact_phone=spokesman["phone"],
            is_public=words.get("public", False),
            **{name: words[name] for name in SAID if name in words},
        ).pk

    def meet(self, now: datetime) -> None:
        result = self._result(self.words["accept"])
        judge_result(self.need, result, judged=Judged.ACCEPTED, actor=self.officer, now=now)
        answer_with_result(self.need, result, words=self.words["words"], actor=self.officer, now=now)

    def propose(self, now: datetime) -> None:
        """Every result that came near was refused with its reason."""
        for key, reason, words in self.words["refuse"]:
            judge_result(
                self.need, self._result(key), judged=Judged.REFUSED, reason=reason, words=words, actor=self.officer,
                now=now,
            )  # fmt: skip
        services.mark_weighed(self.need, note=self.words["weighed"], actor=self.officer, now=now)
        self.answer(Answer.PROPOSAL, now)

    def answer(self, answer: Answer, now: datetime) -> None:
        services.answer_need(self.need, answer=answer, words=self.words["words"], actor=self.officer, now=now)

    def close(self, now: datetime) -> None:
        services.close_need(self.need, words=self.words["closing"], actor=self.officer, now=now)

    def withdraw(self, now: datetime) -> None:
        services.withdraw_need(self.need, words=self.words["closing"], actor=self.officer, now=now)

    def _result(self, key: str) -> Result:
        return self.nine.lives[key].record
