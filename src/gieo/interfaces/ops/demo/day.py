"""A conference from the draft of its decision to its report, as events on the timeline."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from gieo.core.calendar import WorkCalendar
from gieo.domain.handovers import services as handovers
from gieo.domain.handovers.models import Minutes, counted
from gieo.domain.handovers.rules.reporting import REPORT_MONTHS
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, Party
from gieo.domain.results.models import Product
from gieo.domain.results.services import grant_kit_waiver
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.vocab import Attendance
from gieo.foundation.signing.engine import Key, ensure_authority, issue_pkcs12, open_pkcs12
from gieo.interfaces.ops.demo import chance, pen
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.names import person
from gieo.interfaces.ops.demo.records import Books, Life
from gieo.interfaces.ops.demo.reports import send_reports
from gieo.interfaces.ops.demo.timeline import moment

SIGNER = "Bạc Cầm Sơn (tên minh hoạ)"
SIGNER_TITLE = "KT. Chủ tịch, Phó Chủ tịch"
CHAIR = "Bạc Cầm Sơn"
CHAIR_TITLE = "Phó Chủ tịch Uỷ ban nhân dân tỉnh"
PROVINCE = "Uỷ ban nhân dân tỉnh Điện Biên"


def _planned(row: Words, held: date) -> handovers.PlanInput:
    due = held + timedelta(days=row["days"])
    rest = {name: value for name, value in row.items() if name != "days"}
    return handovers.PlanInput(due=due, **rest)


def drawn(minutes: Minutes, party: Party, **delegate: Any) -> Words:
    """The pen of the person named in the minutes, or of a delegate; what the officer looked at."""
    assert minutes.sealed is not None
    person = delegate.get("person_name") or minutes.sealed.content["people"][party.value]["name"]
    known = IdentityPaper.CITIZEN_CARD if party is Party.RECEIVER else IdentityPaper.KNOWN
    return {
        "strokes": pen.strokes(person),
        "client_id": str(uuid5(NAMESPACE_URL, f"{minutes.code}/{party}")),
        "identity": IdentityPaper.AUTHORISATION if delegate else known,
    }


@dataclass
class Gift:
    """A result or a product of the programme, and the unit that receives it."""

    to: str
    life: Life | None = None
    product: Product | None = None
    basis: str = ""
    amount: Words = field(default_factory=dict)  # quantity and its unit, where it is not one


@dataclass
class Day:
    """One conference. `gifts` may be filled in while the story runs, up to the day the decision is drafted."""

    books: Books
    words: Words
    gifts: list[Gift]
    waiver: str = ""
    decision: TransferDecision | None = field(default=None, init=False)
    conference: Conference | None = field(default=None, init=False)

    @property
    def conference_id(self) -> int | None:
        """None as long as nobody has called the conference."""
        return self.conference.pk if self.conference else None

    def plan(self) -> None:
        """The usual course of the years before 2023."""
        held: date = self.words["held_on"]
        self.plan_decision()
        add = self.books.timeline.add
        add(moment(held - timedelta(days=21), 10), self.call)
        add(moment(held - timedelta(days=4), 9), self.write_minutes)
        add(moment(held, 7, 40), self.seal)
        add(moment(held, 8), self.open)
        add(moment(held, 10, 15), self.sign)
        add(moment(held, 11, 30), self.close)
        add(moment(held, 15), self.receive)
        if self.absent:
            add(moment(held + timedelta(days=4), 8, 20), self.sign_in_office)
        add(moment(held + timedelta(days=4), 9), self.report)
        add(moment(held + timedelta(days=4), 9, 30), self.publish)
        add(moment(held + timedelta(days=26), 10), self.send_plans)
        for year, months in enumerate(REPORT_MONTHS):
            due = WorkCalendar().add_months(held, months)
            add(moment(due - timedelta(days=9), 14), partial(self.report_use, year))

    def plan_decision(self) -> None:
        add = self.books.timeline.add
        add(moment(self.words["submitted_on"] - timedelta(days=12), 9, 40), self.draft)
        add(moment(self.words["submitted_on"], 16, 20), self.submit)
        add(moment(self.words["issued_on"], 16, 45), self.issue)

    # ---- decision

    def draft(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        if self.waiver:
            for gift in self.gifts:
                assert gift.life is not None
                director = self.books.cast.actor("director")
                grant_kit_waiver(gift.life.record, reason=self.waiver, actor=director, now=now)
        decision = services.draft_decision(
            actor=officer, now=now, title=self.words["decision_title"], issuer=self.books.cast.unit("ubnd-tinh"),
            body=self.words.get("body", ""), expected_on=self.words["issued_on"], illustrative=True,
        )  # fmt: skip
        picks = [
            services.LinePick(
                self.books.cast.unit(gift.to),
                result=gift.life.record if gift.life else None,
                product=gift.product,
                basis=gift.basis,
                **gift.amount,
            )
            for gift in self.gifts
        ]
        services.add_lines(decision, picks, actor=officer, now=now)
        self.decision = decision

    def submit(self, now: datetime) -> None:
        decision = self._decision()
        services.submit_decision(
            decision, version=decision.version, actor=self.books.cast.actor("director"), now=now,
            submission_number=self.words["submission_number"], submitted_on=self.words["submitted_on"],
            submitted_by_name=self.books.cast.person("director").name,
        )  # fmt: skip

    def issue(self, now: datetime) -> None:
        decision = self._decision()
        services.issue_decision(
            decision, version=decision.version, actor=self.books.cast.actor("officer"), now=now,
            number=self.words["number"], issued_on=self.words["issued_on"], signer_name=SIGNER,
            signer_title=SIGNER_TITLE,
        )  # fmt: skip

    # ---- the conference and its minutes

    def call(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        self.conference = services.plan_conference(
            actor=officer, now=now, decisions=[self._decision()], title=self.words["title"],
            held_on=self.words["held_on"], place=self.words["place"], starts_at=self.words.get("starts_at", time(8)),
            ends_at=self.words.get("ends_at", time(11, 30)), chair_name=CHAIR, chair_title=CHAIR_TITLE,
            illustrative=True,
        )  # fmt: skip
        services.invite_receivers(self.conference, actor=officer, now=now)

    def write_minutes(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        self._name_speakers(now)
        defaults = handovers.Defaults(
            giver=self.books.cast.unit("so-khcn"), witness_name=CHAIR, witness_title="Phó Chủ tịch",
            witness_unit=PROVINCE,
        )  # fmt: skip
        handovers.prepare_all_minutes(self._conference(), defaults=defaults, actor=officer, now=now)

    def _name_speakers(self, now: datetime) -> None:
        """Units that nobody speaks for in the story's file send their head of office."""
        seats = {
            seat.pk: services.SeatMark(
                representative_name=person(chance.luck(seat.unit.code)), representative_title="Chánh Văn phòng"
            )
            for seat in self._conference().units.filter(representative_name="").select_related("unit")
        }
        if seats:
            services.set_attendance(self._conference(), seats, actor=self.books.cast.actor("officer"), now=now)

    def seal(self, now: datetime) -> None:
        report = handovers.seal_all_minutes(self._conference(), actor=self.books.cast.actor("officer"), now=now)
        for minutes, why in report.refused:
            raise RuntimeError(f"{minutes.code}: {why.message}")

    def open(self, now: datetime) -> None:
        officer = self.books.cast.actor("officer")
        services.open_conference(self._conference(), actor=self.books.cast.actor("director"), now=now)
        conference = self._conference()
        seats = {
            seat.pk: services.SeatMark(Attendance.ABSENT if seat.unit_id == self._absent_unit() else Attendance.PRESENT)
            for seat in conference.units.all()
        }
        guests = {guest.pk: True for guest in conference.guests.all()}
        services.set_attendance(conference, seats, guests=guests, actor=officer, now=now)

    def sign(self, now: datetime) -> None:
        """One minutes after the other, three signatures each, two minutes apart."""
        for at, minutes in enumerate(self.minutes()):
            if minutes.receiver_id == self._unit_of("by_pen"):
                continue
            for step, party in enumerate(SIGNING_ORDER):
                if party is Party.RECEIVER and minutes.receiver_id == self._absent_unit():
                    continue
                then = now + timedelta(seconds=120 * at + 35 * step)
                if party is Party.RECEIVER and minutes.receiver_id == self._unit_of("by_certificate"):
                    self.sign_with_certificate(minutes, then)
                else:
                    self.put_signature(minutes, party, then)

    def sign_with_certificate(self, minutes: Minutes, now: datetime) -> None:
        """The receiver's person, with a key file of the test authority."""
        key, officer = self.key_of(minutes, Party.RECEIVER), self.books.cast.actor("officer")
        handovers.sign_with_key(minutes, key, party=Party.RECEIVER, actor=officer, now=now)

    def key_of(self, minutes: Minutes, party: Party) -> Key:
        """Of the person who signs for a party, from the test authority."""
        assert minutes.sealed is not None
        said = minutes.sealed.content
        authority = ensure_authority(Path(settings.KEYS_DIR))
        name, unit = said["people"][party.value]["name"], said[party.value]["unit"]
        return open_pkcs12(issue_pkcs12(authority, name, unit[:64], "demo"), "demo")

    def _unit_of(self, word: str) -> int | None:
        """The unit that the story's file names so, if it does."""
        key = self.words.get(word)
        return self.books.cast.unit(key).pk if key else None

    def put_signature(self, minutes: Minutes, party: Party, now: datetime, **delegate: Any) -> None:
        """Of the person named in the minutes, or of a delegate with a paper."""
        assert minutes.sealed is not None
        facts = {"expected_digest": minutes.sealed.digest, **drawn(minutes, party, **delegate), **delegate}
        handovers.sign_minutes(minutes, party=party, actor=self.books.cast.actor("officer"), now=now, **facts)

    @property
    def absent(self) -> Words:
        """Who was not there, and who signed later in its place."""
        words: Words = self.words.get("absent", {})
        return words

    def _absent_unit(self) -> int | None:
        return self.books.cast.unit(self.absent["unit"]).pk if self.absent else None

    def sign_in_office(self, now: datetime) -> None:
        """The unit that was absent signs on another day, by a delegate, and takes its documents home."""
        minutes = next(row for row in self.minutes() if row.receiver_id == self._absent_unit())
        self.put_signature(minutes, Party.RECEIVER, now, person_name=self.absent["name"], title=self.absent["title"])
        handovers.receive_items(
            Minutes.objects.get(pk=minutes.pk), actor=self.books.cast.actor("officer"), now=now + timedelta(minutes=9)
        )

    def close(self, now: datetime) -> None:
        services.close_conference(self._conference(), actor=self.books.cast.actor("director"), now=now)

    def receive(self, now: datetime) -> None:
        for minutes in self.minutes():
            if minutes.receiver_id != self._absent_unit():
                handovers.receive_items(minutes, actor=self.books.cast.actor("officer"), now=now)

    def send_plans(self, now: datetime) -> None:
        """The department enters what the units sent on paper; units named in the story's file still owe theirs."""
        for minutes in self._of_all_but("owe_plan"):
            rows = chance.luck(f"plan {minutes.code}").sample(read("earlier")["plan"], k=2)
            handovers.send_plan(
                minutes, seen=0, plan=[_planned(row, self.words["held_on"]) for row in rows],
                actor=self.books.cast.actor("officer"), now=now,
            )  # fmt: skip

    def report_use(self, year: int, now: datetime) -> None:
        """The reports of one year; units named in the story's file stay silent."""
        send_reports(self.books, self._of_all_but("owe_report"), year + 1, now)

    def _of_all_but(self, who: str) -> list[Minutes]:
        silent = {self.books.cast.unit(key).pk for key in self.words.get(who, ())}
        return [minutes for minutes in self.minutes() if minutes.receiver_id not in silent]

    def report(self, now: datetime) -> None:
        services.report_conference(
            self._conference(), report_number=self.words["report_number"],
            reported_on=self.words.get("reported_on", self.words["held_on"] + timedelta(days=3)),
            actor=self.books.cast.actor("director"), now=now,
        )  # fmt: skip

    def publish(self, now: datetime) -> None:
        services.publish_conference(self._conference(), actor=self.books.cast.actor("editor"), now=now)

    def minutes(self) -> list[Minutes]:
        found = Minutes.objects.filter(counted(), conference=self._conference()).select_related("sealed", "receiver")
        return list(found.order_by("code"))

    def _decision(self) -> TransferDecision:
        assert self.decision is not None
        return TransferDecision.objects.get(pk=self.decision.pk)

    def _conference(self) -> Conference:
        assert self.conference is not None
        return Conference.objects.get(pk=self.conference.pk)
