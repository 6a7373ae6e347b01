"""The pieces of a list page: filters, sorting heads, bulk deeds, pages."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string

from gieo.interfaces.web.ui.components import Chip, Facet, Link

register = template.Library()


@register.inclusion_tag("ui/chips.html")
def chips(*, chips: Sequence[Chip], clear_url: str = ""):
    """Filters in force, each with its way out."""
    return {"chips": chips, "clear_url": clear_url, "any_on": any(chip.on for chip in chips)}


@register.inclusion_tag("ui/facets.html")
def facets(*, facets: Sequence[Facet]):
    """Groups of tick boxes inside a GET form; the form's button sends them."""
    return {"facets": facets}


@register.inclusion_tag("ui/pager.html")
def pager(*, page: Page, query: str = "", param: str = "page"):
    """Which rows of how many, and the pages; `query` is the address's query string, other filters included."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "query": query,
        "param": param,
        "numbers": [{"number": n, "url": page_url(query, param, n) if isinstance(n, int) else ""} for n in numbers],
        "previous": page_url(query, param, page.previous_page_number()) if page.has_previous() else "",
        "next": page_url(query, param, page.next_page_number()) if page.has_next() else "",
    }


def page_url(query: str, param: str, number: int) -> str:
    """The same address at another page."""
    kept = [pair for pair in query.lstrip("?").split("&") if pair and pair.split("=", 1)[0] != param]
    return "?" + "&".join([*kept, f"{param}={number}"])


@register.inclusion_tag("ui/sort_head.html")
def sort_head(*, label: str, url: str = "", order: str = "", num: bool = False, note: str = ""):
    """A column head; with a URL it sorts. `order` is "", "ascending" or "descending"."""
    if order not in ("", "ascending", "descending"):
        raise template.TemplateSyntaxError(f"order={order!r}: ascending, descending or empty.")
    return {"label": label, "url": url, "order": order, "num": num, "note": note}


@register.simple_block_tag
def bulk(content: str, *, label: str = ""):
    """Deeds on the ticked rows; the count is kept by JavaScript, the deeds are plain submit buttons of the form."""
    return render_to_string("ui/bulk.html", {"content": content, "label": label})


@register.inclusion_tag("ui/tick.html")
def tick(*, name: str, value: str, label: str, checked: bool = False, form: str = ""):
    """The tick box of a row."""
    return {"name": name, "value": value, "label": label, "checked": checked, "form": form}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*, trail: Sequence[Link]):
    """Where this page hangs; the last one is the page itself and no link."""
    return {"trail": trail}


@register.inclusion_tag("ui/jump.html")
def jump(*, links: Sequence[dict[str, Any] | Link], label: str, current: str = ""):
    """Jump links or tabs: `Link(label, url, note)`; `current` is the URL that is marked."""
    return {"links": links, "label": label, "current": current}
