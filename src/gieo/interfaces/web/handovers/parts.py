"""Parts that several pages of minutes share: pills, crumbs, the thread, what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor, Role
from gieo.core.clock import local_date
from gieo.domain.handovers.access import may_open_files
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.queries.lists import DeedPermit, missing_words
from gieo.domain.handovers.rules.reporting import DELIVERY_BASIS, PLAN_BASIS, REPORT_BASIS, plan_due, report_dates
from gieo.domain.handovers.rules.turns import read as read_order
from gieo.domain.handovers.rules.turns import whose_turn
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState, Party
from gieo.domain.handovers.wording import (
    FIELD_LABELS,
    ORDER_LABELS,
    PARTY_SHORT,
    STATE_LABELS,
    STATE_LABELS_RECEIVER,
    STATE_TONES,
)
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.foundation.units.queries import bearer_label, stands_for, unit_label
from gieo.interfaces.web.ui.components import Deed, Link, NextStep, Pill
from gieo.interfaces.web.ui.records import record_url
from gieo.interfaces.web.ui.thread import Knot, make_thread

MOST_LINKS = 3


def state_pill(minutes: Minutes, actor: Actor) -> Pill:
    """The state in the reader's words: the office's, or the receiver's."""
    words = STATE_LABELS if actor.is_office or actor.has(Role.PROVINCE_LEADER) else STATE_LABELS_RECEIVER
    return Pill(word=str(words[minutes.state]), tone=STATE_TONES[minutes.state] or "plain")


def address(verb: str, *codes: str) -> str:
    return reverse(f"handovers:{verb}", args=codes)


def archive_address(minutes: Minutes, content: Mapping[str, Any], actor: Actor) -> str:
    """Where the whole document set is taken, for whoever may; empty where there is none."""
    has_files = any(item["files"] for item in content["items"])
    may_pack = has_files and minutes.sealed is not None and may_open_files(minutes, actor)
    return address("archive", minutes.code) if may_pack else ""


def crumbs(*links: Link) -> tuple[Link, ...]:
    return (Link(_("Bàn giao"), reverse("handovers:list")), *links)


def conference_link(conference: Conference) -> Link:
    return Link(conference.title, record_url("transfers.conference", conference.code))


def decision_link(decision: TransferDecision) -> Link:
    return Link(str(decision), record_url("transfers.transferdecision", decision.code))


def minutes_thread(minutes: Minutes, items: Sequence[MinutesItem]) -> tuple[Knot, ...]:
    """Where the minutes hang: results upstream, the decision here, use downstream."""
    links = []
    for item in items[:MOST_LINKS]:
        kind = "results.result" if item.result_id else "results.product"
        links.append(Link(item.subject_code, record_url(kind, item.subject_code)))
    more = len(items) - MOST_LINKS
    notes: dict[str, str] = {}
    if more > 0:
        notes["result"] = ngettext("và %(n)s mục khác", "và %(n)s mục khác", more) % {"n": more}
    if minutes.report_start:
        first = report_dates(minutes.report_start)[0]
        notes["-uptake"] = _("Báo cáo đầu tiên %(day)s") % {"day": f"{first:%d/%m/%Y}"}
    return make_thread(
        here="transfer",
        links={"result": tuple(links), "transfer": (decision_link(minutes.decision),)},
        notes=notes,
    )


