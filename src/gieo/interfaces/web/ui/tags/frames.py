"""What the frames need: the same page in the other language."""

from typing import Any

from django import template
from django.urls import translate_url
from django.utils.translation import get_language

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
