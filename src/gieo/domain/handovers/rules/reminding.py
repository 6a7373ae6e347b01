"""When a receiver is reminded to sign. The days are a proposal of ours (P): no text names a time for signing."""

from datetime import date

REMIND_AFTER = (3, 7, 14)
"""Calendar days after sealing; then nobody is written to again by itself."""


def is_reminder_due(sealed_on: date, reminded: int, today: date) -> bool:
    """Whether a letter is due today when `reminded` went out before. A night that was missed is made up for, once.

    A letter sent by hand counts: whoever was just written to is not written to again by the machine.
    """
    passed = sum((today - sealed_on).days >= days for days in REMIND_AFTER)
    return reminded < passed