def next_step(
    minutes: Minutes,
    actor: Actor,
    deeds: dict[str, DeedPermit],
    content: Mapping[str, Any],
    *,
    missing: Sequence[str],
    unsigned: Iterable[Party],
    waiting: Sequence[MinutesItem],
    owes_plan: bool,
) -> NextStep:
    """What comes next, who does it, by when, on which basis, with its one main button."""
    pill = state_pill(minutes, actor)
    plan_on = plan_due(local_date(minutes.signed_at), minutes.plan_days) if owes_plan and minutes.signed_at else None
    if minutes.state == MinutesState.DRAFT:
        return _for_heir(minutes, deeds, pill) or _after_draft(minutes, deeds, missing, pill)
    if minutes.state == MinutesState.SEALED:
        order, unsigned = read_order(minutes.signing_order), tuple(unsigned)
        turn = [party for party in order if party in unsigned][:1] or unsigned
        who = ", ".join(content["people"][party.value]["name"] for party in turn)
        return NextStep(
            title=_("Ký biên bản: còn %(who)s") % {"who": missing_words(unsigned)},
            who=who,
            due=minutes.held_on,
            after=_("Dấu số của Sở được đóng lên bản PDF, đơn vị xác nhận từng mục đã nhận"),
            state=pill,
            deeds=(deed_of(deeds["sign"], address("sign", minutes.code), icon="pen-line", kind="main"),),
        )
    if minutes.state == MinutesState.SUPERSEDED:
        return NextStep(title=_("Đã có bản thay thế: làm tiếp trên bản ấy"), state=pill, done=True)
    if minutes.state in (MinutesState.SIGNED, MinutesState.PARTLY) and not waiting:
        return NextStep(
            title=_("Có mục đơn vị không nhận: giao lại, hoặc lập bản thay thế"),
            who=_("Chuyên viên hoặc lãnh đạo Sở"),
            after=_("Sổ đối chiếu thôi nêu mục ấy"),
            state=pill,
            deeds=(deed_of(deeds["receive"], address("receive", minutes.code), icon="package-check", kind="main"),),
        )
    if minutes.state in (MinutesState.SIGNED, MinutesState.PARTLY):
        receive = deed_of(deeds["receive"], address("receive", minutes.code), icon="package-check", kind="main")
        both = (receive, _plan_deed(minutes, deeds)) if owes_plan else (receive,)
        promised = [item.expected_on for item in waiting if item.expected_on]
        if len(promised) == len(waiting):
            return _delivery(minutes, min(promised), len(waiting), pill, both)
        number = len(waiting) - len(promised)
        return NextStep(
            title=ngettext("Xác nhận đã nhận %(n)s mục", "Xác nhận đã nhận %(n)s mục", number) % {"n": number},
            who=bearer_label(minutes, minutes.receiver, clock.today()),
            due=plan_on,
            due_note=_("hạn gửi kế hoạch ứng dụng") if owes_plan else "",
            basis=str(PLAN_BASIS) if owes_plan else "",
            after=_("Năm kỳ báo cáo ứng dụng được ghi hạn"),
            state=pill,
            deeds=both,
        )
    if minutes.state == MinutesState.VOID:
        return NextStep(title=_("Biên bản đã huỷ: %(why)s") % {"why": minutes.void_reason}, state=pill, done=True)
    if owes_plan:
        return NextStep(
            title=_("Gửi kế hoạch ứng dụng"),
            who=bearer_label(minutes, minutes.receiver, clock.today()),
            due=plan_on,
            basis=str(PLAN_BASIS),
            after=_("Đơn vị báo cáo ứng dụng hằng năm, năm năm liền"),
            state=pill,
            deeds=(_plan_deed(minutes, deeds, kind="main"),),
        )
    first = report_dates(minutes.report_start)[0] if minutes.report_start else None
    return NextStep(
        title=_("Đơn vị đã nhận đủ, chờ báo cáo ứng dụng năm thứ nhất"),
        who=bearer_label(minutes, minutes.receiver, clock.today()),
        due=first,
        basis=str(REPORT_BASIS),
        state=pill,
        done=True,
    )


def _delivery(minutes: Minutes, day: date, number: int, pill: Pill, deeds: tuple[Deed, ...]) -> NextStep:
    """All that is still to be received was promised for a day: the giver is the one who acts."""
    return NextStep(
        title=ngettext("Giao tiếp %(n)s mục đã hẹn", "Giao tiếp %(n)s mục đã hẹn", number) % {"n": number},
        who=unit_label(minutes.giver, clock.today()),
        due=day,
        due_note=_("ngày hẹn giao"),
        basis=str(DELIVERY_BASIS),
        after=_("Đơn vị xác nhận các mục đã nhận"),
        state=pill,
        deeds=deeds,
    )


@dataclass(frozen=True)
class VersionNote:
    """Another version of the minutes, told at the head of the page."""

    title: str
    why: str
    link: Link
    tone: str = "wait"


def next_version(minutes: Minutes) -> VersionNote | None:
    """The version that takes, or is to take, the place of these minutes. One query."""
    version = minutes.versions.exclude(state=MinutesState.VOID).first()
    if version is None:
        return None
    link = Link(version.code, address("record", version.code))
    if minutes.state == MinutesState.SUPERSEDED:
        return VersionNote(_("Biên bản này đã được thay thế"), _("Bản đang có hiệu lực:"), link)
    return VersionNote(
        _("Đang lập bản thay thế"), _("Biên bản này còn hiệu lực tới khi bản mới ký xong:"), link, "info"
    )


