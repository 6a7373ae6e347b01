"""What the frames need: the same page in the other language, how many read it."""

from typing import Any

from django import template
from django.urls import translate_url
from django.utils.translation import get_language

from gieo.core import clock
from gieo.foundation.audience.queries.comments import voices as voices_of
from gieo.foundation.audience.queries.visits import figures
from gieo.foundation.audience.rules.visits import page_of

register = template.Library()


@register.simple_tag(takes_context=True)
def language_url(context: Any, language: str):
    """This page's address in `language`."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else "/"


@register.simple_tag
def current_language():
    """The two letters of the language in use."""
    return (get_language() or "vi")[:2]


@register.simple_tag(takes_context=True)
def readers(context: Any):
    """How many have looked at the portal and at this page, and how many look now: one query, however often asked."""
    request = context["request"]
    if not hasattr(request, "readers"):
        request.readers = figures(page_of(request.path_info), clock.now())
    return request.readers


@register.simple_tag(takes_context=True)
def voices(context: Any, page_key: str):
    """What readers say of a public page ("article:TT-2023-001"): two queries, however often asked."""
    request = context["request"]
    if not hasattr(request, "voices"):
        kind, _colon, code = page_key.partition(":")
        request.voices = voices_of(kind, code)
    return request.voices
