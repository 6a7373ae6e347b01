"""How an interest is shown: its pill, who asks, what came of it."""

from datetime import date

from django.utils.translation import gettext as _

from gieo.domain.transfers import wording
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.vocab import InterestState
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.ui.components import Pill


def pill_of(interest: Interest, today: date) -> Pill:
    """Late where an answer is; how it ended where it did; else its state."""
    if interest.due and interest.due < today:
        return Pill(word=_("Quá hạn trả lời"), tone="late")
    if interest.state == InterestState.TALKING and interest.due:
        return Pill(word=_("Chờ trả lời tiếp"), tone="wait")
    if interest.state == InterestState.CLOSED:
        return Pill(word=str(wording.OUTCOME_LABELS[interest.outcome]), tone=wording.OUTCOME_TONES[interest.outcome])
    return Pill(
        word=str(wording.INTEREST_STATE_LABELS[interest.state]), tone=wording.INTEREST_STATE_TONES[interest.state]
    )


def body_of(interest: Interest, today: date) -> str:
    """The unit, or what was said of one, and where."""
    unit = unit_label(interest.unit, today) if interest.unit else interest.organisation
    return " · ".join(filter(None, (unit, interest.where)))
