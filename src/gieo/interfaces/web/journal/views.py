"""The journal for those who answer for it: who did what, and whether the seals hold.

Deeds on restricted results, and on minutes about them, are shown to their named readers alone (docs/decisions/).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core.actor import Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.journal.models import Entry, Seal
from gieo.foundation.journal.queries import unsealed
from gieo.interfaces.web.ui.changes import changes_of, hidden_words
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import kind_in_words, states_in_words, verb_in_words, who_in_words
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.records import hidden_records, record_url, visible_codes


def _may_see(actor: Any) -> Permit:
    if actor.has(Role.ADMINISTRATOR, Role.DIRECTOR):
        return YES
    return no(_("Chỉ lãnh đạo Sở và quản trị hệ thống xem được toàn bộ nhật ký."))


@reads
def entries(request: HttpRequest) -> HttpResponse:
    found = _entries(request)
    rows = list(found.rows)
    open_to = visible_codes(request.actor, {(entry.record_kind, entry.record_code) for entry in rows})
    hidden = hidden_words(request.actor)
    return page(
        request,
        "journal/list.html",
        list=found,
        rows=[_row(entry, open_to, hidden) for entry in rows],
        last_seal=Seal.objects.order_by("-number").first(),
        unsealed=unsealed().count(),
    )


def _entries(request: HttpRequest) -> ListPage:
    _may_see(request.actor).require()
    hidden = cache(lambda: hidden_words(request.actor))
    return ListPage(
        request,
        Entry.objects.exclude(hidden_records(request.actor)),
        title=_("Nhật ký"),
        columns=[
            Column("at", _("Lúc"), lambda entry: entry.at, kind="date", sort=("at",)),
            Column("actor", _("Người làm"), who_in_words, sort=("actor_name",)),
            Column("verb", _("Việc"), verb_in_words, sort=("verb",)),
            Column("record", _("Hồ sơ"), lambda entry: entry.record_code, sort=("record_code",)),
            Column("states", _("Trạng thái"), states_in_words, width=16),
            Column(
                "changes",
                _("Giá trị cũ → mới"),
                lambda entry: "; ".join(map(str, changes_of(entry, hidden()))),
                on_screen=False,
                on_paper=True,
                width=40,
            ),
        ],
        filters=[Filter("kind", _("Loại hồ sơ"), "record_kind", _kinds)],
        order=("-id",),
        per_page=50,
    )


def _row(entry: Entry, open_to: set[tuple[str, str]], hidden: Sequence[str]) -> dict[str, Any]:
    named = (entry.record_kind, entry.record_code)
    return {
        "at": entry.at,
        "who": who_in_words(entry),
        "verb": verb_in_words(entry),
        "kind": kind_in_words(entry.record_kind),
        "code": entry.record_code,
        "url": record_url(*named) if named in open_to else "",
        "states": states_in_words(entry),
        "changes": changes_of(entry, hidden),
    }


export = exported(_entries)


def _kinds() -> list[tuple[str, str]]:
    kinds = Entry.objects.order_by("record_kind").values_list("record_kind", flat=True).distinct()
    return [(kind, kind_in_words(kind)) for kind in kinds]
