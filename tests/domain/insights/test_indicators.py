"""The seven requests: each measure moves with its own cases and stays where it is when others change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gieo.core.actor import SYSTEM
from gieo.domain.handovers.models import Minutes
from gieo.domain.insights import queries
from gieo.domain.insights.vocab import IndicatorKey, RowSet, Step
from gieo.domain.results.models import Result
from gieo.domain.results.services import add_member, add_photograph
from gieo.domain.results.vocab import MemberRole
from gieo.domain.training.services import hold_course, set_attendance
from gieo.domain.transfers.models import Conference
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.vocab import Level, Measure
from tests.factories.handovers import TABLE, conference_of, decision_of, prepare, receive, seal, sign
from tests.factories.news import published_article, submitted_article
from tests.factories.procedures import field
from tests.factories.reports import picture
from tests.factories.training import AFTER, enrol, make_course
from tests.factories.transfers import a_result, draft_decision, issue, moment, submitted_decision
from tests.factories.uptake import a_claim, claimed_again, claimed_use, verified_use, verify

pytestmark = pytest.mark.django_db
K = IndicatorKey
TODAY = date(2024, 5, 30)
TRAINED = (ScaleSaid(Measure.TRAINED, Decimal(40)),)
OLD = {"accepted_on": date(2019, 5, 1), "certificate_on": date(2019, 6, 1)}


class World:
    """Three receivers: of a result that came and is in use, of one that waits to be received, of a product that waits
    to be signed for; a result on offer without a picture; a decision with the People's Committee."""

    def __init__(self) -> None:
        self.conference: Conference = conference_of(decision_of(results=2, products=1, units=3))
        prepare(self.conference)
        seal(self.conference)
        minutes = {self._kind(row): row for row in Minutes.objects.order_by("pk")}
        self.of_product = minutes["product"]
        first, self.waits = [row for row in Minutes.objects.order_by("pk") if row != self.of_product]
        for row in (first, self.waits):
            sign(row)
        receive(first)
        self.received: Result = first.items.get().result
        self.receiver = first.receiver
        self.offered = a_result("Chào mà chưa có ảnh", **OLD)
        self.recent = a_result("Mới nghiệm thu", accepted_on=date(2023, 3, 1), certificate_on=date(2023, 4, 1))
        self.with_committee = submitted_decision()

    @staticmethod
    def _kind(minutes: Minutes) -> str:
        return "product" if minutes.items.get().product_id else f"result {minutes.pk}"

    def use(self, **claim: Any) -> Use:
        return verified_use(a_claim(**claim), subject=self.received, receiver=self.receiver)


def read() -> dict[K, tuple[int | None, int | None]]:
    found = queries.directive_indicators(SYSTEM, today=TODAY)
    return {key: (indicator.part, indicator.whole) for key, indicator in found.items()}


def tell(world: World) -> None:
    add_photograph(
        world.offered, picture(), name="anh.jpg", caption="Ruộng", credit="Lò Thị Mai", actor=SYSTEM, now=TABLE,
        consent=True,
    )  # fmt: skip


def name_what_is_told(world: World) -> None:
    tell(world)
    published_article(results=[world.offered])


def lead(world: World) -> None:
    add_member(world.recent, actor=SYSTEM, now=TABLE, name="Quàng Văn Sơn", degree="TS", role=MemberRole.LEADER)


def stop_training(world: World) -> None:
    claimed_again(world.use(scales=TRAINED), a_claim(Level.STOPPED))


def teach(world: World) -> None:
    course = make_course(world.received, now=TABLE)
    set_attendance(course, [enrol(course, now=TABLE).number], actor=SYSTEM, now=AFTER)
    hold_course(course, actor=SYSTEM, now=AFTER)


DEEDS: dict[str, tuple[Callable[[World], Any], dict[K, tuple[int, int]]]] = {
    "a draft is nobody's yet": (lambda world: draft_decision(results=[world.offered]), {}),
    "a decision is submitted": (
        lambda world: submitted_decision(results=[world.offered]),
        {K.POLICY_DOCUMENTS: (0, 1)},
    ),
    "a decision is issued, and its lines are in force": (
        lambda world: issue(world.with_committee),
        {K.POLICY_DOCUMENTS: (1, 0), K.HANDED_AND_RECEIVED: (0, 1)},
    ),
    "a result is put in farming": (
        lambda world: Result.objects.filter(pk=world.recent.pk).update(field=field("4")),
        {K.PRIORITY_SHARE: (1, 0)},
    ),
    "a result of long ago is none of the recent ones": (lambda world: a_result(**OLD), {
        K.PUBLISHED_RESULTS: (0, 1),
    }),
    "a product of the national programme is signed for": (lambda world: sign(world.of_product), {
        K.NATIONAL_TASKS: (1, 0),
    }),
    "a result is received": (
        lambda world: receive(world.waits),
        {K.HANDED_AND_RECEIVED: (1, 0), K.TRAINING_CLASSES: (0, 1)},
    ),
    "a leader with a degree": (lead, {K.COUNCIL_MEMBERS: (1, 0)}),
    "people were trained where it is in use": (lambda world: world.use(scales=TRAINED), {K.TRAINING_CLASSES: (1, 0)}),
    "a class is announced": (lambda world: make_course(world.received, now=TABLE), {}),
    "a class was held": (teach, {K.TRAINING_CLASSES: (1, 0)}),
    "said, but looked at by nobody": (
        lambda world: claimed_use(a_claim(scales=TRAINED), subject=world.received, receiver=world.receiver), {},
    ),
    "trained once, and stopped since": (stop_training, {}),
    "a use without training": (lambda world: world.use(), {}),
    "a result is told, with a picture": (tell, {K.PUBLISHED_RESULTS: (1, 0)}),
    "news that wait for approval are read by nobody": (
        lambda world: submitted_article(results=[world.offered]), {},
    ),
    "news name a result": (lambda world: published_article(results=[world.offered]), {K.PUBLISHED_RESULTS: (1, 0)}),
    "news name one that is told already": (name_what_is_told, {K.PUBLISHED_RESULTS: (1, 0)}),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEDS)
def test_each_measure_moves_with_its_case_and_with_no_other(name: str) -> None:
    deed, moves = DEEDS[name]
    world = World()
    before = read()
    deed(world)
    after = read()
    moved = {
        key: (after[key][0] - before[key][0], after[key][1] - before[key][1])
        for key in IndicatorKey
        if after[key] != before[key]
    }
    assert moved == moves


def test_every_request_has_a_deed_that_moves_it() -> None:
    assert {key for _deed, moves in DEEDS.values() for key in moves} == set(IndicatorKey)


def test_parts_open_as_many_rows() -> None:
    world = World()
    lead(world)
    use = claimed_use(a_claim(scales=TRAINED), subject=world.received, receiver=world.receiver)
    verify(use, now=moment(date(2024, 5, 20)))
    found = read()
    assert found[K.COUNCIL_MEMBERS][0] == queries.row_set(RowSet.LED, SYSTEM, today=TODAY).count() == 1
    assert found[K.TRAINING_CLASSES][0] == queries.row_set(RowSet.TAUGHT, SYSTEM, today=TODAY).count() == 1
    received = queries.reached(Step.RECEIVED, Result.objects.all(), TODAY)
    assert found[K.TRAINING_CLASSES][1] == received.count()
