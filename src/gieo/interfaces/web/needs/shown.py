"""How a need is shown: its pill, its places, what is at hand, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.needs import wording
from gieo.domain.needs.models import Need
from gieo.domain.needs.vocab import Answer, NeedState
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.ui.components import Pill
from gieo.interfaces.web.ui.formats import number

ANSWER_TONES = {Answer.MET: "ok", Answer.PROPOSAL: "info", Answer.CANNOT: "plain"}


def pill_of(need: Need, today: date) -> Pill:
    """Late where its answer is; what was answered where it was; else its state."""
    if need.state == NeedState.STATED and need.due < today:
        return Pill(word=_("Quá hạn trả lời"), tone="late")
    if need.state == NeedState.ANSWERED:
        answer = Answer(need.answer)
        return Pill(word=str(wording.ANSWERS[answer]), tone=ANSWER_TONES[answer])
    return Pill(word=str(wording.STATES[need.state]), tone=wording.STATE_TONES[need.state])


def unit_of(need: Need) -> str:
    return unit_label(need.unit, clock.today())


def places_of(need: Need) -> str:
    """Names of its places, then what was said more exactly."""
    names = ", ".join(sorted(place.name for place in need.places.all()))
    return " · ".join(filter(None, (names, need.where)))


def concerned_of(need: Need) -> str:
    """ "120 hộ trồng lúa nương"."""
    return " ".join(filter(None, (number(need.concerned) if need.concerned else "", need.concerned_who)))


def conditions_of(need: Need) -> list[tuple[str, str]]:
    """What is at hand, as (what, words); what was not said is left out."""
    low, high = need.altitude_min, need.altitude_max
    heights = "–".join(number(one) for one in dict.fromkeys((low, high)) if one is not None)
    rows = [
        (_("Độ cao"), ngettext("%(n)s mét", "%(n)s mét", high or low or 0) % {"n": heights} if heights else ""),
        (_("Mùa vụ"), "; ".join(str(wording.SEASONS[season]) for season in need.seasons)),
        (_("Nước"), str(wording.WATERS.get(need.water, ""))),
        (_("Lao động"), str(wording.LABOURS.get(need.labour, ""))),
        (_("Vốn của một hộ, một cơ sở"), str(wording.CAPITALS.get(need.capital, ""))),
    ]
    return [(label, said) for label, said in rows if said]
