from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import Role
from gieo.core.errors import Conflict, Invalid, WrongState
from gieo.domain.results.models import ResultReader
from gieo.domain.results.vocab import Access, ResultState
from gieo.domain.transfers import services
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.services import LinePick
from gieo.foundation.accounts.models import Person
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.units import make_district

pytestmark = pytest.mark.django_db

OFFICER = actor(Role.OFFICER)


def told(decision):
    return [
        ((line.result or line.product).code, line.unit.code, line.quantity, line.quantity_unit, line.basis)
        for line in decision.lines.all()
    ]


def test_many_items_to_many_units_in_one_deed(now):
    decision = make.draft_decision(results=0)
    results, product = [make.a_result(), make.a_result()], make.a_product(quantity=Decimal("2.5"), quantity_unit="tấn")
    units = make.receivers(3)
    picks = [LinePick(unit, result=result, basis="Tờ trình") for result in results for unit in units]
    added = services.add_lines(decision, [*picks, LinePick(units[0], product=product)], actor=OFFICER, now=now)
    assert (len(added.lines), added.skipped) == (7, 0)
    assert told(decision)[0] == (results[0].code, units[0].code, Decimal(1), "bộ hồ sơ", "Tờ trình")
    assert told(decision)[-1] == (product.code, units[0].code, Decimal("2.5"), "tấn", "")
    entry = history(decision)[0]
    assert entry.verb == "add_lines"
    assert entry.changes["lines"] == [0, 7]
    assert entry.changes["added"][1][0] == f"{results[0].code} → {units[0].code}"


def test_what_stands_there_already_is_passed_over(now):
    decision = make.draft_decision(results=1)
    line = decision.lines.get()
    added = services.add_lines(
        decision, [LinePick(line.unit, result=line.result), LinePick(line.unit, result=make.a_result())],
        actor=OFFICER, now=now,
    )  # fmt: skip
    assert (len(added.lines), added.skipped) == (1, 1)


def test_two_officers_add_at_once_and_nothing_is_lost(side_by_side, now):
    decision = make.draft_decision(results=0)
    units, results = make.receivers(2), [make.a_result(), make.a_result()]
    outcomes = side_by_side(
        *(
            lambda unit=unit, result=result: services.add_lines(
                decision, [LinePick(unit, result=result)], actor=OFFICER, now=now
            )
            for unit, result in zip(units, results, strict=True)
        )
    )
    assert [len(outcome.lines) for outcome in outcomes] == [1, 1]
    assert decision.lines.count() == 2
    assert {line.order for line in decision.lines.all()} == {1, 2}


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (ResultState.ACCEPTED, "chưa đăng ký kết quả"),
        (ResultState.WITHDRAWN, "đã bị rút"),
        (ResultState.EXPIRED, "đã hết hạn dùng"),
    ],
)
def test_only_registered_results_and_their_products_enter(now, state, why):
    decision = make.draft_decision(results=0)
    result = make.a_result(state=state)
    unit, good = make.receivers(1)[0], make.a_result()
    entries = Entry.objects.count()
    for pick in (LinePick(unit, result=result), LinePick(unit, product=make.a_product(result=result))):
        with pytest.raises(Invalid) as refused:
            services.add_lines(decision, [LinePick(unit, result=good), pick], actor=OFFICER, now=now)
        assert [why in sentence for sentence in refused.value.errors[""]] == [True]
    assert not decision.lines.exists()
    assert Entry.objects.count() == entries


def test_an_ended_unit_is_refused_with_its_successors_name(now):
    district, commune = make_district()
    decision = make.draft_decision(results=0, expected_on=None)
    with pytest.raises(Invalid) as refused:
        services.add_lines(
            decision,
            [LinePick(district, result=make.a_result())],
            actor=OFFICER,
            now=make.moment(district.abolished_on),
        )
    assert refused.value.errors[""] == [
        f"{district.name} đã kết thúc hoạt động ngày 01/07/2025; giao cho đơn vị kế tục: {commune.name}."
    ]
    assert services.add_lines(decision, [LinePick(district, result=make.a_result())], actor=OFFICER, now=now).lines


def test_restricted_results_only_for_those_who_see_them(now):
    decision = make.draft_decision(results=0)
    secret, unit = make.a_result(access=Access.RESTRICTED), make.receivers(1)[0]
    reader = Person.objects.create(name="Cà Thị Ín")
    ResultReader.objects.create(result=secret, person=reader)
    with pytest.raises(Invalid, match=f"Không có kết quả hay sản phẩm mang mã “{secret.code}”"):
        services.add_lines(decision, [LinePick(unit, result=secret)], actor=OFFICER, now=now)
    with pytest.raises(Invalid, match="Dòng 1: Không có kết quả hay sản phẩm"):
        services.add_lines_from_text(decision, f"{secret.code};{unit.code}", actor=OFFICER, now=now)
    named = actor(Role.OFFICER, person_id=reader.pk, name=reader.name)
    assert services.add_lines(decision, [LinePick(unit, result=secret)], actor=named, now=now).lines
    assert history(decision)[0].changes["added"] == [[], [f"mục hạn chế → {unit.code}"]]
    line = decision.lines.get()
    decision.refresh_from_db()
    with pytest.raises(Invalid):
        services.remove_lines(decision, [line.pk], version=decision.version, actor=OFFICER, now=now)


