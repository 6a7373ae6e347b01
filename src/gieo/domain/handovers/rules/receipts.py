"""What the receipts of one item come to, and what a new one may say. Quantities are exact; nothing exceeds what was
given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gieo.domain.handovers.vocab import Outcome, Receipt

ONE = Decimal(1)
MOST_WORDS = 300


@dataclass(frozen=True)
class Said:
    """What one receipt said of the item."""

    outcome: Outcome
    quantity: Decimal = Decimal(0)
    on: date | None = None
    expected_on: date | None = None
    reason: str = ""
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """How an item stands. `complete_on` is the day on which the last of it came, None before."""

    receipt: Receipt
    received: Decimal
    rest: Decimal
    complete_on: date | None = None
    expected_on: date | None = None
    reason: str = ""
    words: str = ""


def whole(given: Decimal | None) -> Decimal:
    """What there is to receive: minutes of old may give no quantity, which is one thing."""
    return ONE if given is None else given


def standing(given: Decimal | None, said: Iterable[Said]) -> Standing:
    """How the item stands after all that was said and not taken back, in that order.

    A refusal holds until something else is said of the item: a new promise, or the thing itself.
    """
    rows = list(said)
    taken = [row for row in rows if row.outcome is Outcome.RECEIVED]
    received = sum((row.quantity for row in taken), Decimal(0))
    rest = whole(given) - received
    if rest <= 0:
        return Standing(Receipt.RECEIVED, received, Decimal(0), max(row.on for row in taken if row.on))
    last = rows[-1] if rows else None
    if last is not None and last.outcome is Outcome.REFUSED:
        return Standing(Receipt.REFUSED, received, rest, reason=last.reason, words=last.words)
    telling = (row for row in reversed(rows) if row.expected_on or row.outcome is not Outcome.RECEIVED)
    promised = next((row.expected_on for row in telling), None)
    return Standing(Receipt.PARTLY if received else Receipt.PENDING, received, rest, expected_on=promised)
