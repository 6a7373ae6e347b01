"""Units: the same by code, or by name and kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from gieo.core.text import fold
from gieo.domain.imports.queries.names import Names, Promised
from gieo.domain.imports.rules.reading import wrong
from gieo.domain.imports.services.kinds.bringer import Bringer, Look, Said
from gieo.domain.imports.vocab import Flaw, Kind
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import choosable_areas
from gieo.foundation.places.rules import era_of
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import today_unit
from gieo.foundation.units.services import create_unit, edit_unit, take_out_units
from gieo.foundation.units.vocab import UnitKind

FIELDS = ("name", "short_name", "kind", "parent", "place", "address", "phone", "email", "since")


class Units(Bringer):
    kind = Kind.UNITS

    def prepare(self) -> None:
        units = list(Unit.objects.select_related("successor", "parent", "place"))
        self.units = {unit.pk: unit for unit in units}
        self.names = unit_names(units)
        self.areas = list(choosable_areas())
        self.proper = frozenset(area.short_name for area in self.areas)
        self.area_by_key = {area.pk: area for area in self.areas}
        era = era_of(self.today)
        standing = [area for area in self.areas if area.era == era]
        self.places, self.old_places = area_names(standing), area_names(self.areas)
        self.promised = Promised()

    def model(self) -> type[Model]:
        return Unit

    def promise(self, row: Said, *, sound: bool) -> None:
        names = [str(row.values.get(key, "")) for key in ("code", "name", "short_name")]
        self.promised.promise(names, row.number, sound=sound)

    def look(self, row: Said) -> Look:
        look = Look(row, {name: value for name, value in row.values.items() if name in FIELDS})
        code, name, kind = (str(row.values.get(key, "")) for key in ("code", "name", "kind"))
        look.key_column = "code" if code else "name"
        if code or name:
            look.keys = (f"code {fold(code)}" if code else f"name {fold(name)} {kind}",)
        look.target = look.try_("name", lambda: self._same(code, name, kind))
        if "parent" in row.values:
            look.values["parent"] = look.try_("parent", lambda: self._parent(str(row.values["parent"]), row.number))
        if "place" in row.values:
            look.values["place"] = look.try_("place", lambda: self._place(str(row.values["place"])))
        if isinstance(look.target, Unit):
            target = look.target
            look.compare({field: getattr(target, field) for field in FIELDS})
        return look

    def _same(self, code: str, name: str, kind: str) -> Unit | None:
        """The unit that the row speaks of, if it is there. A new code with a known name is another unit."""
        if code:
            found = [self.units[key] for key in self.names.keys(code) if fold(self.units[key].code) == fold(code)]
            return found[0] if found else None
        alike = [self.units[key] for key in self.names.keys(name)]
        same = [unit for unit in alike if unit.kind == kind and fold(unit.name) == fold(name)]
        if len(same) > 1:
            raise wrong(Flaw.SEVERAL_RECORDS, codes=", ".join(unit.code for unit in same[:6]))
        return same[0] if same else None

    def _parent(self, text: str, number: int) -> Unit | None:
        if not self.names.keys(text) and self.promised.require(text, number):
            return None
        return standing_unit(self.units[self.names.find(text)])

    def _place(self, text: str) -> Area:
        """By today's map first; "Xã Mường Phăng, tỉnh Điện Biên" names what it lies in too."""
        bare = text.split(",")[0]
        names = self.places if self.places.keys(text) or self.places.keys(bare) else self.old_places
        return self.area_by_key[names.find(text if names.keys(text) else bare)]

    def make(self, look: Look) -> Unit:
        code = str(look.row.values.get("code", ""))
        return create_unit(actor=self.actor, now=self.now, code=code, **look.values)

    def change(self, look: Look) -> Unit:
        assert isinstance(look.target, Unit)
        values = {name: look.values[name] for name in look.changes}
        return edit_unit(look.target, version=look.target.version, actor=self.actor, now=self.now, **values)

    def know(self, record: Model) -> None:
        assert isinstance(record, Unit)
        self.units[record.pk] = record
        self.names.add(record.pk, record.code, (record.name, record.short_name))

    def snapshots(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        return {unit.pk: _kept(unit) for unit in Unit.objects.filter(pk__in=keys)}

    def take_out(self, keys: Sequence[int]) -> None:
        take_out_units(keys, actor=self.actor, now=self.now)

    def put_back(self, key: int, before: Mapping[str, Any]) -> None:
        unit = Unit.objects.get(pk=key)
        values: dict[str, Any] = {name: before[name] for name in FIELDS if name in before}
        values["kind"] = UnitKind(before["kind"])
        values["parent"] = Unit.objects.get(pk=before["parent"]) if before["parent"] else None
        values["place"] = Area.objects.get(pk=before["place"]) if before["place"] else None
        values["since"] = _day(before["since"])
        edit_unit(unit, version=unit.version, actor=self.actor, now=self.now, **values)


def unit_names(units: Sequence[Unit]) -> Names:
    """Every unit by code, name and short name, those that have ended too: they are told by name, with their heir."""
    return Names((unit.pk, unit.code, (unit.name, unit.short_name)) for unit in units)


def area_names(areas: Sequence[Area]) -> Names:
    """Places by name, and by name with what they lie in."""
    return Names(
        (area.pk, f"{area.era}-{area.code}", (area.name, f"{area.name}, {area.parent.name}" if area.parent else ""))
        for area in areas
    )


def standing_unit(unit: Unit) -> Unit:
    """The unit, if it has not ended. Raises Wrong with its heir."""
    if unit.abolished_on is not None:
        heir = today_unit(unit)
        raise wrong(Flaw.ENDED_UNIT, unit=unit.name, heir=f"{heir.name} ({heir.code})")
    return unit


def _kept(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name, "short_name": unit.short_name, "kind": unit.kind, "parent": unit.parent_id,
        "place": unit.place_id, "address": unit.address, "phone": unit.phone, "email": unit.email,
        "since": unit.since.isoformat() if unit.since else None, "abolished_on": str(unit.abolished_on or ""),
    }  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
