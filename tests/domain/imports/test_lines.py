"""Lines of a draft decision from a workbook."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gieo.core.actor import SYSTEM
from gieo.domain.imports.models import Import
from gieo.domain.imports.services import ask_undo, undo_import
from gieo.domain.imports.vocab import Flaw, ImportState, Kind, Outcome
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.models import DecisionLine
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import NOW
from tests.factories.transfers import a_product, a_result, draft_decision, issued_decision
from tests.factories.units import make_district, make_unit
from tests.factories.workbooks import brought_in, checked, flaws, outcomes, whole_house

pytestmark = pytest.mark.django_db

HEADS = ("Quyết định", "Kết quả, sản phẩm", "Đơn vị nhận", "Số lượng", "ĐVT", "Căn cứ")


def undone(one: Import) -> Import:
    return undo_import(ask_undo(one, actor=SYSTEM, now=NOW), now=NOW)


def test_lines_come_in_change_and_leave_again() -> None:
    decision, result = draft_decision(), a_result()
    product = a_product("Giống gốc siêu nguyên chủng", result=result)
    unit = make_unit("Hợp tác xã Mường Lay")
    rows = (
        (decision.code, result.code, "HỢP TÁC XÃ MƯỜNG LAY", None, None, "Đơn vị đăng ký nhận"),
        (decision.code, product.title, unit.code, "2,5 ha", None, None),
    )
    before = whole_house()
    one = brought_in(checked(HEADS, *rows, kind=Kind.LINES))
    assert outcomes(one) == {2: Outcome.MADE, 3: Outcome.MADE}
    lines = DecisionLine.objects.filter(decision=decision, unit=unit).order_by("order")
    assert [(line.item, line.quantity, line.quantity_unit) for line in lines] == [
        (result, Decimal(1), "bộ hồ sơ"),
        (product, Decimal("2.5"), "ha"),
    ]
    told = Entry.objects.filter(verb="bring_in", record_kind="transfers.transferdecision", record_id=decision.pk)
    assert told.count() == 2
    assert outcomes(checked(HEADS, *rows, kind=Kind.LINES)) == {2: Outcome.SAME, 3: Outcome.SAME}
    other = brought_in(
        checked(HEADS, (decision.code, result.code, unit.code, 3, None, None), kind=Kind.LINES), changes_existing=True
    )
    assert outcomes(other) == {2: Outcome.CHANGED}
    assert lines.get(result=result).quantity == Decimal(3)
    assert undone(one).in_the_way[0]["row"] == 2, "the second import changed it"
    assert undone(other).state == ImportState.UNDONE
    assert undone(Import.objects.get(pk=one.pk)).state == ImportState.UNDONE
    assert whole_house() == before


def test_what_is_wrong_with_lines() -> None:
    decision, result, draft = draft_decision(), a_result(), a_result(state=ResultState.DRAFT)
    issued = issued_decision()
    unit = make_unit("Hợp tác xã Mường Lay")
    district, _commune = make_district()
    one = checked(
        HEADS,
        (issued.code, result.code, unit.code),
        (decision.code, "KQ-1999-001", unit.code),
        (decision.code, result.code, "Hợp tác xã Mường Lai"),
        (decision.code, draft.code, unit.code),
        (decision.code, result.code, unit.code, 0),
        (decision.code, result.code, unit.code),
        ("QD-1999-001", result.code, unit.code),
        (decision.code, result.code, district.code),
        kind=Kind.LINES,
    )
    assert [row for row in flaws(one) if row[0] < 9] == [
        (2, "A", Flaw.REFUSED), (3, "B", Flaw.UNKNOWN_RECORD), (4, "C", Flaw.UNKNOWN_RECORD), (5, "B", Flaw.REFUSED),
        (6, "D", Flaw.NOT_POSITIVE), (7, "B", Flaw.DOUBLE), (8, "A", Flaw.UNKNOWN_RECORD),
    ]  # fmt: skip
    assert not DecisionLine.objects.filter(decision=decision, unit=unit).exists()
