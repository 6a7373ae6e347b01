"""`{% load gieo %}`: every component and format of the house (docs/how-to/pages.md lists them with their props)."""

from django import template

from gieo.interfaces.web.ui.tags import actions, figures, formats, forms, frames, lists, records, sharing

register = template.Library()

for part in (actions, figures, formats, forms, frames, lists, records, sharing):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
