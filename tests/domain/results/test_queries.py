from datetime import date

import pytest

from gieo.core.calendar import WorkCalendar
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import KitWaiver, Result
from gieo.domain.results.queries import (
    codes_of,
    extent_of,
    figures_of,
    files_of,
    found_by,
    handover_gate,
    handover_gates,
    kit_of,
    leader_of,
    next_step,
    open_deeds,
    owners_of,
    registration_due,
    thread_of,
    what_is_missing,
    with_kit,
    with_leaders,
    with_lines,
    with_names,
)
from gieo.domain.results.services import edit_result, end_kit_waiver, grant_kit_waiver, remove_product_file
from gieo.domain.results.vocab import KitKey, Stage
from gieo.foundation.journal.models import Entry
from tests.factories.results import bulk_results, make_result

pytestmark = pytest.mark.django_db
CALENDAR = WorkCalendar()
HOLES = ("procedure", "cost", "inputs", "conditions", "risks", "files")


def fresh(result):
    return Result.objects.get(pk=result.pk)


# ---- kit and gate


def test_the_gate_opens_for_a_complete_kit():
    gate = handover_gate(make_result("transferable"))
    assert (gate.ok, gate.missing, gate.waiver, gate.why) == (True, (), None, "")


@pytest.mark.parametrize("stage", ["draft", "accepted", "registered", "withdrawn", "expired"])
def test_the_gate_stays_shut_for_what_is_not_offered(stage):
    gate = handover_gate(make_result(stage))
    assert not gate.ok
    assert "tình trạng" in gate.why


def test_the_gate_stays_shut_for_a_kit_with_holes_and_names_them():
    gate = handover_gate(make_result("transferable", kit=False))
    assert (gate.ok, gate.missing) == (False, HOLES)
    assert "chi phí áp dụng" in gate.why


def test_the_record_shows_each_part_with_what_to_do():
    lines = kit_of(make_result("transferable", kit=False))
    assert [(line.key, line.filled) for line in lines if line.filled] == [
        (KitKey.PLAIN_SHEET, True), (KitKey.CONTACT, True),
    ]  # fmt: skip
    assert all(bool(line.hint) is not line.filled for line in lines)


def test_a_director_waives_what_lacks_now(director, now):
    result = make_result("transferable", kit=False)
    waiver = grant_kit_waiver(result, reason="Kịp vụ gieo tháng 4", actor=director, now=now)
    gate = handover_gate(fresh(result))
    assert (gate.ok, gate.waiver, gate.missing) == (True, waiver, HOLES)
    assert (waiver.parts, waiver.granted_by_name) == (list(HOLES), director.name)
    assert Entry.objects.last().verb == "grant_kit_waiver"


def test_a_hole_that_comes_later_is_not_waived(director, officer, now):
    result = make_result("transferable", cost_text="")
    grant_kit_waiver(result, reason="Chờ giá", actor=director, now=now)
    assert handover_gate(fresh(result)).ok
    edit_result(result, actor=officer, now=now, version=result.version, risks_text="")
    gate = handover_gate(fresh(result))
    assert (gate.ok, gate.missing, gate.waiver) == (False, ("cost", "risks"), None)


def test_a_new_waiver_ends_the_old_one_and_an_ended_one_opens_nothing(director, now):
    result = make_result("transferable", kit=False)
    grant_kit_waiver(result, reason="Một", actor=director, now=now)
    second = grant_kit_waiver(result, reason="Hai", actor=director, now=now)
    assert KitWaiver.objects.filter(ended_at__isnull=True).get() == second
    end_kit_waiver(second, actor=director, now=now)
    assert not handover_gate(fresh(result)).ok
    with pytest.raises(Refused):
        end_kit_waiver(second, actor=director, now=now)


def test_a_waiver_needs_a_reason_a_hole_and_a_director(director, officer, registrar, now, nothing_written):
    holed, whole = make_result("transferable", kit=False), make_result("transferable")
    with nothing_written(), pytest.raises(Invalid):
        grant_kit_waiver(holed, reason=" ", actor=director, now=now)
    with nothing_written(), pytest.raises(Refused):
        grant_kit_waiver(whole, reason="Thử", actor=director, now=now)
    for who in (officer, registrar):
        with nothing_written(), pytest.raises(NotAllowed, match="lãnh đạo Sở"):
            grant_kit_waiver(holed, reason="Thử", actor=who, now=now)
    waiver = grant_kit_waiver(holed, reason="Thử", actor=director, now=now)
    with nothing_written(), pytest.raises(NotAllowed):
        end_kit_waiver(waiver, actor=officer, now=now)


def test_removing_the_procedure_shuts_the_gate(officer, now):
    result = make_result("transferable")
    remove_product_file(files_of(result)[0], actor=officer, now=now)
    assert handover_gate(fresh(result)).missing == ("procedure", "files")


