from datetime import date
from unicodedata import normalize

import pytest

from gieo.core.actor import ANONYMOUS, Role
from gieo.core.errors import Conflict, Invalid, Missing, NotAllowed, Refused
from gieo.domain.results.models import Result
from gieo.domain.results.services import draft_result, edit_result
from gieo.domain.results.vocab import Access, ResultState
from gieo.foundation.journal.models import Entry
from tests.factories.results import make_host, make_result

pytestmark = pytest.mark.django_db


def draft(actor, now, **values):
    return draft_result(actor=actor, now=now, is_state_secret=False, **{"title": "Bản đồ đất"} | values)


def test_a_title_is_enough_for_a_draft(officer, now):
    result = draft(officer, now, title=normalize("NFD", "  Bản đồ   đất dốc "))
    assert (result.code, result.title, result.state, result.version) == (
        "KQ-2023-001", "Bản đồ đất dốc", ResultState.DRAFT, 1,
    )  # fmt: skip
    entry = Entry.objects.get(record_kind="results.result")
    assert (entry.verb, entry.record_code, entry.to_state) == ("draft", "KQ-2023-001", "draft")
    assert entry.changes["title"] == ["", result.title]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"accepted_on": date(2021, 12, 22), "end_year": 2020}, "KQ-2021-001"),
        ({"end_year": 2020}, "KQ-2020-001"),
        ({}, "KQ-2023-001"),
    ],
)
def test_the_code_carries_the_year_of_acceptance_else_of_the_end_else_of_today(officer, now, values, code):
    assert draft(officer, now, **values).code == code


def test_codes_run_on(officer, now):
    assert [draft(officer, now).code for _ in range(3)] == ["KQ-2023-001", "KQ-2023-002", "KQ-2023-003"]


def test_a_state_secret_is_refused_and_nothing_is_kept(officer, now, nothing_written):
    with nothing_written(), pytest.raises(Refused, match=r"bí mật nhà nước.*Thông tư 14/2014/TT-BKHCN, Điều 5"):
        draft_result(actor=officer, now=now, is_state_secret=True, title="Vị trí kho")


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.PROVINCE_LEADER, Role.UNIT_REP, Role.EDITOR, Role.ADMINISTRATOR])
def test_others_enter_no_results(people, now, nothing_written, role):
    who = people(role)
    with nothing_written(), pytest.raises(NotAllowed):
        draft(who, now)


def test_nobody_enters_results_without_signing_in(now, nothing_written):
    with nothing_written(), pytest.raises(NotAllowed):
        draft(ANONYMOUS, now)


def test_a_draft_without_title_is_refused(officer, now, nothing_written):
    with nothing_written(), pytest.raises(Invalid) as refused:
        draft(officer, now, title="   ")
    assert "title" in refused.value.errors


def test_a_host_enters_results_of_its_own_unit(host, now):
    assert draft(host, now).host == make_host()


def test_a_host_enters_no_results_of_others(host, now, nothing_written):
    other = make_host("Trường cao đẳng")
    with nothing_written(), pytest.raises(Invalid) as refused:
        draft(host, now, host=other)
    assert list(refused.value.errors) == ["host"]


@pytest.mark.parametrize("amount", [-1, 10**15 + 1])
def test_money_stays_between_nothing_and_the_most(officer, now, nothing_written, amount):
    with nothing_written(), pytest.raises(Invalid):
        draft(officer, now, budget_state=amount)


def test_sums_up_to_the_most_are_kept(officer, now):
    assert draft(officer, now, budget_state=10**15, budget_other=0).budget_total == 10**15


@pytest.mark.parametrize(
    "values",
    [
        {"start_year": 2022, "end_year": 2021},
        {"altitude_min": 900, "altitude_max": 600},
        {"readiness": 10},
        {"contact_email": "không phải thư"},
        {"grade": "hay"},
    ],
)
def test_impossible_values_are_refused(officer, now, nothing_written, values):
    with nothing_written(), pytest.raises(Invalid):
        draft(officer, now, **values)


def test_a_misspelt_field_is_a_fault_of_the_program(officer, now):
    with pytest.raises(TypeError, match="titel"):
        draft(officer, now, titel="x")


def test_whoever_enters_a_restricted_result_becomes_its_reader(officer, now):
    result = draft(officer, now, restricted=True)
    assert result.access == Access.RESTRICTED
    assert [reader.person_id for reader in result.readers.all()] == [officer.person_id]


def test_the_journal_keeps_no_values_of_a_restricted_result(officer, now):
    draft(officer, now, title="Bản đồ sâm quý", restricted=True)
    changes = Entry.objects.get(record_kind="results.result").changes
    assert "Bản đồ" not in str(changes)
    assert changes["title"][1].startswith("#")


