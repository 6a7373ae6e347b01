"""The parts of a record's page: cards, facts, thread, next step, timeline, gate, photographs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gieo.interfaces.web.ui.components import (
    Cell,
    FaultLine,
    GateRow,
    Happening,
    Link,
    Matrix,
    MatrixHead,
    NextStep,
    Photo,
    Stage,
    Todo,
)
from gieo.interfaces.web.ui.formats import in_vi
from gieo.interfaces.web.ui.icons import icon
from gieo.interfaces.web.ui.thread import Knot

register = template.Library()


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str = "",
    id: str = "",
    icon: str = "",
    note: str = "",
    link: Link | None = None,
    flush: bool = False,
    quiet: bool = False,
    level: int = 2,
):
    """A titled sheet of paper. `flush` lets rows reach its edges; `note` and `link` stand right of the title."""
    return render_to_string(
        "ui/card.html",
        {
            "content": content,
            "title": title,
            "id": id,
            "icon": icon,
            "note": note,
            "link": link,
            "flush": flush,
            "quiet": quiet,
            "level": level,
        },
    )


@register.simple_block_tag
def section(content: str, *, title: str, id: str = "", link: Link | None = None, lead: str = ""):
    """A part of a public page: a serif heading, a link at its end, a line below it."""
    return render_to_string(
        "ui/section.html", {"content": content, "title": title, "id": id, "link": link, "lead": lead}
    )


@register.simple_block_tag
def fold(content: str, *, title: str, icon: str = "", open: bool = False, id: str = "", note: str = ""):
    """Details below one click."""
    return render_to_string(
        "ui/fold.html", {"content": content, "title": title, "icon": icon, "open": open, "id": id, "note": note}
    )


@register.simple_block_tag
def facts(content: str, *, layout: str = "row"):
    """A definition list of `{% fact %}`s: "row" (label beside value), "cols" (two columns), "stack"."""
    if layout not in ("row", "cols", "stack"):
        raise template.TemplateSyntaxError(f"layout={layout!r}: row, cols or stack.")
    return render_to_string("ui/facts.html", {"content": content, "layout": layout})


@register.simple_block_tag
def fact(content: str, *, label: str, num: bool = False):
    """One label and its value; an empty value is said in words."""
    # The block was escaped when it was rendered; stripping must not make it plain text again.
    return render_to_string("ui/fact.html", {"content": SafeString(content.strip()), "label": label, "num": num})


@register.inclusion_tag("ui/thread.html")
def thread(*, knots: Sequence[Knot], label: str = ""):
    """The seven knots (ui/thread.make_thread)."""
    return {"knots": knots, "label": label, "folded": sum(1 for knot in knots if knot.upstream)}


@register.inclusion_tag("ui/next_card.html", takes_context=True)
def next_card(context: Any, *, step: NextStep):
    """What next, who, by when, on which basis, with the one main button; blocked deeds are explained."""
    return {"step": step, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/timeline.html")
def timeline(*, entries: Sequence[Happening]):
    """What happened, newest first; what is still to come is hollow."""
    return {"entries": entries}


@register.inclusion_tag("ui/gate.html")
def gate(*, rows: Sequence[GateRow]):
    """What must be there before a deed, there or missing."""
    return {"rows": rows}


@register.inclusion_tag("ui/stages.html")
def step_bar(*, steps: Sequence[Stage], label: str = ""):
    """The stages of a life cycle, or the pages of a long form."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("ui/todo.html", takes_context=True)
def todo(context: Any, *, item: Todo):
    """A row of the desk."""
    return {"item": item, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/faults.html", takes_context=True)
def faults(context: Any, *, faults: Sequence[FaultLine]):
    """Disagreements as sentences with places and ways out."""
    return {"faults": faults, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/matrix.html")
def matrix(*, matrix: Matrix):
    """The ledger's table; on a phone a list of the same, row by row."""
    shown = {
        "full": icon("circle-check", _("đã ký, đã nhận")),
        "part": icon("contrast", _("đã ký, chưa nhận đủ")),
        "none": icon("circle-dashed", _("chưa ký")),
        "empty": format_html(
            '<span class="matrix__nil" aria-hidden="true">·</span><span class="vh">{}</span>', _("không giao")
        ),
    }
    rows = [(row, _linked(row.cells, shown)) for row in matrix.rows]
    return {
        "matrix": matrix,
        "rows": [(row, _squares(matrix.heads, row.cells, inner)) for row, inner in rows],
        "given": [(row, *_given(matrix.heads, row.cells, inner)) for row, inner in rows],
        "sums": _squares(matrix.heads, matrix.sums.cells, _linked(matrix.sums.cells, shown)) if matrix.sums else "",
    }


def _linked(cells: Sequence[Cell], shown: Mapping[str, str]) -> list[str]:
    """What stands in each cell, linked: a mark, a number, or nothing."""
    inner = ((cell.url, cell.text or shown[cell.state]) for cell in cells)
    return [format_html('<a href="{}">{}</a>', url, what) if url else what for url, what in inner]


def _squares(heads: Sequence[MatrixHead], cells: Sequence[Cell], inner: Sequence[str]) -> str:
    """The cells of one row, drawn here: nodes of a template for each took a quarter of the page."""
    rows = zip(heads, cells, inner, strict=True)
    return format_html_join(
        "",
        '<td class="{} is-{}">{}</td>',
        (("n" if head.total else "c", cell.state, what) for head, cell, what in rows),
    )


def _given(heads: Sequence[MatrixHead], cells: Sequence[Cell], inner: Sequence[str]) -> tuple[str, str]:
    """Of a row the squares that are not empty, and the numbers, each with the name of its column."""
    rows = list(zip(heads, cells, inner, strict=True))
    return (
        format_html_join(
            "", '<span class="is-{}">{} {}</span>',
            ((cell.state, what, head.mark) for head, cell, what in rows if cell.state not in ("number", "empty")),
        ),
        format_html_join(
            "", '<span><b class="num">{}</b> {}</span>',
            ((what, head.mark.lower()) for head, cell, what in rows if cell.state == "number"),
        ),
    )  # fmt: skip


@register.inclusion_tag("ui/photo.html")
def photo(*, photo: Photo, eager: bool = False):
    """One photograph with caption and credit."""
    return {"photo": photo, "eager": eager, "in_vi": in_vi()}


@register.inclusion_tag("ui/gallery.html")
def gallery(*, photos: Sequence[Photo], label: str = ""):
    """Photographs side by side; each opens in full."""
    return {"photos": photos, "label": label}


@register.inclusion_tag("ui/signpad.html")
def signpad(*, name: str, label: str, hint: str = "", value: str = "", errors: Sequence[str] = ()):
    """The pad: strokes as JSON in the hidden field `name`. A typed name is no signature: others sign on paper."""
    return {"name": name, "label": label, "hint": hint, "value": value, "errors": errors}


@register.inclusion_tag("ui/ink.html")
def ink(*, strokes: Sequence[Sequence[Sequence[float]]], label: str):
    """Strokes of the pad drawn again as SVG."""
    paths = [
        "M"
        + "L".join(f"{x * 500:.1f} {y * 200:.1f}" for x, y in (stroke if len(stroke) > 1 else [stroke[0], stroke[0]]))
        for stroke in strokes
        if stroke
    ]
    return {"paths": paths, "label": label}
