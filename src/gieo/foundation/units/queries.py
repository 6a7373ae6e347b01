"""Reading units: what they were on a day, who stands for them today."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gieo.core.text import fold
from gieo.foundation.outbox.queries import is_reached
from gieo.foundation.outbox.rules import Address
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight
from gieo.foundation.units.models import Contact, FormerFace, Heritable, Unit
from gieo.foundation.units.rules import Face, existed_on, face_on
from gieo.foundation.units.vocab import OPERATOR, UnitKind
from gieo.foundation.units.wording import ended, formerly, succeeded

KIND = "unit"


def text_of(unit: Unit) -> Entry:
    """What a unit is found by: its code and telephone, its names of today and of before, where it stands and its
    address for letters. One query, unless `former_faces` was prefetched."""
    names = [unit.name, unit.short_name]
    names += [name for past in unit.former_faces.all() for name in (past.name, past.short_name)]
    places = [unit.place.name if unit.place else "", unit.address, unit.email]
    numbers = [unit.code, unit.phone, "".join(unit.phone.split())]
    return entry(KIND, unit.pk, {Weight.NUMBER: numbers, Weight.TITLE: names, Weight.NAMES: places})


def contact_addresses(units: Iterable[Unit] | None = None) -> dict[int, Address]:
    """Where each unit is told something, by id: its first contact with mail, else the first with a number that takes
    short messages, else the unit itself. Those that no way leads to are absent. Two queries."""
    contacts, own = Contact.objects.all(), Unit.objects.all()
    if units is not None:
        known = {unit.pk for unit in units}
        contacts, own = contacts.filter(unit__in=known), own.filter(pk__in=known)
    found: dict[int, Address] = {}
    rows = [(row.unit_id, Address(row.name, row.email, row.phone)) for row in contacts]
    rows += [
        (pk, Address(name, email, phone)) for pk, name, email, phone in own.values_list("pk", "name", "email", "phone")
    ]
    for key, address in (*(row for row in rows if row[1].email), *rows):
        if is_reached(address):
            found.setdefault(key, address)
    return found


def label_related(path: str = "") -> tuple[str, str]:
    """What a list must `select_related` so that `unit_label` of the unit at `path` asks no query per row."""
    head = f"{path}__" if path else ""
    return f"{head}successor", f"{head}successor__successor"


def active_units(on: date) -> QuerySet[Unit]:
    """Units that exist on a day, by name."""
    return Unit.objects.filter(Q(since__isnull=True) | Q(since__lte=on)).filter(
        Q(abolished_on__isnull=True) | Q(abolished_on__gt=on)
    )


def today_unit(unit: Unit, on: date | None = None) -> Unit:
    """The unit that stands for `unit` on a day (as far as is known, when no day is named): itself, or its heir's heir.

    Returns the last of the chain even if that one ended without a successor.
    """
    while unit.successor is not None and (on is None or not existed_on(None, unit.abolished_on, on)):
        unit = unit.successor
    return unit


def unit_label(unit: Unit, on: date, *, short: bool = False) -> str:
    """How a unit is named on a page read on day `on`: "UBND huyện Mường Chà (từ 01/07/2025: UBND xã Na Sang)".

    A unit that still exists on that day is named plainly. `short` takes the short names where there are any. Fetch with
    `label_related` in lists.
    """
    name = _name(unit, short)
    if unit.abolished_on is None or on < unit.abolished_on:
        return name
    heir = today_unit(unit, on)
    if heir.pk == unit.pk:
        return ended(name, unit.abolished_on)
    return succeeded(name, _name(heir, short), unit.abolished_on)


def stands_for(row: Heritable, unit: Unit, on: date) -> Unit:
    """The unit to which a row that was `unit`'s at first belongs on a day: the heir named for it, then its heirs."""
    named = row.heir is not None and row.heir_since is not None and row.heir_since <= on
    return today_unit(row.heir if named and row.heir is not None else unit, on)


def bearer_label(row: Heritable, unit: Unit, on: date) -> str:
    """Whose a row is on a day, with whose it was: "UBND xã Na Sang (trước là UBND huyện Mường Chà)".

    Fetch with `bearer_related` in lists.
    """
    bearer = stands_for(row, unit, on)
    return unit_label(unit, on) if bearer.pk == unit.pk else formerly(bearer.name, unit.name)


def row_label(row: Heritable, unit: Unit, on: date) -> str:
    """How a page names the unit of a row: the heir once one is named for it, else as `unit_label`."""
    return bearer_label(row, unit, on) if row.heir_id is not None else unit_label(unit, on)


def bearer_related(path: str) -> tuple[str, ...]:
    """What a list of Heritable rows must `select_related` for `bearer_label`; `path` names the field of the unit."""
    return (*label_related(path), *label_related("heir"))


def bearers(rows: QuerySet[Any], field: str, on: date) -> list[tuple[Unit, frozenset[int]]]:
    """The units that Heritable rows belong to on a day (`stands_for`), by name, each with the ids by which `passed`
    finds its rows among these; `field` says whose they were at first. Rows of no unit belong to none. One query."""
    kept = rows.filter(Q(heir__isnull=True) | Q(heir_since__gt=on), **{f"{field}__isnull": False})
    named = rows.filter(heir_since__lte=on)
    found = Unit.objects.filter(
        Q(pk__in=kept.order_by().values(field)) | Q(pk__in=named.order_by().values("heir"))
    ).select_related(*label_related())
    standing: dict[Unit, set[int]] = {}
    for unit in found:
        standing.setdefault(today_unit(unit, on), set()).add(unit.pk)
    names = sorted(standing, key=lambda unit: (unit.name_order, unit.pk))
    return [(unit, frozenset(standing[unit])) for unit in names]


def _name(unit: Unit, short: bool) -> str:
    return unit.short_name or unit.name if short else unit.name


def face_of(unit: Unit, on: date) -> Face:
    """Names and kind of a unit on a day. One query, unless `former_faces` was prefetched."""
    return face_on(_present(unit), [(past.until, _past(past)) for past in unit.former_faces.all()], on)


def faces_of(units: Iterable[Unit], on: date) -> dict[int, Face]:
    """The same for many units, by id. One query."""
    wanted = {unit.pk: unit for unit in units}
    earlier: dict[int, list[tuple[date, Face]]] = {}
    for past in FormerFace.objects.filter(unit__in=wanted, until__gt=on):
        earlier.setdefault(past.unit_id, []).append((past.until, _past(past)))
    return {pk: face_on(_present(unit), earlier.get(pk, ()), on) for pk, unit in wanted.items()}


def is_enterprise(unit: Unit, on: date) -> bool:
    """Whether the unit was an enterprise on that day."""
    return face_of(unit, on).kind is UnitKind.ENTERPRISE


def predecessors(unit: Unit) -> QuerySet[Unit]:
    """Units that named this one as their successor, the latest first."""
    return unit.predecessors.order_by("-abolished_on", "name_order")


def find_units(text: str, on: date) -> QuerySet[Unit]:
    """Units existing on a day whose names, code or place hold every word of `text`, with or without accents."""
    units = active_units(on)
    for word in fold(text).split():
        units = units.filter(folded__contains=word)
    return units


def _present(unit: Unit) -> Face:
    return Face(unit.name, unit.short_name, UnitKind(unit.kind))


def _past(past: FormerFace) -> Face:
    return Face(past.name, past.short_name, UnitKind(past.kind))


def operator() -> Unit | None:
    """The department whose pages these are, when it stands in the register: whom the public calls."""
    return Unit.objects.filter(name=OPERATOR, abolished_on__isnull=True).order_by("pk").first()
