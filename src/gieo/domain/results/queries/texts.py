"""What a result says to whoever looks for it, and which results a search has found.

A restricted result says nothing: nobody can find it, by whatever word. What anybody may see carries the mark `public`.
"""

from collections.abc import Sequence

from django.db.models import QuerySet

from gieo.core.actor import Actor
from gieo.domain.results import wording
from gieo.domain.results.access import visible_results
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Result
from gieo.domain.results.queries.lists import found_by
from gieo.domain.results.vocab import Access
from gieo.foundation.search.queries import did_you_mean, find
from gieo.foundation.search.rules import Entry
from gieo.foundation.search.vocab import Weight

KIND, PUBLIC = "result", "public"
MOST = 10_000

_BODY = (
    "plain_sheet", "abstract", "benefit_text", "fit_places", "season", "water", "labour", "capital", "cost_text",
    "inputs_text", "risks_text", "rights_holder",
)  # fmt: skip


def with_texts(results: QuerySet[Result]) -> QuerySet[Result]:
    """With all that `text_of` reads, two queries more."""
    return results.select_related("host", "programme", "field").prefetch_related("members", "products")


def text_key(result: Result) -> str:
    return f"{KIND}:{result.pk}"


def text_of(result: Result) -> Entry | None:
    """Numbers, titles, names, and what it is about; nothing of a restricted result."""
    if result.is_restricted:
        return None
    members = sorted(result.members.all(), key=lambda member: member.pk)
    products = sorted(result.products.all(), key=lambda product: product.pk)
    numbers = [result.code, result.task_code, result.certificate_no, *(product.code for product in products)]
    names = [str(member) for member in members]
    names += [f"{owner.name} {owner.code}" for owner in (result.host, result.programme) if owner is not None]
    about = [result.field.shown_name if result.field else "", *(getattr(result, name) for name in _BODY)]
    about += [f"{product.title} ({wording.NATURES[product.nature]})" for product in products]
    texts = {
        Weight.NUMBER: numbers,
        Weight.TITLE: [result.short_title, result.title],
        Weight.NAMES: names,
        Weight.BODY: about,
    }
    return Entry(
        text_key(result),
        KIND,
        {weight: "\n".join(line for line in lines if line) for weight, lines in texts.items()},
        frozenset({PUBLIC} if result.state in PUBLIC_STATES else ()),
    )


def search_public(words: str) -> tuple[int, ...] | None:
    """Primary keys of the public results that answer, best first; none where there is no index to ask."""
    return _keys(words)


def search_visible(actor: Actor, words: str) -> tuple[int, ...] | None:
    """The same for somebody who is signed in, to be cut to what they see (`access.visible_results`).

    Restricted results, of which the index knows nothing, come behind: a reader's own are looked through word by word.
    """
    keys = _keys(words, marks=())
    if keys is None:
        return None
    own = found_by(visible_results(actor).filter(access=Access.RESTRICTED), words).order_by("-code")
    return (*keys, *own.values_list("pk", flat=True))


def nearest_public(words: str, limit: int) -> tuple[int, ...]:
    """The best of those that have some of the words."""
    return _keys(words, limit=limit, loosely=True) or ()


def meant_in_public(words: str) -> str:
    """What may have been meant; every word of it stands in public results."""
    return did_you_mean(words, kinds=[KIND], marks=[PUBLIC])


def _keys(
    words: str, *, marks: Sequence[str] = (PUBLIC,), limit: int = MOST, loosely: bool = False
) -> tuple[int, ...] | None:
    hits = find(words, kinds=[KIND], marks=marks, limit=limit, loosely=loosely)
    return None if hits is None else tuple(int(key.partition(":")[2]) for key, _score in hits.found)
