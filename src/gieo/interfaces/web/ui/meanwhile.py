"""Two people at one form: what the other has written meanwhile."""

import dataclasses
from datetime import date
from typing import Any

from django.db.models import Manager, QuerySet
from django.forms import BaseForm
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gieo.interfaces.web.ui.formats import legal_date

LONGEST_SHOWN = 600  # characters of one value


def take_up(form: BaseForm, record: Any) -> None:
    """After a refusal because the record has changed: the form holds the version of now, and its summary shows what
    stands there where it differs from what was typed. To send it once more is to have seen that."""
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = str(record.version)
    kept = None if dataclasses.is_dataclass(record) else record._meta
    fields = (*kept.concrete_fields, *kept.many_to_many) if kept else dataclasses.fields(record)
    own = {field.name for field in fields} - {"version"}
    form.theirs = [
        (form.fields[name].label, stands or _("(trống)"))
        for name, typed in form.cleaned_data.items()
        if name in own and (stands := _plain(getattr(record, name))) != _plain(typed)
    ]


def _plain(value: Any) -> str:
    """A value of a record or of a form in words."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return legal_date(value)
    if isinstance(value, Manager | QuerySet):
        return "\n".join(sorted(map(str, value.all())))
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return Truncator(strip_tags(str(value))).chars(LONGEST_SHOWN)
