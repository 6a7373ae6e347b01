"""Forms of the code tables."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.procedures.services import SYSTEM_FIELDS
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.results.wording import NATURES
from gieo.interfaces.web.ui.fields import LegalDateField

ENTRY_FIELDS = ("code", "name", "name_en", "order", "article", "mark")


class EntryForm(forms.Form):
    """A line of a table."""

    def __init__(self, *args: Any, system: CodeSystem, entry: CodeEntry | None = None):
        initial = {name: getattr(entry, name) for name in (*ENTRY_FIELDS, "natures")} if entry else {}
        super().__init__(*args, initial=initial)
        self.fields.update(fields_for_model(CodeEntry, fields=ENTRY_FIELDS))
        if system.key == CodeKey.PRODUCT_KIND:
            self.fields["natures"] = forms.MultipleChoiceField(
                label=_("Gồm những tính chất sản phẩm"),
                choices=list(NATURES.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )


class SystemForm(forms.Form):
    """The head of a table: where it comes from, when it is in force."""

    def __init__(self, *args: Any, system: CodeSystem):
        super().__init__(*args, initial={name: getattr(system, name) for name in SYSTEM_FIELDS})
        made = fields_for_model(CodeSystem, fields=SYSTEM_FIELDS, widgets={"note": forms.Textarea({"rows": 3})})
        for name in ("since", "until"):
            made[name] = LegalDateField(label=made[name].label, required=False)
        self.fields.update(made)
