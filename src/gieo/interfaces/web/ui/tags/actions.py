"""Icons, buttons, pills, deeds, dialogs, notices and messages."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.loader import render_to_string

from gieo.interfaces.web.ui import icons
from gieo.interfaces.web.ui.components import TONE_ICONS, TONES, Deed, Pill

register = template.Library()

KINDS = ("main", "plain", "quiet", "danger")


def _one_of(value: str, allowed: Sequence[str], prop: str) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{prop}={value!r}: one of {', '.join(allowed)}.")
    return value


@register.simple_tag
def icon(name: str, *, label: str = ""):
    """`{% icon "check" %}`; a label only when the icon stands alone."""
    try:
        return icons.icon(name, str(label))
    except icons.UnknownIcon as error:
        raise template.TemplateSyntaxError(str(error)) from None


@register.inclusion_tag("ui/button.html")
def button(
    *,
    label: str,
    href: str = "",
    submit: bool = False,
    name: str = "",
    value: str = "",
    kind: str = "plain",
    icon: str = "",
    big: bool = False,
    full: bool = False,
    blocked: str = "",
    form: str = "",
    download: bool = False,
    formaction: str = "",
    quiet_label: bool = False,
):
    """A link (`href`) or a submit button; with `blocked` it stays visible, dashed, and says why."""
    if not (href or submit or blocked):
        raise template.TemplateSyntaxError("button needs href, submit or blocked.")
    return {
        "label": label,
        "href": href,
        "name": name,
        "value": value,
        "kind": _one_of(kind, KINDS, "kind"),
        "icon": icon,
        "big": big,
        "full": full,
        "blocked": blocked,
        "form": form,
        "download": download,
        "formaction": formaction,
        "quiet_label": quiet_label,
    }


@register.inclusion_tag("ui/on_enter.html")
def on_enter(*, name: str = "", value: str = "", formaction: str = ""):
    """What the Enter key does in a form of several buttons: it presses the first one, so this stands at the head of the
    form, unseen. Without any of its props Enter does nothing."""
    return {"name": name, "value": value, "formaction": formaction}


@register.inclusion_tag("ui/deed.html", takes_context=True)
def deed(context: Any, *, deed: Deed, big: bool = False, full: bool = False):
    """A Deed as link, one-button form, asking fold or blocked button with its reason."""
    _one_of(deed.kind, KINDS, "kind")
    return {"deed": deed, "big": big, "full": full, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/deeds.html", takes_context=True)
def deeds(context: Any, *, deeds: Sequence[Deed]):
    """Several deeds in a row; the reasons of blocked ones stand together below."""
    return {"deeds": deeds, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/pill.html")
def pill(*, word: str, tone: str = "plain", icon: str = ""):
    """A state in a word with its icon."""
    return {"word": word, "tone": _one_of(tone, TONES, "tone"), "icon": icon or TONE_ICONS[tone]}


@register.inclusion_tag("ui/pill.html")
def state_pill(*, pill: Pill):
    """A Pill value from the view."""
    return {"word": pill.word, "tone": pill.tone, "icon": pill.icon}


@register.simple_block_tag(takes_context=True)
def ask(
    context: Any,
    content: str,
    *,
    label: str,
    title: str,
    action: str,
    submit: str,
    consequences: Sequence[str] = (),
    kind: str = "main",
    icon: str = "",
    multipart: bool = False,
):
    """A deed that is asked about first: a fold without JavaScript, a dialog with it. The block holds extra fields."""
    return render_to_string(
        "ui/ask.html",
        {
            "label": label,
            "title": title,
            "action": action,
            "submit": submit,
            "consequences": consequences,
            "kind": _one_of(kind, KINDS, "kind"),
            "icon": icon,
            "multipart": multipart,
            "content": content,
            "csrf_token": context.get("csrf_token", ""),
        },
    )


@register.simple_block_tag
def notice(content: str, *, tone: str = "info", title: str = "", icon: str = ""):
    """A framed remark: what is so, and what to do."""
    _one_of(tone, TONES, "tone")
    own = {"late": "triangle-alert", "wait": "clock", "ok": "check", "info": "info", "plain": "info"}
    return render_to_string(
        "ui/notice.html", {"tone": tone, "title": title, "icon": icon or own[tone], "content": content}
    )


@register.inclusion_tag("ui/flash.html")
def flash(*, messages: Any):
    """Django's messages as toasts in a live region."""
    tones = {"success": "ok", "error": "late", "warning": "wait", "info": "info", "debug": "info"}
    shown = [(tones.get(message.level_tag, "info"), message) for message in messages or ()]
    return {"shown": [(tone, TONE_ICONS[tone] if tone != "info" else "info", message) for tone, message in shown]}


@register.inclusion_tag("ui/empty.html", takes_context=True)
def empty(
    context: Any, *, title: str, text: str = "", deed: Deed | None = None, drawing: str = "empty", line: bool = False
):
    """Nothing here yet: why, and what to do. `line` says it in one line, where the page has more to show."""
    return {
        "line": line,
        "title": title,
        "text": text,
        "deed": deed,
        "drawing": drawing,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("ui/copy.html")
def copy(*, value: str, label: str = ""):
    """A value with a button that copies it (shown by JavaScript only)."""
    return {"value": value, "label": label}


@register.simple_tag
def query(base: str, **changes: Any):
    """`{% query list.query page=3 %}`: the query string with the keys changed; None or empty takes a key away."""
    pairs = [
        pair.split("=", 1)
        for pair in base.lstrip("?").split("&")
        if "=" in pair and pair.split("=", 1)[0] not in changes
    ]
    fresh = {key: value for key, value in changes.items() if value not in (None, "")}
    joined = "&".join(["=".join(pair) for pair in pairs] + ([urlencode(fresh)] if fresh else []))
    return f"?{joined}"
