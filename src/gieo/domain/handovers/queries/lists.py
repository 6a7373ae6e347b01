"""Lists of minutes, and what each waits for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gieo.core.actor import Actor
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.lifecycle import FOLLOWING, MINUTES
from gieo.domain.handovers.models import Minutes, MinutesItem, counted
from gieo.domain.handovers.permits import (
    PERMITS,
    may_receive_items,
    may_refuse_to_sign,
    may_send_plan,
    may_void_minutes,
)
from gieo.domain.handovers.vocab import SIGNED_STATES, SIGNING_ORDER, MinutesState, Party, Receipt
from gieo.domain.handovers.wording import PARTY_SHORT, STATE_LABELS, STATE_TONES, VERBS, blocked
from gieo.domain.results.models import Product
from gieo.domain.transfers.models import Conference
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.queries import bearer_related, label_related

LONG_TEXTS = ("grounds", "texts", "sealed__content", "conference__notes", "decision__body")
"""What a paper says and no list shows."""


def listed_minutes(actor: Actor) -> QuerySet[Minutes]:
    """What this actor may see, with numbers of items and of those received, and who has signed."""
    under = Signature.objects.filter(content=OuterRef("sealed_id"))
    signed = {f"signed_{party.value}": Exists(under.filter(party=party)) for party in Party}
    items = MinutesItem.objects.filter(minutes=OuterRef("pk"))
    return (
        visible_minutes(actor)
        .annotate(
            item_count=_number_of(items),
            received_count=_number_of(items.filter(receipt=Receipt.RECEIVED)),
            **signed,
        )
        .select_related(*bearer_related("receiver"), *label_related("giver"), "conference", "decision", "sealed")
        .defer(*LONG_TEXTS)
    )


def _number_of(items: QuerySet[MinutesItem]) -> Coalesce:
    """How many there are of each row: asked only of the rows shown, where a join would count all of them first."""
    number = items.order_by().values("minutes").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)


def awaiting_signatures(product: Product, actor: Actor) -> list[Minutes]:
    """Minutes sealed and not yet signed by all that hand over this product, alone or with its result. One query."""
    named = MinutesItem.objects.filter(Q(product=product) | Q(result__isnull=False, result=product.result_id))
    sealed = visible_minutes(actor).filter(state=MinutesState.SEALED, pk__in=named.values("minutes"))
    return list(sealed.select_related("receiver").order_by("pk"))


@dataclass(frozen=True)
class MinutesLine:
    """One row of a conference's minutes, for its record and for the table at the hall."""

    code: str
    number: str
    paper: Minutes
    state: str
    label: str
    tone: str
    items: int
    received: int
    signed: frozenset[Party]
    print_failed: bool = False

    @property
    def missing(self) -> tuple[Party, ...]:
        """Who has still to sign, once sealed."""
        if self.state != MinutesState.SEALED:
            return ()
        return tuple(party for party in SIGNING_ORDER if party not in self.signed)


def minutes_rows(conference: Conference, actor: Actor) -> list[MinutesLine]:
    """The minutes of a conference that the actor may see, voided ones left out, in order. One query."""
    rows = listed_minutes(actor).filter(counted(), conference=conference).order_by("pk")
    return [minutes_line(row) for row in rows]


def minutes_line(row: Minutes) -> MinutesLine:
    """A row of `listed_minutes` in words."""
    return MinutesLine(
        code=row.code,
        number=row.number,
        paper=row,
        state=row.state,
        label=str(STATE_LABELS[row.state]),
        tone=STATE_TONES[row.state],
        items=getattr(row, "item_count", 0),
        received=getattr(row, "received_count", 0),
        signed=frozenset(party for party in Party if getattr(row, f"signed_{party.value}")),
        print_failed=row.print_failed_at is not None,
    )


@dataclass(frozen=True)
class Progress:
    """How far a conference has come: numbers of minutes by stage."""

    total: int
    drafts: int
    sealed: int
    signed: int
    received: int


def progress(lines: Iterable[MinutesLine]) -> Progress:
    states = [line.state for line in lines]
    return Progress(
        total=len(states),
        drafts=states.count(MinutesState.DRAFT),
        sealed=states.count(MinutesState.SEALED),
        signed=sum(state in SIGNED_STATES for state in states),
        received=states.count(MinutesState.RECEIVED),
    )


@dataclass(frozen=True)
class DeedPermit:
    """One deed: its verb, its words, and whether this person may do it now."""

    verb: str
    label: str
    permit: Permit


def deeds_on(minutes: Minutes, actor: Actor, *, has_signature: bool) -> dict[str, DeedPermit]:
    """Deeds on minutes by verb; those that follow by themselves are left out."""
    found = {}
    for verb in MINUTES.all_verbs:
        if verb in FOLLOWING:
            continue
        if verb in ("receive", "refuse", "retract"):
            who = may_receive_items(actor, minutes)
        elif verb == "refuse_to_sign":
            who = may_refuse_to_sign(actor, minutes, Party.RECEIVER)
        elif verb == "send_plan":
            who = may_send_plan(actor, minutes)
        elif verb == "void":
            who = may_void_minutes(actor, has_signature=has_signature)
        else:
            who = PERMITS[verb](actor)
        state = YES if MINUTES.allows(verb, minutes.state) else no(blocked(verb, minutes.state))
        found[verb] = DeedPermit(verb, str(VERBS[verb]), first_refusal(state, who))
    return found


def missing_words(parties: Iterable[Party]) -> str:
    """Who is missing, in words: "bên nhận, người chứng kiến"."""
    return ", ".join(str(PARTY_SHORT[party]) for party in parties)
