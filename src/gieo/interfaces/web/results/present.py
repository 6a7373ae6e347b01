"""How a result stands on pages: its pill, its deeds, the card of the next step, the thread, the kit."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.calendar import WorkCalendar
from gieo.core.permits import Permit
from gieo.domain.procedures.wording import MARKS
from gieo.domain.results import queries, wording
from gieo.domain.results.models import Result
from gieo.domain.results.permits import may_edit, may_grant_kit_waiver
from gieo.domain.results.queries import Gate, KitLine, MissingPart
from gieo.domain.results.queries.validity import unconfirmed_since
from gieo.domain.results.vocab import ResultState, Stage
from gieo.interfaces.web.results.downstream import Receiver
from gieo.interfaces.web.results.forms import SECTIONS
from gieo.interfaces.web.results.handing import handing_step
from gieo.interfaces.web.ui.components import Deed, GateRow, Link, NextStep, Pill
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.thread import Knot, make_thread

ICONS = {
    "accept": "badge-check",
    "register": "file-check",
    "make_transferable": "send",
    "hand_over": "handshake",
    "complete_kit": "list-plus",
    "reopen": "rotate-ccw",
    "hold_back": "pause",
    "withdraw": "archive",
    "expire": "hourglass",
    "reinstate": "rotate-ccw",
    "revalidate": "check",
    "confirm_validity": "calendar-check",
}
FORWARD = ("accept", "register", "make_transferable")
STAGES = {"accept": Stage.ACCEPT, "make_transferable": Stage.TRANSFER}


def state_pill(result: Result) -> Pill:
    """The state in a word."""
    return Pill(word=str(wording.STATES[result.state]), tone=wording.STATE_TONES[result.state])


def unconfirmed_pill(result: Result, today: date) -> Pill | None:
    """What its owner has not confirmed in time says so to everybody."""
    since = unconfirmed_since(result, today)
    if since is None:
        return None
    return Pill(word=str(wording.UNCONFIRMED) % {"day": legal_date(since)}, tone="wait")


def access_pill(result: Result) -> Pill | None:
    """A lock on what only named people see."""
    word = str(wording.ACCESSES[result.access])
    return Pill(word=word, tone="info", icon="lock") if result.is_restricted else None


def gate_pill(result: Result, gate: Gate) -> Pill | None:
    """What an offered result still lacks, or that it was waived; nothing when nothing lacks."""
    if result.state != ResultState.TRANSFERABLE or not gate.missing:
        return None
    if gate.waiver is not None:
        return Pill(word=_("Được miễn %(count)d phần") % {"count": len(gate.missing)}, tone="wait")
    count = len(gate.missing)
    return Pill(word=ngettext("Thiếu %(count)d phần", "Thiếu %(count)d phần", count) % {"count": count}, tone="late")


def list_pills(result: Result, gate: Gate) -> tuple[Pill, ...]:
    """The pills of a row: its state, as the filter names it, then what it lacks."""
    lacks = gate_pill(result, gate)
    return (state_pill(result), lacks) if lacks else (state_pill(result),)


def address(verb: str, result: Result) -> str:
    return reverse(f"results:{verb}", args=[result.code])


def field_address(result: Result, name: str) -> str:
    """Where a missing thing is filled in."""
    if name == "leader":
        return address("record", result) + "#thanh-vien"
    if name == "products":
        return address("record", result) + "#san-pham"
    return f"{address('edit', result)}#id_{name}"


def section_of(name: str) -> str:
    return next((anchor for anchor, _legend, names in SECTIONS if name in names), "")


def kit_rows(result: Result, lines: Iterable[KitLine], *, linked: bool) -> list[GateRow]:
    """The kit as a list of what is there and what is missing, with the way to fill it in."""
    return [
        GateRow(
            label=line.label,
            filled=line.filled,
            note=line.hint,
            url=field_address(result, line.field) if linked and not line.filled else "",
        )
        for line in lines
    ]


def missing_rows(result: Result, missing: Sequence[MissingPart]) -> list[GateRow]:
    return [GateRow(label=part.label, filled=False, url=field_address(result, part.name)) for part in missing]


def blocked_by(missing: Sequence[MissingPart]) -> str:
    """Why a step cannot be taken yet, in a sentence."""
    return _("Còn thiếu: %(what)s.") % {"what": ", ".join(part.label.lower() for part in missing)} if missing else ""


def next_card(
    result: Result, actor: Actor, calendar: WorkCalendar, gate: Gate, receivers: Sequence[Receiver]
) -> NextStep:
    """What next, who, by when, on which basis, with the one main button; blocked deeds say why."""
    step = queries.next_step(result, actor, calendar)
    if step.verb == "hand_over" and receivers:
        return handing_step(receivers, may_edit(actor, result))
    late = calendar.working_between(step.due, clock.today()) if step.due else 0
    state = (
        Pill(word=ngettext("Trễ %(n)d ngày làm việc", "Trễ %(n)d ngày làm việc", late) % {"n": late}, tone="late")
        if late > 0
        else None
    )
    basis = ""
    if step.basis.document:
        basis = f"{step.basis} ({str(MARKS[step.basis.mark]).lower()})"
    return NextStep(
        title=step.title,
        who=step.who,
        due=step.due,
        due_note=_("30 ngày làm việc từ ngày nghiệm thu") if step.due else "",
        basis=basis,
        after=step.after,
        state=state,
        deeds=_card_deeds(result, step, actor, gate),
        done=result.state == ResultState.WITHDRAWN,
    )


def _card_deeds(result: Result, step: queries.NextStep, actor: Actor, gate: Gate) -> tuple[Deed, ...]:
    icon = ICONS[step.verb]
    edit = may_edit(actor, result)
    if step.verb == "complete_kit":
        main = _deed(_("Bổ sung bộ chuyển giao"), "#bo-chuyen-giao" if edit else "", icon, "main", edit)
        way_out = _waiver_link(result, actor)
        return main, Deed(label=_("Đưa vào quyết định"), icon="handshake", blocked=gate.why, way_out=way_out)
    if step.verb == "hand_over":
        url = reverse("transfers:decisions")
        return (_deed(_("Mở danh sách quyết định"), url, icon, "main", step.permit),)
    label = str(wording.VERBS[step.verb])
    if step.missing:
        fill = _deed(_("Điền phần còn thiếu"), field_address(result, step.missing[0].name), "pencil", "main", edit)
        return fill, Deed(label=label, icon=icon, blocked=blocked_by(step.missing) if step.permit else step.permit.why)
    main_kind = "main" if step.verb in FORWARD else "plain"
    return (_deed(label, address(step.verb, result), icon, main_kind, step.permit),)


def _deed(label: str, url: str, icon: str, kind: str, permit: Permit) -> Deed:
    if not permit:
        return Deed(label=label, icon=icon, blocked=permit.why)
    return Deed(label=label, url=url, icon=icon, kind=kind)


def _waiver_link(result: Result, actor: Actor) -> Link | None:
    if not may_grant_kit_waiver(actor, result):
        return None
    return Link(_("Miễn, nêu lý do"), address("grant_kit_waiver", result))


def side_deeds(result: Result, actor: Actor) -> list[Deed]:
    """Steps back and aside, below the record; each opens a page that says what follows from it."""
    deeds = queries.open_deeds(result, actor)
    return [
        _deed(str(wording.VERBS[verb]), address(verb, result), ICONS[verb], "quiet", permit)
        for verb, permit in deeds.items()
        if verb not in FORWARD
    ]


def thread(
    result: Result, receivers: Sequence[Receiver], *, used: int = 0, copied: int = 0, linked: bool = True
) -> tuple[Knot, ...]:
    """The seven knots: the task upstream, the result here, its decisions and receivers, `used` places and among them
    those `copied` from another downstream. `linked` for the office."""
    links: dict[str, tuple[Link, ...]] = {}
    notes: dict[str, str] = {}
    for knot in queries.thread_of(result):
        links[knot.key] = tuple(Link(text) for text, _code in knot.links)
        if knot.note:
            notes[knot.key] = knot.note
    if receivers:
        decisions = {one.decision: one.decision_url for one in receivers}
        links["transfer"] = tuple(Link(name, url if linked else "") for name, url in decisions.items())
        count = len({one.unit for one in receivers})
        notes["transfer"] = ngettext("%(count)d đơn vị nhận", "%(count)d đơn vị nhận", count) % {"count": count}
    else:
        notes["-transfer"] = _("Chưa giao đơn vị nào")
    if used:
        notes["uptake"] = ngettext("%(count)d nơi ứng dụng", "%(count)d nơi ứng dụng", used) % {"count": used}
    else:
        notes["-uptake"] = _("Chưa có báo cáo ứng dụng")
    if copied:
        words = ngettext("%(count)d nơi làm theo", "%(count)d nơi làm theo", copied) % {"count": copied}
        links["replication"] = (Link(words, reverse("copies:tree", args=[result.code]) if linked else "#dang-dung"),)
    else:
        notes["-replication"] = _("Chưa có nơi nào")
    return make_thread(here="result", links=links, notes=notes)
