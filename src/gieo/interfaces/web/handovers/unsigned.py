"""Who has still to sign, over all conferences; reminders, and what a party says instead of signing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.models import Minutes, RemoteSignature, SigningRefusal
from gieo.domain.handovers.permits import (
    may_refuse_to_sign,
    may_remind_to_sign,
    may_seal_minutes,
    may_sign_minutes,
)
from gieo.domain.handovers.queries.lists import minutes_line, missing_words
from gieo.domain.handovers.queries.remote import remote_waited_for, remotes_out
from gieo.domain.handovers.queries.unsigned import (
    drafts_by_conference,
    refusals_in_force,
    refusing,
    reminders_of,
    unsigned_minutes,
)
from gieo.domain.handovers.rules.turns import whose_turn
from gieo.domain.handovers.services import refuse_to_sign, remind_to_sign
from gieo.domain.handovers.services.refusing import Written
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState, Party
from gieo.domain.handovers.wording import PARTY_LABELS
from gieo.foundation.units.queries import row_label
from gieo.interfaces.web.handovers.parts import address, crumbs, turn_words
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import moment
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, page, reads, writes


@dataclass(frozen=True)
class Waiting:
    """A row of the list: who is missing, how long, what was done about it."""

    minutes: Minutes
    receiver: str
    missing: str
    turn: str
    days: int
    reminded: str
    sent_away: RemoteSignature | None
    refusals: tuple[tuple[str, SigningRefusal], ...]
    may_remind: bool


@reads
def unsigned(request: HttpRequest) -> HttpResponse:
    listed = _listing(request)
    rows = list(listed.rows)
    told, refused, today = reminders_of(rows), refusing(rows), clock.today()
    out = remotes_out(rows, now=clock.now())
    remind = bool(may_remind_to_sign(request.actor))
    return page(
        request,
        "handovers/unsigned.html",
        list=listed,
        rows=[
            _waiting(row, told.get(row.pk), refused.get(row.pk, {}), out.get(row.pk), today, remind=remind)
            for row in rows
        ],
        may_sign=bool(may_sign_minutes(request.actor)),
        drafts=_drafts(request.actor) if may_seal_minutes(request.actor) else (),
        trail=crumbs(Link(_("Còn phải ký"))),
    )


def _drafts(actor: Actor) -> list[tuple[int, str, str]]:
    """Minutes that nobody can sign before they are sealed: how many, of what, and where that is done."""
    return [
        (row.number, row.title, address("conference", row.code))
        if row.code
        else (row.number, _("ngoài hội nghị"), f"{address('list')}?state={MinutesState.DRAFT}")
        for row in drafts_by_conference(actor)
    ]


def _waiting(
    row: Minutes,
    told: tuple[int, datetime] | None,
    refused: Mapping[Party, SigningRefusal],
    out: RemoteSignature | None,
    today: date,
    *,
    remind: bool,
) -> Waiting:
    line = minutes_line(row)
    missing, turn = line.missing, whose_turn(row.signing_order, line.signed)
    return Waiting(
        minutes=row,
        receiver=row_label(row, row.receiver, today),
        missing=missing_words(missing),
        turn=missing_words(turn) if row.signing_order and len(missing) > 1 else "",
        days=_days(row, today),
        reminded=_reminded(told),
        sent_away=out if out and out.party in missing else None,
        refusals=tuple((str(PARTY_LABELS[party]), refused[party]) for party in missing if party in refused),
        may_remind=remind and bool(missing),
    )


def _days(row: Minutes, today: date) -> int:
    return (today - local_date(row.sealed.sealed_at)).days if row.sealed else 0


def _reminded(told: tuple[int, datetime] | None) -> str:
    if told is None:
        return ""
    times, last = told
    words = ngettext("đã nhắc %(n)s lần, lần cuối %(at)s", "đã nhắc %(n)s lần, lần cuối %(at)s", times)
    return words % {"n": times, "at": moment(last)}


def _listing(request: HttpRequest) -> ListPage:
    today = clock.today()
    return ListPage(
        request,
        unsigned_minutes(request.actor),
        title=_("Biên bản còn phải ký"),
        noun=lambda n: ngettext("%(count)s biên bản", "%(count)s biên bản", n),
        columns=[
            Column(
                "receiver",
                _("Bên nhận"),
                lambda row: row_label(row, row.receiver, today),
                sort=("receiver__name_order",),
            ),
            Column("code", _("Biên bản"), lambda row: row.code, sort=("pk",)),
            Column("missing", _("Còn thiếu"), lambda row: missing_words(minutes_line(row).missing)),
            Column(
                "days", _("Đã chờ (ngày)"), lambda row: _days(row, today), kind="number", sort=("-sealed__sealed_at",)
            ),
        ],
        filters=[
            Filter(
                "party",
                _("Còn thiếu chữ ký của"),
                "",
                lambda: [(party.value, PARTY_LABELS[party]) for party in SIGNING_ORDER],
                narrow=_without,
            )
        ],
        search=("receiver__folded",),
        search_hint=_("Tên bên nhận, không cần dấu"),
        order=("sealed__sealed_at", "pk"),
    )


export = exported(_listing)


def _without(rows: QuerySet[Minutes], parties: list[str]) -> QuerySet[Minutes]:
    """Minutes that lack the signature of each of these parties."""
    for party in parties:
        rows = rows.exclude(sealed__signatures__party=party)
    return rows


@writes
def remind(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return deed(
        request,
        lambda: remind_to_sign(minutes, actor=request.actor, now=clock.now()),
        said=lambda written: _("Đã gửi thư nhắc ký: %(whom)s") % {"whom": _written(written)},
        to=_back(request, code),
    )


@writes
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    return deed(
        request,
        lambda: refuse_to_sign(
            minutes,
            party=request.POST.get("party", ""),
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            now=clock.now(),
        ),
        said=lambda done: _("Đã ghi lý do từ chối ký, đã gửi thư: %(whom)s") % {"whom": _written(done[1])},
        to=("handovers:record", code),
    )


def _written(written: Written) -> str:
    """Who was written to, and for whom one telephones: no address of theirs is known."""
    reached = "; ".join(written.to) or _("chưa ai")
    if not written.unreached:
        return f"{reached}."
    facts = {"reached": reached, "unreached": "; ".join(written.unreached)}
    return _("%(reached)s. Chưa có địa chỉ thư, cần gọi điện: %(unreached)s.") % facts


def _back(request: HttpRequest, code: str) -> tuple[str, ...]:
    """The list, when the button was pressed there."""
    return ("handovers:unsigned",) if request.POST.get("from") == "list" else ("handovers:record", code)


def still_to_sign(minutes: Minutes, actor: Actor, parties: tuple[Party, ...]) -> dict[str, Any]:
    """Of sealed minutes: who has still to sign, who has said no, and what can be done about it."""
    waits = minutes.state == MinutesState.SEALED
    mine = [party for party in parties if waits and may_refuse_to_sign(actor, minutes, party)]
    said = refusals_in_force(minutes, {party for party in Party if party not in parties}) if waits else []
    return {
        "unsigned": [(party.value, PARTY_LABELS[party]) for party in mine],
        "refusals": [(PARTY_LABELS[row.party], row) for row in said],
        "remote": remote_words(minutes) if parties else "",
        "turn": turn_words(minutes, {party for party in Party if party not in parties}) if waits else "",
        "may_remind": waits and bool(parties) and bool(may_remind_to_sign(actor)),
        "may_refuse": bool(mine),
        "refuse_consequences": (
            _("Các bên và người lập biên bản nhận thư có lý do; Sở có việc phải bàn lại trong ba ngày làm việc."),
            _("Biên bản vẫn giữ nguyên, vẫn ký được về sau."),
            _("Nếu nội dung phải đổi: lập bản thay thế, các bên ký bản mới."),
        ),
    }


def remote_words(minutes: Minutes) -> str:
    """Whose signature was asked for elsewhere and is waited for, and until when; empty when none is."""
    row = remote_waited_for(minutes, now=clock.now()) if minutes.state == MinutesState.SEALED else None
    return waiting_words(row) if row is not None else ""


def waiting_words(row: RemoteSignature) -> str:
    return _("Đang chờ chữ ký số của %(name)s (%(party)s), gửi đi lúc %(at)s, chờ đến %(until)s.") % {
        "name": row.signer_name,
        "party": PARTY_LABELS[row.party],
        "at": moment(row.asked_at),
        "until": moment(row.expires_at),
    }
