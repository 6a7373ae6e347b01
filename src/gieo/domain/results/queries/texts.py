"""What a result says to whoever looks for it, and what it carries to be narrowed by.

A restricted result says nothing: nobody can find it, by whatever word. Who may see a result is told by its marks
(`access.seen_marks`), and so is what lists narrow it by: a mark for each value of each filter.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet

from gieo.core.codes import parse_code
from gieo.domain.results import wording
from gieo.domain.results.access import HOST, PAST_DRAFT, PUBLIC
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.foundation.search.rules import Entry, entry, key_of, mark_of
from gieo.foundation.search.vocab import Weight

KIND = "result"

_BODY = (
    "plain_sheet", "abstract", "benefit_text", "fit_places", "season", "water", "labour", "capital", "cost_text",
    "inputs_text", "risks_text", "rights_holder",
)  # fmt: skip


def with_texts(results: QuerySet[Result]) -> QuerySet[Result]:
    """With all that `text_of` reads, two queries more."""
    return results.select_related("host", "programme", "field").prefetch_related("members", "products")


def text_key(result: Result) -> str:
    return key_of(KIND, result.pk)


def text_of(result: Result) -> Entry | None:
    """Numbers, titles, names, and what it is about; nothing of a restricted result."""
    if result.is_restricted:
        return None
    return entry(KIND, result.pk, _lines_of(result), marks_of(result), order_of(result))


def texts_of(result: Result) -> Mapping[Weight, str]:
    """What it would say, for those who may see it whatever it is."""
    return entry(KIND, result.pk, _lines_of(result)).texts


def _lines_of(result: Result) -> Mapping[Weight, Sequence[str]]:
    members = sorted(result.members.all(), key=lambda member: member.pk)
    products = sorted(result.products.all(), key=lambda product: product.pk)
    numbers = [result.code, result.task_code, result.certificate_no, *(product.code for product in products)]
    names = [str(member) for member in members]
    names += [f"{owner.name} {owner.code}" for owner in (result.host, result.programme) if owner is not None]
    about = [result.field.shown_name if result.field else "", *(getattr(result, name) for name in _BODY)]
    about += [f"{product.title} ({wording.NATURES[product.nature]})" for product in products]
    return {
        Weight.NUMBER: numbers,
        Weight.TITLE: [result.short_title, result.title],
        Weight.NAMES: names,
        Weight.BODY: about,
    }


def order_of(result: Result) -> int:
    """Offered results first, then the newest: "-state", "-accepted_on", "-code" as one number."""
    state = sorted(ResultState).index(ResultState(result.state))
    day = result.accepted_on.toordinal() if result.accepted_on else 0
    code = parse_code(result.code)
    return (state << 52) + (day << 32) + ((code.year << 20) + code.number if code else 0)


def marks_of(result: Result) -> frozenset[str]:
    """Who sees it, and the value of each facet; a facet that it has no value of, no mark."""
    marks = {PUBLIC} if result.state in PUBLIC_STATES and not result.is_restricted else set()
    if result.state != ResultState.DRAFT:
        marks.add(PAST_DRAFT)
    facets: dict[str, Collection[object]] = {
        HOST: [result.host_id],
        "access": [result.access],
        "field": [result.field.code] if result.field else [],
        "host": [result.host.code] if result.host else [],
        "nature": {product.nature for product in result.products.all()},
        "programme": [result.programme.code] if result.programme else [],
        "readiness": [result.readiness],
        "state": [result.state],
        "year": [result.accepted_on.year] if result.accepted_on else [],
    }
    return frozenset(marks | {mark_of(facet, value) for facet, values in facets.items() for value in values})
