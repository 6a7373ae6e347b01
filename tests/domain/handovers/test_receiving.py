"""The receiver confirms what it has in hand: item by item, once, on whose behalf."""

import pytest

from gieo.core.errors import Invalid, NotAllowed, NotFound, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.vocab import MinutesState, Receipt
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.queries import history
from tests.domain.handovers.refusing import refused, rows
from tests.factories.handovers import TABLE, officer, receive, representative, sealed_minutes, signed_minutes

pytestmark = pytest.mark.django_db


def test_receive_item_by_item_then_finish() -> None:
    minutes = signed_minutes(results=2)
    first, second = minutes.items.order_by("order")
    receive(minutes, items=[first.pk], note="Thùng số 1")
    first.refresh_from_db()
    assert (first.receipt, first.received_note) == (Receipt.RECEIVED, "Thùng số 1")
    minutes.refresh_from_db()
    assert (minutes.state, Duty.objects.filter(kind="application_report").count()) == (MinutesState.PARTLY, 5)
    finished = receive(minutes, items=[first.pk, second.pk])
    first.refresh_from_db()
    assert first.received_note == "Thùng số 1"
    assert (finished.state, Duty.objects.filter(kind="application_report").count()) == (MinutesState.RECEIVED, 5)


@pytest.mark.parametrize("all_at_once", [True, False])
def test_receiving_twice_is_receiving_once(all_at_once: bool) -> None:
    minutes = signed_minutes(results=2)
    chosen = None if all_at_once else [item.pk for item in minutes.items.all()]
    receive(minutes, items=chosen)
    before = rows()
    again = receive(minutes, items=chosen, note="Bấm lần nữa")
    assert again.state == MinutesState.RECEIVED
    assert rows() == before


def test_receive_says_on_whose_behalf() -> None:
    minutes = signed_minutes()
    services.receive_items(minutes, actor=officer(), now=TABLE)
    told = next(entry for entry in history(minutes) if entry.verb == "receive")
    assert told.behalf_name == minutes.receiver.name
    other = signed_minutes()
    receive(other)
    told = next(entry for entry in history(other) if entry.verb == "receive")
    assert told.behalf_name == ""


def test_receive_refuses() -> None:
    sealed = sealed_minutes()
    refused(lambda: receive(sealed), WrongState)
    minutes = signed_minutes()
    refused(lambda: receive(minutes, actor=representative(sealed.receiver)), NotAllowed)
    refused(lambda: receive(minutes, items=[]), Invalid)
    refused(lambda: receive(minutes, items=[sealed.items.get().pk]), NotFound)
