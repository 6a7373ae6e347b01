"""Filters: how numbers, sums and days are written."""

from django import template

from gieo.core import text
from gieo.interfaces.web.ui import formats

register = template.Library()

register.filter("number", formats.number)
register.filter("dong", formats.dong)
register.filter("legal_date", formats.legal_date)
register.filter("moment", formats.moment)
register.filter("date_words", formats.date_words)
register.filter("days", formats.days)
register.filter("initials", text.initials)


@register.filter
def day_month(value):
    """The two lines of a date tile: ("07", "tháng 11")."""
    day = formats.to_date(value)
    return (f"{day.day:02d}", day.month) if day else ("", "")
