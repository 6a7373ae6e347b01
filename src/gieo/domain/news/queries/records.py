"""What the records of a conference say today, as plain values for drafting. Nothing of a restricted result is read."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.translation import override

from gieo.domain.directives.models import Directive
from gieo.domain.handovers.models import Minutes, MinutesItem, counted
from gieo.domain.handovers.vocab import SIGNED_STATES, Receipt
from gieo.domain.news.rules.drafting import (
    Day,
    DecisionFact,
    Draft,
    Progress,
    ReceiverFact,
    RequestFact,
    ResultFact,
    compose,
)
from gieo.domain.results.vocab import Grade
from gieo.domain.results.wording import NATURES
from gieo.domain.transfers.access import public_lines
from gieo.domain.transfers.models import Conference, DecisionLine
from gieo.domain.transfers.queries.figures import (
    by_unit,
    conference_decisions,
    line_figures,
    lines_of_conference,
    with_items,
)
from gieo.foundation.units.queries import faces_of


def draft_of(conference: Conference) -> Draft:
    """The article that today's records of a conference give. About ten queries."""
    return compose(day_of(conference))


def day_of(conference: Conference) -> Day:
    """The records of a conference, as anybody may know them."""
    lines = list(with_items(lines_of_conference(conference, public_lines())))
    counted = line_figures(lines, conference.held_on)
    return Day(
        code=conference.code,
        title=conference.title,
        held_on=conference.held_on,
        place=conference.place,
        chair_title=conference.chair_title,
        is_over=conference.is_over,
        results=counted.results,
        products=counted.products,
        units=counted.units,
        enterprises=counted.enterprises,
        decisions=tuple(
            DecisionFact(row.code, row.number, row.issued_on, row.issuer.name)
            for row in conference_decisions(conference)
        ),
        natures=_natures(lines),
        programme=_programme(lines),
        receivers=_receivers(conference, lines),
        introduced=_introduced(lines),
        requests=_requests(conference),
        progress=_progress(conference),
    )


def _natures(lines: Iterable[DecisionLine]) -> tuple[tuple[str, int], ...]:
    """Kinds of different products, the most frequent first."""
    products = {line.product.pk: line.product for line in lines if line.product is not None}
    counted = Counter(product.nature for product in products.values())
    with override("vi"):
        return tuple((str(NATURES[nature]), count) for nature, count in counted.most_common())


def _programme(lines: Iterable[DecisionLine]) -> tuple[str, str]:
    found = {line.product.programme for line in lines if line.product is not None}
    programme = found.pop() if len(found) == 1 else None
    return (programme.code, programme.shown_name) if programme is not None else ("", "")


def _receivers(conference: Conference, lines: list[DecisionLine]) -> tuple[ReceiverFact, ...]:
    groups = by_unit(lines, conference.held_on)
    faces = faces_of([group.unit for group in groups], conference.held_on)
    return tuple(
        ReceiverFact(
            group.unit.code,
            faces[group.unit.pk].name,
            tuple(dict.fromkeys(line.result.shown_title for line in group.lines if line.result is not None)),
            group.product_count,
        )
        for group in groups
    )


def _introduced(lines: Iterable[DecisionLine]) -> tuple[ResultFact, ...]:
    results = {line.result.pk: line.result for line in lines if line.result is not None}
    return tuple(
        ResultFact(row.code, row.shown_title, row.plain_sheet, row.grade == Grade.EXCELLENT)
        for row in sorted(results.values(), key=lambda row: row.code)
    )


def _requests(conference: Conference) -> tuple[RequestFact, ...]:
    rows = Directive.objects.filter(issued_on=conference.held_on).select_related("issuer_unit").order_by("order", "pk")
    return tuple(RequestFact(row.code, row.text, row.issuer_unit.name if row.issuer_unit else "") for row in rows)


def _progress(conference: Conference) -> Progress:
    minutes = Minutes.objects.filter(counted(), conference=conference, restricted=False).order_by()
    papers = minutes.aggregate(made=Count("pk"), signed=Count("pk", filter=Q(state__in=SIGNED_STATES)))
    items = MinutesItem.objects.filter(minutes__in=minutes.filter(state__in=SIGNED_STATES).values("pk")).order_by()
    had = items.aggregate(all=Count("pk"), received=Count("pk", filter=Q(receipt=Receipt.RECEIVED)))
    return Progress(papers["made"], papers["signed"], had["all"], had["received"])
