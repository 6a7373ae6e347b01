"""A need beside the results that exist, a result beside the needs that wait."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotAllowed, Refused
from gieo.domain.needs.access import access_need
from gieo.domain.needs.lifecycle import NEED
from gieo.domain.needs.wording import FIT_TONES, FITS
from gieo.domain.results.access import access_result
from gieo.domain.results.models import Result
from gieo.domain.results.queries.validity import unconfirmed_since
from gieo.domain.results.wording import UNCONFIRMED
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Suggestion, Weighing
from gieo.domain.transfers.permits import may_draft_decision, may_tell_units, may_weigh
from gieo.domain.transfers.queries.suggesting import judged_for, told_for
from gieo.domain.transfers.queries.weighing import Match, is_met, judged_of, left_to_judge, needs_for, results_for
from gieo.domain.transfers.vocab import FIRST_SHOWN, Judged
from gieo.domain.transfers.wording import JUDGED_LABELS, JUDGED_TONES
from gieo.domain.uptake.queries.users import users_of
from gieo.interfaces.web.needs import shown
from gieo.interfaces.web.needs.forms import JudgeForm
from gieo.interfaces.web.needs.office import frame
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes

MOST_USERS = 3
"""Named for one result."""


@reads
def weigh(request: HttpRequest, code: str) -> HttpResponse:
    """Results that could meet a need, best first, with reasons; each to be accepted or refused."""
    need = access_need(code, request.actor)
    matches, fault = _matches(lambda: results_for(need))
    today = clock.today()
    users = users_of([one.result.pk for one in matches], request.actor, today)
    matches = [
        replace(
            one,
            why=(*one.why, *_users(users.get(one.result.pk, ()))),
            against=(*_silence(one.result, today), *one.against),
        )
        for one in matches
    ]
    judged = judged_of(need)
    open_for_judging = NEED.allows("mark_weighed", need.state)
    return page(
        request,
        "needs/weigh.html",
        need=need,
        fault=fault,
        rows=[
            (match, _fit(match), judged.get(match.result.pk), *_said(judged.get(match.result.pk))) for match in matches
        ],
        left=len(left_to_judge(matches, judged)),
        may_find_none=not is_met(judged) and need.weighed_at is None,
        first=FIRST_SHOWN,
        may_weigh=may_weigh(request.actor, need) if open_for_judging else None,
        may_draft=may_draft_decision(request.actor),
        **frame(need, _("Kết quả có thể đáp ứng")),
    )


def _matches(ask: Callable[[], list[Match]]) -> tuple[list[Match], str]:
    """What comes near, or why that cannot be said now."""
    try:
        return ask(), ""
    except Refused as fault:
        return [], str(fault)


def _users(names: Sequence[str]) -> list[str]:
    """The first few who use it, and how many more do; nothing where nobody does."""
    if not names:
        return []
    said = ", ".join(names[:MOST_USERS])
    if (more := len(names) - MOST_USERS) > 0:
        said = ngettext("%(users)s và %(n)s nơi khác", "%(users)s và %(n)s nơi khác", more) % {"users": said, "n": more}
    return [_("Đang dùng: %(users)s") % {"users": said}]


def _silence(result: Result, today: date) -> list[str]:
    """What speaks against a result whose owner has not confirmed it in time."""
    since = unconfirmed_since(result, today)
    return [str(UNCONFIRMED) % {"day": legal_date(since)}] if since is not None else []


def _fit(match: Match) -> Pill:
    return Pill(word=str(FITS[match.fit]), tone=FIT_TONES[match.fit])


def _said(row: Weighing | None) -> tuple[Pill | None, bool]:
    """What was said of it, and whether it was accepted."""
    if row is None:
        return None, False
    return Pill(word=str(JUDGED_LABELS[row.judged]), tone=JUDGED_TONES[row.judged]), row.judged == Judged.ACCEPTED


@fills
def judge(request: HttpRequest, code: str, result: str) -> HttpResponse:
    need, chosen = access_need(code, request.actor), access_result(result, request.actor)
    may_weigh(request.actor, need).require()
    before = judged_of(need).get(chosen.pk)
    initial = {"judged": before.judged, "reason": before.reason, "words": before.words} if before else {}

    def do(values: dict[str, Any]) -> Weighing:
        return services.judge_result(need, chosen, actor=request.actor, now=clock.now(), **values)

    words = frame(need, _("Nhận hay từ chối %(code)s") % {"code": chosen.code})
    return filled(
        request,
        JudgeForm(request.POST or None, initial=initial),
        "needs/form.html",
        do,
        said=_("Đã ghi."),
        to=("needs:weigh", code),
        **words | {"lead": chosen.shown_title, "back": reverse("needs:weigh", args=[code])},
    )


@writes
def none(request: HttpRequest, code: str) -> HttpResponse:
    need = access_need(code, request.actor)
    return deed(
        request,
        lambda: services.find_none(need, actor=request.actor, now=clock.now()),
        said=_("Đã ghi là không có kết quả nào đáp ứng."),
        to=("needs:record", code),
        back=("needs:weigh", code),
    )


def _had_a_letter(told: Suggestion | None) -> bool:
    return told is not None and told.by_letter


@fills
def for_result(request: HttpRequest, code: str) -> HttpResponse:
    """Needs that a result could meet; an officer says whose units hear of it."""
    if not request.actor.is_office:
        raise NotAllowed(_("Trang này dành cho cán bộ của Sở."))
    result = access_result(code, request.actor)
    may, told, judged, today = may_tell_units(request.actor), told_for(result), judged_for(result), clock.today()
    matches, fault = _matches(lambda: needs_for(result))
    if request.method == "POST":
        chosen = [one.need for one in matches if one.need.code in request.POST.getlist("need")]
        return deed(
            request,
            lambda: services.tell_units(result, chosen, actor=request.actor, now=clock.now()),
            said=lambda sent: ngettext("Đã gửi %(n)s thư.", "Đã gửi %(n)s thư.", sent) % {"n": sent},
            to=("needs:for_result", code),
        )
    record = reverse("results:record", args=[code])
    return page(
        request,
        "needs/for_result.html",
        result=result,
        used=[*_silence(result, today), *_users(users_of([result.pk], request.actor, today).get(result.pk, ()))],
        rows=[
            (one, _fit(one), shown.unit_of(one.need), told.get(one.need.pk), one.need.pk in judged) for one in matches
        ],
        fault=fault,
        left=any(one.need.pk not in judged and not _had_a_letter(told.get(one.need.pk)) for one in matches),
        may=may,
        trail=[Link(_("Kết quả"), reverse("results:list")), Link(code, record), Link(_("Nhu cầu có thể đáp ứng"))],
    )
