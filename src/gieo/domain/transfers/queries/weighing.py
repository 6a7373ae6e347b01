"""Which results could meet a need, which needs a result could meet, and why, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.errors import Refused
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import KIND as NEED
from gieo.domain.needs.queries import asked_words, at_hand
from gieo.domain.needs.rules.fit import Verdict, fit
from gieo.domain.needs.vocab import Answer, Fit, NeedState
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries import conditions_of
from gieo.domain.results.queries.finding import ANYBODY
from gieo.domain.transfers.access import public_lines
from gieo.domain.transfers.models import Weighing
from gieo.domain.transfers.queries.conditions import fitting, objections
from gieo.domain.transfers.rules.weighing import are_near, is_close, still_to_judge
from gieo.domain.transfers.vocab import Judged
from gieo.foundation.search import queries as search
from gieo.foundation.search.rules import Bounds, number_of
from gieo.foundation.search.rules.reasons import Fit as Found
from gieo.foundation.search.wording import why as reasons_in_words
from gieo.foundation.units.queries import label_related

SHOWN = 10
ASKED = 3  # times as many needs are asked for: the index knows those that were answered too
MOST_RECEIVERS = 3


@dataclass(frozen=True)
class Match:
    """A need and a result: why they meet, what is against it."""

    need: Need
    result: Result
    why: tuple[str, ...]
    against: tuple[str, ...]
    fit: Fit
    close: bool = False
    """Whether enough joins them to be told without being asked."""


@dataclass(frozen=True)
class Common:
    """What two texts have in common, in words."""

    words: tuple[str, ...]
    close: bool


_NOTHING = Common((), close=False)


def results_for(need: Need, limit: int = SHOWN) -> list[Match]:
    """Public results that could meet a need, best first; what does not fit comes behind what may. Four queries.

    Raises Refused while the index cannot be asked: that nothing was found would be a lie.
    """
    near = _near(_answered(search.match(need.title, asked_words(need), ANYBODY, limit=limit)))
    rows = public_results().select_related("field").in_bulk(near)
    receivers = _receivers(list(rows.values()))
    return _in_order(match(need, rows[pk], told, receivers.get(pk, ())) for pk, told in near.items() if pk in rows)


def needs_for(result: Result, limit: int = SHOWN) -> list[Match]:
    """Open needs that a public result could meet, best first; none for a result that is not public.

    Raises Refused while the index cannot be asked.
    """
    if not public_results().filter(pk=result.pk).exists():
        return []
    title = f"{result.short_title} {result.title}"
    near = _near(_answered(search.match(title, result.plain_sheet, Bounds((NEED,)), limit=limit * ASKED)))
    rows = open_needs().select_related("field", "unit", *label_related("unit")).in_bulk(near)
    matches = (match(rows[pk], result, told) for pk, told in near.items() if pk in rows)
    return [one for one in matches if one.fit is not Fit.DOES_NOT][:limit]


def open_needs() -> QuerySet[Need]:
    """Needs that a new result is good news for: they wait for their answer, or were told that nothing meets them."""
    return Need.objects.filter(Q(state=NeedState.STATED) | Q(state=NeedState.ANSWERED, answer=Answer.CANNOT))


def _answered(found: list[Found] | None) -> list[Found]:
    if found is None:
        raise Refused(_("Chỉ mục tìm kiếm đang được dựng lại, chưa gợi ý được. Thử lại sau ít phút."))
    return found


def match(need: Need, result: Result, common: Common = _NOTHING, receivers: Sequence[str] = ()) -> Match:
    """Both beside each other, in words; `common` is what the search found."""
    asked, there = conditions_of(result), at_hand(need)
    verdict = fit(asked, there)
    why = (*common.words, *_why(need, result, verdict, receivers))
    return Match(need, result, why, objections(verdict, asked, there), verdict.fit, common.close)


def _near(found: Iterable[Found]) -> dict[int, Common]:
    """Numbers of what is near enough to be shown, in order."""
    return {
        number_of(one.key): Common(tuple(map(_sentence, reasons_in_words(one.why))), is_close(one.share))
        for one in found
        if are_near(one.why)
    }


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def judged_of(need: Need) -> dict[int, Weighing]:
    """What was said of results for a need, by result. One query."""
    return {row.result_id: row for row in Weighing.objects.filter(need=need).select_related("result")}


def is_met(judged: Mapping[int, Weighing]) -> bool:
    """Whether a result was accepted for a need."""
    return any(row.judged == Judged.ACCEPTED for row in judged.values())


def left_to_judge(shown: Sequence[Match], judged: dict[int, Weighing]) -> list[int]:
    """Which of the first results shown nobody has judged yet."""
    return still_to_judge([one.result.pk for one in shown], {pk: Judged(row.judged) for pk, row in judged.items()})


def _in_order(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda one: one.fit is Fit.DOES_NOT)


def _why(need: Need, result: Result, verdict: Verdict, receivers: Sequence[str]) -> list[str]:
    said = []
    if need.field is not None and need.field_id == result.field_id:
        said.append(_("Cùng lĩnh vực: %(field)s") % {"field": need.field.shown_name})
    if met := fitting(verdict):
        said.append(_("Hợp điều kiện: %(conditions)s") % {"conditions": met})
    if receivers:
        said.append(_("Đã giao cho: %(units)s") % {"units": ", ".join(receivers)})
    return said


def _receivers(results: Sequence[Result]) -> dict[int, list[str]]:
    """Units that decisions give each result to, the first few."""
    found: dict[int, list[str]] = {}
    lines = public_lines().filter(result__in=[result.pk for result in results]).select_related("unit")
    for line in lines.order_by("decision__issued_on", "order", "pk"):
        names = found.setdefault(line.result_id or 0, [])
        name = line.unit.short_name or line.unit.name
        if name not in names and len(names) < MOST_RECEIVERS:
            names.append(name)
    return found
