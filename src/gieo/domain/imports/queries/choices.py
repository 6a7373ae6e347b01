"""Closed lists of the workbooks: value → label, in Vietnamese, the language that the workbooks speak."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import override

from gieo.domain.imports.vocab import Kind
from gieo.domain.results import wording as results
from gieo.foundation.accounts.wording import ROLE_LABELS
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


def _of_results(_on: date) -> Choices:
    return {"origin": _labels(results.ORIGINS), "grade": _labels(results.GRADES)}


def _of_products(_on: date) -> Choices:
    return {"nature": _labels(results.NATURES), "delivery": _labels(results.DELIVERIES)}


def _of_people(_on: date) -> Choices:
    return {"role": _labels(ROLE_LABELS)}


def _none(_on: date) -> Choices:
    return {}


_CHOICES: Mapping[str, Callable[[date], Choices]] = {
    Kind.UNITS: _of_units,
    Kind.PEOPLE: _of_people,
    Kind.RESULTS: _of_results,
    Kind.PRODUCTS: _of_products,
    Kind.LINES: _none,
}
