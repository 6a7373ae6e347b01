"""Results and products from a workbook; and a messy register with every kind of mistake in it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.errors import NotAllowed, Refused
from gieo.domain.imports.access import sees_whole, visible_rows
from gieo.domain.imports.models import Import
from gieo.domain.imports.services import ask_undo, undo_import
from gieo.domain.imports.vocab import Flaw, ImportState, Kind, Outcome
from gieo.domain.results.models import Product, Result
from gieo.domain.results.services import add_product, edit_result, set_access, take_out_results
from gieo.domain.results.vocab import Access, MemberRole, ResultState
from gieo.foundation.search.models import Text
from tests.factories.accounts import NOW, person_with
from tests.factories.messy import ENDED, HOSTS, PLANTS, TWINS, Messy, messy_results
from tests.factories.procedures import field
from tests.factories.results import make_result
from tests.factories.units import make_department, make_unit
from tests.factories.workbooks import brought_in, checked, flaws, outcomes, whole_house

pytestmark = pytest.mark.django_db

HEADS = (
    "Tên kết quả",
    "Tổ chức chủ trì",
    "Chủ nhiệm",
    "Lĩnh vực",
    "Kinh phí (triệu đồng)",
    "Ngày nghiệm thu",
    "Số GCN",
)
ROW = ("Giữ giống lúa nếp nương", "Trung tâm Khuyến nông", "ThS. LÒ THỊ MAI", "4", "1284,5", "15/12/2022", None)
PRODUCT_HEADS = ("Kết quả", "Tên sản phẩm", "Tính chất", "Số lượng", "Đơn vị tính", "Hình thức giao")


def undone(one: Import) -> Import:
    return undo_import(ask_undo(one, actor=SYSTEM, now=NOW), now=NOW)


@pytest.fixture
def registers() -> None:
    field()
    for name in (*HOSTS, ENDED):
        make_unit(name)
    make_unit(TWINS)
    make_unit(TWINS)


def test_a_result_comes_in_as_a_draft_with_its_leader() -> None:
    agriculture = field()
    host = make_unit("Trung tâm Khuyến nông")
    one = brought_in(checked(HEADS, ROW, kind=Kind.RESULTS))
    assert outcomes(one) == {2: Outcome.MADE}
    result = Result.objects.get()
    assert (result.state, result.host, result.field) == (ResultState.DRAFT, host, agriculture)
    assert (result.code, result.budget_state, str(result.accepted_on)) == ("KQ-2022-001", 1_284_500_000, "2022-12-15")
    leader = result.members.get()
    assert (leader.degree, leader.name, leader.role) == ("ThS", "Lò Thị Mai", MemberRole.LEADER)
    assert Text.objects.get(kind="result").gone is False


def test_a_result_is_the_same_by_code_by_certificate_or_by_title_and_host() -> None:
    field()
    make_unit("Trung tâm Khuyến nông")
    brought_in(checked(HEADS, (*ROW[:-1], "GCN-7"), kind=Kind.RESULTS))
    same = checked(HEADS, (*ROW[:-1], "GCN-7"), kind=Kind.RESULTS)
    assert outcomes(same) == {2: Outcome.SAME}
    other = ("Giữ giống lúa nếp", *ROW[1:-1], "gcn-7")
    by_certificate = checked(HEADS, other, kind=Kind.RESULTS)
    assert outcomes(by_certificate) == {2: Outcome.DIFFERENT}
    assert by_certificate.rows.get().changes["title"] == ["Giữ giống lúa nếp nương", "Giữ giống lúa nếp"]
    by_code = checked(("Mã kết quả", *HEADS), ("KQ-2022-001", *ROW[:4], 2000, *ROW[5:]), kind=Kind.RESULTS)
    assert by_code.rows.get().changes == {"budget_state": ["1.284.500.000", "2.000.000.000"]}
    unknown = checked(("Mã kết quả", *HEADS), ("KQ-1999-001", *ROW), kind=Kind.RESULTS)
    assert flaws(unknown) == [(2, "A", Flaw.UNKNOWN_RECORD)]


def test_a_changed_result_is_as_before_once_undone() -> None:
    field()
    make_unit("Trung tâm Khuyến nông")
    brought_in(checked(HEADS, ROW, kind=Kind.RESULTS))
    before = whole_house()
    row = (ROW[0], ROW[1], "TS. Quàng Văn Thắng", ROW[3], 900, "16/12/2022", None)
    one = brought_in(checked(HEADS, row, kind=Kind.RESULTS), changes_existing=True)
    assert outcomes(one) == {2: Outcome.CHANGED}
    assert Result.objects.get().members.get().name == "Quàng Văn Thắng"
    assert undone(one).state == ImportState.UNDONE
    assert whole_house() == before


def test_the_certificate_is_the_registrars_alone() -> None:
    field()
    office = make_department()
    make_unit("Trung tâm Khuyến nông")
    mai, an = person_with(Role.OFFICER, office), person_with(Role.REGISTRAR, office, name="Cà Văn An")
    officer = Actor(mai.pk, mai.name, frozenset({Held(Role.OFFICER, office.pk)}))
    registrar = Actor(an.pk, an.name, frozenset({Held(Role.REGISTRAR, office.pk)}))
    row = (*ROW[:-1], "GCN-7")
    assert flaws(checked(HEADS, row, kind=Kind.RESULTS, actor=officer)) == [(2, "G", Flaw.NOT_YOURS)]
    assert flaws(checked(HEADS, row, kind=Kind.RESULTS, actor=registrar)) == []


def test_products_join_their_result_and_leave_it_again() -> None:
    result = make_result("registered")
    before = whole_house()
    one = brought_in(
        checked(
            PRODUCT_HEADS,
            (result.code, "QUY TRÌNH TRỒNG LÚA NẾP", "Quy trình công nghệ", "02 bản", None, "tệp"),
            (result.code, "Giống gốc", "Giống cây trồng", "1.200", "kg", "Giống"),
            kind=Kind.PRODUCTS,
        )
    )
    assert outcomes(one) == {2: Outcome.MADE, 3: Outcome.MADE}
    process, seed = Product.objects.filter(title__in=["Quy trình trồng lúa nếp", "Giống gốc"]).order_by("order")
    assert (process.quantity, process.quantity_unit) == (Decimal(2), "bản")
    assert (seed.quantity, seed.quantity_unit, seed.result) == (Decimal(1200), "kg", result)
    again = checked(
        PRODUCT_HEADS, (result.certificate_no, "giống gốc", "Giống cây trồng", 1200, "kg", "Giống"), kind=Kind.PRODUCTS
    )
    assert again.rows.get().changes == {"title": ["Giống gốc", "giống gốc"]}
    assert undone(one).state == ImportState.UNDONE
    assert whole_house() == before


def test_what_is_wrong_with_products() -> None:
    result = make_result("registered")
    one = checked(
        PRODUCT_HEADS,
        (None, "Giống gốc", "Giống cây trồng", 1, "kg", "Giống"),
        ("KQ-1999-001", "Giống gốc", "Giống cây trồng", 1, "kg", "Giống"),
        (result.code, "Giống gốc", "Giống", "2 bao", "kg", "Giống"),
        (result.code, "Giống gốc", "Giống cây trồng", "1,200", "kg", "Giống"),
        kind=Kind.PRODUCTS,
    )
    assert flaws(one) == [
        (2, "A", Flaw.EMPTY), (3, "A", Flaw.UNKNOWN_RECORD), (4, "C", Flaw.UNKNOWN_CHOICE),
        (4, "D", Flaw.TWO_MEASURES), (5, "B", Flaw.DOUBLE), (5, "D", Flaw.TWO_AMOUNTS),
    ]  # fmt: skip


def test_a_result_that_went_on_stops_the_whole_undoing() -> None:
    field()
    make_unit("Trung tâm Khuyến nông")
    one = brought_in(checked(HEADS, ROW, ("Giữ giống chè", *ROW[1:]), kind=Kind.RESULTS))
    first, second = Result.objects.order_by("pk")
    edit_result(first, version=first.version, abstract="Viết thêm", actor=SYSTEM, now=NOW)
    add_product(second, title="Quy trình", nature="process", delivery="file", actor=SYSTEM, now=NOW)
    before = whole_house()
    stays = undone(one)
    assert [(line["row"], line["why"]) for line in stays.in_the_way] == [
        (2, "đã có người sửa sau khi nhập"), (3, "đã có sản phẩm gắn với hồ sơ này")
    ]  # fmt: skip
    assert whole_house() == before


def test_restricted_results_are_neither_found_nor_told() -> None:
    field()
    office = make_department()
    host = make_unit("Trung tâm Khuyến nông")
    mai = person_with(Role.OFFICER, office)
    reader = Actor(mai.pk, mai.name, frozenset({Held(Role.OFFICER, office.pk)}))
    make_result("draft", title=ROW[0], host=host, restricted=True, actor=reader)
    one = checked(HEADS, ROW, kind=Kind.RESULTS, actor=reader)
    assert outcomes(one) == {2: Outcome.NEW}, "by its title nobody learns that it is there"
    done = brought_in(one)
    open_one = Result.objects.get(access=Access.OPEN)
    set_access(open_one, access=Access.RESTRICTED, note="Giữ kín", actor=reader, now=NOW)
    an = person_with(Role.OFFICER, office, name="Cà Văn An")
    other = Actor(an.pk, an.name, frozenset({Held(Role.OFFICER, office.pk)}))
    assert (visible_rows(done, reader).count(), sees_whole(done, reader)) == (1, True)
    assert (visible_rows(done, other).count(), sees_whole(done, other)) == (0, False)


def test_only_drafts_that_nothing_hangs_on_are_taken_out() -> None:
    registered = make_result("registered")
    stranger = Actor(1, "Ai đó", frozenset({Held(Role.UNIT_REP, 1)}))
    draft = make_result("draft", title="Bản nháp")
    before = whole_house()
    for keys, actor, refusal in (([registered.pk], SYSTEM, Refused), ([draft.pk], stranger, NotAllowed)):
        with pytest.raises(refusal):
            take_out_results(keys, actor=actor, now=NOW)
    assert whole_house() == before


# ---- the messy register


def held_against(one: Import, messy: Messy) -> None:
    """Every planted fault is named at its cell, and nothing else is called faulty."""
    found = {(row, column, flaw) for row, column, flaw in flaws(one)}
    assert {(row, column, flaw.value) for row, column, flaw in messy.planted} == found


@pytest.mark.usefixtures("registers")
def test_a_messy_register_with_twenty_kinds_of_faults() -> None:
    assert len(PLANTS) == 20
    messy = messy_results(200, 20)
    before = whole_house()
    one = checked(kind=Kind.RESULTS, content=messy.content)
    held_against(one, messy)
    assert whole_house() == before
    done = brought_in(one)
    assert Result.objects.count() == messy.sound
    assert done.rows.filter(outcome=Outcome.MADE).count() == messy.sound
    after = whole_house()
    again = checked(kind=Kind.RESULTS, content=messy.content)
    held_against(again, messy)
    assert again.rows.filter(outcome=Outcome.SAME).count() == messy.sound
    with pytest.raises(Refused):
        brought_in(again, changes_existing=True)
    assert whole_house() == after
    assert undone(done).state == ImportState.UNDONE
    assert whole_house() == before
    assert not Text.objects.filter(kind="result", gone=False).exists()
