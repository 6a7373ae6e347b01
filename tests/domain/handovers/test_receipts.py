"""Part now, the rest later, not at all and why, and taken back: sums are exact, and who owes what by when is posted."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.rules.receipts import Said, standing
from gieo.domain.handovers.services import ItemInput, ReceiptInput, edit_items, record_receipt, retract_receipt
from gieo.domain.handovers.services import seal_minutes as seal_draft
from gieo.domain.handovers.vocab import FaultKind, MinutesState, Outcome, Receipt, RefusalReason
from gieo.domain.handovers.wording import tell
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import fulfil
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.journal.queries import history
from tests.domain.handovers.refusing import refused, rows
from tests.factories.handovers import (
    TABLE,
    draft_minutes,
    officer,
    receive,
    representative,
    sealed_minutes,
    sign,
    signed_minutes,
)

NOON = TABLE + timedelta(days=3)
LATER = date(2023, 11, 24)
database = pytest.mark.django_db


def seedlings(number: int = 500) -> Minutes:
    """Signed minutes that give so many seedlings, and one result."""
    minutes = draft_minutes(results=1, products=1)
    item = minutes.items.get(product__isnull=False)
    given = ItemInput(item.pk, Decimal(number), "cây", "Cao 30 cm")
    edited = edit_items(minutes, version=minutes.version, items=[given], actor=officer(), now=TABLE)
    sealed = seal_draft(edited, actor=officer(), now=TABLE)
    sign(sealed)
    return sealed


def trees(minutes: Minutes) -> MinutesItem:
    return minutes.items.get(product__isnull=False)


def took(minutes: Minutes, **values: Any) -> Minutes:
    facts = {"rows": [ReceiptInput(trees(minutes).pk)], "actor": representative(minutes.receiver), "now": NOON}
    return record_receipt(minutes, **(facts | values))


def part(minutes: Minutes, number: int | str, **values: Any) -> Minutes:
    return took(minutes, rows=[ReceiptInput(trees(minutes).pk, quantity=Decimal(number))], **values)


def refuses(minutes: Minutes, reason: str = RefusalReason.QUALITY, words: str = "Cây héo", **values: Any) -> Minutes:
    return took(minutes, rows=[ReceiptInput(trees(minutes).pk, Outcome.REFUSED, reason=reason, words=words)], **values)


def promised(minutes: Minutes, on: date = LATER, **values: Any) -> Minutes:
    return took(minutes, rows=[ReceiptInput(trees(minutes).pk, Outcome.AWAITED, expected_on=on)], **values)


def duties(kind: str) -> list[tuple[str, date]]:
    return list(Duty.objects.filter(kind=kind).order_by("due", "pk").values_list("state", "due"))


# ---- sums

quantities = st.decimals(min_value="0.001", max_value="9999", places=3)


@given(given=quantities, parts=st.lists(quantities, max_size=8), refusing=st.sets(st.integers(0, 8)))
def test_sums_are_exact_and_what_is_left_is_given_less_received(
    given: Decimal, parts: list[Decimal], refusing: set[int]
) -> None:
    """Whatever is taken part by part, with refusals in between: received and rest always give what was given."""
    said: list[Said] = []
    for at, wanted in enumerate(parts):
        rest = standing(given, said).rest
        if at in refusing and rest:
            said.append(Said(Outcome.REFUSED, rest, reason="quality"))
        if wanted <= rest:
            said.append(Said(Outcome.RECEIVED, wanted, on=LATER))
        found = standing(given, said)
        taken = sum((row.quantity for row in said if row.outcome is Outcome.RECEIVED), Decimal(0))
        assert (found.received, found.received + found.rest) == (taken, given)
        assert 0 <= found.rest <= given
        assert (found.receipt is Receipt.RECEIVED) is (found.rest == 0)
        assert (found.receipt is Receipt.REFUSED) is bool(found.reason)


@given(st.lists(st.tuples(st.sampled_from(list(Outcome)), st.integers(1, 4)), max_size=10))
def test_the_standing_follows_the_last_word(said: list[tuple[Outcome, int]]) -> None:
    rows = [Said(outcome, Decimal(number) if outcome is Outcome.RECEIVED else Decimal(0), on=LATER,
                 expected_on=LATER if outcome is Outcome.AWAITED else None, reason="wrong" if outcome is Outcome.REFUSED
                 else "") for outcome, number in said]  # fmt: skip
    found = standing(Decimal(100), rows)
    last = said[-1][0] if said else None
    assert (found.receipt is Receipt.REFUSED) is (last is Outcome.REFUSED)
    if last is Outcome.AWAITED:
        assert found.expected_on == LATER


@pytest.mark.parametrize(
    "taken, receipt", [("0.001", Receipt.PARTLY), ("0.999", Receipt.PARTLY), ("1", Receipt.RECEIVED)]
)
def test_boundaries_of_one_thing_without_a_quantity(taken: str, receipt: str) -> None:
    assert standing(None, [Said(Outcome.RECEIVED, Decimal(taken), on=LATER)]).receipt == receipt


# ---- part now, the rest later


@database
def test_two_hundred_of_five_hundred_now_the_rest_later() -> None:
    minutes = seedlings()
    partly = part(minutes, 200, by_name="Lò Văn Pánh", by_title="Thủ kho")
    item = trees(partly)
    assert (partly.state, item.receipt, item.received_quantity) == (MinutesState.PARTLY, Receipt.PARTLY, 200)
    assert (item.received_on, item.received_at) == (None, None)
    assert duties("application_report")
    assert not duties("delivery")
    promised(minutes)
    assert duties("delivery") == [(DutyState.OPEN, LATER)]
    owed = Duty.objects.get(kind="delivery")
    assert (owed.debtor_unit, owed.owed_to) == (minutes.giver, minutes.receiver)
    last = part(minutes, 300, on=LATER, now=NOON + timedelta(days=20))
    item = trees(last)
    assert (item.receipt, item.received_quantity, item.received_on) == (Receipt.RECEIVED, 500, LATER)
    assert duties("delivery") == [(DutyState.FULFILLED, LATER)]
    assert last.state == MinutesState.PARTLY  # the result is still to come
    done = receive(minutes, now=NOON + timedelta(days=21))
    assert done.state == MinutesState.RECEIVED
    assert [(note.number, note.by_name, note.on) for note in minutes.receipts.order_by("number")][:1] == [
        (1, "Lò Văn Pánh", NOON.date())
    ]
    assert [state for state, _due in duties("application_report")] == [DutyState.OPEN] * 5
    assert [entry.verb for entry in history(minutes)].count("begin") == 1


@database
def test_never_above_what_was_given() -> None:
    minutes = seedlings()
    pk = trees(minutes).pk
    for wrong in ("500.001", "0", "-1"):
        refused(lambda wrong=wrong: part(minutes, wrong), Invalid)
    part(minutes, 200)
    error = refused(lambda: part(minutes, 301), Invalid)
    assert isinstance(error, Invalid)
    assert error.errors == {f"quantity_{pk}": ["Ghi số lượng lớn hơn 0, nhiều nhất 300."]}
    part(minutes, 300)
    before = rows()
    took(minutes)
    assert rows() == before


@database
def test_the_same_part_pressed_twice_is_told() -> None:
    minutes = seedlings()
    part(minutes, 200, seen=0)
    refused(lambda: part(minutes, 200, seen=0), Conflict)
    part(minutes, 200, seen=1)
    assert trees(minutes).received_quantity == 400


@database
def test_dates_are_checked() -> None:
    minutes = seedlings()
    for day in (NOON.date() + timedelta(days=1), TABLE.date() - timedelta(days=1)):
        error = refused(lambda day=day: took(minutes, on=day), Invalid)
        assert isinstance(error, Invalid)
        assert list(error.errors) == ["on"]
    refused(lambda: promised(minutes, NOON.date() - timedelta(days=1)), Invalid)
    pk = trees(minutes).pk
    refused(lambda: took(minutes, rows=[ReceiptInput(pk, Outcome.AWAITED)]), Invalid)
    took(minutes, on=TABLE.date())
    assert trees(minutes).received_on == TABLE.date()


@database
def test_what_is_received_whole_is_promised_for_no_day() -> None:
    minutes = seedlings()
    pk = trees(minutes).pk
    for quantity in (None, Decimal(500)):
        said = [ReceiptInput(pk, quantity=quantity, expected_on=LATER)]
        error = refused(lambda said=said: took(minutes, rows=said), Invalid)
        assert isinstance(error, Invalid)
        assert list(error.errors) == [f"expected_on_{pk}"]


@database
def test_a_new_promise_takes_the_place_of_the_old() -> None:
    minutes = seedlings()
    promised(minutes)
    promised(minutes, LATER + timedelta(days=7))
    assert duties("delivery") == [(DutyState.CANCELLED, LATER), (DutyState.OPEN, LATER + timedelta(days=7))]
    refuses(minutes)
    assert [state for state, _due in duties("delivery")] == [DutyState.CANCELLED] * 2


@database
def test_who_may_and_what_is_unknown() -> None:
    minutes, other = seedlings(), signed_minutes()
    refused(lambda: took(minutes, actor=representative(other.receiver)), NotAllowed)
    refused(lambda: took(minutes, rows=[ReceiptInput(other.items.get().pk)]), NotFound)
    refused(lambda: took(minutes, rows=[]), Invalid)
    refused(lambda: took(minutes, rows=[ReceiptInput(trees(minutes).pk)] * 2), NotFound)
    sealed = sealed_minutes()
    row = ReceiptInput(sealed.items.get().pk)
    refused(lambda: record_receipt(sealed, rows=[row], actor=officer(), now=NOON), WrongState)


@database
def test_an_officer_writes_it_down_in_the_units_place() -> None:
    minutes = seedlings()
    part(minutes, 10, actor=officer(), by_name="Cà Văn Pó")
    note = minutes.receipts.get()
    assert (note.by_name, note.recorded_by_name) == ("Cà Văn Pó", f"Lò Thị Mai, thay mặt {minutes.receiver.name}")


# ---- refusal


@database
def test_a_refusal_is_named_and_ends_when_the_thing_comes_after_all() -> None:
    minutes = seedlings()
    part(minutes, 200)
    refuses(minutes)
    item = trees(minutes)
    assert (item.receipt, item.refusal, item.refusal_note) == (Receipt.REFUSED, "quality", "Cây héo")
    assert minutes.conference is not None
    page = ledger_of_conference(minutes.conference, officer(), today=NOON.date())
    (fault,) = [fault for fault in page.ledger.faults if fault.kind is FaultKind.ITEM_REFUSED]
    told = tell(fault, page.world)
    assert "đơn vị không nhận 300 cây, lý do: không đạt chất lượng. Nói rõ: Cây héo." in told.text
    assert {way.kind for way in told.ways} == {"receive", "minutes", "decision"}
    receive(minutes, now=NOON)  # all that was not refused
    assert trees(minutes).receipt == Receipt.REFUSED
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.PARTLY
    took(minutes)
    minutes.refresh_from_db()
    assert (trees(minutes).receipt, trees(minutes).refusal, minutes.state) == (
        Receipt.RECEIVED, "", MinutesState.RECEIVED,
    )  # fmt: skip
    assert {"refuse", "receive", "finish"} <= {entry.verb for entry in history(minutes)}


@database
def test_a_refusal_says_why() -> None:
    minutes = seedlings()
    refused(lambda: refuses(minutes, "không biết"), Invalid)
    refused(lambda: refuses(minutes, RefusalReason.OTHER, " "), Invalid)
    refuses(minutes, RefusalReason.OTHER, "Chưa có kho")
    minutes.refresh_from_db()
    assert (minutes.state, duties("application_report")) == (MinutesState.SIGNED, [])


# ---- taken back


@database
def test_a_mistaken_receipt_is_taken_back_and_everything_follows() -> None:
    minutes = seedlings()
    part(minutes, 200)
    receive(minutes, now=NOON)
    back = retract_receipt(minutes, 2, reason="Ghi nhầm biên bản", actor=officer(), now=NOON)
    assert (back.state, back.received_at) == (MinutesState.PARTLY, None)
    assert (trees(minutes).receipt, trees(minutes).received_quantity) == (Receipt.PARTLY, 200)
    empty = retract_receipt(minutes, 1, reason="Đếm sai", actor=representative(minutes.receiver), now=NOON)
    assert (empty.state, trees(minutes).receipt) == (MinutesState.SIGNED, Receipt.PENDING)
    assert {state for state, _due in duties("application_report")} == {DutyState.CANCELLED}
    receive(minutes, now=NOON)
    assert [state for state, _due in duties("application_report")].count(DutyState.OPEN) == 5
    assert {"retract", "reopen", "clear"} <= {entry.verb for entry in history(minutes)}


@database
def test_taking_back_is_refused() -> None:
    minutes = seedlings()
    part(minutes, 200)

    def deed(number: int = 1, reason: str = "Nhầm", actor: Any = None) -> Any:
        return lambda: retract_receipt(minutes, number, reason=reason, actor=actor or officer(), now=NOON)

    refused(deed(number=7), NotFound)
    refused(deed(reason="  "), Invalid)
    refused(deed(actor=representative(signed_minutes().receiver)), NotAllowed)
    due = Duty.objects.filter(kind="application_report").earliest("due").due
    fulfil("application_report", minutes, due=due, actor=officer(), now=NOON)
    refused(deed(), Refused)


@database
def test_taken_back_once() -> None:
    minutes = seedlings()
    part(minutes, 200)
    promised(minutes)
    retract_receipt(minutes, 2, reason="Nhầm ngày", actor=officer(), now=NOON)
    assert (duties("delivery"), trees(minutes).expected_on) == ([(DutyState.CANCELLED, LATER)], None)
    refused(lambda: retract_receipt(minutes, 2, reason="Nữa", actor=officer(), now=NOON), Conflict)
