"""The owner of a result answers by the link of a letter whether it still holds: no account, no script needed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.results import services
from gieo.domain.results.models import Result
from gieo.domain.results.queries.validity import Question, asked_by_link, asked_from, holds_until, term
from gieo.domain.results.vocab import Holding, QuestionFault
from gieo.domain.results.wording import HOLDINGS, QUESTION_FAULTS
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.results.forms import OwnerForm
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import filled, fills, page, private, public


@public
@private
@fills
@limited("links")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The question; or what was noted; or why the link asks nothing, and whom to call. Looking at it changes nothing:
    machines that read letters open links."""
    today = clock.today()
    asked = asked_by_link(token, on=today)
    form = OwnerForm(request.POST or None, today=today)
    is_again = asked.fault is QuestionFault.ANSWERED and request.method == "POST" and form.is_valid()
    if asked.fault is not None and not is_again:
        return _closed(request, asked, form)
    assert asked.result is not None
    result = asked.result

    def send(values: dict[str, Any]) -> Result:
        values["answer"] = Holding(values["answer"])
        return services.answer_by_link(token, now=clock.now(), **values)

    try:
        return filled(
            request, form, "results/owner.html", send, to=reverse("results_public:answer", args=[token]), result=result,
            since=result.confirmed_on or result.certificate_on, holds_until=holds_until(result), until=asked.until,
            months=term(today).count, department=operator(),
        )  # fmt: skip
    except NotFound:  # it was answered or closed while this page lay open
        return _closed(request, asked_by_link(token, on=clock.today()), form)


def _closed(request: HttpRequest, asked: Question, form: OwnerForm) -> HttpResponse:
    """What was answered is told as everybody may read it, without who answered and why; nothing of what waits for the
    registry. Words that were typed meanwhile come back, to be copied and told."""
    assert asked.fault is not None
    result, today = asked.result, clock.today()
    return page(
        request,
        "results/owner_closed.html",
        status=_status(asked.fault, sends=request.method == "POST"),
        why=QUESTION_FAULTS[asked.fault],
        result=result,
        waits=bool(result and result.said_words),
        noted=_noted(result) if result else "",
        asked_again=asked_from(result, today) if result else None,
        typed=(form["words"].value() or "").strip() if form.is_bound else "",
        department=operator(),
    )


def _noted(result: Result) -> Any:
    if result.confirmed_on is None:
        return ""
    return HOLDINGS[Holding.CHANGED if result.confirmed_note else Holding.HOLDS]


def _status(fault: QuestionFault, *, sends: bool) -> int:
    """Nobody knows a forged link; whoever looks at a used one is thanked."""
    if fault is QuestionFault.FORGED:
        return 404
    return 200 if fault is QuestionFault.ANSWERED and not sends else 410
