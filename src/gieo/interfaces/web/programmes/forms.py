"""Forms of programmes and priorities."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from gieo.domain.procedures.models import CodeEntry
from gieo.domain.procedures.queries import code_entries
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Priority, Programme
from gieo.domain.programmes.services import PROGRAMME_FIELDS
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.ui.fields import Combobox, LegalDateField, ManyField, PickMany


class ProgrammeForm(forms.Form):
    """A programme: its names, its level, its years, who manages it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, programme: Programme | None = None):
        initial = {name: getattr(programme, name) for name in PROGRAMME_FIELDS} if programme else {}
        super().__init__(*args, initial=initial | ({"version": programme.version} if programme else {}))
        present = programme.managing_unit_id if programme else None
        made = fields_for_model(
            Programme,
            fields=PROGRAMME_FIELDS,
            widgets={"name": forms.Textarea({"rows": 2}), "note": forms.Textarea({"rows": 4})},
            help_texts={"official_code": _("Như trong văn bản, ví dụ KHCN-TB/13-18.")},
        )
        made["managing_unit"] = forms.ModelChoiceField(
            Unit.objects.filter(Q(pk__in=active_units(today).values("pk")) | Q(pk=present)),
            label=made["managing_unit"].label,
            required=False,
            widget=Combobox,
        )
        self.fields.update(made)


class PriorityForm(forms.Form):
    """What the province puts first, and which fields and objectives belong to it: of the tables in force, and those
    it has from tables before."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Ưu tiên"), max_length=300)
    weight = forms.IntegerField(
        label=_("Trọng số"), min_value=1, max_value=100, help_text=_("Từ 1 đến 100; số lớn là ưu tiên hơn.")
    )
    since = LegalDateField(label=_("Từ ngày"))
    until = LegalDateField(label=_("Đến hết ngày"), required=False)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản hoặc kết luận nêu ưu tiên này."))
    entries = ManyField(
        CodeEntry.objects.none(),
        label=_("Lĩnh vực, mục tiêu thuộc ưu tiên"),
        required=False,
        widget=PickMany,
        help_text=_(
            "Kết quả có lĩnh vực nghiên cứu hoặc mục tiêu kinh tế - xã hội này, kể cả mã ở dưới, được tính vào ưu tiên "
            "trong số liệu; thuộc nhiều ưu tiên thì tính vào ưu tiên có trọng số lớn nhất."
        ),
    )

    def __init__(self, *args: Any, today: date, priority: Priority | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = priority.entries.values("pk") if priority else []
        offered = Q(pk__in=there)
        for key in (CodeKey.FIELD, CodeKey.OBJECTIVE):
            offered |= Q(pk__in=code_entries(key, today).order_by().values("pk"))
        rows = CodeEntry.objects.filter(offered).select_related("system").order_by("system", "order", "code")
        self.fields["entries"].queryset = rows
        self.fields["entries"].choices = [
            (table.name, [(row.pk, f"{row.code} {row.shown_name}") for row in entries])
            for table, entries in groupby(rows, key=lambda row: row.system)
        ]


class EndForm(forms.Form):
    """The last day of a priority."""

    until = LegalDateField(label=_("Ngày cuối"))
