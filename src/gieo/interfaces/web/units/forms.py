"""Forms of units and of the people to call there."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gieo.foundation.places.queries import choosable_areas
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.foundation.units.vocab import UnitKind
from gieo.foundation.units.wording import KIND_LABELS
from gieo.interfaces.web.ui.fields import Combobox, LegalDateField
from gieo.interfaces.web.ui.places import PlaceField


class UnitForm(forms.Form):
    """A new unit. `today` decides which units may stand above it."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=300)
    short_name = forms.CharField(
        label=_("Tên ngắn"), max_length=120, required=False, help_text=_("Dùng trong bảng và trên màn hình hẹp.")
    )
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=[("", "—"), *KIND_LABELS.items()])
    parent = forms.ModelChoiceField(label=_("Đơn vị cấp trên"), queryset=None, required=False, widget=Combobox)
    place = PlaceField(label=_("Địa bàn"), queryset=None, required=False, widget=Combobox)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    since = LegalDateField(label=_("Thành lập ngày"), required=False)

    parts = (
        (_("Tên và loại"), ("name", "short_name", "kind", "since")),
        (_("Thuộc về"), ("parent", "place")),
        (_("Liên lạc"), ("address", "phone", "email")),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = active_units(today)
        self.fields["place"].queryset = choosable_areas()

    def clean_kind(self) -> UnitKind:
        return UnitKind(self.cleaned_data["kind"])

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The form in short parts, as it is shown."""
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in self.parts]


class EditUnitForm(UnitForm):
    """A known unit: what was written, and the version it was read at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        above = active_units(today).exclude(pk=unit.pk)
        # A parent that has ended since stays choosable, or saving would silently drop it.
        self.fields["parent"].queryset = above | Unit.objects.filter(pk=unit.parent_id)


class ContactForm(forms.Form):
    """Somebody to call."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    title = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    is_primary = forms.BooleanField(label=_("Liên hệ người này trước"), required=False)
