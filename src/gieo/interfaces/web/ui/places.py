"""A place to choose from both maps."""

from collections.abc import Iterator
from typing import Any

from django import forms

from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import AreaKind, Era
from gieo.foundation.places.wording import ERA_LABELS


class _PlaceIterator(forms.models.ModelChoiceIterator):
    """Places by map, today's first, with the district of old beside a commune of old."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        areas: dict[str, list[Area]] = {Era.AFTER_2025: [], Era.BEFORE_2025: []}
        for area in self.queryset:
            areas[area.era].append(area)
        for era, listed in areas.items():
            yield (ERA_LABELS[Era(era)], [self.choice(area) for area in listed])


class PlaceField(forms.ModelChoiceField):
    iterator = _PlaceIterator

    def label_from_instance(self, area: Area) -> str:
        if area.kind == AreaKind.COMMUNE and area.parent is not None:
            return f"{area.name}, {area.parent.name}"
        return area.name
