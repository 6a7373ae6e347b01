"""Closed lists of the workbooks: value → label, in Vietnamese, the language that the workbooks speak."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import override

from gieo.domain.imports.vocab import Kind
from gieo.foundation.units.wording import KIND_LABELS as UNIT_KINDS

Choices = dict[str, dict[str, str]]


def choices_of(kind: str, on: date) -> Choices:
    """Closed lists by column, as they stand on a day."""
    with override("vi"):
        return _CHOICES[kind](on)


def _labels(words: Mapping[str, object]) -> dict[str, str]:
    return {str(value): str(label) for value, label in words.items()}


def _of_units(_on: date) -> Choices:
    return {"kind": _labels(UNIT_KINDS)}


_CHOICES: Mapping[str, Callable[[date], Choices]] = {Kind.UNITS: _of_units}
