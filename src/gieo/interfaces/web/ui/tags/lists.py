"""The pieces of a list page: filters, sorting heads, bulk deeds, pages. They read a ui.lists.ListPage."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from gieo.foundation.exports.vocab import Form
from gieo.foundation.exports.wording import FORMS
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.lists import NARROWING, ListPage
from gieo.interfaces.web.ui.whole import LISTS, whole_of

register = template.Library()


@register.inclusion_tag("ui/list_filters.html")
def list_filters(*, list: ListPage):
    """The search box and the groups of filters as one GET form; on a phone it folds away. What the address says beside
    them stays."""
    return {"list": list, "narrowed": list.is_narrowed}


@register.inclusion_tag("ui/list_search.html")
def list_search(*, list: ListPage):
    """Only the search box; the filters in force are kept."""
    kept = [(key, value) for key, values in list.request.GET.lists() for value in values if key not in NARROWING]
    return {"list": list, "kept": kept}


@register.inclusion_tag("ui/list_chips.html")
def list_chips(*, list: ListPage):
    """Filters in force, each with its way out; and what the address asks that no filter has."""
    return {"list": list}


@register.inclusion_tag("ui/list_heads.html")
def list_heads(*, list: ListPage, tick: bool = False):
    """The heads of the columns; those that sort are links. `tick` leaves room for the tick boxes."""
    return {"list": list, "tick": tick}


@register.inclusion_tag("ui/list_count.html")
def list_count(*, list: ListPage):
    """How many rows of how many, and the sums over the whole filtered list."""
    labels = {column.key: column for column in list.columns}
    sums = [(labels[key].label, labels[key].kind, value) for key, value in list.totals.items()]
    return {"list": list, "sums": sums}


FILE_ICONS = {Form.EXCEL: "file-spreadsheet", Form.WORD: "file-text", Form.PDF: "file-type"}


@register.inclusion_tag("ui/list_exports.html")
def list_exports(*, list: ListPage, note: str = ""):
    """The list as Excel, Word, PDF; in the office also to be kept as a view. `note`: what the file holds.

    In the office a file takes a POST, which the journal notes; public pages hold plain links.

    A list whose address has no file beside it is an error.
    """
    address = list.file_address(Form.EXCEL)
    beside = resolve(address.partition("?")[0])
    if not hasattr(beside.func, "listing"):
        raise template.TemplateSyntaxError(f"{address} makes no file; give it ui.exporting.exported.")
    files = [{"label": FORMS[form], "address": list.file_address(form), "icon": FILE_ICONS[form]} for form in Form]
    nightly = whole_of(beside.view_name) if beside.view_name in LISTS else None
    noted = list.request.path.startswith("/desk/")
    here = list.request.path + (f"?{list.query}" if list.query else "")
    return {
        "files": files,
        "noted": noted,
        "save_url": f"{reverse('exports:save_view')}?{urlencode({'of': here})}" if noted else "",
        "note": note or _("Toàn bộ danh sách đang lọc, không chỉ trang này."),
        "nightly": nightly,
        "nightly_address": address.partition("?")[0],
    }


@register.inclusion_tag("ui/pager.html")
def list_pager(*, list: ListPage):
    """Which rows of how many, and the pages."""
    return _pages(list.page, list.query, "page")


@register.inclusion_tag("ui/pager.html")
def pager(*, page: Page, query: str = "", param: str = "page"):
    """The same for a page without ListPage; `query` is the address's query string."""
    return _pages(page, query, param)


def _pages(page: Page, query: str, param: str) -> dict[str, object]:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": [(n, page_url(query, param, n) if isinstance(n, int) else "") for n in numbers],
        "previous": page_url(query, param, page.previous_page_number()) if page.has_previous() else "",
        "next": page_url(query, param, page.next_page_number()) if page.has_next() else "",
    }


def page_url(query: str, param: str, number: int) -> str:
    """The same address at another page."""
    kept = [pair for pair in query.lstrip("?").split("&") if pair and pair.split("=", 1)[0] != param]
    return "?" + "&".join([*kept, f"{param}={number}"])


@register.simple_block_tag
def bulk(content: str, *, label: str = ""):
    """Deeds on the ticked rows; the count is kept by JavaScript, the deeds are plain submit buttons of the form."""
    return render_to_string("ui/bulk.html", {"content": content, "label": label})


@register.inclusion_tag("ui/tick.html")
def tick(*, name: str, value: object, label: str, checked: bool = False, form: str = ""):
    """The tick box of a row."""
    return {"name": name, "value": str(value), "label": label, "checked": checked, "form": form}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*, trail: Sequence[Link]):
    """Where this page hangs; the last one is the page itself and no link."""
    return {"trail": trail}


@register.inclusion_tag("ui/jump.html")
def jump(*, links: Sequence[Link], label: str, current: str = ""):
    """Jump links or tabs: `Link(label, url, note)`; `current` is the URL that is marked."""
    return {"links": links, "label": label, "current": current}
