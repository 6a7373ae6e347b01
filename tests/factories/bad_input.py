"""What people type, send and try that must not get in, and what every form does then: it comes back, in words, with all
that was typed, and nothing is written.

with nothing_written("uptake"):
    rounds(client, address, right, {"amount_0": ("-4", "Ghi số lớn hơn 0"), "on": ("hôm qua", "Ngày không đọc được")})
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.forms import Textarea, TextInput
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gieo.core.errors import TooOften
from gieo.interfaces.web.ui.limits import knock
from tests.factories.odd_files import MEGABYTE, picture

MARKUP = "<script>alert('x')</script><img src=x onerror=alert(1)>"
FRESH = ("answer", "proof", "token", "submission", "version", "source")
"""Fields that are new each time a form is shown, or that nobody types."""


def huge_photograph(megabytes: int = 50) -> UploadedFile:
    """It begins as a photograph does; a camera's own files may be as large."""
    content = picture() + bytes(megabytes * MEGABYTE)
    return SimpleUploadedFile("anh-lon.jpg", content, "image/jpeg")


def program() -> UploadedFile:
    """A program for Windows under the name of a photograph."""
    return SimpleUploadedFile("chuong-trinh.jpg", b"MZ\x90\x00" + bytes(500), "image/jpeg")


def refused(answer: HttpResponse, wrong: Mapping[str, str], sent: dict[str, Any] | None = None) -> str:
    """The form came back with these words beside their fields ("" for above the form), each told at once, and with all
    texts of `sent`; returns what it reads."""
    raw = answer.content.decode()
    assert answer.status_code == 422, (answer.status_code, wrong, raw[:2000])
    form, shown = answer.context["form"], html.unescape(raw)
    for field, words in wrong.items():
        beside = form.errors.get(field or "__all__", [])
        assert any(words in said for said in beside), (field, words, dict(form.errors))
        assert words in shown, (field, words)
    for name, value in (sent or {}).items():
        if not isinstance(value, str) or name in FRESH or name not in form.fields:
            continue
        if not isinstance(form.fields[name].widget, (TextInput, Textarea)):
            continue
        assert form[name].value() == value, name
        assert value.strip() in shown, (name, value)
    assert "Ensure" not in shown
    assert MARKUP not in raw
    return shown


def rounds(client: Client, address: str, sent: dict[str, Any], *wrong: Mapping[str, tuple[Any, str]]) -> None:
    """Post what is right but for the fields of each round, (what is typed, what is said of it): nothing gets in."""
    for one in wrong:
        typed = sent | {field: value for field, (value, _words) in one.items()}
        refused(client.post(address, typed), {field: words for field, (_value, words) in one.items() if words}, typed)


def shows_no_markup(client: Client, *addresses: str) -> None:
    """Each page says what was typed, as the letters it is."""
    for address in addresses:
        raw = client.get(address).content.decode()
        assert "<script>alert" not in raw, address
        assert "<img src=x" not in raw, address


@contextmanager
def nothing_written(*rooms: str) -> Iterator[None]:
    """No row came or went in these rooms, nor a file, a line of the journal, a letter, a duty."""
    models = [model for room in (*rooms, "files", "journal", "outbox", "duties") for model in _tables(room)]
    before = {model: model.objects.count() for model in models}
    yield
    after = {model: model.objects.count() for model in models}
    assert after == before


def _tables(room: str) -> list[Any]:
    return [model for model in apps.get_app_config(room).get_models(include_auto_created=True) if model._meta.managed]


def tried(client: Client, address: str, *, limit: str = "links", method: str = "get") -> set[int]:
    """Guess 1,000 secrets from one place, the last 900 only at the door of the page; which answers came."""
    ask = getattr(client, method)
    met = {ask(address.format(number)).status_code for number in range(100)}
    at_the_door = RequestFactory().get(address)
    for _number in range(900):
        with pytest.raises(TooOften):
            knock(at_the_door, limit)
    return met
