"""Demonstration models of the story: one under way, one concluded, one planned. Made up, and marked so."""

from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from gieo.core.clock import TZ, local_date
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.services import demonstrations as services
from gieo.domain.uptake.services import verify_claim
from gieo.domain.uptake.vocab import ClaimState
from gieo.domain.uptake.vocab.demonstrations import Outcome, Source
from gieo.foundation.accounts.models import Person
from gieo.foundation.files.services import store_file
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.drawings import picture
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.uses import place_of, scale_of

SAID = ("title", "where", "season", "starts_on", "ends_on", "plan", "doers", "success", "fit")


def plan_models(books: Books, nine: Nine) -> None:
    for words in read("models")["model"]:
        Model(books, nine, words).tell()


class Model:
    """One model of the story, from its plan to its end."""

    def __init__(self, books: Books, nine: Nine, words: Words) -> None:
        self.books, self.nine, self.words = books, nine, words
        self._key = 0

    def tell(self) -> None:
        words = self.words
        self._at(words["planned"], self.plan)
        if "started" in words:
            self._at(words["started"], self.start)
        for visit in words.get("visit", ()):
            self._at(visit["at"], partial(self.visit, visit))
        for number, day in enumerate(words.get("day", ()), start=1):
            self._at(day["announced"], partial(self.announce, day))
            if "held" in day:
                self._at(day["held"], partial(self.hold, number, day))
        if "end" in words:
            self._at(words["end"]["at"], self.conclude)
            self._at(words["end"]["verified"], self.verify)

    def _at(self, at: datetime, deed: Any) -> None:
        self.books.timeline.add(at.replace(tzinfo=TZ), deed)

    @property
    def model(self) -> Demonstration:
        return Demonstration.objects.select_related("use").get(pk=self._key)

    def plan(self, now: datetime) -> None:
        words, scale = self.words, scale_of(self.words["scale"])
        officer = self.books.cast.actor("officer")
        said = services.PlanInput(
            measure=scale.measure,
            amount=scale.amount,
            keeper=Person.objects.get(pk=officer.person_id),
            costs={Source(name): sum_ for name, sum_ in words["costs"].items()},
            **{name: words.get(name, "") for name in SAID},
        )
        self._key = services.plan_model(
            self.nine.lives[words["result"]].record,
            self.books.cast.unit(words["unit"]),
            place_of(words["place"]),
            said,
            household=words["household"],
            illustrative=True,
            actor=officer,
            now=now,
        ).pk

    def start(self, now: datetime) -> None:
        services.start_model(self.model, on=self.words["starts_on"], actor=self.books.cast.actor("officer"), now=now)

    def visit(self, words: Words, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        photos = []
        if scene := words.get("scene"):
            file = store_file(picture(scene), name=f"{scene}.png", actor=officer, now=now)
            caption, place = words["caption"], words["scene_place"]
            photos = [services.PhotoInput(file, caption, place, consent=True, credit="Tranh minh hoạ: Gieo")]
        is_last = words is self.words["visit"][-1]
        said = services.VisitInput(
            on=local_date(now),
            who=words["who"],
            seen=words["seen"],
            advice=words.get("advice", ""),
            measurements=[_figure(row) for row in words.get("figures", ())],
            photos=photos,
            next_visit_on=self.words.get("next_visit_on") if is_last else None,
        )
        services.visit_model(self.model, said, actor=officer, now=now)
        if is_last and "spent" in self.words:
            spent = {Source(name): sum_ for name, sum_ in self.words["spent"].items()}
            services.spend_on_model(self.model, spent, actor=officer, now=now)

    def announce(self, words: Words, now: datetime) -> None:
        said = {name: words[name] for name in ("on", "hours", "place", "about")}
        services.announce_field_day(self.model, actor=self.books.cast.actor("officer"), now=now, **said)

    def hold(self, number: int, words: Words, now: datetime) -> None:
        day = self.model.field_days.get(number=number)
        said = {name: words[name] for name in ("men", "women", "said")}
        services.hold_field_day(day, actor=self.books.cast.actor("officer"), now=now, **said)

    def conclude(self, now: datetime) -> None:
        words, scale = self.words["end"], scale_of(self.words["end"]["scale"])
        ending = services.Ending(
            on=local_date(now),
            outcome=Outcome(words["outcome"]),
            words=words["words"],
            measure=scale.measure,
            amount=scale.amount,
        )
        services.conclude_model(self.model, ending, actor=self.books.cast.actor("officer"), now=now)

    def verify(self, now: datetime) -> None:
        waiting = self.model.use.claims.get(state=ClaimState.CLAIMED)
        verify_claim(waiting, actor=self.books.cast.actor("deputy"), now=now)


def _figure(row: str) -> services.MeasurementInput:
    """ "Chồi mỗi gốc | 14 | chồi"."""
    name, value, unit = (part.strip() for part in row.split("|"))
    return services.MeasurementInput(name, Decimal(value.replace(",", ".")), unit)