def test_the_journal_keeps_contacts_as_digests(officer, now):
    draft(officer, now, contact_phone="0912 345 678")
    assert Entry.objects.get(record_kind="results.result").changes["contact_phone"][1].startswith("#")


# ---- editing


def test_editing_changes_journals_and_counts(officer, now):
    result = make_result()
    edited = edit_result(result, actor=officer, now=now, version=result.version, short_title="Giữ giống lúa nếp nương")
    assert (edited.short_title, edited.version) == ("Giữ giống lúa nếp nương", result.version + 1)
    entry = Entry.objects.filter(record_kind="results.result").last()
    assert (entry.verb, entry.changes) == ("edit", {"short_title": ["", "Giữ giống lúa nếp nương"]})
    assert "giu giong lua nep nuong" in edited.folded


def test_editing_nothing_writes_nothing(officer, now, nothing_written):
    result = make_result()
    with nothing_written():
        edit_result(result, actor=officer, now=now, version=result.version, title=result.title)


def test_the_later_of_two_editors_is_told(officer, registrar, now, nothing_written):
    result = make_result()
    edit_result(result, actor=registrar, now=now, version=result.version, season="Tháng 5")
    with nothing_written(), pytest.raises(Conflict):
        edit_result(result, actor=officer, now=now, version=result.version, water="Nhiều")


def test_a_host_edits_its_draft_but_not_what_was_accepted(host, now, nothing_written):
    own = make_result()
    edit_result(own, actor=host, now=now, version=own.version, season="Tháng 5")
    accepted = make_result("accepted")
    with nothing_written(), pytest.raises(NotAllowed, match="bản nháp"):
        edit_result(accepted, actor=host, now=now, version=accepted.version, season="Tháng 5")


def test_a_host_does_not_edit_drafts_of_others_nor_give_its_own_away(host, now, nothing_written):
    other = make_result(host=make_host("Trường cao đẳng"))
    own = make_result()
    with nothing_written(), pytest.raises(NotAllowed):
        edit_result(other, actor=host, now=now, version=other.version, season="Tháng 5")
    with nothing_written(), pytest.raises(Invalid):
        edit_result(own, actor=host, now=now, version=own.version, host=other.host)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.PROVINCE_LEADER, Role.UNIT_REP, Role.EDITOR, Role.ADMINISTRATOR])
def test_others_edit_nothing(people, now, nothing_written, role):
    who, result = people(role), make_result()
    with nothing_written(), pytest.raises(NotAllowed):
        edit_result(result, actor=who, now=now, version=result.version, season="Tháng 5")


def test_only_a_registrar_corrects_a_certificate(officer, registrar, now, nothing_written):
    result = make_result("registered")
    with nothing_written(), pytest.raises(NotAllowed, match="giấy chứng nhận"):
        edit_result(result, actor=officer, now=now, version=result.version, certificate_no="9/KQNC")
    edited = edit_result(result, actor=registrar, now=now, version=result.version, certificate_no="9/KQNC")
    assert edited.certificate_no == "9/KQNC"


@pytest.mark.parametrize(
    ("stage", "values", "missing"),
    [
        ("accepted", {"abstract": ""}, "abstract"),
        ("registered", {"rights_holder": " "}, "rights_holder"),
        ("transferable", {"contact_phone": ""}, "contact_phone"),
    ],
)
def test_what_a_stage_asked_for_cannot_be_emptied_afterwards(officer, now, nothing_written, stage, values, missing):
    result = make_result(stage)
    with nothing_written(), pytest.raises(Missing) as refused:
        edit_result(result, actor=officer, now=now, version=result.version, **values)
    assert [name for name, _label in refused.value.fields] == [missing]


def test_a_draft_may_be_emptied_of_all_but_its_title(officer, now):
    result = make_result()
    edited = edit_result(result, actor=officer, now=now, version=result.version, abstract="", host=None)
    assert (edited.abstract, edited.host) == ("", None)


def test_texts_keep_their_lines_and_titles_do_not(officer, now):
    result = draft(officer, now, title="Một\nhai", inputs_text=" a\r\nb \n")
    assert (result.title, result.inputs_text) == ("Một hai", "a\nb")


def test_titles_sort_by_the_alphabet(officer, now):
    for title in ("Đậu", "Dưa", "Ăn quả", "An toàn", "Bò"):
        draft(officer, now, title=title)
    titles = list(Result.objects.order_by("title_key").values_list("title", flat=True))
    assert titles == ["An toàn", "Ăn quả", "Bò", "Dưa", "Đậu"]
