"""Form fields and widgets of the house: money, legal dates, search in a long select, files, signatures.

Each works as a plain control without JavaScript; static/gieo/js makes it smoother.
"""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core.errors import Invalid
from gieo.core.money import format_number, parse_dong
from gieo.interfaces.web.ui.uploads import SENT, SentFile

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
MAX_POINTS = 20_000
MOST_DIGITS = 18
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Of the days that people have to do with here; a year beyond is a slip, and days are counted on from it."""


def row_numbers(values: Iterable[str]) -> list[int]:
    """Numbers of rows as an address or a form sent them; what no row can have is passed over."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS]


class MoneyInput(forms.TextInput):
    """A sum in đồng, shown with dots, typed any way parse_dong reads."""

    template_name = "ui/widgets/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-money": True} | (attrs or {}))

    def format_value(self, value: Any) -> str:
        return format_number(value) if isinstance(value, int) else (value or "")


class MoneyField(forms.Field):
    """Whole đồng from what people type; None when empty."""

    widget = MoneyInput
    default_error_messages = {
        "invalid": _("Số tiền không đọc được. Ghi số nguyên đồng, ví dụ 1.284.500.000."),
    }

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return parse_dong(str(value))
        except Invalid:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except forms.ValidationError:
            return True


class QuantityField(forms.DecimalField):
    """An amount with at most three decimals, typed and shown with a comma (a point is read too); None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**({"max_digits": 14, "decimal_places": 3, "widget": widget} | kwargs))

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class LegalDateInput(forms.DateInput):
    """A day typed as dd/mm/yyyy; with JavaScript also picked from the browser's own calendar."""

    template_name = "ui/widgets/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "placeholder": _("dd/mm/yyyy"), "maxlength": 10, "autocomplete": "off"}
        super().__init__(own | (attrs or {}), format="%d/%m/%Y")


class LegalDateField(forms.DateField):
    """A day, dd/mm/yyyy in both languages."""

    widget = LegalDateInput
    default_error_messages = {
        "invalid": _("Ngày không đọc được. Ghi ngày/tháng/năm, ví dụ 07/11/2023."),
        "year": _("Năm này không thể đúng. Xem lại năm."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=DATE_FORMATS, **kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        return day


class Combobox(forms.Select):
    """A long select; with JavaScript one types to find, with or without accents."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-combobox": True} | (attrs or {}), choices)


class PickMany(forms.CheckboxSelectMultiple):
    """Many of a long list, by group; a group with something chosen stands open."""

    template_name = "ui/widgets/picks.html"


class ManyField(forms.ModelMultipleChoiceField):
    """Several rows by number; one that no row can have is a choice nobody offered, not a fault of the server."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if len(str(one)) > MOST_DIGITS:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(one)[:20]}
                )
        return super().clean(value)


class FileDrop(forms.FileInput):
    """A file input that also takes files dropped onto it; in the office large ones go in parts (gieo/js/upload.js).

    `in_parts=False` for what must never wait on the server: a key, a file that is only looked at.
    """

    template_name = "ui/widgets/file.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        accept: str = "",
        multiple: bool = False,
        capture: str = "",
        in_parts: bool = True,
    ) -> None:
        self.allow_multiple_selected, self.in_parts = multiple, in_parts
        self.sent: list[SentFile] = []
        said = {"accept": accept, "multiple": multiple, "capture": capture}
        super().__init__((attrs or {}) | {name: value for name, value in said.items() if value})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        found = value if isinstance(value, (list, tuple)) else [value]
        self.sent = [file for file in found if isinstance(file, SentFile)]
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A form that comes back still holds the files that were sent before it."""
        context = super().get_context(name, value, attrs)
        if self.sent:
            context["widget"]["attrs"].pop("required", None)
        context["widget"] |= {"sent": self.sent, "sent_name": SENT, "in_parts": self.in_parts}
        return context


class ProseInput(forms.Textarea):
    """Rich text. Plain textarea without JavaScript; with it, gieo/js/prose.js loads the editor named in the template.

    What comes back is whatever a browser sent: the deed that keeps it sanitises it.
    """

    template_name = "ui/widgets/prose.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 18, "data-prose-text": True} | (attrs or {}))


class FilesField(forms.FileField):
    """Several files from one FileDrop; cleans to a list."""

    widget = FileDrop

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        super().__init__(widget=FileDrop(accept=accept, multiple=True), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            super().clean(None, initial)
            return []
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files]


class StrokesField(forms.CharField):
    """The signature pad's value: a JSON list of strokes, each a list of [x, y] in 0..1 of a box 5 wide and 2 high.

    Cleans to a list of lists of pairs; an empty pad is an empty list (or the required error).
    """

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("Chưa có chữ ký. Ký vào ô, hoặc gõ họ tên để xác nhận."),
        "invalid": _("Chữ ký không đọc được. Bấm “Ký lại” và ký lần nữa."),
    }

    def to_python(self, value: Any) -> list[list[list[float]]]:
        if value in self.empty_values:
            return []
        try:
            strokes = json.loads(value)
            cleaned = [[[_unit(x), _unit(y)] for x, y in stroke] for stroke in strokes if stroke]
        except (TypeError, ValueError):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if sum(len(stroke) for stroke in cleaned) > MAX_POINTS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return cleaned


def _unit(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError(value)
    return round(float(value), 4)
