"""Units: entering them and changing what is written about them. Every deed leaves its entry in the journal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.journal.services import changes_between, next_number
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.places.models import Area
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import may_edit_units
from gieo.foundation.units.queries import KIND
from gieo.foundation.units.services.writing import FACE_FIELDS, lock_unit, save_unit, values_of, write
from gieo.foundation.units.vocab import UnitKind

UNIT_FIELDS = (*FACE_FIELDS, "parent", "place", "address", "phone", "email", "since", "illustrative")


class UnitValues(TypedDict, total=False):
    """What may be written in a unit's form."""

    name: str
    short_name: str
    kind: UnitKind
    parent: Unit | None
    place: Area | None
    address: str
    phone: str
    email: str
    since: date | None
    illustrative: bool


def create_unit(*, actor: Actor, now: datetime, code: str = "", **values: Unpack[UnitValues]) -> Unit:
    """Enter a unit. Without a code it gets the next of the series DV-0001, DV-0002 …

    Raises NotAllowed; Invalid when a field is wrong or the code is taken.
    """
    may_edit_units(actor).require()
    with transaction.atomic():
        unit = Unit(code=squeeze(code).upper() or f"DV-{next_number('units'):04d}")
        write(unit, values, UNIT_FIELDS)
        save_unit(unit)
        changes = changes_between({}, {name: value for name, value in values_of(unit, UNIT_FIELDS).items() if value})
        write_journal("create", unit, actor=actor, now=now, changes=changes)
    return unit


def edit_unit(unit: Unit, *, version: int, actor: Actor, now: datetime, **values: Unpack[UnitValues]) -> Unit:
    """Change what is written about a unit, provided that nobody did since `version` was read.

    This corrects what was written wrongly and leaves no trace but in the journal; a change in life is recorded by its
    act (`record_act`). Nothing is written when nothing changed. Raises NotAllowed, Conflict, Invalid.
    """
    may_edit_units(actor).require()
    with transaction.atomic():
        unit = lock_unit(unit, version)
        before = values_of(unit, UNIT_FIELDS)
        write(unit, values, UNIT_FIELDS)
        changes = changes_between(before, values_of(unit, UNIT_FIELDS))
        if not changes:
            return unit
        if unit.parent is not None and _is_under(unit.parent, unit):
            raise Invalid({"parent": [_("Đơn vị này đang nằm dưới chính đơn vị đang sửa.")]})
        save_unit(unit)
        write_journal("edit", unit, actor=actor, now=now, changes=changes)
    return unit


def _is_under(unit: Unit, head: Unit) -> bool:
    """Whether `unit` is `head` or stands below it."""
    step: Unit | None = unit
    seen: set[int] = set()
    while step is not None and step.pk not in seen:
        if step.pk == head.pk:
            return True
        seen.add(step.pk)
        step = step.parent
    return False


def take_out_units(keys: Sequence[int], *, actor: Actor, now: datetime) -> int:
    """Remove units that were entered by mistake, all or none; returns how many.

    Only what nothing hangs on: people to call there, former names or a record of any room that names one of them
    refuse it for all (Refused). The journal keeps that they were there.
    """
    may_edit_units(actor).require()
    with transaction.atomic():
        units = list(Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        taken = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if taken.filter(Q(contacts__isnull=False) | Q(former_faces__isnull=False)).exists():
            raise Refused(_("Đơn vị đã có người liên hệ hoặc tên cũ nên không bỏ được."))
        for unit in units:
            write_journal("remove", unit, actor=actor, now=now, changes={"name": (unit.name, "")})
        try:
            with transaction.atomic():
                taken.update(parent=None)  # some stand under one another
                taken.delete()
                drop_texts(key_of(KIND, unit.pk) for unit in units)
        except ProtectedError:
            raise Refused(_("Đã có hồ sơ gắn với đơn vị nên không bỏ được.")) from None
    return len(units)
