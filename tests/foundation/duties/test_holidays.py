"""The table of days off: what comes with Gieo, and what an office changes."""

import csv
from datetime import date, datetime

import pytest

from gieo.core.actor import Role
from gieo.core.basis import Mark
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.errors import Invalid, NotAllowed, NotFound
from gieo.foundation.duties.models import Holiday
from gieo.foundation.duties.queries import holidays_of, work_calendar, years_with_holidays
from gieo.foundation.duties.services import DATA, add_holiday, edit_holiday, load_holidays, remove_holiday
from gieo.foundation.duties.vocab import HolidayKind
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)
YEARS = range(2014, 2028)


def rows() -> list[dict[str, str]]:
    with (DATA / "holidays.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_the_file_covers_its_years_and_names_its_sources() -> None:
    found = rows()
    assert len(found) == 208
    assert {int(row["date"][:4]) for row in found} == set(YEARS)
    assert {row["mark"] for row in found} == {Mark.MEMORY, Mark.SECOND_HAND}
    assert all(row["source"].endswith(("cần đối chiếu thông báo hằng năm", "cần đối chiếu")) for row in found)
    assert [row["date"] for row in found] == sorted({row["date"] for row in found})


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_fixed_days_and_five_of_the_lunar_new_year(year: int) -> None:
    off = {date.fromisoformat(row["date"]) for row in rows() if row["kind"] == "off"}
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= off
    tet = [row for row in rows() if row["date"].startswith(str(year)) and "Nguyên đán" in row["name"]]
    assert len(tet) >= 3


def test_worked_days_are_at_weekends_and_each_has_its_day_off() -> None:
    load_holidays()
    makeup = list(Holiday.objects.filter(kind=HolidayKind.MAKEUP))
    assert len(makeup) == 10
    assert all(day.date.weekday() >= 5 for day in makeup)
    given = {day.name.removeprefix("Làm bù cho ngày ") for day in makeup}
    exchanged = Holiday.objects.filter(name__startswith="Nghỉ hoán đổi")
    assert given == {f"{day.date:%d/%m/%Y}" for day in exchanged}


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2023, 1, 19), 1, date(2023, 1, 27)),  # the lunar new year of 2023
        (date(2023, 4, 28), 1, date(2023, 5, 4)),
        (date(2023, 8, 31), 1, date(2023, 9, 5)),
        (date(2024, 4, 26), 3, date(2024, 5, 4)),  # a worked Saturday
        (date(2025, 4, 25), 1, date(2025, 4, 26)),
        (date(2023, 11, 7), 30, date(2023, 12, 19)),
    ],
)
def test_limits_are_counted_with_the_table(start: date, count: int, due: date) -> None:
    load_holidays()
    assert work_calendar().due(start, Limit(count, SpanUnit.WORKING)) == due


def test_the_calendar_is_read_with_one_query(django_assert_num_queries) -> None:
    load_holidays()
    with django_assert_num_queries(1):
        work_calendar()


def test_loading_again_leaves_the_years_an_office_keeps(now: datetime) -> None:
    assert load_holidays() == 208
    remove_holiday(Holiday.objects.get(date=date(2023, 9, 1)), actor=OFFICER, now=now)
    Holiday.objects.filter(date__year=2027).delete()
    assert load_holidays() == len([row for row in rows() if row["date"].startswith("2027")])
    assert not Holiday.objects.filter(date=date(2023, 9, 1)).exists()
    assert years_with_holidays() == sorted(YEARS, reverse=True)


def test_an_office_keeps_the_table(now: datetime) -> None:
    day = add_holiday(
        date=date(2028, 1, 26),
        name=" 29  Tết",
        kind=HolidayKind.OFF,
        source="Thông báo 1/TB-BNV",
        actor=OFFICER,
        now=now,
    )
    assert (day.name, day.mark, day.code) == ("29 Tết", "found", "2028-01-26")
    assert not work_calendar().is_working(date(2028, 1, 26))
    edited = edit_holiday(day, date=date(2028, 1, 25), actor=OFFICER, now=now)
    assert [entry.verb for entry in history(edited)] == ["edit", "create"]
    assert history(edited)[0].changes == {"date": ["2028-01-26", "2028-01-25"]}
    assert list(holidays_of(2028)) == [edited]
    remove_holiday(edited, actor=OFFICER, now=now)
    assert Entry.objects.latest("id").verb == "remove"
    assert work_calendar().is_working(date(2028, 1, 25))
    with pytest.raises(NotFound):
        edit_holiday(edited, name="Lại", actor=OFFICER, now=now)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.ADMINISTRATOR}))
def test_others_change_nothing(role: Role, now: datetime) -> None:
    load_holidays()
    day = Holiday.objects.get(date=date(2023, 9, 1))
    entries = Entry.objects.count()
    other = actor(role)
    with pytest.raises(NotAllowed, match="Chỉ chuyên viên"):
        add_holiday(date=date(2030, 1, 1), name="A", kind=HolidayKind.OFF, source="B", actor=other, now=now)
    with pytest.raises(NotAllowed, match="Chỉ chuyên viên"):
        edit_holiday(day, name="Khác", actor=other, now=now)
    with pytest.raises(NotAllowed, match="Chỉ chuyên viên"):
        remove_holiday(day, actor=other, now=now)
    assert (Holiday.objects.count(), Holiday.objects.get(pk=day.pk).name) == (208, day.name)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"date": date(2023, 9, 1)}, "date"),
        ({"name": " "}, "name"),
        ({"source": ""}, "source"),
        ({"kind": HolidayKind.MAKEUP}, "kind"),
        ({"kind": "half"}, "kind"),
    ],
)
def test_a_wrong_row_is_refused(wrong: dict[str, object], field: str, now: datetime) -> None:
    load_holidays()
    entries = Entry.objects.count()
    values = {"date": date(2028, 1, 3), "name": "A", "kind": HolidayKind.OFF, "source": "B", **wrong}
    with pytest.raises(Invalid) as refusal:
        add_holiday(**values, actor=OFFICER, now=now)
    assert set(refusal.value.errors) == {field}
    assert (Holiday.objects.count(), Entry.objects.count()) == (208, entries)
