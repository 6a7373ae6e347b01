"""How far what a conference hands over has come, as anybody may know it."""

from dataclasses import dataclass

from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import MinutesState, Receipt
from gieo.domain.transfers.queries.conferences import PublicConference


@dataclass(frozen=True)
class Course:
    """Distinct results and products at each step; a thing given to two units counts once it got to one of them."""

    decided: int
    written: int
    signed: int
    received: int


SIGNED = (MinutesState.SIGNED, MinutesState.RECEIVED)


def public_course(shown: PublicConference) -> Course:
    """The course of a published conference, counted from its public lines alone. One query."""
    keys = {line.pk: line.item_key for line in shown.lines}
    rows = (
        MinutesItem.objects.filter(line_id__in=keys)
        .exclude(minutes__state=MinutesState.VOID)
        .values_list("line_id", "minutes__state", "receipt")
    )
    written, signed, received = set(), set(), set()
    for line_id, state, receipt in rows:
        written.add(keys[line_id])
        if state in SIGNED:
            signed.add(keys[line_id])
        if receipt == Receipt.RECEIVED:
            received.add(keys[line_id])
    return Course(len(set(keys.values())), len(written), len(signed), len(received))
