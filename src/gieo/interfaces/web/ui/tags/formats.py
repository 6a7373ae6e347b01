"""Filters: how numbers, sums, days and units are written."""

from django import template

from gieo.core import clock, text
from gieo.domain.handovers.models import Minutes
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import row_label
from gieo.foundation.units.queries import unit_label as label_on
from gieo.interfaces.web.ui import formats

register = template.Library()

register.filter("number", formats.number)
register.filter("tenths", formats.tenths)
register.filter("dong", formats.dong)
register.filter("legal_date", formats.legal_date)
register.filter("moment", formats.moment)
register.filter("date_words", formats.date_words)
register.filter("days", formats.days)
register.filter("codes", formats.codes)
register.filter("said", formats.said)
register.filter("who_did", formats.who_did)
register.filter("breakable", formats.breakable)
register.filter("ground", formats.ground)
register.filter("initials", text.initials)


@register.filter
def unit_label(unit: Unit) -> str:
    """A unit as a page names it today, with the one that took over. Lists fetch it with `label_related`."""
    return label_on(unit, clock.today())


@register.filter
def unit_short(unit: Unit) -> str:
    """The same by short names, for crumbs and narrow cells."""
    return label_on(unit, clock.today(), short=True)


@register.filter
def receiver_label(minutes: Minutes) -> str:
    """The receiver of minutes as a page names it today: the heir once one is named for them."""
    return row_label(minutes, minutes.receiver, clock.today())


@register.filter
def day_month(value):
    """The two lines of a date tile: ("07", 11, 0); the year beside the month when it is not this one."""
    day = formats.to_date(value)
    return (f"{day.day:02d}", day.month, 0 if day.year == clock.today().year else day.year) if day else ("", "", 0)