def test_a_pasted_list_by_code_or_by_name(now):
    decision = make.draft_decision(results=0)
    result, product, (first, second) = make.a_result(), make.a_product(), make.receivers(2)
    text = f"Mã\tĐơn vị\n{result.code.lower()}\t{first.code}\t2\tbộ\tTT 12\n{product.code}; {second.name.upper()}"
    added = services.add_lines_from_text(decision, text, actor=OFFICER, now=now)
    assert len(added.lines) == 2
    assert told(decision) == [
        (result.code, first.code, Decimal(2), "bộ", "TT 12"),
        (product.code, second.code, Decimal(1), "bản", ""),
    ]


def test_every_faulty_row_is_named_and_nothing_is_added(now):
    decision = make.draft_decision(results=0)
    result, unit = make.a_result(), make.receivers(1)[0]
    expired = make.a_result(state=ResultState.EXPIRED)
    text = "\n".join(
        [
            f"{result.code};{unit.code}",
            f"KQ-1999-001;{unit.code}",
            f"{result.code};Đơn vị lạ",
            f"{result.code};{unit.code};nhiều",
            f"{expired.code};{unit.code}",
            f"{result.code};{unit.code}",
            "chỉ một ô",
        ]
    )
    with pytest.raises(Invalid) as refused:
        services.add_lines_from_text(decision, text, actor=OFFICER, now=now)
    assert refused.value.errors["rows"] == [
        "Dòng 2: Không có kết quả hay sản phẩm mang mã “KQ-1999-001”.",
        "Dòng 3: Không có đơn vị mang mã hoặc tên “Đơn vị lạ”.",
        "Dòng 4: Số lượng “nhiều” không đọc được; ghi số dương, ví dụ 2 hoặc 1,5.",
        # a result past its date cannot be seen among those offered, but the office knows it
        f"Dòng 5: {expired.code} đã hết hạn dùng, cần thẩm định lại trước khi chuyển giao.",
        f"Dòng 6: {result.code} đã giao cho {unit.name}.",
        "Dòng 7: Cần cả mã kết quả hoặc sản phẩm và mã đơn vị nhận: “chỉ một ô”.",
    ]
    assert not decision.lines.exists()


def test_a_line_is_edited_by_whoever_has_the_newest_version(now):
    decision = make.draft_decision()
    line = decision.lines.get()
    services.edit_line(
        line, version=decision.version, quantity=Decimal(3), quantity_unit="bộ", basis="TT", actor=OFFICER, now=now
    )
    line.refresh_from_db()
    assert (line.quantity, line.quantity_unit, line.basis) == (Decimal(3), "bộ", "TT")
    with pytest.raises(Conflict):
        services.edit_line(
            line, version=decision.version, quantity=Decimal(4), quantity_unit="bộ", actor=OFFICER, now=now
        )
    with pytest.raises(Invalid) as refused:
        services.edit_line(line, version=1, quantity=Decimal(0), quantity_unit=" ", actor=OFFICER, now=now)
    assert list(refused.value.errors) == ["quantity", "quantity_unit"]


def test_lines_of_a_submitted_decision_rest(now):
    decision = make.submitted_decision()
    line = decision.lines.get()
    deeds = [
        lambda: services.add_lines(decision, [LinePick(line.unit, result=make.a_result())], actor=OFFICER, now=now),
        lambda: services.remove_lines(decision, [line.pk], version=decision.version, actor=OFFICER, now=now),
        lambda: services.edit_line(
            line, version=decision.version, quantity=Decimal(4), quantity_unit="bộ", actor=OFFICER, now=now
        ),
    ]
    for deed in deeds:
        with pytest.raises(WrongState) as refused:
            deed()
        assert refused.value.message == "Quyết định đã trình: đưa về bản thảo rồi mới sửa được."
    assert decision.lines.count() == 1


def test_lines_of_another_decision_are_not_removed(now):
    mine, other = make.draft_decision(), make.draft_decision()
    with pytest.raises(Invalid):
        services.remove_lines(mine, [other.lines.get().pk], version=mine.version, actor=OFFICER, now=now)
    with pytest.raises(Invalid):
        services.remove_lines(mine, [], version=mine.version, actor=OFFICER, now=now)
    assert DecisionLine.objects.count() == 2


@pytest.mark.parametrize(
    "change", [{"result": None}, {"quantity": 0}, {"quantity_unit": ""}], ids=["no item", "no quantity", "no unit"]
)
def test_the_database_keeps_a_line_whole(change):
    line = make.draft_decision().lines.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionLine.objects.filter(pk=line.pk).update(**change)


def test_the_database_keeps_an_item_once_per_unit():
    line = make.draft_decision().lines.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionLine.objects.create(
            decision=line.decision, result=line.result, unit=line.unit, quantity=1, quantity_unit="bộ"
        )
