"""What a result still needs, what comes next, and the thread it hangs on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.basis import NO_BASIS, Basis
from gieo.core.calendar import WorkCalendar
from gieo.core.permits import Permit
from gieo.domain.procedures.queries import find_limit
from gieo.domain.procedures.vocab import LimitKey
from gieo.domain.results import permits, wording
from gieo.domain.results.lifecycle import RESULT
from gieo.domain.results.models import Result
from gieo.domain.results.queries.kit import handover_gate
from gieo.domain.results.rules import REQUIRED, missing_for
from gieo.domain.results.vocab import MemberRole, ResultState, Stage

PERMITS = {
    "accept": permits.may_accept,
    "register": permits.may_register,
    "make_transferable": permits.may_make_transferable,
    "reopen": permits.may_reopen,
    "hold_back": permits.may_hold_back,
    "withdraw": permits.may_withdraw,
    "expire": permits.may_expire,
    "reinstate": permits.may_reinstate,
    "revalidate": permits.may_revalidate,
    "confirm_validity": permits.may_confirm_validity,
}


def values_of(result: Result) -> dict[str, Any]:
    """Everything that a stage may ask for, by name. Reads members and products."""
    names = {name for stage in REQUIRED.values() for name in stage} | {"origin", "task_code", "programme"}
    plain = names - {"leader", "products", "field", "objective", "host", "programme"}
    return {
        **{name: getattr(result, name) for name in plain},
        **{name: getattr(result, f"{name}_id") for name in ("field", "objective", "host", "programme")},
        "leader": [member.name for member in result.members.all() if member.role == MemberRole.LEADER],
        "products": [product.pk for product in result.products.all()],
    }


@dataclass(frozen=True)
class MissingPart:
    """Something to fill in, by the name of its form field, with its label."""

    name: str
    label: str


def label_of(name: str) -> str:
    """What a required thing is called: a form field's label, with a capital."""
    if name in wording.MISSING:
        return str(wording.MISSING[name])
    label = str(Result._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def what_is_missing(result: Result, stage: Stage) -> tuple[MissingPart, ...]:
    """What must still be filled in before a deed, in the order of the form."""
    return tuple(MissingPart(name, label_of(name)) for name in missing_for(stage, values_of(result)))


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next. `permit` says whether the asking actor may; `missing` what stands in its way."""

    verb: str
    title: str
    who: str
    permit: Permit
    missing: tuple[MissingPart, ...] = ()
    due: date | None = None
    basis: Basis = field(default_factory=lambda: NO_BASIS)
    after: str = ""

    @property
    def is_blocked(self) -> bool:
        return bool(self.missing) or not self.permit


def next_step(result: Result, actor: Actor, calendar: WorkCalendar) -> NextStep:
    """What a result waits for: its next stage, or, once offered, a complete kit and then a handover."""
    match result.state:
        case ResultState.DRAFT:
            return _stage(result, actor, "accept", Stage.ACCEPT, _("Chuyên viên Sở"), _("Bắt đầu tính hạn đăng ký"))
        case ResultState.ACCEPTED:
            due, basis = registration_due(result, calendar)
            missing = tuple(part for part in what_is_missing(result, Stage.REGISTER) if "certificate" not in part.name)
            return NextStep(
                "register", str(wording.VERBS["register"]), _("Cán bộ đăng ký"), permits.may_register(actor, result),
                missing, due, basis, _("Có giấy chứng nhận, hiện trên cổng"),
            )  # fmt: skip
        case ResultState.REGISTERED:
            after = _("Đơn vị thấy trên cổng là sẵn sàng nhận")
            return _stage(result, actor, "make_transferable", Stage.TRANSFER, _("Chuyên viên Sở"), after)
        case ResultState.TRANSFERABLE:
            return _offered(result, actor)
        case ResultState.EXPIRED:
            return NextStep(
                "revalidate", _("Xác nhận kết quả còn dùng được, hoặc để nguyên hết hạn"), _("Chuyên viên Sở"),
                permits.may_revalidate(actor, result), after=_("Trở lại trạng thái đã đăng ký"),
            )  # fmt: skip
    return NextStep(
        "reinstate", _("Không còn việc gì: kết quả đã rút"), _("Chuyên viên Sở"),
        permits.may_reinstate(actor, result), after=_("Khôi phục thì kết quả trở lại bản nháp"),
    )  # fmt: skip


def _stage(result: Result, actor: Actor, verb: str, stage: Stage, who: str, after: str) -> NextStep:
    permit = PERMITS[verb](actor, result)
    return NextStep(verb, str(wording.VERBS[verb]), who, permit, what_is_missing(result, stage), after=after)


def _offered(result: Result, actor: Actor) -> NextStep:
    gate = handover_gate(result)
    if gate.ok:
        return NextStep(
            "hand_over", _("Đưa vào quyết định chuyển giao, giao cho đơn vị nhận"), _("Chuyên viên Sở"),
            permits.may_edit(actor, result), after=_("Có biên bản bàn giao của từng đơn vị"),
        )  # fmt: skip
    first = str(wording.KIT_PARTS[gate.missing[0]]).lower()
    more = len(gate.missing) - 1
    title = _("Bổ sung bộ chuyển giao: %(part)s") % {"part": first}
    if more:
        title = _("Bổ sung bộ chuyển giao: %(part)s và %(more)d phần nữa") % {"part": first, "more": more}
    return NextStep(
        "complete_kit", title, _("Chuyên viên Sở"), permits.may_edit(actor, result),
        after=_("Giao được cho đơn vị nhận"),
    )  # fmt: skip


def registration_due(result: Result, calendar: WorkCalendar) -> tuple[date | None, Basis]:
    """The last day to register (30 working days after the official acceptance, TT 14/2014 Đ10) and its basis.

    Nothing when the day of acceptance is not known, or lies before the text was in force.
    """
    if result.accepted_on is None:
        return None, NO_BASIS
    limit = find_limit(LimitKey.RESULT_REGISTRATION, result.accepted_on)
    return (calendar.due(result.accepted_on, limit.limit), limit.basis) if limit else (None, NO_BASIS)


def open_deeds(result: Result, actor: Actor) -> Mapping[str, Permit]:
    """Every deed that the life cycle knows from here, with whether this actor may, in the order of the table."""
    return {verb: PERMITS[verb](actor, result) for verb in RESULT.verbs(result.state)}


@dataclass(frozen=True)
class ThreadKnot:
    """One knot of the thread with what hangs there: (text, code of a result or "") and a note."""

    key: str
    links: tuple[tuple[str, str], ...] = ()
    note: str = ""


def thread_of(result: Result) -> tuple[ThreadKnot, ...]:
    """The thread up to this result: what is known upstream and the result itself. The page adds what is downstream."""
    years = "–".join(str(year) for year in (result.start_year, result.end_year) if year)
    task = ((result.task_code, ""),) if result.task_code else ()
    knots = [ThreadKnot("task", task, years)] if task or years else []
    return (*knots, ThreadKnot("result", ((result.code, result.code),)))
