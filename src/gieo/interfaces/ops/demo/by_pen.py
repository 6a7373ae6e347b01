"""Minutes signed with a pen: the printed paper comes back from the office's scanner and is matched by its codes."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.domain.handovers import services as handovers
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.printing import sealed_paper
from gieo.domain.handovers.rules.paper import Ink
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, Party
from gieo.foundation.papers.engine import pdf
from gieo.foundation.signing.rules import drawing_of
from gieo.interfaces.ops.demo import pen

READING = timedelta(minutes=4)
"""From putting the sheets on the scanner to entering who signed."""


def sign_by_pen(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """All three parties sign the printed copy; the officer scans it and enters the signatures."""
    assert minutes.sealed is not None
    people = minutes.sealed.content["people"]
    signed = {party: Ink(drawing_of(pen.strokes(people[party.value]["name"]))) for party in SIGNING_ORDER}
    scan = pdf(sealed_paper(minutes, ink=signed))
    report = handovers.scan_sheets(minutes, [("may-quet-van-phong.pdf", scan)], actor=actor, now=now)
    if not report.is_clean:
        raise RuntimeError(f"{minutes.code}: {report}")
    signers = [
        handovers.InkSigner(party, IdentityPaper.CITIZEN_CARD if party is Party.RECEIVER else IdentityPaper.KNOWN)
        for party in SIGNING_ORDER
    ]
    handovers.sign_in_ink(
        minutes, signers=signers, signed_on=local_date(now), expected_digest=minutes.sealed.digest,
        client_id=uuid5(NAMESPACE_URL, f"{minutes.code}/ink").hex, actor=actor, now=now + READING,
    )  # fmt: skip
