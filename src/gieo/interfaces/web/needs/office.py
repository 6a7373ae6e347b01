"""Needs in the office: the list, the record, the answer and how a need ends."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.core.permits import Permit
from gieo.domain.needs import permits, services, wording
from gieo.domain.needs.access import access_need
from gieo.domain.needs.lifecycle import NEED
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import answer_limit
from gieo.domain.needs.vocab import Answer, NeedState
from gieo.domain.procedures.wording import MARKS, span
from gieo.domain.results.access import visible_results
from gieo.domain.transfers.queries.suggesting import told_of
from gieo.domain.transfers.queries.weighing import is_met, judged_of
from gieo.domain.transfers.services import answer_with_proposal, answer_with_result
from gieo.domain.transfers.vocab import Judged
from gieo.domain.transfers.wording import JUDGED_LABELS, JUDGED_TONES, ONE_ACCEPTED, REFUSED_FOR_LABELS
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.needs import shown
from gieo.interfaces.web.needs.forms import AnswerForm, WordsForm
from gieo.interfaces.web.needs.lists import office_list
from gieo.interfaces.web.ui.components import Deed, Link, NextStep, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import filled, fills, page, reads
from gieo.interfaces.web.ui.serving import stored_response

ICONS = {"close": "check", "withdraw": "x", "reopen": "rotate-ccw"}
MAY: dict[str, Callable[[Actor, Need], Permit]] = {
    "close": permits.may_close,
    "withdraw": permits.may_withdraw,
    "reopen": permits.may_reopen,
}


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed, today = office_list(request), clock.today()
    rows = [(row, shown.pill_of(row, today), shown.unit_of(row), shown.places_of(row)) for row in listed.rows]
    return page(request, "needs/list.html", list=listed, rows=rows, may_state=permits.may_state(request.actor))


export = exported(office_list)


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    need, today, actor = access_need(code, request.actor), clock.today(), request.actor
    weighings = judged_of(need)
    judged, met = sorted(weighings.values(), key=lambda row: row.rank), is_met(weighings)
    seen = set(visible_results(actor).filter(pk__in=[row.result_id for row in judged]).values_list("pk", flat=True))
    return page(
        request,
        "needs/record.html",
        need=need,
        pill=shown.pill_of(need, today),
        unit=shown.unit_of(need),
        places=shown.places_of(need),
        concerned=shown.concerned_of(need),
        conditions=shown.conditions_of(need),
        channel=wording.CHANNELS[need.channel],
        answer=wording.ANSWERS.get(need.answer, ""),
        met_by=visible_results(actor).filter(code=need.met_by).first() if need.met_by else None,
        next_step=_next_step(need, actor, met=met),
        is_met=met,
        one_accepted=ONE_ACCEPTED,
        weighed=[(row, *_judged(row)) for row in judged if row.result_id in seen],
        told=told_of(need),
        deeds=[_deed(need, verb, actor) for verb in NEED.verbs(need.state) if verb in MAY],
        may_edit=permits.may_edit(actor, need) if NEED.allows("edit", need.state) else None,
        happenings=happenings(history(need)),
        trail=[*_trail(), Link(need.code)],
    )


def _judged(row: Any) -> tuple[Pill, str]:
    pill = Pill(word=str(JUDGED_LABELS[row.judged]), tone=JUDGED_TONES[row.judged])
    return pill, str(REFUSED_FOR_LABELS[row.reason]) if row.reason else ""


def _next_step(need: Need, actor: Actor, *, met: bool) -> NextStep | None:
    """Until it is answered: first against the results that exist, then the answer."""
    if need.state != NeedState.STATED:
        return None
    limit = answer_limit(need.stated_on)
    weigh = reverse("needs:weigh", args=[need.code])
    answer, may = reverse("needs:answer", args=[need.code]), permits.may_answer(actor, need)
    label = str(wording.VERBS["answer"])
    first = need.weighed_at is None and not met
    deeds = [
        Deed(label=_("Xem kết quả có thể đáp ứng"), url=weigh, icon="search", kind="main" if first else "plain"),
        Deed(label=label, url=answer, icon="message-square", kind="plain" if first else "main")
        if may
        else Deed(label=label, icon="message-square", blocked=may.why),
    ]
    return NextStep(
        title=_("Đối chiếu với kết quả đã có") if first else label,
        who=_("Chuyên viên Sở"),
        due=need.due,
        due_note=_("hạn trả lời"),
        basis=f"{span(limit.count, limit.unit)}. {MARKS[limit.mark]}",
        after=_("Người nêu nhận được câu trả lời có lý do"),
        deeds=tuple(deeds),
    )


def _deed(need: Need, verb: str, actor: Actor) -> Deed:
    permit, label = MAY[verb](actor, need), str(wording.VERBS[verb])
    if not permit:
        return Deed(label=label, icon=ICONS[verb], blocked=permit.why)
    return Deed(label=label, icon=ICONS[verb], url=reverse(f"needs:{verb}", args=[need.code]))


@reads
def source(request: HttpRequest, code: str) -> HttpResponse:
    """The form in Word that a need was read from."""
    need = access_need(code, request.actor)
    if need.source is None:
        raise NotFound(_("Nhu cầu này không có phiếu Word."))
    return stored_response(request, need.source)


@fills
def answer(request: HttpRequest, code: str) -> HttpResponse:
    need = access_need(code, request.actor)
    permits.may_answer(request.actor, need).require()
    accepted = [row for row in judged_of(need).values() if row.judged == Judged.ACCEPTED]

    def do(values: dict[str, Any]) -> Need:
        kind, _sign, met = values["answer"].partition(":")
        how: dict[str, Any] = {"words": values["words"], "actor": request.actor, "now": clock.now()}
        if kind == Answer.MET:
            result = next(row.result for row in accepted if row.result.code == met)
            return answer_with_result(need, result, **how)
        if kind == Answer.PROPOSAL:
            return answer_with_proposal(need, **how)
        return services.answer_need(need, answer=Answer(kind), **how)

    return filled(
        request,
        AnswerForm(request.POST or None, accepted=accepted),
        "needs/form.html",
        do,
        said=_("Đã trả lời; thư đã vào hộp thư đi nếu người nêu có địa chỉ."),
        to=("needs:record", code),
        **frame(need, str(wording.VERBS["answer"])),
    )


def _with_words(verb: str, do: Callable[..., Need], said: Callable[[], str]) -> Callable[..., HttpResponse]:
    @fills
    def view(request: HttpRequest, code: str) -> HttpResponse:
        need = access_need(code, request.actor)
        MAY[verb](request.actor, need).require()
        return filled(
            request,
            WordsForm(request.POST or None),
            "needs/form.html",
            lambda values: do(need, actor=request.actor, now=clock.now(), **values),
            said=said(),
            to=("needs:record", code),
            **frame(need, str(wording.VERBS[verb])),
        )

    return view


close = _with_words("close", services.close_need, lambda: _("Đã ghi là xong."))
withdraw = _with_words("withdraw", services.withdraw_need, lambda: _("Đã rút nhu cầu."))
reopen = _with_words("reopen", services.reopen_need, lambda: _("Đã mở lại; hạn trả lời tính từ hôm nay."))


def _trail() -> list[Link]:
    return [Link(_("Nhu cầu"), reverse("needs:list"))]


def frame(need: Need, heading: str) -> dict[str, Any]:
    back = reverse("needs:record", args=[need.code])
    return {
        "heading": heading,
        "lead": need.title,
        "back": back,
        "trail": [*_trail(), Link(need.code, back), Link(heading)],
    }
