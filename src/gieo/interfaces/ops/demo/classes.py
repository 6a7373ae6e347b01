"""Classes of the story: who enrolled, who came, one called off, one that is still ahead. Made up, and marked so."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from gieo.core.clock import TZ
from gieo.domain.training import services
from gieo.domain.training.models import Course
from gieo.domain.training.vocab import EnrolmentState
from gieo.foundation.audience.engine import check_code
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.foundation.places.queries import find_area
from gieo.foundation.places.vocab import Era
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.leaflets import leaflet
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books

SAID = ("title", "about", "teachers", "place", "starts_on", "ends_on", "hours", "seats", "contact")
WHO = ("name", "organisation", "where", "phone", "email")


def plan_classes(books: Books, nine: Nine) -> None:
    for words in read("classes")["class"]:
        Class(books, nine, words).plan()


class Class:
    """One class of the story, from its draft to its end."""

    def __init__(self, books: Books, nine: Nine, words: Words) -> None:
        self.books, self.nine, self.words = books, nine, words
        self._key = 0

    def plan(self) -> None:
        words = self.words
        self._at(words["drafted"], self.draft)
        self._at(words["announced"], self.announce)
        for who in words.get("enrolled", ()):
            self._at(who["at"], partial(self.enrol, who))
        for who in words.get("withdrawn", ()):
            self._at(who["at"], partial(self.withdraw, who["name"]))
        if "cancelled" in words:
            self._at(words["cancelled"]["at"], self.cancel)
        if "came" in words:
            self._at(words["came"]["at"], self.tick)
            self._at(words["held"], self.hold)
        if "certified" in words:
            self._at(words["certified"], self.certify)

    def _at(self, at: datetime, deed: Any) -> None:
        self.books.timeline.add(at.replace(tzinfo=TZ), deed)

    @property
    def course(self) -> Course:
        return Course.objects.get(pk=self._key)

    @property
    def officer(self) -> Any:
        return self.books.cast.actor("officer")

    def draft(self, now: datetime) -> None:
        words = self.words
        said: dict[str, Any] = {name: words[name] for name in SAID if name in words}
        if "area" in words:
            said["area"] = find_area(words["area"], era=Era.BEFORE_2025)
        result = self.nine.lives[words["result"]].record
        course = services.draft_course(results=[result], actor=self.officer, now=now, illustrative=True, **said)
        self._key = course.pk
        for key in ("public", "inside"):
            if key in words:
                title, *steps = words[key]
                paper = leaflet("Tài liệu tập huấn", title, host=course.place, code=course.code, dated=now, steps=steps)
                services.add_material(
                    course, paper, name=f"{title}.pdf", is_public=key == "public", actor=self.officer, now=now
                )

    def announce(self, now: datetime) -> None:
        services.announce_course(self.course, actor=self.officer, now=now)

    def enrol(self, words: Words, now: datetime) -> None:
        """By anybody, by a unit's own person, or by an officer who was called."""
        who: dict[str, Any] = {name: words[name] for name in WHO if name in words}
        if "by" in words:
            services.enrol_caller(self.course, consents=True, actor=self.books.cast.actor(words["by"]), now=now, **who)
            return
        if "unit" in words:
            cast, unit = self.books.cast, words["unit"]
            spokesman = cast.spokesman(unit)
            who = {"name": spokesman["name"], "phone": spokesman["phone"]}
            who |= {"unit": cast.unit(unit), "actor": cast.actor(f"rep-{unit}")}
        key = check_code.key_of(Path(settings.KEYS_DIR))
        token = check_code.make_question(7, key, expires_at=now + timedelta(minutes=5))
        services.enrol_participant(
            self.course, consents=True, given=CodeGiven(token=token, answer="bảy"), now=now, **who
        )

    def withdraw(self, name: str, now: datetime) -> None:
        number = self.course.enrolments.get(name=name).number
        services.withdraw_participant(self.course, number, actor=self.officer, now=now)

    def tick(self, now: datetime) -> None:
        here = self.course.enrolments.filter(state=EnrolmentState.ENROLLED)
        came = set(here.exclude(name__in=self.words["came"]["absent"]).values_list("number", flat=True))
        services.set_attendance(self.course, came, actor=self.officer, now=now)

    def hold(self, now: datetime) -> None:
        services.hold_course(self.course, actor=self.officer, now=now)

    def cancel(self, now: datetime) -> None:
        services.cancel_course(self.course, reason=self.words["cancelled"]["reason"], actor=self.officer, now=now)

    def certify(self, now: datetime) -> None:
        director = self.books.cast.person("director")
        services.issue_certificates(
            self.course, signer_name=director.name, signer_title="GIÁM ĐỐC", actor=self.officer, now=now
        )
        services.print_waiting(now=now)
