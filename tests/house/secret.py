"""A restricted result in a decision, at a conference, in minutes signed and received: what nobody else may meet."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.domain.handovers import services as handovers
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper
from gieo.domain.results.models import Result
from gieo.domain.results.services import add_photograph, edit_result
from gieo.domain.transfers import services as transfers
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.services import LinePick
from gieo.domain.transfers.vocab import Attendance
from gieo.domain.uptake.models import Demonstration, Use
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.services import ClaimInput, EvidenceInput, begin_use, verify_claim
from gieo.domain.uptake.services import demonstrations as models
from gieo.domain.uptake.services.reports import open_reports
from gieo.domain.uptake.vocab import Channel, Grade, Level, Measure
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.files.services import store_file
from gieo.foundation.units.models import Unit
from gieo.interfaces.ops.demo import MOMENTS, pen
from gieo.interfaces.ops.demo.drawings import picture
from tests.factories.accounts import person_with
from tests.factories.results import advance, make_product, make_result
from tests.house.world import ACCOUNTS, Story

MARK = "Sao Khuê"
"""Stands in every word of the restricted result; nothing else in the story says it."""


@dataclass(frozen=True)
class Secret:
    """The restricted result, and the records that hold it beside open things."""

    result: Result
    minutes: Minutes
    decision: TransferDecision
    conference: Conference
    use: Use
    model: Demonstration

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """What must stand nowhere: the result, its product."""
        return self.result.code, self.result.products.get().code

    def leaks(self, letter: str, address: str, words: str) -> list[str]:
        """What of the secret these words tell, in words. A page that says there is no such record repeats the code it
        was asked for."""
        forbidden = (MARK, *(code for code in self.codes if code not in address))
        return [f"{letter} meets {word} at {address}" for word in forbidden if word in words]

    def as_sample(self, story: Story) -> Story:
        """The story with the secret's records as the sample of every address."""
        told = copy(story)
        told.result, told.minutes = self.result, self.minutes
        told.decision, told.conference, told.use = self.decision, self.conference, self.use
        told.model = self.model
        return told


def tell_secret() -> Secret:
    """Told after the demo's last moment, by an officer who is the only reader; the receiver is one of the story's."""
    now = MOMENTS["signed"] + timedelta(hours=1)
    day = now.date()
    giver, issuer = Unit.objects.get(code="SKHCN"), Unit.objects.get(code="UBND-TINH")
    keeper = person_with(Role.OFFICER, giver, name="Người giữ hồ sơ kín")
    actor = actor_of_person(keeper, day)
    receiver = _unit_of(ACCOUNTS["V"])
    hidden = _result(actor, now)
    handed = Result.objects.filter(access="open", state="transferable", minutes_items__isnull=False)
    shown = handed.exclude(minutes_items__minutes__receiver=receiver).order_by("-pk")[0]
    decision = transfers.draft_decision(
        actor=actor, now=now, title="Chuyển giao đợt bổ sung", issuer=issuer, expected_on=day, illustrative=True
    )
    picks = [LinePick(receiver, result=hidden), LinePick(receiver, product=hidden.products.get())]
    transfers.add_lines(decision, [*picks, LinePick(receiver, result=shown)], actor=actor, now=now)
    decision = _issued(decision, day, now)
    conference = _held(decision, day, actor, now)
    defaults = handovers.Defaults(giver=giver, witness_name="Bạc Cầm Sơn", witness_title="Phó Chủ tịch")
    made = handovers.prepare_all_minutes(conference, defaults=defaults, actor=actor, now=now)
    for row in made:
        _signed(row, actor, now)
    transfers.close_conference(Conference.objects.get(pk=conference.pk), actor=SYSTEM, now=now)
    transfers.publish_conference(Conference.objects.get(pk=conference.pk), actor=SYSTEM, now=now)
    minutes = Minutes.objects.get(pk=next(row.pk for row in made if row.restricted))
    assert [row.restricted for row in made].count(False) == 1
    open_reports(now=now)
    use = _used(hidden, receiver, actor, now)
    model = _shown(use, actor, now)
    return Secret(hidden, minutes, decision, Conference.objects.get(pk=conference.pk), use, model)


def _used(result: Result, receiver: Unit, actor: Actor, now: datetime) -> Use:
    """Tried where it was received, with a photograph; verified by somebody else."""
    file = store_file(picture("terraces"), name="noi-dung.png", actor=actor, now=now)
    proof = EvidenceInput(Grade.PHOTOGRAPH, now.date(), f"Ảnh {MARK}", file, credit=MARK, place=f"Bản {MARK}")
    assert receiver.place is not None
    use = begin_use(
        result,
        receiver,
        receiver.place,
        claim=ClaimInput(
            Level.TRIED,
            now.date(),
            channel=Channel.VISIT,
            since=now.date(),
            words=f"Làm thử {MARK}",
            scales=(ScaleSaid(Measure.HECTARE, Decimal(1), f"Thửa {MARK}"),),
            evidence=(proof,),
        ),
        actor=actor,
        now=now,
    )
    verify_claim(use.claims.get(), actor=SYSTEM, now=now)
    return use


