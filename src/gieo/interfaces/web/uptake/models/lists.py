"""Lists of demonstration models: the office's, and the one before everybody."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.text import fold, sort_key
from gieo.domain.results.access import public_results, visible_results
from gieo.domain.uptake.access.demonstrations import public_models, visible_models
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.queries.demonstrations import listed_models
from gieo.domain.uptake.queries.finding import MODEL_WORDS
from gieo.domain.uptake.wording.demonstrations import OUTCOME_LABELS, STATE_LABELS
from gieo.foundation.places.models import Area
from gieo.interfaces.web.ui.asked import with_asked
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.uptake.models import shown

OPEN = "open"


def office_list(request: HttpRequest) -> ListPage:
    """Models that this person sees, the newest first."""
    today, seen = clock.today(), visible_models(request.actor)
    return ListPage(
        request,
        _called(listed_models(seen, today)),
        title=_("Mô hình trình diễn"),
        noun=_noun,
        columns=[
            Column("title", _("Mô hình"), lambda row: row.title, sort=("title", "code"), width=32),
            Column("place", _("Xã, phường"), lambda row: row.use.place.name, sort=("use__place__name", "code")),
            Column("ends_on", _("Ngày cuối"), lambda row: row.ended_on or row.ends_on, kind="date", sort=("ends_on",)),
            Column("visited", _("Lần thăm"), lambda row: row.visited, kind="number", sort=("visited", "code")),
            Column("state", _("Tình trạng"), lambda row: shown.pill_of(row).word, kind="pill", sort=("state", "code")),
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=13),
            Column("result", _("Mã kết quả"), lambda row: row.use.result.code, on_screen=False, on_paper=True),
            Column("whose", _("Đơn vị"), lambda row: shown.whose(row, today), on_screen=False, width=24),
            Column("scale", _("Quy mô dự kiến"), shown.scale_of, on_screen=False),
            Column("starts_on", _("Ngày bắt đầu"), lambda row: row.started_on or row.starts_on, kind="date",
                   on_screen=False),
            Column("next", _("Hẹn thăm"), lambda row: row.next_visit_on, kind="date", on_screen=False),
            Column("open_day", _("Hội thảo sắp tới"), lambda row: row.open_day, kind="date", on_screen=False),
            Column("keeper", _("Người phụ trách"), lambda row: row.keeper.name, on_screen=False),
            Column("use", _("Hồ sơ ứng dụng"), lambda row: row.use.code, on_screen=False),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(STATE_LABELS.items())),
            Filter("outcome", _("Kết luận"), "outcome", lambda: list(OUTCOME_LABELS.items())),
            Filter("place", _("Xã, phường"), "use__place", lambda: _places(seen), narrow=_at, counted=False),
            Filter(
                "result", _("Kết quả"), "use__result__code", counted=False,
                choices=lambda: with_asked(_results(seen), request, visible_results(request.actor)),
            ),
        ],
        search=("called",),
        search_hint=_("Tên mô hình, kết quả, xã, đơn vị, mã; không cần dấu"),
        order=("-code",),
    )  # fmt: skip


def public_list(request: HttpRequest) -> ListPage:
    """Models that anybody may come to see, the newest first."""
    today, seen = clock.today(), public_models()
    return ListPage(
        request,
        _called(listed_models(seen, today)),
        title=_("Mô hình trình diễn"),
        noun=_noun,
        columns=[
            Column("title", _("Mô hình"), lambda row: row.title, sort=("title", "code"), width=34),
            Column("result", _("Kết quả"), lambda row: row.use.result.shown_title, width=34),
            Column("place", _("Xã, phường"), lambda row: row.use.place.name, sort=("use__place__name", "code")),
            Column("where", _("Tới đó thế nào"), lambda row: row.where, on_screen=False),
            Column("season", _("Mùa vụ"), lambda row: row.season),
            Column("scale", _("Quy mô dự kiến"), shown.scale_of),
            Column("open_day", _("Hội thảo sắp tới"), lambda row: row.open_day, kind="date"),
            Column("state", _("Tình trạng"), lambda row: shown.pill_of(row).word, kind="pill"),
        ],
        filters=[
            Filter("place", _("Xã, phường"), "use__place", lambda: _places(seen), narrow=_at, counted=False),
            Filter(
                "result", _("Kết quả"), "use__result__code", counted=False,
                choices=lambda: with_asked(_results(seen), request, public_results()),
            ),
            Filter("outcome", _("Kết luận"), "outcome", lambda: list(OUTCOME_LABELS.items()), counted=False),
            Filter("day", _("Hội thảo đầu bờ"), "", lambda: [(OPEN, _("Sắp mở"))], narrow=_with_day, counted=False),
        ],
        search=("called",),
        search_hint=_("Ví dụ: khoai so, muong ang; không cần dấu"),
        order=("-code",),
    )  # fmt: skip


def _noun(count: int) -> str:
    return ngettext("%(count)s mô hình", "%(count)s mô hình", count)


def _called(rows: QuerySet[Demonstration]) -> QuerySet[Demonstration]:
    """Who looks for “mô hình chè” finds it though its title says tea alone."""
    return rows.alias(called=Concat(Value(f"{fold(MODEL_WORDS)} "), "folded", output_field=TextField()))


def _at(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(use__place__in=row_numbers(values))


def _with_day(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(open_day__isnull=False) if OPEN in values else rows


def _places(seen: QuerySet[Demonstration]) -> Iterable[tuple[str, Any]]:
    places = Area.objects.filter(pk__in=seen.order_by().values("use__place"))
    return [(str(place.pk), place.name) for place in sorted(places, key=lambda place: sort_key(place.name))]


def _results(seen: QuerySet[Demonstration]) -> list[tuple[str, Any]]:
    rows = seen.order_by("use__result__code").values_list("use__result__code", "use__result__title").distinct()
    return [(code, f"{code} {title}") for code, title in rows]
