"""Forms of acts: what they have in common, and what each kind asks."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.core.text import squeeze
from gieo.foundation.places.queries import area_in_name, choosable_areas
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.foundation.units.services import NewUnit
from gieo.foundation.units.vocab import ActKind, UnitKind
from gieo.foundation.units.wording import KIND_LABELS
from gieo.interfaces.web.ui.fields import Combobox, FileDrop, LegalDateField, ManyField, PickMany
from gieo.interfaces.web.units.forms import PlaceField

KINDS = [("", "—"), *KIND_LABELS.items()]
SCANS = ".pdf,image/*"


class _ByKind(forms.models.ModelChoiceIterator):
    """Units in groups by their kind."""

    def __iter__(self) -> Iterator[Any]:
        groups: dict[str, list[Unit]] = {}
        for unit in self.queryset:
            groups.setdefault(unit.kind, []).append(unit)
        for kind, label in KIND_LABELS.items():
            if kind in groups:
                yield (label, [self.choice(unit) for unit in groups[kind]])


class ManyUnitsField(ManyField):
    """Several units, ticked."""

    iterator = _ByKind
    widget = PickMany


def _one(label: Any, **more: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(label=label, queryset=None, widget=Combobox, **more)


class ActForm(forms.Form):
    """Day and paper, the same for every kind. `choosing` names the fields that choose among units of today."""

    choosing: ClassVar[tuple[str, ...]] = ("unit",)

    on = LegalDateField(label=_("Có hiệu lực từ ngày"), help_text=_("Ngày đầu tiên theo đơn vị mới, ví dụ 01/07/2025."))
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=120, required=False)
    signed_on = LegalDateField(label=_("Ngày văn bản"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    article = forms.CharField(label=_("Điều khoản"), max_length=120, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
    file = forms.FileField(
        label=_("Bản chụp văn bản"), required=False, widget=FileDrop(accept=SCANS), help_text=_("PDF hoặc ảnh.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.choosing:
            self.fields[name].queryset = active_units(today)
        if "new_place" in self.fields:
            self.fields["new_place"].queryset = choosable_areas()

    @property
    def about(self) -> list[tuple[forms.BoundField, bool]]:
        """What becomes of whom, each field with whether it takes the whole row."""
        own = [self[name] for name in self.fields if name not in ActForm.base_fields]
        return [(bound, isinstance(bound.field.widget, (PickMany, forms.CheckboxInput))) for bound in own]

    @property
    def paper(self) -> list[forms.BoundField]:
        """The day and the paper, without the scan."""
        return [self[name] for name in ActForm.base_fields if name != "file"]

    def subjects(self) -> list[Unit]:
        """The units that the act is about."""
        return [self.cleaned_data["unit"]]

    def heirs(self) -> list[Unit | NewUnit]:
        """Who takes over, the principal one first."""
        return [heir for heir in [self.cleaned_data.get("heir")] if heir is not None]

    def act(self) -> dict[str, Any]:
        """What `record_act` is told, besides the paper."""
        taking = self.heirs()
        return {
            "units": self.subjects(),
            "heir": taking[0] if taking else None,
            "others": taking[1:],
            "name": self.cleaned_data.get("name", ""),
            "short_name": self.cleaned_data.get("short_name", ""),
            "new_kind": UnitKind(kind) if (kind := self.cleaned_data.get("changed_kind")) else None,
        }

    def _new(self, name: str, short_name: str = "", kind: str = "", place: Any = None) -> NewUnit:
        found = place or area_in_name(name, self.cleaned_data["on"])
        return NewUnit(name, short_name, UnitKind(kind) if kind else None, found)


class _WithHeir(ActForm):
    """A principal heir: one there is, or a new one."""

    heir = _one(_("Đơn vị kế thừa đang có"), required=False, help_text=_("Hoặc ghi đơn vị mới ở các ô sau."))
    new_name = forms.CharField(label=_("Tên đơn vị mới"), max_length=300, required=False)
    new_short = forms.CharField(label=_("Tên ngắn của đơn vị mới"), max_length=120, required=False)
    new_unit_kind = forms.ChoiceField(
        label=_("Loại của đơn vị mới"), choices=KINDS, required=False, help_text=_("Để trống: như đơn vị cũ.")
    )
    new_place = PlaceField(
        label=_("Địa bàn của đơn vị mới"), queryset=None, required=False, widget=Combobox,
        help_text=_("Để trống: lấy theo tên, nếu tên có xã, phường."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("heir") and squeeze(values.get("new_name", "")):
            self.add_error("new_name", _("Chọn đơn vị đang có, hoặc ghi đơn vị mới; không cả hai."))
        return values

    def heirs(self) -> list[Unit | NewUnit]:
        values = self.cleaned_data
        name = squeeze(values["new_name"])
        if name:
            return [self._new(name, values["new_short"], values["new_unit_kind"], values["new_place"])]
        return super().heirs()


class MergeForm(_WithHeir):
    """Several units, one heir."""

    choosing = ("units", "heir")

    units = ManyUnitsField(label=_("Các đơn vị được sáp nhập"), queryset=None)
    field_order = ("units", "heir")

    def subjects(self) -> list[Unit]:
        return list(self.cleaned_data["units"])


class SplitForm(_WithHeir):
    """One unit, several heirs."""

    choosing = ("unit", "heir", "others")

    unit = _one(_("Đơn vị được chia, tách"))
    goes_on = forms.BooleanField(
        label=_("Đơn vị này vẫn hoạt động và giữ phần chính; chỉ tách ra các đơn vị ghi dưới đây"), required=False
    )
    others = ManyUnitsField(label=_("Các đơn vị khác đang có, cùng nhận"), queryset=None, required=False)
    other_names = forms.CharField(
        label=_("Các đơn vị mới khác, mỗi dòng một tên"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    other_kind = forms.ChoiceField(label=_("Loại của các đơn vị mới khác"), choices=KINDS, required=False)
    field_order = ("unit", "goes_on", "heir", "new_name", "new_short", "new_unit_kind", "new_place")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("goes_on") and (values.get("heir") or squeeze(values.get("new_name", ""))):
            self.add_error("goes_on", _("Đơn vị cũ đã là đơn vị kế thừa chính: bỏ dấu này, hoặc để trống ô kế thừa."))
        return values

    def heirs(self) -> list[Unit | NewUnit]:
        values = self.cleaned_data
        principal = [values["unit"]] if values["goes_on"] else super().heirs()
        names = [squeeze(line) for line in values["other_names"].splitlines() if squeeze(line)]
        fresh = [self._new(name, kind=values["other_kind"] or values["new_unit_kind"]) for name in names]
        return [*principal, *values["others"], *fresh]


class RenameForm(ActForm):
    """The same unit under another name."""

    unit = _one(_("Đơn vị"))
    name = forms.CharField(label=_("Tên mới"), max_length=300)
    short_name = forms.CharField(label=_("Tên ngắn mới"), max_length=120, required=False)


class ChangeKindForm(ActForm):
    """The same unit as something else in law."""

    unit = _one(_("Đơn vị"))
    changed_kind = forms.ChoiceField(label=_("Loại mới"), choices=KINDS)
    name = forms.CharField(label=_("Tên mới, nếu đổi cả tên"), max_length=300, required=False)
    short_name = forms.CharField(label=_("Tên ngắn mới"), max_length=120, required=False)


class AbolishForm(ActForm):
    """The end of a unit."""

    choosing = ("unit", "heir")

    unit = _one(_("Đơn vị"))
    heir = _one(_("Đơn vị kế thừa"), required=False, help_text=_("Bắt buộc với cơ quan nhà nước."))


FORMS: dict[ActKind, type[ActForm]] = {
    ActKind.MERGE: MergeForm,
    ActKind.SPLIT: SplitForm,
    ActKind.RENAME: RenameForm,
    ActKind.CHANGE_KIND: ChangeKindForm,
    ActKind.ABOLISH: AbolishForm,
}
