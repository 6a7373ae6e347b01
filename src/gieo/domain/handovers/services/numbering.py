"""Numbers of minutes: each once for a giver in a year, as far as minutes are not voided."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError
from django.utils.translation import gettext as _

from gieo.core.errors import Invalid
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import MinutesState
from gieo.foundation.journal.services import next_number
from gieo.foundation.units.models import Unit


@contextmanager
def number_once(year: int | None) -> Iterator[None]:
    """Round a transaction that writes a number: the database's refusal becomes a sentence at the field."""
    try:
        yield
    except IntegrityError:
        raise Invalid(
            {
                "number": [
                    _("Số này đã dùng cho một biên bản khác của năm %(year)s. Ghi số khác.") % {"year": year or ""}
                ]
            }
        ) from None


def free_numbers(giver: Unit, day: date, symbol: str) -> Iterator[tuple[int, str]]:
    """Running numbers of the year, each with the number on the paper; those that somebody typed by hand are passed
    over. Asks one query for those."""
    kept = Minutes.objects.filter(giver=giver, number_year=day.year).exclude(state=MinutesState.VOID)
    taken = set(kept.values_list("number", flat=True))
    while True:
        number = next_number(f"BB-{day.year}")
        words = f"{number:02d}/BB-{symbol}"
        if words not in taken:
            yield number, words
