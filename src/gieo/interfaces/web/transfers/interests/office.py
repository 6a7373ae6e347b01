"""Interests in the office: the list with its figures, the conversation, the answer, the end."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import Invalid, NotFound
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.procedures.wording import MARKS, span
from gieo.domain.results.models import Result
from gieo.domain.transfers import permits, services, wording
from gieo.domain.transfers.access import access_interest, asked_result, visible_interests
from gieo.domain.transfers.lifecycle import INTEREST
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.queries.interests import (
    interest_figures,
    lines_of,
    reply_limit,
    talk_address,
    token_of,
)
from gieo.domain.transfers.vocab import AskedBy, Outcome, Wait
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.transfers.interests import shown
from gieo.interfaces.web.transfers.interests.forms import ReplyForm, SettleForm, TakeDownForm, WriteDownForm
from gieo.interfaces.web.transfers.interests.lists import office_list
from gieo.interfaces.web.ui.components import Deed, Link, NextStep
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes

WAIT_TONES = {Wait.IN_TIME: "ok", Wait.LATE: "wait", Wait.WAITS: "plain", Wait.OVERDUE: "late"}
DEEDS = {"write_down": "phone", "settle": "check", "take_up": "rotate-ccw", "renew_link": "link"}


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed, today = office_list(request), clock.today()
    counts = interest_figures(visible_interests(request.actor), today)
    return page(
        request,
        "transfers/interests/list.html",
        list=listed,
        rows=[(row, shown.pill_of(row, today), shown.body_of(row, today)) for row in listed.rows],
        may_take_down=bool(permits.may_take_down(request.actor)),
        waits=[(counts[wait], wording.WAIT_LABELS[wait], WAIT_TONES[wait], wait.value) for wait in Wait],
        outcomes=[(counts[each], wording.OUTCOME_LABELS[each], each.value) for each in Outcome if counts[each]],
    )


export = exported(office_list)


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    interest, actor, today = access_interest(code, request.actor), request.actor, clock.today()
    may_reply = _may("reply", interest, actor)
    return page(
        request,
        "transfers/interests/record.html",
        interest=interest,
        pill=shown.pill_of(interest, today),
        body=shown.body_of(interest, today),
        messages_of=list(interest.messages.all()),
        outcome=wording.OUTCOME_LABELS.get(interest.outcome, ""),
        leads_on=_leads_on(interest, actor),
        lines=list(lines_of(interest, actor)),
        asked_by=wording.ASKED_BY_LABELS[interest.asked_by],
        next_step=_next_step(interest, may_reply),
        reply=ReplyForm() if may_reply else None,
        deeds=[_deed(interest, verb, actor) for verb in DEEDS if INTEREST.allows(verb, interest.state)]
        if actor.is_office
        else [],
        talk=talk_address(interest) if permits.may_renew_link(actor, interest) else "",
        own_talk=reverse("interests_public:talk", args=[token_of(interest)])
        if permits.may_write_on(actor, interest)
        else "",
        happenings=happenings(history(interest)),
        trail=[*_trail(), Link(interest.code)],
    )


def _may(verb: str, interest: Interest, actor: Actor) -> Permit:
    allowed = INTEREST.allows(verb, interest.state)
    return first_refusal(
        permits.INTEREST_PERMITS[verb](actor, interest),
        YES if allowed else no(wording.interest_blocked(verb, interest.state)),
    )


def _leads_on(interest: Interest, actor: Actor) -> Link | None:
    """From a transfer to the draft of its decision."""
    if interest.outcome != Outcome.TRANSFER or not permits.may_draft_decision(actor):
        return None
    return Link(
        _("Đưa kết quả vào quyết định chuyển giao"), f"{reverse('results:to_decision')}?code={interest.result.code}"
    )


def _next_step(interest: Interest, may_reply: Permit) -> NextStep | None:
    """Whoever waits for an answer is owed it."""
    if interest.due is None:
        return None
    limit, label = reply_limit(interest.stated_on), str(wording.INTEREST_VERBS["reply"])
    step = Deed(label=label, url="#tra-loi", icon="message-square")
    blocked = Deed(label=label, icon="message-square", blocked=may_reply.why)
    return NextStep(
        title=label,
        who=_("Chuyên viên Sở"),
        due=interest.due,
        due_note=_("hạn trả lời"),
        basis=f"{span(limit.count, limit.unit)}. {MARKS[limit.mark]}",
        after=_("Người hỏi nhận câu trả lời và viết tiếp được"),
        deeds=(step if may_reply else blocked,),
    )


def _deed(interest: Interest, verb: str, actor: Actor) -> Deed:
    permit, label = permits.INTEREST_PERMITS[verb](actor, interest), str(wording.INTEREST_VERBS[verb])
    url = reverse(f"interests:{verb}", args=[interest.code])
    if not permit:
        return Deed(label=label, icon=DEEDS[verb], blocked=permit.why)
    if verb == "renew_link":
        ends = (
            _("Liên kết đang dùng không mở được nữa."),
            _("Liên kết mới gửi tới thư điện tử của người hỏi, nếu có."),
        )
        return Deed(label=label, icon=DEEDS[verb], url=url, consequences=ends)
    return Deed(label=label, icon=DEEDS[verb], url=url)


@fills
def take_down(request: HttpRequest) -> HttpResponse:
    """What somebody asked on the telephone or at the counter; the result by its code, or from its page."""
    permits.may_take_down(request.actor).require()
    form = TakeDownForm(request.POST or None, initial={"result": request.GET.get("of", "")})

    def do(values: dict[str, Any]) -> Interest:
        result = _asked_about(values.pop("result"))
        values["asked_by"] = AskedBy(values["asked_by"])
        return services.take_down_interest(result, actor=request.actor, now=clock.now(), **values)

    heading = str(wording.INTEREST_VERBS["take_down"])
    return filled(
        request,
        form,
        "transfers/interests/take_down.html",
        do,
        said=_("Đã ghi. Người hỏi nhận liên kết nếu có địa chỉ; chưa có thì đọc liên kết cho họ."),
        to=lambda row: ("interests:record", row.code),
        heading=heading,
        back=reverse("interests:list"),
        trail=[*_trail(), Link(heading)],
    )


def _asked_about(code: str) -> Result:
    """The public result of a code. Raises Invalid beside the field: what else was typed stays."""
    try:
        return asked_result(code.strip().upper())
    except NotFound as fault:
        raise Invalid({"result": [sentence(fault)]}) from None


@fills
def reply(request: HttpRequest, code: str) -> HttpResponse:
    interest = access_interest(code, request.actor)
    permits.may_reply(request.actor, interest).require()
    return _form(
        request,
        interest,
        ReplyForm(request.POST or None),
        "reply",
        lambda values: services.reply_interest(interest, actor=request.actor, now=clock.now(), **values),
        _("Đã trả lời; thư đã vào hộp thư đi nếu người hỏi có địa chỉ."),
    )


@fills
def write_down(request: HttpRequest, code: str) -> HttpResponse:
    """What who asked said in a later call."""
    interest = access_interest(code, request.actor)
    permits.may_write_down(request.actor, interest).require()

    def do(values: dict[str, Any]) -> Interest:
        values["asked_by"] = AskedBy(values["asked_by"])
        return services.write_down_words(interest, actor=request.actor, now=clock.now(), **values)

    return _form(request, interest, WriteDownForm(request.POST or None), "write_down", do, _("Đã ghi lời người hỏi."))


@fills
def settle(request: HttpRequest, code: str) -> HttpResponse:
    interest = access_interest(code, request.actor)
    permits.may_settle(request.actor, interest).require()

    def do(values: dict[str, Any]) -> Interest:
        values["outcome"] = Outcome(values["outcome"])
        return services.settle_interest(interest, actor=request.actor, now=clock.now(), **values)

    return _form(request, interest, SettleForm(request.POST or None), "settle", do, _("Đã kết thúc cuộc trao đổi."))


@fills
def take_up(request: HttpRequest, code: str) -> HttpResponse:
    interest = access_interest(code, request.actor)
    permits.may_take_up(request.actor, interest).require()
    return _form(
        request,
        interest,
        ReplyForm(request.POST or None),
        "take_up",
        lambda values: services.take_up_interest(interest, actor=request.actor, now=clock.now(), **values),
        _("Đã mở lại cuộc trao đổi."),
    )


@writes
def renew_link(request: HttpRequest, code: str) -> HttpResponse:
    interest = access_interest(code, request.actor)
    return deed(
        request,
        lambda: services.renew_link_of_interest(interest, actor=request.actor, now=clock.now()),
        said=_("Đã đổi liên kết."),
        to=("interests:record", code),
    )


def _form(
    request: HttpRequest, interest: Interest, form: Any, verb: str, do: Callable[[dict[str, Any]], Any], said: str
) -> HttpResponse:
    heading, back = str(wording.INTEREST_VERBS[verb]), reverse("interests:record", args=[interest.code])
    return filled(
        request,
        form,
        "transfers/interests/form.html",
        do,
        said=said,
        to=("interests:record", interest.code),
        heading=heading,
        interest=interest,
        last=interest.messages.filter(from_office=False).last(),
        back=back,
        trail=[*_trail(), Link(interest.code, back), Link(heading)],
    )


def _trail() -> list[Link]:
    return [Link(_("Người quan tâm kết quả"), reverse("interests:list"))]
