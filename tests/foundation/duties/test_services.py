"""Posting and closing duties."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy, override

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.core.basis import Basis, Mark
from gieo.core.calendar import LastDay, Limit, SpanUnit
from gieo.core.errors import Invalid, NotAllowed
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import duties_of, has_open_duty
from gieo.foundation.duties.services import cancel, fulfil, load_holidays, post_duty, reopen, set_confidential
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories.accounts import actor, person_with
from tests.factories.duties import make_duty
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)
ARTICLE_19 = Basis("Thông tư 14/2014/TT-BKHCN", "Điều 19", Mark.FOUND)


def test_a_duty_is_counted_from_its_event(now: datetime) -> None:
    load_holidays()
    unit = make_unit("Trường Cao đẳng A")
    duty = post_duty(
        kind="results.register",
        title="Đăng ký kết quả",
        record=unit,
        debtor_unit=unit,
        start=date(2023, 4, 26),
        limit=Limit(2, SpanUnit.WORKING),
        basis=ARTICLE_19,
        actor=OFFICER,
        now=now,
    )
    assert duty.due == date(2023, 4, 28)  # the days off of 29/04 to 03/05 lie behind it
    assert (duty.opened_on, duty.count, duty.count_unit) == (date(2023, 4, 26), 2, "working")
    assert (duty.basis, str(duty.basis)) == (ARTICLE_19, "Điều 19, Thông tư 14/2014/TT-BKHCN")
    assert (duty.record_kind, duty.record_code, duty.posted_by_name) == ("units.unit", unit.code, "Lò Thị Mai")
    entry = history(duty).get()
    assert (entry.verb, entry.to_state, entry.record_code) == ("post", "open", f"VIEC-{duty.pk}")
    longer = post_duty(
        kind="results.register",
        title="Đăng ký kết quả",
        record=unit,
        debtor_unit=unit,
        start=date(2023, 4, 26),
        limit=Limit(3, SpanUnit.WORKING),
        actor=OFFICER,
        now=now,
    )
    assert longer.due == date(2023, 5, 4)


def test_a_last_day_off_moves_only_if_asked(now: datetime) -> None:
    unit = make_unit()
    common = {
        "title": "A",
        "record": unit,
        "debtor_unit": unit,
        "start": date(2023, 11, 7),
        "actor": OFFICER,
        "now": now,
    }
    stays = post_duty(kind="a", limit=Limit(4, SpanUnit.CALENDAR), **common)
    moves = post_duty(kind="b", limit=Limit(4, SpanUnit.CALENDAR), last_day=LastDay.MOVES, **common)
    assert (stays.due, moves.due) == (date(2023, 11, 11), date(2023, 11, 13))


def test_a_title_is_kept_in_the_source_language(now: datetime) -> None:
    unit = make_unit()
    with override("en"):
        duty = make_duty(unit, title=gettext_lazy("Người làm"))
    assert duty.title == "Người làm"


def test_a_due_date_already_past_begins_with_it(now: datetime) -> None:
    duty = make_duty(make_unit(), due=date(2023, 10, 2))
    assert (duty.opened_on, duty.due) == (date(2023, 10, 2), date(2023, 10, 2))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"debtor_role": Role.DIRECTOR, "debtor_unit": True},
        {"debtor_unit": True, "due": None},
        {"debtor_unit": True, "due": None, "start": date(2023, 11, 7)},
    ],
)
def test_a_call_without_one_debtor_and_one_date_is_a_mistake(wrong: dict[str, object], now: datetime) -> None:
    unit = make_unit()
    values = {key: unit if value is True else value for key, value in wrong.items()}
    with pytest.raises(TypeError):
        post_duty(
            **{
                "kind": "a",
                "title": "A",
                "record": unit,
                "due": date(2024, 1, 1),
                "actor": OFFICER,
                "now": now,
                **values,
            }
        )
    assert Duty.objects.count() == 0


def test_posting_again_doubles_nothing(now: datetime) -> None:
    unit = make_unit()
    first = make_duty(unit)
    entries = Entry.objects.count()
    assert make_duty(unit) == first
    assert (Duty.objects.count(), Entry.objects.count()) == (1, entries)
    make_duty(unit, due=date(2024, 11, 9))
    make_duty(unit, debtor_role=Role.REGISTRAR)
    make_duty(unit, debtor_person=person_with(Role.OFFICER, unit))
    assert Duty.objects.count() == 4


def test_posting_twice_at_once_doubles_nothing(side_by_side) -> None:
    unit = make_unit()
    one, two = side_by_side(lambda: make_duty(unit), lambda: make_duty(unit))
    assert one == two
    assert Duty.objects.count() == 1


def test_fulfilling_closes_what_is_open_of_that_kind(now: datetime) -> None:
    one, two = make_unit("Một"), make_unit("Hai")
    mine, theirs = make_duty(one), make_duty(one, debtor_unit=two)
    other_kind = make_duty(one, kind="test.report")
    other_record = make_duty(two)
    assert fulfil("test.confirm", one, debtor_unit=one, note="Nhận đủ", actor=OFFICER, now=now) == 1
    mine.refresh_from_db()
    assert (mine.state, mine.fulfilled_at, mine.note) == ("fulfilled", now, "Nhận đủ")
    entry = history(mine)[0]
    assert (entry.verb, entry.from_state, entry.to_state) == ("fulfil", "open", "fulfilled")
    assert {duty.state for duty in Duty.objects.exclude(pk=mine.pk)} == {"open"}
    assert fulfil("test.confirm", one, actor=OFFICER, now=now) == 1
    assert fulfil("test.confirm", one, actor=OFFICER, now=now) == 0
    assert not has_open_duty("test.confirm", one)
    assert has_open_duty("test.report", one)
    assert {duty.pk for duty in Duty.objects.filter(state="open")} == {other_kind.pk, other_record.pk}
    theirs.refresh_from_db()
    assert theirs.state == "fulfilled"


def test_one_year_of_several_is_fulfilled_by_its_date(now: datetime) -> None:
    unit = make_unit()
    for year in (2024, 2025, 2026):
        make_duty(unit, due=date(year, 11, 7))
    assert fulfil("test.confirm", unit, due=date(2025, 11, 7), actor=OFFICER, now=now) == 1
    assert list(Duty.objects.filter(state="open").values_list("due__year", flat=True)) == [2024, 2026]


def test_cancelling_says_why(now: datetime) -> None:
    unit = make_unit()
    duty = make_duty(unit)
    entries = Entry.objects.count()
    with pytest.raises(Invalid):
        cancel("test.confirm", unit, reason="  ", actor=OFFICER, now=now)
    duty.refresh_from_db()
    assert (duty.state, Entry.objects.count()) == ("open", entries)
    assert cancel("test.confirm", unit, reason="Quyết định đã thu hồi", actor=OFFICER, now=now) == 1
    duty.refresh_from_db()
    assert (duty.state, duty.cancelled_at, duty.note) == ("cancelled", now, "Quyết định đã thu hồi")
    assert duties_of(unit).get() == duty


def test_what_was_undone_is_owed_again(now: datetime) -> None:
    unit = make_unit()
    duty = make_duty(unit)
    assert reopen("test.confirm", unit, actor=OFFICER, now=now) == 0
    fulfil("test.confirm", unit, actor=OFFICER, now=now)
    assert reopen("test.confirm", unit, actor=OFFICER, now=now) == 1
    duty.refresh_from_db()
    assert (duty.state, duty.fulfilled_at, duty.due) == ("open", None, date(2023, 11, 9))
    assert [entry.verb for entry in history(duty)] == ["reopen", "fulfil", "post"]


@pytest.mark.parametrize("debtor", ["unit", "person", "role"])
def test_what_was_posted_anew_is_not_doubled_by_reopening(debtor: str, now: datetime) -> None:
    unit = make_unit()
    owed = {
        "unit": {"debtor_unit": unit},
        "person": {"debtor_person": person_with(Role.OFFICER, unit)},
        "role": {"debtor_role": Role.DIRECTOR},
    }[debtor]
    make_duty(unit, **owed)
    fulfil("test.confirm", unit, actor=OFFICER, now=now)
    make_duty(unit, **owed)
    assert reopen("test.confirm", unit, actor=OFFICER, now=now) == 0
    assert Duty.objects.filter(state="open").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"debtor_unit": None},
        {"debtor_role": "director"},
        {"due": date(2023, 11, 6)},
        {"count": 5},
        {"count_unit": "working"},
        {"state": "fulfilled"},
        {"state": "cancelled"},
        {"fulfilled_at": datetime.fromisoformat("2023-11-07T01:00:00+00:00")},
        {"state": "cancelled", "cancelled_at": datetime.fromisoformat("2023-11-07T01:00:00+00:00")},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    duty = make_duty(make_unit())
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(**wrong)
    duty.refresh_from_db()
    assert (duty.state, duty.due) == ("open", date(2023, 11, 9))


def test_exactly_the_duties_about_the_records_named_are_confidential(now: datetime) -> None:
    first, second = make_unit("Đơn vị A"), make_unit("Đơn vị B")
    hidden, shown = make_duty(record=first, now=now), make_duty(record=second, confidential=True, now=now)
    fulfil(hidden.kind, first, actor=SYSTEM, now=now)
    assert set_confidential("units.unit", [first.code], actor=OFFICER, now=now) == 2
    assert [Duty.objects.get(pk=duty.pk).confidential for duty in (hidden, shown)] == [True, False]
    assert history(shown)[0].changes == {"confidential": [True, False]}
    entries = Entry.objects.count()
    assert set_confidential("units.unit", [first.code], actor=OFFICER, now=now) == 0
    assert set_confidential("programmes.programme", [], actor=OFFICER, now=now) == 0
    with pytest.raises(NotAllowed):
        set_confidential("units.unit", [], actor=ANONYMOUS, now=now)
    assert Entry.objects.count() == entries
    assert Duty.objects.filter(confidential=True).count() == 1


def test_a_duty_of_the_system_names_it() -> None:
    duty = make_duty(make_unit(), actor=SYSTEM)
    assert (duty.posted_by_id, duty.posted_by_name) == (None, "Hệ thống")


def test_somebody_without_a_name_does_nothing(now: datetime) -> None:
    unit = make_unit()
    with pytest.raises(NotAllowed):
        make_duty(unit, actor=ANONYMOUS)
    duty = make_duty(unit)
    entries = Entry.objects.count()
    for deed in (
        lambda: fulfil("test.confirm", unit, actor=ANONYMOUS, now=now),
        lambda: cancel("test.confirm", unit, reason="A", actor=ANONYMOUS, now=now),
        lambda: reopen("test.confirm", unit, actor=ANONYMOUS, now=now),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert list(Duty.objects.values_list("pk", "state")) == [(duty.pk, "open")]
    assert Entry.objects.count() == entries
