""" "Transfer instead of research": each result shown for a need is accepted or refused with its reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.core.text import squeeze
from gieo.domain.needs.lifecycle import NEED
from gieo.domain.needs.models import Need
from gieo.domain.needs.services import answer_need, mark_weighed, take_weighing_back
from gieo.domain.needs.vocab import Answer
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.transfers import wording
from gieo.domain.transfers.models import Weighing
from gieo.domain.transfers.permits import may_weigh
from gieo.domain.transfers.queries.weighing import Match, is_met, judged_of, left_to_judge, match, results_for
from gieo.domain.transfers.vocab import FIRST_SHOWN, Judged
from gieo.foundation.journal.services import record, require_valid


def judge_result(
    need: Need, result: Result, *, judged: Judged, reason: str = "", words: str = "", actor: Actor, now: datetime
) -> Weighing:
    """Accept or refuse a public result for a need: one that is shown for it, or one that somebody knows of.

    In order: lock the need, permit, it waits for its answer, the result is public (Refused), save, journal; once the
    first five that are shown are refused, the need is marked as weighed, and no longer when one is accepted.
    """
    with transaction.atomic():
        row = _lock(need, actor)
        if not public_results().filter(pk=result.pk).exists():
            raise Refused(_("Chỉ xem xét kết quả đang công khai."))
        shown = _shown(row)
        ranks = {one.result.pk: rank for rank, one in enumerate(shown, start=1)}
        one = next((one for one in shown if one.result.pk == result.pk), None) or match(row, result)
        weighing = Weighing.objects.filter(need=row, result=result).first() or Weighing(need=row, result=result)
        before = (weighing.judged, weighing.reason, weighing.words)
        weighing.judged, weighing.words, weighing.rank, weighing.why = (
            judged,
            squeeze(words),
            ranks.get(result.pk, 0),
            list(one.why),
        )
        weighing.reason = reason if judged == Judged.REFUSED else ""
        weighing.judged_at, weighing.judged_by_name = now, actor.name_on_record
        if judged == Judged.REFUSED and not (weighing.reason and weighing.words):
            raise Invalid({"words": [_("Từ chối một kết quả phải chọn lý do và nói rõ thêm.")]})
        require_valid(weighing)
        weighing.save()
        after = (weighing.judged, weighing.reason, weighing.words)
        changes = dict(zip(("judged", "reason", "words"), zip(before, after, strict=True), strict=True))
        record("judge", row, actor=actor, now=now, changes={"result": ("", result.code), **changes})
        _mark(row, shown, actor=actor, now=now)
    return weighing


def find_none(need: Need, *, actor: Actor, now: datetime) -> Need:
    """Say that nothing that exists meets a need: nothing comes near, or the first of what does were refused already.
    Raises Refused while something that is shown was not judged, or one was accepted."""
    with transaction.atomic():
        row = _lock(need, actor)
        shown, judged = results_for(row), judged_of(row)
        if is_met(judged):
            raise Refused(str(wording.ONE_ACCEPTED))
        if left_to_judge(shown, judged):
            raise Refused(_("Đang có kết quả được gợi ý: nhận hoặc từ chối từng kết quả."))
        return mark_weighed(row, note=_note(shown), actor=actor, now=now)


def answer_with_result(need: Need, result: Result, *, words: str, actor: Actor, now: datetime) -> Need:
    """Answer a need with a result that was accepted for it. Raises Refused for another one."""
    with transaction.atomic():
        if not Weighing.objects.filter(need=need, result=result, judged=Judged.ACCEPTED).exists():
            raise Refused(_("Kết quả %(code)s chưa được nhận cho nhu cầu này.") % {"code": result.code})
        return answer_need(need, answer=Answer.MET, words=words, met_by=result.code, actor=actor, now=now)


def answer_with_proposal(need: Need, *, words: str, actor: Actor, now: datetime) -> Need:
    """Answer that nothing that exists meets a need, so that it goes on to a proposal. Raises Refused while a result is
    accepted for it, or one of the first that are shown by now was not judged."""
    with transaction.atomic():
        row, judged = _lock(need, actor), judged_of(need)
        if is_met(judged):
            raise Refused(str(wording.ONE_ACCEPTED))
        if row.weighed_at is not None and left_to_judge(_shown(row), judged):
            raise Refused(str(wording.NOT_ALL_JUDGED))
        return answer_need(row, answer=Answer.PROPOSAL, words=words, actor=actor, now=now)


def _shown(need: Need) -> list[Match]:
    """What is shown; nothing while the index cannot be asked."""
    try:
        return results_for(need)
    except Refused:
        return []


def _mark(need: Need, shown: list[Match], *, actor: Actor, now: datetime) -> None:
    """Weighed once the first of those shown were all refused; no more where that does not hold any longer."""
    judged = judged_of(need)
    if is_met(judged) or left_to_judge(shown, judged):
        take_weighing_back(need, actor=actor, now=now)
    elif shown and (note := _note(shown)) != need.weighed_note:
        mark_weighed(need, note=note, actor=actor, now=now)


def _note(shown: list[Match]) -> str:
    with override("vi"):
        refused = str(wording.ALL_REFUSED) % {"count": min(len(shown), FIRST_SHOWN)}
        return refused if shown else str(wording.NONE_FOUND)


def _lock(need: Need, actor: Actor) -> Need:
    rows = Need.objects.select_for_update(of=("self",)).select_related("unit", "field")
    row = rows.filter(pk=need.pk).first()
    if row is None:
        raise NotFound(_("Không có nhu cầu “%(code)s”.") % {"code": need.code})
    may_weigh(actor, row).require()
    NEED.target("mark_weighed", row.state)
    return row
