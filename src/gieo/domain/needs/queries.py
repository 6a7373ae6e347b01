"""Reading needs: lists, what one is found by, what it has at hand."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import override

from gieo.core.errors import Invalid
from gieo.domain.needs.engine import read_form, write_form
from gieo.domain.needs.models import Need
from gieo.domain.needs.rules.fit import AtHand
from gieo.domain.needs.rules.word import LINES, Line, Reading, read_cells
from gieo.domain.needs.vocab import Capital, Labour, NeedState, Season, Water
from gieo.domain.needs.wording import FORM_CHOICES, FORM_DAMAGED, FORM_EMPTY, FORM_LINES, FORM_NOTE, FORM_TITLE
from gieo.domain.procedures.queries import limit
from gieo.domain.procedures.rules import LegalLimit
from gieo.domain.procedures.vocab import LimitKey
from gieo.foundation.outbox.queries import is_reached
from gieo.foundation.outbox.rules import Address
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight
from gieo.foundation.units.queries import contact_addresses, label_related, today_unit

KIND = "need"
DUTY = "needs.answer"


def with_names(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Needs with the units, fields and places that a row shows; one query more, for the places."""
    return needs.select_related("unit", "field", *label_related("unit")).prefetch_related("places")


def late_needs(needs: QuerySet[Need], today: date) -> QuerySet[Need]:
    """Needs without an answer, past their limit."""
    return needs.filter(state=NeedState.STATED, due__lt=today)


def answer_limit(on: date) -> LegalLimit:
    """Within how long a need is answered, by the version of a day."""
    return limit(LimitKey.NEED_ANSWER, on)


def at_hand(need: Need) -> AtHand:
    """The conditions that a need tells of."""
    return AtHand(
        need.altitude_min,
        need.altitude_max,
        frozenset(Season(season) for season in need.seasons),
        Water(need.water) if need.water else None,
        Labour(need.labour) if need.labour else None,
        Capital(need.capital) if need.capital else None,
    )


def addressee(need: Need, on: date) -> Address | None:
    """Whoever hears of a need: who stated it, else its unit's contact; nobody when no way leads there."""
    own = Address(need.contact_name, need.contact_email, need.contact_phone)
    if is_reached(own):
        return own
    unit = today_unit(need.unit, on)
    return contact_addresses([unit]).get(unit.pk)


def asked_words(need: Need) -> str:
    """What a search for something that meets the need asks beside its title: its own words."""
    return " ".join(filter(None, (need.problem, need.users)))


def text_of(need: Need) -> Entry:
    """What a need is found by: nothing of the people who stated it."""
    body = [need.problem, need.tried, need.concerned_who, need.users, need.field.name if need.field else ""]
    names = [need.unit.name, need.where, *(place.name for place in need.places.all())]
    texts = {Weight.NUMBER: [need.code], Weight.TITLE: [need.title], Weight.NAMES: names, Weight.BODY: body}
    return entry(KIND, need.pk, texts)


def form_lines() -> tuple[list[Line], dict[str, dict[str, str]]]:
    """The lines of the form in Word and their choices, in Vietnamese, in which it is filled in."""
    with override("vi"):
        lines = [Line(key, str(FORM_LINES[key])) for key in LINES]
        choices = {key: {value: str(label) for value, label in labels.items()} for key, labels in FORM_CHOICES.items()}
    return lines, choices


def empty_form() -> bytes:
    """The form in Word, as it is given out."""
    lines, choices = form_lines()
    with override("vi"):
        hints = {key: "; ".join(labels.values()) for key, labels in choices.items()}
        return write_form(str(FORM_TITLE), str(FORM_NOTE), lines, hints)


def read_word(content: bytes) -> Reading:
    """What a filled-in form says. Raises Invalid when it cannot be opened, or is another file."""
    lines, choices = form_lines()
    reading = read_cells(read_form(content, str(FORM_DAMAGED)), lines, choices)
    if not reading.values:
        raise Invalid({"file": [str(FORM_EMPTY)]})
    return reading