def _shown(use: Use, actor: Actor, now: datetime) -> Demonstration:
    """A model that is under way, visited, photographed, with consent: everything but what it is of could be public."""
    result, day = use.result, now.date()
    assert result is not None
    words = dict.fromkeys(("where", "season", "plan", "doers", "success", "fit"), f"Lời {MARK}")
    plan = models.PlanInput(
        title=f"Mô hình {MARK}", starts_on=day, ends_on=day + timedelta(days=90), measure=Measure.HECTARE,
        amount=Decimal(1), keeper=Person.objects.get(pk=actor.person_id),
        next_visit_on=day + timedelta(days=5), **words,
    )  # fmt: skip
    model = models.plan_model(result, use.receiver, use.place, plan, actor=actor, now=now)
    model = models.start_model(model, on=day, actor=actor, now=now)
    file = store_file(picture("tea"), name="tham.png", actor=actor, now=now)
    photos = (models.PhotoInput(file, f"Ảnh {MARK}", f"Bản {MARK}", consent=True),)
    models.visit_model(model, models.VisitInput(day, f"Ai {MARK}", f"Thấy {MARK}", photos=photos), actor=actor, now=now)
    return model


def _unit_of(account: str) -> Unit:
    person = User.objects.get(email=f"{account}@example.vn").person
    return Unit.objects.get(pk=person.roles.get(role=Role.UNIT_REP).unit_id)


def _result(actor: Actor, now: datetime) -> Result:
    """Everything said of it carries the mark: title, product, file, picture, texts."""
    result = make_result(title=f"Nghiên cứu {MARK}", restricted=True, actor=actor, now=now, products=0)
    make_product(result, title=f"Quy trình {MARK}", condition=f"Tốt, {MARK}", with_file=True)
    words = {"plain_sheet": f"Tờ {MARK}", "abstract": f"Tóm tắt {MARK}", "restriction_note": f"Giữ kín {MARK}"}
    edit_result(result, version=Result.objects.get(pk=result.pk).version, actor=actor, now=now, **words)
    add_photograph(
        result, picture("terraces"), name="anh.png", caption=f"Ảnh {MARK}", credit=MARK, consent=True, actor=actor,
        now=now,
    )  # fmt: skip
    return advance(Result.objects.get(pk=result.pk), "transferable", now=now)


def _issued(decision: TransferDecision, day: date, now: datetime) -> TransferDecision:
    decision.refresh_from_db()
    transfers.submit_decision(
        decision, version=decision.version, actor=SYSTEM, now=now, submission_number="9/TTr-SKHCN", submitted_on=day,
        submitted_by_name="Ai đó",
    )  # fmt: skip
    decision.refresh_from_db()
    transfers.issue_decision(
        decision, version=decision.version, actor=SYSTEM, now=now, number="999/QĐ-UBND", issued_on=day,
        signer_name="Ai đó", signer_title="Phó Chủ tịch",
    )  # fmt: skip
    return TransferDecision.objects.get(pk=decision.pk)


def _held(decision: TransferDecision, day: date, actor: Actor, now: datetime) -> Conference:
    conference = transfers.plan_conference(
        actor=actor, now=now, decisions=[decision], title="Buổi bàn giao bổ sung", held_on=day, place="Hội trường Sở",
        chair_name="Bạc Cầm Sơn", chair_title="Phó Chủ tịch", illustrative=True,
    )  # fmt: skip
    transfers.invite_receivers(conference, actor=actor, now=now)
    conference = transfers.open_conference(Conference.objects.get(pk=conference.pk), actor=SYSTEM, now=now)
    seats = {seat.pk: transfers.SeatMark(Attendance.PRESENT) for seat in conference.units.all()}
    transfers.set_attendance(conference, seats, actor=actor, now=now)
    return conference


def _signed(minutes: Minutes, actor: Actor, now: datetime) -> None:
    sealed = handovers.seal_minutes(minutes, actor=actor, now=now)
    assert sealed.sealed is not None
    for party in SIGNING_ORDER:
        name = sealed.sealed.content["people"][party.value]["name"]
        handovers.sign_minutes(
            sealed, party=party, strokes=pen.strokes(name), expected_digest=sealed.sealed.digest,
            client_id=f"{sealed.code}-{party}", identity=IdentityPaper.KNOWN, actor=actor, now=now,
        )  # fmt: skip
    fresh = Minutes.objects.get(pk=sealed.pk)
    handovers.receive_items(fresh, actor=actor, now=now)
    handovers.render_minutes(Minutes.objects.get(pk=sealed.pk), now=now)