@pytest.mark.parametrize("count", [1, 3])
def test_gates_of_many_results_take_four_queries(django_assert_num_queries, count):
    rows = list(Result.objects.filter(pk__in=[row.pk for row in bulk_results(count)]))
    with django_assert_num_queries(3):
        assert len(handover_gates(rows)) == count


# ---- what is missing, what comes next


def test_what_is_missing_has_names_of_fields_and_words():
    result = make_result(abstract="", field=None)
    missing = what_is_missing(result, Stage.ACCEPT)
    assert [(part.name, part.label) for part in missing] == [
        ("field", "Lĩnh vực nghiên cứu"), ("abstract", "Tóm tắt"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "verb"),
    [
        ("draft", "accept"),
        ("accepted", "register"),
        ("registered", "make_transferable"),
        ("transferable", "hand_over"),
        ("withdrawn", "reinstate"),
        ("expired", "revalidate"),
    ],
)
def test_every_state_has_its_next_step(officer, stage, verb):
    assert next_step(make_result(stage), officer, CALENDAR).verb == verb


def test_an_offered_result_with_holes_waits_for_its_kit(officer):
    step = next_step(make_result("transferable", kit=False), officer, CALENDAR)
    assert (step.verb, step.title) == ("complete_kit", "Bổ sung bộ chuyển giao: quy trình kỹ thuật và 5 phần nữa")


def test_registration_is_due_thirty_working_days_after_acceptance(officer, registrar):
    result = make_result("accepted")
    due, basis = registration_due(result, CALENDAR)
    assert (due, str(basis)) == (date(2022, 2, 2), "Điều 10, Thông tư 14/2014/TT-BKHCN")
    step = next_step(result, officer, CALENDAR)
    assert (step.due, step.is_blocked) == (due, True)
    assert not next_step(result, registrar, CALENDAR).is_blocked


def test_open_deeds_are_those_of_the_table_with_their_permits(officer, registrar):
    result = make_result("accepted")
    assert {verb: bool(permit) for verb, permit in open_deeds(result, officer).items()} == {
        "register": False, "reopen": True, "withdraw": True,
    }  # fmt: skip
    assert open_deeds(result, registrar)["register"]


def test_the_thread_knows_the_task_and_the_result():
    knots = {knot.key: knot for knot in thread_of(make_result())}
    assert knots["task"].links == (("ĐT-2019-05", ""),)
    assert knots["task"].note == "2019–2021"
    assert set(knots) == {"task", "result"}


# ---- lists


def test_words_are_found_with_and_without_accents(officer):
    result = make_result(short_title="Giữ giống lúa nếp nương")
    make_result(title="Bản đồ đất dốc", abstract="Khác", plain_sheet="Khác")
    for text in ("giữ giống", "GIU GIONG", "nuong giu", result.code, "Quàng Văn Sơn"):
        assert result in found_by(visible_results(officer), text)
    assert list(found_by(visible_results(officer), "giu giong lua nep")) == [result]
    assert not found_by(visible_results(officer), "giống cà phê").exists()


def test_figures_count_and_sum(officer):
    make_result(budget_state=10**12, budget_other=5)
    make_result(budget_state=None)
    figures = figures_of(visible_results(officer))
    assert (figures.count, figures.budget) == (2, 10**12 + 5)
    assert figures_of(Result.objects.none()).budget == 0


def test_years_and_codes_for_filters(officer):
    make_result(accepted_on=date(2021, 12, 22))
    make_result(accepted_on=date(2023, 1, 5))
    make_result(accepted_on=None)
    extent = extent_of(visible_results(officer))
    assert (extent.years, extent.has_restricted) == ((2023, 2022, 2021), False)
    assert extent_of(Result.objects.none()).years == ()
    programmes, hosts = owners_of(visible_results(officer))
    assert (programmes, [name for _code, name in hosts]) == ([], ["Trung tâm Giống cây trồng"])
    codes = codes_of(CodeKey.FIELD, date(2026, 1, 1))
    assert [code for code, _line in codes] == ["1", "2", "3", "4", "5", "6"]
    assert {line.system.version for _code, line in codes} == {"TT24-2025"}


@pytest.mark.parametrize("count", [1, 3])
def test_rows_with_all_they_show_take_the_same_queries(django_assert_num_queries, officer, count):
    bulk_results(count)
    with django_assert_num_queries(6):
        list(with_lines(visible_results(officer)))
    with django_assert_num_queries(5):
        rows = list(with_leaders(with_kit(with_names(visible_results(officer)))))
        assert [str(leader_of(row)) for row in rows] == [f"Chủ nhiệm {row.pk}" for row in rows]
        assert [handover_gate(row).ok for row in rows] == [False] * count
        assert [row.host.name for row in rows] == [row.host.name for row in rows]