def replaced(minutes: Minutes) -> VersionNote | None:
    """The minutes whose place these take. No query where `replaces` is at hand."""
    old = minutes.replaces
    if old is None:
        return None
    title = _("Thay thế biên bản số %(number)s ngày %(day)s") % {
        "number": old.number,
        "day": f"{old.held_on:%d/%m/%Y}" if old.held_on else "",
    }
    why = _("Lý do: %(why)s.") % {"why": minutes.replace_reason.rstrip(".")}
    return VersionNote(title, why, Link(old.code, address("record", old.code)), "info")


def _plan_deed(minutes: Minutes, deeds: dict[str, DeedPermit], kind: str = "plain") -> Deed:
    return deed_of(deeds["send_plan"], address("plan", minutes.code), icon="send", kind=kind)


def _for_heir(minutes: Minutes, deeds: dict[str, DeedPermit], pill: Pill) -> NextStep | None:
    """A draft whose receiver has ended is drawn up for who took over, before anything else."""
    day = minutes.held_on or clock.today()
    heir = stands_for(minutes, minutes.receiver, day)
    if heir.pk in (minutes.receiver_id, minutes.heir_id):
        return None
    facts = {"unit": unit_label(minutes.receiver, day), "heir": heir.name}
    return NextStep(
        title=_("Lập biên bản cho đơn vị kế thừa: %(heir)s") % facts,
        who=_("Chuyên viên hoặc lãnh đạo Sở"),
        due=minutes.held_on,
        basis=_("%(unit)s không còn vào ngày lập biên bản") % facts,
        after=_("Xem lại người đại diện, rồi niêm phong để ký"),
        state=pill,
        deeds=(deed_of(deeds["pass_on"], address("pass_on", minutes.code), icon="git-branch", kind="main", post=True),),
    )


def _after_draft(minutes: Minutes, deeds: dict[str, DeedPermit], missing: Sequence[str], pill: Pill) -> NextStep:
    of_items = [name for name in missing if name in ("quantity", "condition")]
    in_form = len(missing) > len(of_items)
    edit = deed_of(deeds["edit"], address("edit", minutes.code), icon="pencil", kind="main" if in_form else "plain")
    describe = deed_of(
        deeds["edit_items"],
        address("edit_items", minutes.code),
        icon="list",
        kind="main" if of_items and not in_form else "plain",
    )
    seal = deed_of(
        deeds["seal"],
        address("seal", minutes.code),
        icon="lock",
        kind="plain" if missing else "main",
        post=True,
        consequences=(
            _("Nội dung và vân tay được khoá; mọi người ký đúng một nội dung."),
            _("Sau đó không sửa được nữa: muốn đổi thì huỷ biên bản và lập lại."),
        ),
        values=(("version", minutes.version),),
        blocked=_("Còn thiếu: %(what)s.") % {"what": _named(missing)} if missing else "",
    )
    return NextStep(
        title=_("Bổ sung: %(what)s") % {"what": _named(missing)} if missing else _("Xem lại rồi niêm phong để ký"),
        who=_("Chuyên viên hoặc lãnh đạo Sở"),
        due=minutes.held_on,
        after=_("Biên bản sẵn sàng để các bên ký một lần cho mọi mục"),
        state=pill,
        deeds=(edit, describe, seal) if in_form else (describe, edit, seal) if of_items else (seal, edit, describe),
    )


def _named(fields: Sequence[str]) -> str:
    return ", ".join(str(FIELD_LABELS[name]) for name in fields)


def deed_of(permit: DeedPermit, url: str, *, blocked: str = "", **more: Any) -> Deed:
    """A button that says why when it cannot be pressed."""
    return Deed(label=permit.label, url=url, blocked=str(permit.permit.why) or blocked, **more)


def turn_words(minutes: Minutes, signed: Iterable[str]) -> str:
    """Whose turn it is, where parties sign one after another and somebody has still to."""
    turn = whose_turn(minutes.signing_order, set(signed))
    if not minutes.signing_order or not turn:
        return ""
    return _("Các bên ký lần lượt (%(order)s): đến lượt %(turn)s.") % {
        "order": ORDER_LABELS[minutes.signing_order],
        "turn": PARTY_SHORT[turn[0]],
    }


def unsigned_parties(signed: Iterable[str]) -> tuple[Party, ...]:
    """Who has still to sign, in the order of the page."""
    done = set(signed)
    return tuple(party for party in SIGNING_ORDER if party not in done)
