"""What every deed on units does: lock, write the fields of a form, check, save."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from gieo.core.collation import sort_text
from gieo.core.errors import Stale
from gieo.core.text import fold, squeeze
from gieo.foundation.journal.services import require_valid
from gieo.foundation.search.services import put_texts, renew_texts
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import KIND, text_of

FACE_FIELDS = ("name", "short_name", "kind")


def lock_unit(unit: Unit, version: int | None = None) -> Unit:
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if version is not None and unit.version != version:
        raise Stale(unit)
    return unit


def write(record: models.Model, values: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name, value in values.items():
        if name not in allowed:
            raise TypeError(f"{name} is not a field of this form")
        setattr(record, name, squeeze(value) if isinstance(value, str) else value)


def values_of(record: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def save_unit(unit: Unit) -> None:
    unit.folded = fold(" ".join([unit.code, unit.name, unit.short_name, unit.place.name if unit.place else ""]))
    unit.name_order = sort_text(unit.name)
    if unit.pk is not None:
        unit.version += 1
    require_valid(unit)
    unit.save()
    put_texts([text_of(unit)])


def renew_all_texts() -> int:
    """Let every unit be found as it stands now."""
    return renew_texts(KIND, Unit.objects.select_related("place").prefetch_related("former_faces"), text_of)
