"""The list of what neighbours say they copied: what waits first, a commune sees its own."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core.text import sort_key
from gieo.domain.uptake.access.copies import visible_copies
from gieo.domain.uptake.models import Copy
from gieo.domain.uptake.wording.copies import STATE_LABELS, STATE_TONES
from gieo.foundation.places.models import Area
from gieo.interfaces.web.ui.components import Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.uptake.present import scale_words


def state_pill(copy: Copy) -> Pill:
    return Pill(word=str(STATE_LABELS[copy.state]), tone=STATE_TONES[copy.state])


@reads
def listing(request: HttpRequest) -> HttpResponse:
    listed = _listing(request)
    rows = [(row, state_pill(row), scale_words(row.measure, row.amount)) for row in listed.rows]
    return page(request, "uptake/copies/list.html", list=listed, rows=rows)


def _listing(request: HttpRequest) -> ListPage:
    seen = visible_copies(request.actor)
    return ListPage(
        request,
        seen.select_related("result", "place", "use", "parent"),
        title=_("Nhân rộng"),
        noun=lambda n: ngettext("%(count)s lời khai làm theo", "%(count)s lời khai làm theo", n),
        columns=[
            Column("result", _("Kết quả"), lambda row: row.result.shown_title, width=34),
            Column("place", _("Xã, phường"), lambda row: row.place.name, sort=("place__name", "code")),
            Column("scale", _("Quy mô"), lambda row: scale_words(row.measure, row.amount)),
            Column("claimed_on", _("Khai ngày"), lambda row: row.claimed_on, kind="date", sort=("claimed_on", "code")),
            Column("state", _("Tình trạng"), lambda row: STATE_LABELS[row.state], kind="pill", sort=("state", "code")),
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=13),
            Column("result_code", _("Mã kết quả"), lambda row: row.result.code, on_screen=False),
            Column("use", _("Hồ sơ ứng dụng"), lambda row: row.use.code if row.use else "", on_screen=False),
            Column("parent", _("Làm theo nơi"), lambda row: row.parent.code if row.parent else "", on_screen=False),
            Column("refusal", _("Lý do không xác nhận"), lambda row: row.refusal, on_screen=False),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(STATE_LABELS.items())),
            Filter("place", _("Xã, phường"), "place", lambda: _places(seen)),
            Filter("result", _("Kết quả"), "result__code", lambda: _results(seen), counted=False),
        ],
        search=("folded",),
        search_hint=_("Mã, kết quả, xã, người khai; không cần dấu"),
        order=("-claimed_on", "-code"),
    )


export = exported(_listing)


def _places(seen: Any) -> Iterable[tuple[Any, Any]]:
    places = Area.objects.filter(pk__in=seen.order_by().values("place"))
    return [(place.pk, place.name) for place in sorted(places, key=lambda place: sort_key(place.name))]


def _results(seen: Any) -> Iterable[tuple[Any, Any]]:
    rows = seen.order_by("result__code").values_list("result__code", flat=True).distinct()
    return [(code, code) for code in rows]
