"""Figures and drawings: each number leads to its rows, each chart has its table."""

from collections.abc import Sequence

from django import template

from gieo.interfaces.web.ui.charts import Bar, Spot, bar_chart, circle_map, qr_path, terrace_steps
from gieo.interfaces.web.ui.components import TONES

register = template.Library()
LONG_NUMBER = 8  # digits that still stand on one line of a figure


@register.inclusion_tag("ui/figure.html")
def figure(*, value: int | str | None, label: str, href: str = "", tone: str = "ok", unit: str = ""):
    """A number that leads to its rows."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"tone={tone!r}: one of {', '.join(TONES)}.")
    long = len(str(value)) > LONG_NUMBER
    return {"value": value, "label": label, "href": href, "tone": tone, "unit": unit, "long": long}


@register.inclusion_tag("ui/terraces.html")
def terraces(*, steps: Sequence[Bar], label: str):
    """The public funnel as steps of a rice terrace; on a phone each step is a row."""
    return {"steps": terrace_steps(steps), "label": label}


@register.inclusion_tag("ui/bars.html")
def bars(
    *,
    bars: Sequence[Bar],
    caption: str,
    head: str,
    unit: str = "",
    shares: bool = False,
    note: str = "",
    mark: str = "",
):
    """Bars with their table one click away. `shares` adds the part of the first bar (a funnel).

    `mark` says what the sign ◆ means; it is read only where a bar carries the sign.
    """
    words = {"caption": caption, "head": head, "note": note, "mark": mark}
    return {"chart": bar_chart(bars), "unit": unit, "shares": shares, **words}


@register.inclusion_tag("ui/bars.html")
def clock_bars(*, bars: Sequence[Bar], caption: str, head: str, note: str = "", mark: str = ""):
    """How many days each step took; `mark` as in `bars`."""
    words = {"caption": caption, "head": head, "note": note, "mark": mark}
    return {"chart": bar_chart(bars), "unit": "days", "shares": False, **words}


@register.inclusion_tag("ui/circle_map.html")
def circles(*, spots: Sequence[Spot], caption: str, note: str = ""):
    """True places with circles as large as their numbers; the page gives the same numbers as a table beside it."""
    return {"map": circle_map(spots), "caption": caption, "note": note}


@register.inclusion_tag("ui/progress.html")
def progress(*, value: int, label: str, max: int = 100, note: str = "", href: str = ""):
    """How far something has come, with the number in words."""
    return {"value": value, "max": max, "label": label, "note": note, "href": href}


@register.inclusion_tag("ui/qr.html")
def qr(*, data: str, label: str, note: str = ""):
    """A QR card: what it opens is said beside it."""
    return {"code": qr_path(data), "data": data, "label": label, "note": note}


@register.inclusion_tag("ui/scene.html")
def scene(*, name: str, alt: str = "", caption: str = "", credit: str = "", eager: bool = False):
    """A drawing of the house from static/gieo/img/scenes (4:3 landscape), decorative unless it has an alt."""
    known = ("terraces", "tea", "cattle", "loom", "forest", "market", "hall")
    if name not in known:
        raise template.TemplateSyntaxError(f"scene name={name!r}: one of {', '.join(known)}.")
    return {"file": f"gieo/img/scenes/{name}.svg", "alt": alt, "caption": caption, "credit": credit, "eager": eager}


@register.inclusion_tag("ui/avatar.html")
def avatar(*, name: str):
    """Two letters of a name."""
    return {"name": name}
