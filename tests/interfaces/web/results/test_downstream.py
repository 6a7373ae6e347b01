"""Who receives a result, as its pages say: each receiver once, whatever became of the decision."""

from datetime import date

import pytest

from gieo.core.actor import SYSTEM
from gieo.domain.handovers.models import Minutes
from gieo.interfaces.web.results.downstream import public_receivers, receivers_of
from tests.factories.handovers import conference_of, decision_of, prepare, receive, seal, sign
from tests.factories.transfers import amend, receivers, revoke

pytestmark = pytest.mark.django_db
LATER = date(2023, 12, 1)


def one_result(units=1):
    decision = decision_of(results=1, units=units)
    return decision, decision.lines.get().result


def told(result):
    return [(row.unit, row.decision, row.standing.word) for row in receivers_of(result, SYSTEM)]


def test_an_amendment_shows_each_receiver_once_with_what_it_has():
    decision, result = one_result()
    conference = conference_of(decision)
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
        receive(minutes)
    fresh = amend(decision, on=LATER)
    unit = decision.lines.get().unit.name
    assert told(result) == [(unit, fresh.number, "Đã nhận")]
    assert [row.received_on for row in public_receivers(result)] == [date(2023, 11, 7)]


def test_a_revoked_decision_shows_nobody_but_those_who_have_it():
    units = receivers(2)
    (decision, result), (other, second) = one_result(units[:1]), one_result(units[1:])
    conference = conference_of(decision, other)
    prepare(conference)
    for minutes in Minutes.objects.filter(receiver=units[0]):
        sign(seal_one(minutes))
        receive(minutes)
    revoke(decision)
    revoke(other)
    assert told(result) == [(units[0].name, decision.number, "Đã nhận")]
    assert told(second) == []


def seal_one(minutes):
    from_services = seal(minutes.conference)
    return next(row for row in from_services if row.pk == minutes.pk)


def test_the_public_page_says_who_has_received_and_to_whom_it_is_only_decided(client):
    decision = decision_of(results=1, units=1)
    result = decision.lines.get().result
    name = decision.lines.get().unit.name

    def answer():
        page = client.get(f"/ket-qua/{result.code}").content.decode()
        part = page[page.index("Ai đã nhận") :]
        return part[: part.index("</div>")]

    assert "Được quyết định giao" in answer()
    assert "Chưa đơn vị nào xác nhận đã nhận" in answer()
    conference = conference_of(decision)
    prepare(conference)
    (minutes,) = seal(conference)
    sign(minutes)
    assert answer().index("Được quyết định giao") < answer().index(name)
    receive(minutes)
    assert name in answer()
    assert "Được quyết định giao" not in answer()
