"""Rows of a plan of application as a form: in a draft of minutes, and sent after they were signed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers.models import PlannedWork
from gieo.domain.handovers.services import PlanInput
from gieo.interfaces.web.ui.fields import LegalDateField, MoneyField

MOST_ROWS = 60
PLAN_FIELDS = ("work", "person", "due", "place", "scale", "money")


class PlanRowsForm(forms.Form):
    """A form that holds rows of a plan, with some empty ones behind them; a row left blank is none."""

    plan_rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)
    empty_rows = 3

    def add_plan(self, plan: Sequence[PlannedWork]) -> None:
        """The rows, after the form's own fields."""
        self.initial["plan_rows"] = len(plan) + self.empty_rows
        self.row_count = self._rows(len(plan) + self.empty_rows)
        for number in range(self.row_count):
            self._add_plan_row(number, plan[number] if number < len(plan) else None)

    def _rows(self, fallback: int) -> int:
        posted = self.data.get("plan_rows", "") if self.is_bound else ""
        return min(int(posted), MOST_ROWS) if str(posted).isdecimal() else fallback

    def _add_plan_row(self, number: int, row: PlannedWork | None) -> None:
        made: Mapping[str, forms.Field] = {
            "work": forms.CharField(label=_("Việc"), max_length=300, required=False),
            "person": forms.CharField(label=_("Người phụ trách"), max_length=160, required=False),
            "due": LegalDateField(label=_("Thời hạn"), required=False),
            "place": forms.CharField(label=_("Địa điểm"), max_length=200, required=False),
            "scale": forms.CharField(label=_("Quy mô"), max_length=160, required=False),
            "money": MoneyField(label=_("Kinh phí, đồng"), required=False),
        }
        for name, field in made.items():
            field.initial = getattr(row, name) if row is not None else None
            self.fields[f"plan_{number}_{name}"] = field

    @property
    def plan_table(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Rows of the plan with their heading; those that hold something stand open."""
        return [self._plan_row(number) for number in range(self.row_count)]

    def _plan_row(self, number: int) -> tuple[str, list[forms.BoundField], bool]:
        fields = [self[f"plan_{number}_{name}"] for name in PLAN_FIELDS]
        work = fields[0].value() or ""
        heading = _("Việc %(n)s: %(work)s") if work else _("Thêm việc thứ %(n)s")
        is_open = any(field.value() or field.errors for field in fields)
        return heading % {"n": number + 1, "work": work}, fields, is_open

    def clean(self) -> dict[str, Any]:
        """A row with anything in it must say what will be done."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(self.row_count):
            row = {name: cleaned.get(f"plan_{number}_{name}") for name in PLAN_FIELDS}
            if not row["work"] and any(row.values()):
                self.add_error(f"plan_{number}_work", _("Ghi việc sẽ làm, hoặc bỏ trống cả dòng."))
        return cleaned

    def plan(self) -> list[PlanInput]:
        rows = [
            {name: self.cleaned_data.get(f"plan_{number}_{name}") for name in PLAN_FIELDS}
            for number in range(self.row_count)
        ]
        return [PlanInput(**row) for row in rows if row["work"]]


class PlanForm(PlanRowsForm):
    """The plan that a receiver sends; `seen` is the number of the plan that the page showed, 0 for none."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    empty_rows = 4

    def __init__(self, *args: Any, seen: int, plan: Sequence[PlannedWork], **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        self.add_plan(plan)

    def _plan_row(self, number: int) -> tuple[str, list[forms.BoundField], bool]:
        """The first row stands open, so that nobody meets a page of closed folds."""
        heading, fields, is_open = super()._plan_row(number)
        return heading, fields, is_open or number == 0
