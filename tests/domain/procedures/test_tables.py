"""Tables in the database: loaded from the files, kept by the office."""

from datetime import date

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.core.basis import Mark
from gieo.core.calendar import SpanUnit
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.domain.procedures.engine import code_tables
from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.procedures.queries import (
    all_systems,
    code_entries,
    find_limit,
    kind_of_nature,
    kinds,
    limit,
    limit_lines,
    systems_on,
)
from gieo.domain.procedures.services import (
    add_code_entry,
    edit_code_entry,
    edit_code_system,
    load_code_tables,
)
from gieo.domain.procedures.vocab import CodeKey, LimitKey
from gieo.domain.procedures.wording import CODE_KEYS, MARKS, span
from gieo.domain.results.vocab import ProductNature
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import actor

OFFICER = actor(Role.OFFICER)
LAST, FIRST = date(2025, 12, 14), date(2025, 12, 15)


@pytest.fixture
def tables(db, now):
    return load_code_tables(actor=SYSTEM, now=now)


def rows():
    return list(CodeSystem.objects.order_by("pk").values()), list(CodeEntry.objects.order_by("pk").values())


def test_the_files_are_loaded_once(tables, now):
    assert tables == sum(len(table.rows) for table in code_tables()) == CodeEntry.objects.count()
    before = rows(), Entry.objects.count()
    assert load_code_tables(actor=SYSTEM, now=now) == 0
    assert (rows(), Entry.objects.count()) == before
    assert Entry.objects.count() == len(code_tables())


def test_what_the_office_edited_is_left_alone_and_what_it_did_not_is_renewed(tables, now):
    edited, plain = CodeEntry.objects.filter(system__key=CodeKey.FIELD)[:2]
    edit_code_entry(edited, name="Khoa học tự nhiên (sửa)", actor=OFFICER, now=now)
    CodeEntry.objects.filter(pk=plain.pk).update(name="Lỗi chính tả")
    assert load_code_tables(actor=SYSTEM, now=now) == 1
    edited.refresh_from_db()
    assert edited.name == "Khoa học tự nhiên (sửa)"
    assert CodeEntry.objects.get(pk=plain.pk).name == plain.name


@pytest.mark.parametrize(("day", "document"), [(LAST, "Quyết định 12/2008"), (FIRST, "Thông tư 24/2025")])
def test_fields_of_a_day_come_from_the_table_of_that_day(tables, day, document):
    entries = list(code_entries(CodeKey.FIELD, day))
    assert [entry.code for entry in entries] == ["1", "2", "3", "4", "5", "6"]
    assert {entry.system.document.split("/QĐ")[0].split("/TT")[0] for entry in entries} == {document}


def test_kinds_of_products_depend_on_the_day_and_not_on_the_product(tables):
    assert kind_of_nature(ProductNature.PROCESS, date(2023, 11, 7)).code == "II"
    assert kind_of_nature(ProductNature.VARIETY, date(2023, 11, 7)).code == "III"
    assert kind_of_nature(ProductNature.VARIETY, date(2014, 7, 31)).code == "I"
    assert kind_of_nature(ProductNature.ARTICLE, date(2014, 8, 1)).code == "I"
    assert kind_of_nature(ProductNature.OTHER, date(2023, 11, 7)) is None


def test_kinds_of_many_products_take_one_query(tables, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert kinds(date(2023, 11, 7))["map"].name == "Dạng II"


def test_each_subject_has_one_table_a_day(tables):
    assert sorted(system.key for system in systems_on(FIRST)) == sorted(CodeKey)
    assert len(all_systems()) == len(code_tables())


def test_the_objectives_are_marked_as_our_own(tables):
    system = CodeSystem.objects.get(key=CodeKey.OBJECTIVE)
    assert system.mark == Mark.PROPOSAL
    assert {entry.mark for entry in system.entries.all()} == {Mark.PROPOSAL}
    assert system.basis.mark == system.entries.first().basis.mark == Mark.PROPOSAL


def test_the_office_adds_and_edits(tables, now):
    system = CodeSystem.objects.get(key=CodeKey.OBJECTIVE)
    entry = add_code_entry(system, code="13", name="Quốc phòng, an ninh", mark=Mark.FOUND, actor=OFFICER, now=now)
    assert entry.edited_at == now
    edit_code_system(system, document="Bảng chính thức", mark=Mark.FOUND, actor=OFFICER, now=now)
    assert [row.verb for row in Entry.objects.order_by("-id")[:2]] == ["edit_code_system", "add_code_entry"]


def test_a_code_stands_once_in_its_table(tables, now):
    system = CodeSystem.objects.get(key=CodeKey.OBJECTIVE)
    before = rows()
    with pytest.raises(Invalid):
        add_code_entry(system, code="01", name="Trùng", mark=Mark.FOUND, actor=OFFICER, now=now)
    with pytest.raises(Invalid):
        edit_code_system(system, since=FIRST, until=LAST, actor=OFFICER, now=now)
    assert rows() == before


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.REGISTRAR, Role.UNIT_REP, Role.HOST, Role.EDITOR])
def test_others_write_nothing(tables, now, role):
    who, entry = actor(role), CodeEntry.objects.first()
    before = rows()
    for do in (
        lambda: load_code_tables(actor=who, now=now),
        lambda: add_code_entry(entry.system, code="99", name="a", mark=Mark.FOUND, actor=who, now=now),
        lambda: edit_code_entry(entry, name="b", actor=who, now=now),
        lambda: edit_code_system(entry.system, name="b", actor=who, now=now),
    ):
        with pytest.raises(NotAllowed):
            do()
    assert rows() == before


def test_editing_nothing_writes_nothing(tables, now):
    entry = CodeEntry.objects.first()
    before = rows(), Entry.objects.count()
    edit_code_entry(entry, name=entry.name, actor=OFFICER, now=now)
    edit_code_system(entry.system, name=entry.system.name, actor=OFFICER, now=now)
    assert (rows(), Entry.objects.count()) == before


# ---- limits


def test_the_limit_of_a_day():
    found = limit(LimitKey.RESULT_REGISTRATION, date(2021, 12, 22))
    assert (found.count, found.unit, found.limit.count, str(found.basis)) == (
        30, SpanUnit.WORKING, 30, "Điều 10, Thông tư 14/2014/TT-BKHCN",
    )  # fmt: skip
    assert limit(LimitKey.RESULT_REGISTRATION, date(2025, 9, 30)).mark == Mark.FOUND
    assert limit(LimitKey.RESULT_REGISTRATION, date(2025, 10, 1)).mark == Mark.MEMORY


def test_before_any_text_there_is_no_limit():
    assert find_limit(LimitKey.RESULT_REGISTRATION, date(2014, 8, 14)) is None
    with pytest.raises(Refused, match=r"result\.registration"):
        limit(LimitKey.RESULT_REGISTRATION, date(2014, 8, 14))


def test_the_table_of_limits_can_show_what_is_not_in_force():
    day = date(2023, 11, 7)
    assert all(line.is_in_force for line in limit_lines(day))
    assert len(limit_lines(day, ended=True)) > len(limit_lines(day))


def test_words():
    assert span(30, SpanUnit.WORKING) == "30 ngày làm việc"
    assert span(12, SpanUnit.MONTH) == "12 tháng"
    assert set(CODE_KEYS) == set(CodeKey)
    assert set(MARKS) == set(Mark)
