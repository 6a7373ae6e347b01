"""The form on which somebody says where a use stands: made for a phone, long parts folded until they are needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core.errors import Invalid
from gieo.domain.uptake.models import Claim, Report
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.rules.evidence import Detail
from gieo.domain.uptake.services import ClaimInput, EffectInput, EvidenceInput
from gieo.domain.uptake.vocab import OFFICE_CHANNELS, OFFICE_GRADES, Channel, Grade, Level, Measure, Sphere
from gieo.domain.uptake.wording import (
    CHANNEL_LABELS,
    GRADE_LABELS,
    LEVEL_HINTS,
    LEVEL_LABELS,
    MEASURE_LABELS,
    PUSH_LABELS,
    SPHERE_LABELS,
    STOP_LABELS,
)
from gieo.foundation.files.models import StoredFile
from gieo.foundation.places.queries import choosable_areas
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, QuantityField
from gieo.interfaces.web.ui.places import PlaceField

SCALES, PROOFS, EFFECTS = 3, 3, 3
ROWS = {
    "scales": (("amount", "measure"), SCALES),
    "effects": (("effect", "sphere", "before", "after"), EFFECTS),
    "evidence": (("proof", "grade"), PROOFS),
}
"""Of each kind of row the fields that make it count, the one that faults stand beside first."""
_OF_ONE_GRADE = {
    "party": (Grade.THIRD_PARTY, _("Bậc này không có bên thứ ba. Đổi bậc, hoặc bỏ trống ô này.")),
    "place": (Grade.PHOTOGRAPH, _("Chỉ ảnh có nơi chụp. Đổi bậc, hoặc bỏ trống ô này.")),
    "credit": (Grade.PHOTOGRAPH, _("Chỉ ảnh có người chụp. Đổi bậc, hoặc bỏ trống ô này.")),
}
"""What only evidence of one grade tells, and what is said where another has it: nothing typed is dropped."""
_OF_PROOF = ("proof_on", "proof", "number", "party", "file", "place", "credit")
_PARTS = {
    Detail.PICTURE: "file", Detail.PLACE: "place", Detail.DAY: "proof_on", Detail.FILE: "number",
    Detail.PARTY: "party",
}  # fmt: skip
"""The field at which a detail is asked for; a file that a number would do for, at the number."""
ACCEPT = ".jpg,.jpeg,.png,.webp,.heic,.pdf,.doc,.docx,.xls,.xlsx"
_NOTHING = ("", _("— không chọn —"))


class AmountField(QuantityField):
    """A number alone: its measure is chosen beside it."""

    default_error_messages = {
        "invalid": _("Chỉ ghi số, ví dụ 12,5. Đơn vị đo chọn ở ô bên cạnh."),
    }


@dataclass(frozen=True)
class Row:
    """One row of the form and its fields; those that hold something stand open."""

    fields: tuple[forms.BoundField, ...]

    @property
    def is_open(self) -> bool:
        return any(field.errors or (field.value() and field.value() != field.initial) for field in self.fields)


class ClaimForm(forms.Form):
    """A claim: level, since when, how much, who, effects, evidence."""

    level = forms.ChoiceField(label=_("Mức ứng dụng"), widget=forms.RadioSelect)
    on = LegalDateField(label=_("Thấy như vậy ngày"), help_text=_("Ngày tình hình đúng như ghi ở đây."))
    since = LegalDateField(label=_("Từ ngày"), required=False)
    seasons = forms.IntegerField(
        label=_("Số vụ, số kỳ đã làm"), required=False, min_value=0, widget=forms.TextInput({"inputmode": "numeric"})
    )
    push = forms.ChoiceField(
        label=_("Tự làm hay được hỗ trợ"), required=False, choices=[_NOTHING, *PUSH_LABELS.items()]
    )
    men = forms.IntegerField(
        label=_("Số nam được hưởng"), required=False, min_value=0, widget=forms.TextInput({"inputmode": "numeric"})
    )
    women = forms.IntegerField(
        label=_("Số nữ được hưởng"), required=False, min_value=0, widget=forms.TextInput({"inputmode": "numeric"})
    )
    words = forms.CharField(
        label=_("Kể rõ"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Ai làm, làm thế nào, khác trước ra sao."),
    )

    levels: tuple[Level, ...] = (Level.RECEIVED, Level.TRIED, Level.ROUTINE, Level.EXTENDED)

    def __init__(
        self,
        *args: Any,
        today: date,
        by_office: bool,
        last: Claim | None = None,
        report: Report | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"on": today, **_as_before(last)} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self._last, self.by_office, self.report = last, by_office, report
        if "level" in self.fields:
            self.fields["level"].choices = [
                (level.value, f"{LEVEL_LABELS[level]}: {LEVEL_HINTS[level]}") for level in self.levels
            ]
        if by_office:
            self.fields["channel"] = forms.ChoiceField(
                label=_("Biết qua đâu"),
                choices=[(each.value, CHANNEL_LABELS[each]) for each in OFFICE_CHANNELS],
            )
            self.fields["told_by"] = forms.CharField(label=_("Ai của đơn vị cho biết"), max_length=200, required=False)
        self._add_rows()

    def _add_rows(self) -> None:
        scales = list(self._last.scales.all())[:SCALES] if self._last else []
        for number in range(SCALES):
            scale = scales[number] if number < len(scales) else None
            self.fields[f"amount_{number}"] = AmountField(
                label=_("Bao nhiêu"), required=False, decimal_places=2, max_digits=12,
                initial=scale.amount if scale else None,
            )  # fmt: skip
            self.fields[f"measure_{number}"] = forms.ChoiceField(
                label=_("Đơn vị đo"), required=False, choices=[_NOTHING, *MEASURE_LABELS.items()],
                initial=scale.measure if scale else "",
            )  # fmt: skip
            self.fields[f"plot_{number}"] = forms.CharField(
                label=_("Thửa, khu (khi có nhiều nơi)"), required=False, max_length=120,
                initial=scale.plot if scale else "",
            )  # fmt: skip
        for number in range(EFFECTS):
            self.fields[f"sphere_{number}"] = forms.ChoiceField(
                label=_("Loại"), required=False, choices=[_NOTHING, *SPHERE_LABELS.items()]
            )
            self.fields[f"effect_{number}"] = forms.CharField(
                label=_("Chỉ tiêu"), required=False, max_length=160,
                widget=forms.TextInput({"placeholder": _("Thu nhập một héc-ta")}),
            )  # fmt: skip
            self.fields[f"unit_{number}"] = forms.CharField(
                label=_("Đơn vị tính"), required=False, max_length=60,
                widget=forms.TextInput({"placeholder": _("triệu đồng")}),
            )  # fmt: skip
            self.fields[f"before_{number}"] = QuantityField(label=_("Trước"), required=False, decimal_places=2)
            self.fields[f"after_{number}"] = QuantityField(label=_("Sau"), required=False, decimal_places=2)
        self._add_proofs()

    def _add_proofs(self) -> None:
        grades = [each for each in Grade if self.by_office or each not in OFFICE_GRADES]
        choices = [_NOTHING, *((each.value, GRADE_LABELS[each]) for each in grades)]
        for number in range(PROOFS):
            self.fields[f"grade_{number}"] = forms.ChoiceField(label=_("Bậc"), required=False, choices=choices)
            self.fields[f"proof_on_{number}"] = LegalDateField(
                label=_("Ngày của bằng chứng"),
                required=False,
                help_text=_("Ảnh thì phải ghi ngày chụp. Loại khác bỏ trống được: ngày thấy như vậy."),
            )
            self.fields[f"proof_{number}"] = forms.CharField(
                label=_("Là gì, của ai"), required=False, max_length=400,
                widget=forms.TextInput({"placeholder": _("Ảnh nương chè của nhà ông A; sổ ghi của hợp tác xã")}),
            )  # fmt: skip
            self.fields[f"number_{number}"] = forms.CharField(
                label=_("Số của giấy tờ"), required=False, max_length=120,
                help_text=_("Giấy tờ thì kèm tệp, hoặc ghi số, ký hiệu."),
            )  # fmt: skip
            if self.by_office:
                self.fields[f"party_{number}"] = forms.CharField(
                    label=_("Bên thứ ba là ai"), required=False, max_length=200,
                    help_text=_("Cơ quan, tổ chức hoặc người xác nhận; kèm tệp, số hoặc ngày của giấy xác nhận."),
                )  # fmt: skip
            self.fields[f"file_{number}"] = forms.FileField(
                label=_("Ảnh hoặc tệp"), required=False, widget=FileDrop(accept=ACCEPT)
            )
            self.fields[f"place_{number}"] = forms.CharField(
                label=_("Nơi chụp"), required=False, max_length=200,
                help_text=_("Ảnh thì phải ghi: bản, thôn, cánh đồng."),
            )  # fmt: skip
            self.fields[f"credit_{number}"] = forms.CharField(label=_("Người chụp"), required=False, max_length=200)

    @property
    def facts(self) -> list[forms.BoundField]:
        return self._named("on", "since", "seasons", "push", "reason", "channel", "told_by", "words")

    @property
    def people(self) -> list[forms.BoundField]:
        return self._named("men", "women")

    @property
    def scales(self) -> list[Row]:
        return self._rows(SCALES, "amount", "measure", "plot")

    @property
    def effects(self) -> list[Row]:
        return self._rows(EFFECTS, "sphere", "effect", "unit", "before", "after")

    @property
    def proofs(self) -> list[Row]:
        return self._rows(PROOFS, "grade", *_OF_PROOF)

    def _named(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def _rows(self, count: int, *names: str) -> list[Row]:
        return [Row(tuple(self._named(*(f"{name}_{number}" for name in names)))) for number in range(count)]

    def clean(self) -> dict[str, Any]:
        """A row with anything in it must be whole; nothing typed is dropped in silence."""
        found = super().clean() or self.cleaned_data
        for number in range(SCALES):
            self._both(number, "amount", "measure", _("Ghi số cho đơn vị đo này."), _("Chọn đơn vị đo."))
            amount, measure, plot = (found.get(f"{name}_{number}") for name in ("amount", "measure", "plot"))
            if plot and amount is None and not measure and f"amount_{number}" not in self.errors:
                self.add_error(f"amount_{number}", _("Ghi số của thửa này, hoặc bỏ trống cả dòng."))
        for number in range(EFFECTS):
            names = [f"{name}_{number}" for name in ("sphere", "effect", "unit", "before", "after")]
            given = [name for name in names if found.get(name) not in (None, "")]
            for name in set(names) - set(given) if given else ():
                if name not in self.errors:
                    self.add_error(name, _("Ghi đủ cả dòng, hoặc bỏ trống cả dòng."))
        for number in range(PROOFS):
            typed = [found.get(f"{name}_{number}") for name in _OF_PROOF]
            if any(typed) and not found.get(f"grade_{number}") and f"grade_{number}" not in self.errors:
                self.add_error(f"grade_{number}", _("Chọn bậc của bằng chứng này."))
            if found.get(f"grade_{number}") and not found.get(f"proof_{number}"):
                self.add_error(f"proof_{number}", _("Nói rõ bằng chứng này là gì, của ai."))
            for name, (grade, words) in _OF_ONE_GRADE.items():
                if found.get(f"{name}_{number}") and found.get(f"grade_{number}") not in ("", None, grade):
                    self.add_error(f"{name}_{number}", words)
        return found

    def _both(self, number: int, amount: str, measure: str, no_amount: Any, no_measure: Any) -> None:
        how_much = self.cleaned_data.get(f"{amount}_{number}")
        what = self.cleaned_data.get(f"{measure}_{number}")
        if what and how_much is None and f"{amount}_{number}" not in self.errors:
            self.add_error(f"{amount}_{number}", no_amount)
        if how_much is not None and not what:
            self.add_error(f"{measure}_{number}", no_measure)

    @property
    def uploads(self) -> Iterable[tuple[int, Any, bool]]:
        """(row, upload, whether it must be a picture) of each file that came."""
        for number in range(PROOFS):
            upload = self.cleaned_data.get(f"file_{number}")
            if upload:
                yield number, upload, self.cleaned_data.get(f"grade_{number}") == Grade.PHOTOGRAPH

    def claim(self, files: dict[int, StoredFile]) -> ClaimInput:
        """What was typed, with the files stored meanwhile, by row."""
        found = self.cleaned_data
        return ClaimInput(
            level=self._level(),
            on=found["on"],
            channel=Channel(found.get("channel") or Channel.DESK),
            report=self.report,
            told_by=found.get("told_by", ""),
            since=found.get("since"),
            seasons=found.get("seasons") or None,
            push=found.get("push", ""),
            reason=found.get("reason", ""),
            words=found["words"],
            men=found.get("men"),
            women=found.get("women"),
            scales=tuple(self._scales()),
            effects=tuple(self._effects()),
            evidence=tuple(self._evidence(files)),
        )

    def placed(self, wrong: Invalid) -> Invalid:
        """Each fault of a row beside that row as it was typed: the deed counts only rows that say something."""
        errors: dict[str, list[str]] = {}
        for name, said in wrong.errors.items():
            errors.setdefault(self._place(name), []).extend(said)
        return Invalid(errors)

    def _place(self, name: str) -> str:
        kind, row, part = (*name.split("."), "", "")[:3]
        if kind not in ROWS or not row:
            return name
        (first, *others), count = ROWS[kind]
        found = self.cleaned_data
        told = [n for n in range(count) if all(found.get(f"{one}_{n}") not in (None, "") for one in others)]
        return f"{_PARTS.get(part, first)}_{told[int(row) - 1]}"

    def _level(self) -> Level:
        return Level(self.cleaned_data["level"])

    def _scales(self) -> Iterable[ScaleSaid]:
        for number in range(SCALES):
            amount, measure = (self.cleaned_data.get(f"{name}_{number}") for name in ("amount", "measure"))
            if amount is not None and measure:
                yield ScaleSaid(Measure(measure), amount, self.cleaned_data.get(f"plot_{number}", ""))

    def _effects(self) -> Iterable[EffectInput]:
        for number in range(EFFECTS):
            names = ("sphere", "effect", "unit", "before", "after")
            sphere, name, unit, before, after = (self.cleaned_data.get(f"{each}_{number}") for each in names)
            if sphere and before is not None and after is not None:
                yield EffectInput(Sphere(sphere), name or "", unit or "", before, after)

    def _evidence(self, files: dict[int, StoredFile]) -> Iterable[EvidenceInput]:
        for number in range(PROOFS):
            grade = self.cleaned_data.get(f"grade_{number}")
            if grade:
                yield EvidenceInput(
                    Grade(grade),
                    self.cleaned_data.get(f"proof_on_{number}"),
                    self.cleaned_data.get(f"proof_{number}", ""),
                    files.get(number),
                    credit=self.cleaned_data.get(f"credit_{number}", ""),
                    place=self.cleaned_data.get(f"place_{number}", ""),
                    number=self.cleaned_data.get(f"number_{number}", ""),
                    party=self.cleaned_data.get(f"party_{number}", ""),
                )


class BeginForm(ClaimForm):
    """The first claim of a use: also where it is."""

    place = PlaceField(label=_("Nơi ứng dụng"), queryset=None, widget=Combobox, empty_label="—")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = choosable_areas()


class StopForm(ClaimForm):
    """That it has stopped, since when and why."""

    reason = forms.ChoiceField(label=_("Vì sao dừng"), choices=[_NOTHING, *STOP_LABELS.items()], required=False)
    level = None  # type: ignore[assignment]
    seasons = None  # type: ignore[assignment]
    push = None  # type: ignore[assignment]
    men = None  # type: ignore[assignment]
    women = None  # type: ignore[assignment]

    def _add_rows(self) -> None:
        self.fields["since"].label = _("Dừng từ ngày")
        self._add_proofs()

    @property
    def scales(self) -> list[Row]:
        return []

    @property
    def effects(self) -> list[Row]:
        return []

    def _level(self) -> Level:
        return Level.STOPPED


def _as_before(last: Claim | None) -> dict[str, Any]:
    """What hardly changes from one claim to the next stands there already."""
    if last is None or last.level == Level.STOPPED:
        return {}
    return {name: getattr(last, name) for name in ("level", "since", "seasons", "push", "men", "women")}
