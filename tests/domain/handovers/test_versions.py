"""Correction after sealing: new minutes name the old, take their place, and of the two exactly one counts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, MinutesItem, counted
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.queries.lists import minutes_rows
from gieo.domain.handovers.queries.printing import sealed_paper, signed_paper
from gieo.domain.handovers.services import ItemInput, PlanInput, ReceiptInput
from gieo.domain.handovers.vocab import FaultKind, MinutesState, Outcome, Party, Receipt
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import fulfil
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.journal.queries import history
from gieo.foundation.papers.rules import plain_text
from gieo.foundation.signing.models import Signature
from tests.domain.handovers.refusing import refused
from tests.factories.handovers import (
    TABLE,
    draft_minutes,
    officer,
    prepare,
    receive,
    received_minutes,
    representative,
    sealed_minutes,
    sign,
    signed_minutes,
)

pytestmark = pytest.mark.django_db
NEXT = TABLE + timedelta(days=6)
REASON = "Ghi sai số lượng mục 1"


def correct(minutes: Minutes, **values: Any) -> Minutes:
    return services.correct_minutes(minutes, **({"reason": REASON, "actor": officer(), "now": NEXT} | values))


def sealed_version(minutes: Minutes, **values: Any) -> Minutes:
    return services.seal_minutes(correct(minutes, **values), actor=officer(), now=NEXT)


def signed_version(minutes: Minutes, **values: Any) -> Minutes:
    version = sealed_version(minutes, **values)
    sign(version, now=NEXT)
    return version


def state(minutes: Minutes) -> str:
    minutes.refresh_from_db()
    return minutes.state


def counting() -> list[str]:
    return list(Minutes.objects.filter(counted()).order_by("pk").values_list("code", flat=True))


def faults(minutes: Minutes) -> set[str]:
    assert minutes.conference is not None
    return {row.kind for row in ledger_of_conference(minutes.conference, officer(), today=NEXT.date()).ledger.faults}


def test_signed_minutes_stand_until_the_new_ones_are_signed_by_all() -> None:
    minutes = received_minutes(results=2)
    version = correct(minutes)
    assert (version.number, version.held_on) == ("02/BB-SKHCN", NEXT.date())
    assert (state(minutes), counting()) == (MinutesState.RECEIVED, [minutes.code])
    services.seal_minutes(version, actor=officer(), now=NEXT)
    version.refresh_from_db()
    assert (state(minutes), counting()) == (MinutesState.RECEIVED, [minutes.code])
    assert faults(minutes) == {FaultKind.VERSION_UNSIGNED}
    sign(version, [Party.RECEIVER, Party.GIVER], now=NEXT)
    assert counting() == [minutes.code]
    sign(version, [Party.WITNESS], now=NEXT)
    assert (state(minutes), state(version)) == (MinutesState.SUPERSEDED, MinutesState.RECEIVED)
    assert (counting(), minutes.superseded_at) == ([version.code], NEXT)
    assert faults(version) == set()
    assert Signature.objects.filter(content=minutes.sealed).count() == 3
    assert minutes.conference is not None
    assert [row.code for row in minutes_rows(minutes.conference, officer())] == [version.code]
    assert {"correct", "supersede"} <= {entry.verb for entry in history(minutes)}


def test_unsigned_minutes_give_way_when_the_new_ones_are_sealed() -> None:
    """Half of its signatures were given: they stay with it and count nowhere."""
    minutes = sealed_minutes()
    sign(minutes, [Party.RECEIVER])
    version = correct(minutes)
    assert counting() == [minutes.code]
    services.seal_minutes(version, actor=officer(), now=NEXT)
    assert (state(minutes), counting()) == (MinutesState.SUPERSEDED, [version.code])
    assert Signature.objects.get().content == minutes.sealed
    assert minutes.signed_at is None
    refused(lambda: sign(minutes, [Party.GIVER]), WrongState)
    refused(lambda: receive(minutes), WrongState)


def test_the_paper_names_the_old_by_number_and_day_and_says_why() -> None:
    minutes = signed_minutes()
    version = signed_version(minutes)
    for paper in (sealed_paper(version), signed_paper(version)):
        said = plain_text(paper)
        assert "Biên bản này thay thế Biên bản số 01/BB-SKHCN ngày 07 tháng 11 năm 2023 (mã BB-2023-01)." in said
        assert f"Lý do: {REASON}." in said
    assert "thay thế" not in plain_text(signed_paper(minutes))
    assert version.sealed is not None
    assert version.sealed.content["replaces"]["code"] == minutes.code


def test_receipts_go_over_with_their_days_and_people() -> None:
    minutes = signed_minutes(results=1, products=1)
    first, second = minutes.items.order_by("order")
    unit = representative(minutes.receiver)
    rows = [ReceiptInput(first.pk), ReceiptInput(second.pk, Outcome.REFUSED, reason="wrong", words="Nhầm bản đồ")]
    services.record_receipt(minutes, rows=rows, by_name="Lò Văn Pánh", actor=unit, now=TABLE)
    version = signed_version(minutes, without=[second.pk])
    assert state(version) == MinutesState.RECEIVED
    item, note = version.items.get(), version.receipts.get()
    assert (item.receipt, item.received_on, item.received_at) == (Receipt.RECEIVED, TABLE.date(), TABLE)
    assert (note.by_name, note.on, note.carried_from) == ("Lò Văn Pánh", TABLE.date(), minutes.receipts.get())
    assert faults(version) == {FaultKind.LINE_WITHOUT_ITEM}
    assert MinutesItem.objects.filter(counted("minutes__"), receipt=Receipt.RECEIVED).count() == 1


def test_what_was_received_must_stand_in_the_new_ones() -> None:
    minutes = signed_minutes(results=2)
    first = minutes.items.order_by("order")[0]
    receive(minutes, items=[first.pk])
    version = correct(minutes, without=[first.pk])
    refused(lambda: services.seal_minutes(version, actor=officer(), now=NEXT), Refused)
    services.void_minutes(version, reason="Lập lại", actor=officer(), now=NEXT)
    again = correct(minutes)
    assert (again.number, state(minutes)) == ("03/BB-SKHCN", MinutesState.PARTLY)


def test_a_smaller_quantity_than_what_was_received_is_refused() -> None:
    minutes = draft_minutes()
    item = minutes.items.get()
    many = services.edit_items(
        minutes, version=minutes.version, items=[ItemInput(item.pk, Decimal(500), "cây", "Tốt")], actor=officer(),
        now=TABLE,
    )  # fmt: skip
    sealed = services.seal_minutes(many, actor=officer(), now=TABLE)
    sign(sealed)
    services.record_receipt(
        sealed, rows=[ReceiptInput(item.pk, quantity=Decimal(450))], actor=officer(), now=TABLE
    )  # fmt: skip
    version = correct(sealed)

    def give(number: int) -> None:
        row = ItemInput(version.items.get().pk, Decimal(number), "cây", "Tốt")
        version.refresh_from_db()
        services.edit_items(version, version=version.version, items=[row], actor=officer(), now=NEXT)

    give(400)
    refused(lambda: services.seal_minutes(version, actor=officer(), now=NEXT), Refused)
    give(450)
    services.seal_minutes(version, actor=officer(), now=NEXT)
    version.refresh_from_db()
    sign(version, now=NEXT)
    assert (state(version), version.items.get().receipt) == (MinutesState.RECEIVED, Receipt.RECEIVED)


def test_while_the_new_ones_wait_for_signatures_nothing_is_received_under_the_old() -> None:
    minutes = signed_minutes()
    version = sealed_version(minutes)
    refused(lambda: receive(minutes), Refused)
    services.void_minutes(version, reason="Không cần nữa", actor=officer(), now=NEXT)
    assert receive(minutes, now=NEXT).state == MinutesState.RECEIVED


def test_duties_and_plans_go_over_and_nothing_is_asked_twice() -> None:
    minutes = received_minutes()
    services.send_plan(minutes, seen=0, plan=[PlanInput("Tập huấn")], actor=officer(), now=TABLE)
    first = Duty.objects.filter(kind="application_report").earliest("due")
    fulfil("application_report", minutes, due=first.due, actor=officer(), now=NEXT)
    version = signed_version(minutes)
    live = Duty.objects.filter(state=DutyState.OPEN, record_kind="handovers.minutes")
    assert {(duty.record_code, duty.kind) for duty in live} == {(version.code, "application_report")}
    assert (live.count(), live.filter(title=first.title).exists()) == (4, False)
    assert version.sent_plans.get().rows.get().work == "Tập huấn"


def test_a_plan_still_owed_keeps_its_day() -> None:
    minutes = signed_minutes()
    before = Duty.objects.get(kind="application_plan").due
    version = signed_version(minutes)
    after = Duty.objects.get(kind="application_plan", state=DutyState.OPEN)
    assert (after.record_code, after.due) == (version.code, before)


def test_a_correction_of_a_correction() -> None:
    minutes = received_minutes()
    second = signed_version(minutes)
    third = signed_version(second)
    assert [state(row) for row in (minutes, second, third)] == ["superseded", "superseded", "received"]
    assert counting() == [third.code]
    assert "thay thế Biên bản số 02/BB-SKHCN" in plain_text(signed_paper(third))
    assert third.receipts.get().carried_from == second.receipts.get()


def test_prepare_and_refresh_leave_what_another_version_carries() -> None:
    minutes = signed_minutes(results=2)
    version = correct(minutes, without=[minutes.items.order_by("order")[0].pk])
    assert minutes.conference is not None
    assert prepare(minutes.conference) == []
    again = services.refresh_items(version, actor=officer(), now=NEXT)
    assert again.items.count() == 2


def test_correcting_is_refused() -> None:
    minutes = signed_minutes()
    refused(lambda: correct(minutes, reason=" "), Invalid)
    refused(lambda: correct(minutes, without=[item.pk for item in minutes.items.all()]), Invalid)
    refused(lambda: correct(minutes, without=[987_654]), NotFound)
    refused(lambda: correct(minutes, actor=representative(minutes.receiver)), NotAllowed)
    draft = draft_minutes()
    refused(lambda: correct(draft), WrongState)
    version = sealed_version(minutes)
    error = refused(lambda: correct(minutes), Conflict)
    assert version.code in str(error.message)
    refused(lambda: correct(version), Refused)
    sign(version, now=NEXT)
    refused(lambda: correct(minutes), WrongState)


def test_superseded_minutes_are_told_where_to_go_on() -> None:
    minutes = signed_minutes()
    signed_version(minutes)
    minutes.refresh_from_db()
    error = refused(lambda: receive(minutes), WrongState)
    assert error.message == "Biên bản này đã được thay thế: làm tiếp trên bản thay thế."
