"""Forms of leaders' requests."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from gieo.domain.directives.models import Directive
from gieo.domain.directives.services import FIELDS
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.directives.indicators import choices
from gieo.interfaces.web.ui.fields import Combobox, LegalDateField


class DirectiveForm(forms.Form):
    """What was asked, by whom, where it stands, who carries it out by when, how it is measured."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, directive: Directive | None = None):
        initial = {name: getattr(directive, name) for name in FIELDS} if directive else {"issued_on": today}
        super().__init__(*args, initial=initial | ({"version": directive.version} if directive else {}))
        made = fields_for_model(
            Directive,
            fields=FIELDS,
            widgets={"text": forms.Textarea({"rows": 4})},
            help_texts={
                "source": _("Số, ký hiệu thông báo kết luận, hoặc cuộc họp."),
            },
        )
        for name in ("issued_on", "due"):
            made[name] = LegalDateField(label=made[name].label, required=made[name].required)
        known = choices()
        if directive and directive.indicator_key not in dict(known):
            known.append((directive.indicator_key, directive.indicator_key))
        made["indicator_key"] = forms.ChoiceField(
            label=made["indicator_key"].label,
            choices=known,
            required=False,
            help_text=_("Số mà Gieo tính từ hồ sơ cho chỉ đạo này."),
        )
        present = {directive.issuer_unit_id, directive.owner_unit_id} - {None} if directive else set()
        units = Unit.objects.filter(Q(pk__in=active_units(today).values("pk")) | Q(pk__in=present))
        for name in ("issuer_unit", "owner_unit"):
            made[name] = forms.ModelChoiceField(units, label=made[name].label, required=False, widget=Combobox)
        self.fields.update(made)


class OutcomeForm(forms.Form):
    """How a request was carried out."""

    outcome = forms.CharField(label=_("Kết quả thực hiện"), widget=forms.Textarea({"rows": 4}))


class DropForm(forms.Form):
    """Why a request is left undone."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea({"rows": 4}))
