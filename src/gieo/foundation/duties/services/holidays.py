"""Keeping the table of days off."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.basis import Mark
from gieo.core.errors import Invalid, NotFound
from gieo.core.text import squeeze
from gieo.foundation.duties.models import Holiday
from gieo.foundation.duties.permits import may_edit_holidays
from gieo.foundation.duties.vocab import HolidayKind
from gieo.foundation.journal.services import changes_between, require_valid
from gieo.foundation.journal.services import record as write_journal

DATA = Path(__file__).parents[1] / "data"
HOLIDAY_FIELDS = ("date", "name", "kind", "source", "mark")


def add_holiday(
    *,
    date: date,
    name: str,
    kind: HolidayKind,
    source: str,
    mark: Mark = Mark.FOUND,
    actor: Actor,
    now: datetime,
) -> Holiday:
    """Enter a day off, or a Saturday or Sunday worked in exchange, with the notice it comes from.

    Raises NotAllowed; Invalid when the day is in the table already or a day worked in exchange is a weekday.
    """
    may_edit_holidays(actor).require()
    with transaction.atomic():
        holiday = Holiday(date=date, name=squeeze(name), kind=kind, source=squeeze(source), mark=mark)
        _save_holiday(holiday)
        changes = changes_between({}, _holiday_values(holiday))
        write_journal("create", holiday, actor=actor, now=now, changes=changes)
    return holiday


def edit_holiday(holiday: Holiday, *, actor: Actor, now: datetime, **values: Any) -> Holiday:
    """Change a row of the table: date, name, kind, source, mark. Due dates that were counted with it stay."""
    may_edit_holidays(actor).require()
    with transaction.atomic():
        holiday = _locked_holiday(holiday)
        before = _holiday_values(holiday)
        for name, value in values.items():
            if name not in HOLIDAY_FIELDS:
                raise TypeError(f"{name} is not a field of this form")
            setattr(holiday, name, squeeze(value) if name in ("name", "source") else value)
        changes = changes_between(before, _holiday_values(holiday))
        if changes:
            _save_holiday(holiday)
            write_journal("edit", holiday, actor=actor, now=now, changes=changes)
    return holiday


def remove_holiday(holiday: Holiday, *, actor: Actor, now: datetime) -> None:
    """Take a row out of the table; that day is counted by its weekday again."""
    may_edit_holidays(actor).require()
    with transaction.atomic():
        holiday = _locked_holiday(holiday)
        changes = {name: (value, None) for name, value in _holiday_values(holiday).items()}
        write_journal("remove", holiday, actor=actor, now=now, changes=changes)
        holiday.delete()


@transaction.atomic
def load_holidays() -> int:
    """Write the years that have no row yet from the file that comes with Gieo; returns the number of rows written.

    A year that has rows is the office's own and stays as it is. Reference data, so nothing is journalled.
    """
    present = {day.year for day in Holiday.objects.values_list("date", flat=True)}
    with (DATA / "holidays.tsv").open(encoding="utf-8", newline="") as file:
        rows = [
            Holiday(**{**row, "date": date.fromisoformat(row["date"])}) for row in csv.DictReader(file, delimiter="\t")
        ]
    return len(Holiday.objects.bulk_create([row for row in rows if row.date.year not in present]))


def _locked_holiday(holiday: Holiday) -> Holiday:
    found = Holiday.objects.select_for_update().filter(pk=holiday.pk).first()
    if found is None:
        raise NotFound(_("Ngày này đã được xoá khỏi bảng."))
    return found


def _holiday_values(holiday: Holiday) -> dict[str, Any]:
    return {name: getattr(holiday, name) for name in HOLIDAY_FIELDS}


def _save_holiday(holiday: Holiday) -> None:
    if holiday.kind == HolidayKind.MAKEUP and holiday.date.weekday() < 5:
        raise Invalid({"kind": [_("Chỉ thứ Bảy hoặc Chủ nhật mới là ngày làm bù.")]})
    require_valid(holiday)
    holiday.save()
