"""Which page shows a record that is known only by kind and code: one table for duties, letters and the journal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gieo.core.actor import Actor
from gieo.domain.directives.access import visible_directives
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.imports.access import visible_imports
from gieo.domain.needs.access import visible_needs
from gieo.domain.news.access import visible_articles
from gieo.domain.programmes.access import visible_programmes
from gieo.domain.results.access import visible_products, visible_results
from gieo.domain.training.access import visible_courses
from gieo.domain.transfers.access import visible_conferences, visible_decisions, visible_interests
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.access.copies import visible_copies
from gieo.domain.uptake.access.demonstrations import visible_models
from gieo.domain.uptake.access.reports import visible_reports
from gieo.foundation.audience.access import visible_discussions
from gieo.foundation.exports.access import visible_exports
from gieo.foundation.units.access import visible_units


@dataclass(frozen=True)
class RecordPage:
    """What a kind of record is called, its page, and the door through which an actor sees it."""

    label: Any
    url_name: str
    visible: Callable[[Actor], QuerySet[Any]]


RECORDS: Mapping[str, RecordPage] = {
    "needs.need": RecordPage(pgettext_lazy("một", "Nhu cầu"), "needs:record", visible_needs),
    "results.result": RecordPage(pgettext_lazy("một", "Kết quả"), "results:record", visible_results),
    "results.product": RecordPage(pgettext_lazy("một", "Sản phẩm"), "results:product", visible_products),
    "programmes.programme": RecordPage(_("Chương trình"), "programmes:record", visible_programmes),
    "directives.directive": RecordPage(_("Yêu cầu của lãnh đạo tỉnh"), "directives:record", visible_directives),
    "transfers.transferdecision": RecordPage(
        pgettext_lazy("một", "Quyết định chuyển giao"), "transfers:decision", visible_decisions
    ),
    "transfers.conference": RecordPage(_("Hội nghị"), "transfers:conference", visible_conferences),
    "transfers.interest": RecordPage(_("Câu hỏi về kết quả"), "interests:record", visible_interests),
    "handovers.minutes": RecordPage(_("Biên bản bàn giao"), "handovers:record", visible_minutes),
    "uptake.use": RecordPage(pgettext_lazy("một", "Nơi ứng dụng"), "uptake:record", visible_uses),
    "uptake.copy": RecordPage(_("Lời khai làm theo"), "copies:record", visible_copies),
    "uptake.demonstration": RecordPage(pgettext_lazy("một", "Mô hình trình diễn"), "models:record", visible_models),
    "uptake.report": RecordPage(_("Báo cáo ứng dụng"), "reports:record", visible_reports),
    "training.course": RecordPage(pgettext_lazy("một", "Lớp tập huấn"), "training:record", visible_courses),
    "news.article": RecordPage(_("Tin bài"), "news:record", visible_articles),
    "audience.discussion": RecordPage(_("Bình luận của một trang"), "audience:discussion", visible_discussions),
    "units.unit": RecordPage(_("Đơn vị"), "units:record", visible_units),
    "exports.export": RecordPage(_("Tệp xuất"), "exports:record", visible_exports),
    "imports.import": RecordPage(_("Lượt nhập từ Excel"), "imports:record", visible_imports),
}


def record_url(kind: str, code: str) -> str:
    """The page of a record; empty for kinds without one."""
    known = RECORDS.get(kind)
    if known is None:
        return ""
    try:
        return reverse(known.url_name, args=[code])
    except NoReverseMatch:
        return ""


def record_label(kind: str) -> str:
    """What this kind of record is called; empty when it is not known."""
    known = RECORDS.get(kind)
    return str(known.label) if known else ""


def visible_codes(actor: Actor, named: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the (kind, code) pairs that the actor may see; one query, nothing for unknown kinds.

    Lists that mix records of several rooms show only these, so that a restricted record leaves no trace in them.
    """
    wanted: dict[str, set[str]] = {}
    for kind, code in named:
        if kind in RECORDS:
            wanted.setdefault(kind, set()).add(code)
    found = [
        RECORDS[kind].visible(actor).filter(code__in=codes).order_by().values_list(Value(kind), "code")
        for kind, codes in sorted(wanted.items())
    ]
    return set(found[0].union(*found[1:])) if found else set()


# What may be about a restricted result: the kind a row names, and the kind of record whose access counts for it.
_MAY_BE_HIDDEN = {
    "results.result": "results.result",
    "results.product": "results.product",
    "handovers.minutes": "handovers.minutes",
    "signing.sealedcontent": "handovers.minutes",
    "uptake.use": "uptake.use",
    "uptake.report": "uptake.report",
    "uptake.copy": "uptake.copy",
    "uptake.demonstration": "uptake.demonstration",
    "transfers.interest": "transfers.interest",
    "training.course": "training.course",
}


def hidden_records(actor: Actor) -> Q:
    """A condition on rows that name a record by kind and code: what exists and this actor may not see.

    For long lists of such rows, where `visible_codes` would have to be given every row.
    """
    hidden = Q()
    for kind, of in _MAY_BE_HIDDEN.items():
        seen = RECORDS[of].visible(actor)
        codes = seen.model.objects.exclude(pk__in=seen.values("pk")).values("code")
        hidden |= Q(record_kind=kind, record_code__in=codes)
    return hidden
