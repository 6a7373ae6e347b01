"""Fields with label, help and error; sections of a form; the summary of its errors."""

from typing import Any

from django import forms, template
from django.template.loader import render_to_string

from gieo.interfaces.web.ui.fields import PickMany

register = template.Library()

_PLAIN, _CHECK, _GROUP, _FILE = "plain", "check", "group", "file"


def _shape(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return _CHECK
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return _GROUP
    if isinstance(widget, forms.FileInput):
        return _FILE
    return _PLAIN


@register.inclusion_tag("ui/field.html")
def field(*, field: forms.BoundField, label: str = "", help: str = "", wide: bool = False, optional: bool = True):
    """Any bound field with its label, help and errors. `wide` spans the row of a `.fields` grid; long text and
    long lists do so by themselves."""
    widget = field.field.widget
    return {
        "field": field,
        "shape": _shape(widget),
        "label": label or field.label,
        "help": help or field.help_text,
        "help_id": f"{field.auto_id}_helptext",
        "error_id": f"{field.auto_id}_error",
        "wide": wide or isinstance(widget, (forms.Textarea, PickMany)),
        "required": field.field.required,
        "optional": optional and not field.field.required and not field.field.disabled,
        "hidden": widget.is_hidden,
    }


@register.inclusion_tag("ui/fields.html")
def fields(*, form: forms.BaseForm):
    """All fields of a form in a grid, in their order."""
    return {"form": form}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*, form: forms.BaseForm):
    """What is wrong, each line a link to its field; nothing when the form is fine."""
    lines = [
        (form[name].id_for_label or form[name].auto_id, form[name].label, error)
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    return {
        "form": form,
        "theirs": getattr(form, "theirs", ()),
        "lines": lines,
        "whole": form.non_field_errors(),
        "count": len(lines) + len(form.non_field_errors()),
    }


@register.simple_block_tag
def fieldset(content: str, *, legend: str, help: str = "", id: str = "", number: Any = ""):
    """A short section of a form."""
    return render_to_string(
        "ui/fieldset.html", {"content": content, "legend": legend, "help": help, "id": id, "number": number}
    )
