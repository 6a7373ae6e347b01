"""Demonstration models, made through the services as an officer would make them.

model = running_model()                        a household's, begun in February, no visit yet
visited(model); concluded(model)               another officer still has to verify what that says of its use
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gieo.core.actor import Actor
from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Claim, Demonstration, FieldDay, ModelVisit
from gieo.domain.uptake.services.demonstrations import (
    Ending,
    PhotoInput,
    PlanInput,
    VisitInput,
    announce_field_day,
    conclude_model,
    plan_model,
    start_model,
    visit_model,
)
from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.demonstrations import Outcome, Source
from gieo.foundation.accounts.models import Person
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Unit
from tests.factories.copies import a_committee
from tests.factories.transfers import a_result
from tests.factories.uptake import NOW, SEEN, a_picture, a_place, officer_of

BEGUN = date(2024, 2, 1)
HOUSEHOLD = "Sùng A Dế, bản Háng Á"


def keeper_of(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


def a_plan(keeper: Person | None = None, **values: Any) -> PlanInput:
    said: dict[str, Any] = {
        "title": "Mô hình trồng khoai sọ trên nương dốc",
        "where": "Bản Háng Á, cạnh đường vào trường",
        "season": "Vụ xuân 2024",
        "starts_on": BEGUN,
        "ends_on": date(2024, 12, 31),
        "measure": Measure.HECTARE,
        "amount": Decimal("1.5"),
        "plan": "Trồng theo băng, giữ cỏ giữa các băng.",
        "doers": "Hộ nhận, cán bộ khuyến nông xã",
        "success": "Năng suất hơn nương bên từ 20%.",
        "fit": "Nương dốc 15 độ, hợp điều kiện của kết quả.",
        "keeper": keeper or keeper_of(officer_of()),
        "costs": {Source.STATE: 30_000_000, Source.HOUSEHOLD: 12_000_000},
    } | values
    return PlanInput(**said)


def planned_model(
    result: Result | None = None,
    *,
    actor: Actor | None = None,
    place: Area | None = None,
    receiver: Unit | None = None,
    household: str = HOUSEHOLD,
    now: datetime = NOW,
    **values: Any,
) -> Demonstration:
    actor, place = actor or officer_of(), place or a_place()
    said = a_plan(values.pop("keeper", None) or keeper_of(actor), **values)
    return plan_model(
        result or a_result(), receiver or a_committee(place), place, said, household=household, actor=actor, now=now
    )


def running_model(result: Result | None = None, *, now: datetime = NOW, **values: Any) -> Demonstration:
    return start_model(planned_model(result, now=now, **values), on=BEGUN, actor=officer_of(), now=now)


def visited(
    model: Demonstration,
    *,
    on: date = SEEN,
    photos: int = 0,
    consent: bool = True,
    actor: Actor | None = None,
    now: datetime = NOW,
    **values: Any,
) -> ModelVisit:
    pictures = tuple(
        PhotoInput(a_picture(f"anh-{n}.jpg"), f"Nương khoai, ảnh {n}", "Bản Nà Sự", consent) for n in range(photos)
    )
    said = VisitInput(on, "Cán bộ phòng quản lý khoa học", "Cây cao 40 cm, lá xanh.", photos=pictures)
    values = {name: getattr(said, name) for name in said.__dataclass_fields__} | values
    return visit_model(model, VisitInput(**values), actor=actor or officer_of(), now=now)


def an_ending(**values: Any) -> Ending:
    said: dict[str, Any] = {
        "on": SEEN,
        "outcome": Outcome.WORTH,
        "words": "Năng suất hơn nương bên 25%, bà con làm theo được.",
        "measure": Measure.HECTARE,
        "amount": Decimal("1.2"),
    } | values
    return Ending(**said)


def concluded(model: Demonstration, *, actor: Actor | None = None, now: datetime = NOW, **values: Any) -> Claim:
    return conclude_model(model, an_ending(**values), actor=actor or officer_of(), now=now)


def field_day(model: Demonstration, *, on: date = date(2024, 6, 1), now: datetime = NOW, **values: Any) -> FieldDay:
    given = {"place": "Nhà văn hoá bản Háng Á", "hours": "8 giờ", "about": "Xem nương khoai."} | values
    return announce_field_day(model, on=on, actor=officer_of(), now=now, **given)
