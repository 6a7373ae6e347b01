"""The list of minutes, one record, and the paper as it will be printed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.digest import short
from gieo.domain.handovers.access import access_minutes, visible_minutes
from gieo.domain.handovers.models import ApplicationPlan, InkScan, Minutes, MinutesItem
from gieo.domain.handovers.permits import may_sign_digitally
from gieo.domain.handovers.queries.content import missing_to_seal, shown_content, shown_items
from gieo.domain.handovers.queries.lists import deeds_on, listed_minutes, minutes_line
from gieo.domain.handovers.queries.plans import plan_in_force
from gieo.domain.handovers.queries.printing import draft_paper, sealed_paper, signed_paper
from gieo.domain.handovers.queries.receipts import receipts_of
from gieo.domain.handovers.queries.scans import scan_by_party, scans_under
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState, Party, Receipt
from gieo.domain.handovers.wording import IDENTITY_LABELS, PARTY_LABELS, RECEIPT_LABELS, RECEIPT_TONES, STATE_LABELS
from gieo.domain.transfers.models import Conference
from gieo.foundation.journal.queries import history
from gieo.foundation.papers.rules import tree
from gieo.foundation.signing.models import Certificate, Rendering, Signature
from gieo.foundation.signing.rules import svg_path
from gieo.foundation.signing.vocab import Method
from gieo.foundation.signing.wording import RENDERING
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related, row_label, unit_label
from gieo.interfaces.web.handovers.parts import (
    address,
    archive_address,
    conference_link,
    crumbs,
    deed_of,
    minutes_thread,
    next_step,
    next_version,
    replaced,
    state_pill,
    unsigned_parties,
)
from gieo.interfaces.web.handovers.unsigned import still_to_sign
from gieo.interfaces.web.handovers.uses import item_uses
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.formats import moment, who_did
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads

CONFERENCES = 24
"""How many conferences a list offers to choose from."""


@reads
def listing(request: HttpRequest) -> HttpResponse:
    listed, today = _listing(request), clock.today()
    rows = [
        (row, minutes_line(row), row_label(row, row.receiver, today), state_pill(row, request.actor))
        for row in listed.rows
    ]
    return page(request, "handovers/list.html", list=listed, rows=rows)


def _listing(request: HttpRequest) -> ListPage:
    actor, today = request.actor, clock.today()
    return ListPage(
        request,
        listed_minutes(actor),
        title=_("Biên bản bàn giao"),
        noun=lambda n: ngettext("%(count)s biên bản", "%(count)s biên bản", n),
        columns=[
            Column(
                "receiver",
                _("Bên nhận"),
                lambda row: row_label(row, row.receiver, today),
                sort=("receiver__name_order",),
            ),
            Column("code", _("Biên bản"), lambda row: row.code, sort=("pk",)),
            Column("held_on", _("Ngày lập"), lambda row: row.held_on, kind="date", sort=("held_on",)),
            Column("items", _("Số mục"), lambda row: row.item_count, kind="number", sort=("item_count",)),
            Column("received", _("Đã nhận"), lambda row: row.received_count, kind="number", sort=("received_count",)),
            Column("state", _("Tình trạng"), lambda row: STATE_LABELS[row.state], kind="pill", sort=("state",)),
            Column("number", _("Số"), lambda row: row.number, on_screen=False, on_paper=True, width=10),
            Column(
                "conference",
                _("Hội nghị"),
                lambda row: row.conference.code if row.conference else "",
                on_screen=False,
                on_paper=True,
                width=11,
            ),
            Column("decision", _("Quyết định"), lambda row: str(row.decision), on_screen=False),
            Column("giver", _("Bên giao"), lambda row: unit_label(row.giver, today), on_screen=False),
            Column("signed_at", _("Ký xong lúc"), lambda row: row.signed_at, kind="date", on_screen=False),
            Column("received_at", _("Nhận xong lúc"), lambda row: row.received_at, kind="date", on_screen=False),
            Column(
                "digest",
                _("Vân tay nội dung"),
                lambda row: row.sealed.digest if row.sealed else "",
                on_screen=False,
            ),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(STATE_LABELS.items())),
            Filter("conference", _("Hội nghị"), "conference", lambda: _conferences(request)),
            Filter("receiver", _("Bên nhận"), "receiver", lambda: _receivers(request)),
        ],
        search=("receiver__folded",),
        search_hint=_("Tên bên nhận, không cần dấu"),
        order=("-pk",),
    )


export = exported(_listing)


def _conferences(request: HttpRequest) -> list[tuple[int, str]]:
    """The newest, and those chosen by an address: with hundreds of conferences one finds an older one by its name."""
    seen = Conference.objects.filter(Exists(visible_minutes(request.actor).filter(conference=OuterRef("pk"))))
    rows = list(seen.order_by("-held_on", "-pk").values_list("pk", "code", "held_on")[:CONFERENCES])
    older = set(row_numbers(request.GET.getlist("conference"))).difference(pk for pk, *_rest in rows)
    if older:
        rows += seen.filter(pk__in=older).order_by("-held_on", "-pk").values_list("pk", "code", "held_on")
    return [(pk, f"{code} · {held_on:%d/%m/%Y}") for pk, code, held_on in rows]


def _receivers(request: HttpRequest) -> list[tuple[int, str]]:
    received = Exists(visible_minutes(request.actor).filter(receiver=OuterRef("pk")))
    units = Unit.objects.filter(received).select_related(*label_related()).order_by("name_order")
    return [(unit.pk, unit_label(unit, clock.today())) for unit in units]


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    actor = request.actor
    minutes = access_minutes(code, actor)
    content = shown_content(minutes)
    rows = list(minutes.items.order_by("order"))
    signatures = list(minutes.sealed.signatures.order_by("signed_at")) if minutes.sealed else []
    scans = scans_under(minutes, signatures)
    deeds = deeds_on(minutes, actor, has_signature=bool(signatures))
    missing = missing_to_seal(minutes, rows) if minutes.state == MinutesState.DRAFT else ()
    waiting = [row for row in rows if row.receipt in (Receipt.PENDING, Receipt.PARTLY)]
    unsigned = unsigned_parties(row.party for row in signatures)
    signed, version = minutes.signed_at is not None, next_version(minutes)
    sent = plan_in_force(minutes) if signed else None
    owes_plan = signed and not content["plan"] and sent is None
    send_plan = deed_of(deeds["send_plan"], address("plan", code), icon="send")
    uses = item_uses(minutes, rows, actor)
    return page(
        request,
        "handovers/record.html",
        minutes=minutes,
        content=content,
        held_on=_day(content["held_on"]),
        receiver=row_label(minutes, minutes.receiver, clock.today()),
        state=state_pill(minutes, actor),
        thread=minutes_thread(minutes, rows),
        next_step=next_step(
            minutes, actor, deeds, content, missing=missing, unsigned=unsigned, waiting=waiting, owes_plan=owes_plan
        ),
        items=[
            (item, _receipt_pill(item.row), uses.get(item.row.pk) if item.row else None)
            for item in shown_items(content, rows)
        ],
        archive=archive_address(minutes, content, actor),
        shows_receipt=signed,
        sent=sent,
        sent_words=_sent(sent) if sent else "",
        send_plan=send_plan if deeds["send_plan"].permit else None,
        plan=[row | {"due": _day(row["due"])} for row in content["plan"]],
        reports=[_day(day) for day in content["reports"]["dates"]],
        parties=_parties(minutes, content, signatures, scans),
        scans=list(enumerate(scans, start=1)),
        may_sign_digitally=minutes.state == MinutesState.SEALED
        and any(may_sign_digitally(actor, minutes, party) for party in unsigned),
        **still_to_sign(minutes, actor, unsigned),
        digest=short(minutes.sealed.digest) if minutes.sealed else "",
        files=_files(minutes),
        describe=deed_of(deeds["edit_items"], address("edit_items", code), icon="list"),
        refresh=deed_of(deeds["refresh_items"], address("refresh_items", code), icon="refresh-cw", post=True),
        receipts=receipts_of(minutes) if signed or minutes.is_frozen else [],
        may_retract=deeds["retract"].permit,
        retract_consequences=(
            _("Các mục của lần nhận này trở lại chưa nhận; tình trạng và hạn báo cáo tính lại."),
            _("Lần nhận và lý do thu hồi vẫn được giữ và in trên phiếu."),
        ),
        version=version,
        stands_for=replaced(minutes),
        may_correct=deeds["correct"].permit
        if minutes.versions.exclude(state=MinutesState.VOID).first() is None
        else None,
        correct_consequences=(
            _("Biên bản này giữ nguyên, vẫn xem và xác minh được; bản mới có số và ngày riêng, ghi rõ thay bản nào."),
            _("Biên bản đã ký còn hiệu lực tới khi các bên ký xong bản mới; chữ ký cũ không chuyển sang."),
        ),
        refused=[row for row in rows if row.receipt == Receipt.REFUSED],
        may_void=deeds["void"].permit,
        void_consequences=(
            _("Biên bản và các chữ ký đã có không còn giá trị; dấu vết được giữ lại."),
            _("Muốn bàn giao tiếp thì lập biên bản mới."),
        ),
        happenings=happenings(history(minutes)),
        trail=_trail(minutes),
    )


def _sent(plan: ApplicationPlan) -> str:
    return _("lần %(n)s, %(at)s, %(name)s") % {
        "n": plan.number,
        "at": moment(plan.sent_at),
        "name": who_did(plan.sent_by_name),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _trail(minutes: Minutes) -> tuple[Link, ...]:
    if minutes.conference is None:
        return crumbs(Link(minutes.code))
    return crumbs(conference_link(minutes.conference), Link(minutes.code))


def _receipt_pill(row: MinutesItem | None) -> Pill:
    receipt = Receipt(row.receipt) if row is not None else Receipt.PENDING
    return Pill(word=str(RECEIPT_LABELS[receipt]), tone=RECEIPT_TONES[receipt])


def _parties(
    minutes: Minutes, content: Mapping[str, Any], signatures: list[Signature], scans: list[InkScan]
) -> list[dict[str, Any]]:
    """The three parties with who is named, who signed, when, and the signature as drawn, or the day on the paper."""
    by_party, on_paper = {row.party: row for row in signatures}, scan_by_party(scans)
    checks = {row.party: row for row in minutes.identity_checks.all()} if signatures else {}
    rows = []
    for party in SIGNING_ORDER:
        signature = by_party.get(party)
        person = content["people"][party.value]
        name, title = person["name"], person["title"]
        unit = person["unit"] if party is Party.WITNESS else content[party.value]["unit"]
        box, path = svg_path(signature.strokes) if signature else ("", "")
        check = checks.get(party)
        rows.append(
            {
                "label": PARTY_LABELS[party],
                "name": signature.person_name if signature else name,
                "title": signature.title if signature else title,
                "unit": unit,
                "instead_of": name if signature and signature.person_name != name else "",
                "signed_at": signature.signed_at if signature else None,
                "on_paper": on_paper[party].signed_on if party in on_paper else None,
                "box": box,
                "path": path,
                "paper": IDENTITY_LABELS[check.paper] if check else "",
                "confirmed_by": who_did(check.confirmed_by_name) if check else "",
                "certificates": _certificates(signature),
            }
        )
    return rows


def _certificates(signature: Signature | None) -> list[Certificate]:
    return list(signature.certificates.all()) if signature and signature.method == Method.DIGITAL else []


def _files(minutes: Minutes) -> list[Rendering]:
    if minutes.sealed is None:
        return []
    rows = list(minutes.sealed.renderings.select_related("file"))
    for row in rows:
        row.label = RENDERING[row.kind]
    return rows


@reads
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The paper on the screen, from the definition that PDF and Word are made of."""
    minutes = access_minutes(code, request.actor)
    if minutes.sealed is None:
        paper = draft_paper(minutes, now=clock.now())
    elif minutes.signed_at is not None:
        paper = signed_paper(minutes)
    else:
        paper = sealed_paper(minutes)
    return page(request, "handovers/sheet.html", minutes=minutes, paper=tree(paper), link=paper.foot.link)
