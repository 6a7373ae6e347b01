"""When those who have still to sign are reminded, and a refusal to sign is to be answered. The days are proposals of
ours (P): no text names a time for signing."""

from datetime import date

from gieo.core.basis import Basis, Mark
from gieo.core.calendar import Limit, SpanUnit

REMIND_AFTER = (3, 7, 14)
"""Calendar days after sealing; then nobody is written to again by itself."""
REFUSAL_LIMIT = Limit(3, SpanUnit.WORKING)
REFUSAL_BASIS = Basis("Biên bản bàn giao", "Có bên từ chối ký", Mark.PROPOSAL)


def is_reminder_due(sealed_on: date, reminded: int, today: date) -> bool:
    """Whether a letter is due today when `reminded` went out before. A night that was missed is made up for, once.

    A letter sent by hand counts: whoever was just written to is not written to again by the machine.
    """
    passed = sum((today - sealed_on).days >= days for days in REMIND_AFTER)
    return reminded < passed
