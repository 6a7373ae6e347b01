"""Bad input in the conversation about a result: asked, gone on with by the link, taken down, answered, ended."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.queries.interests import token_of
from tests.factories.bad_input import MARKUP, nothing_written, refused, rounds, shows_no_markup, tried
from tests.factories.interests import make_interest
from tests.factories.results import make_result
from tests.interfaces.web.transfers.test_interests import TYPED, browser, send

pytestmark = pytest.mark.django_db
LONG = "dài " * 3000

WHO: list[dict[str, tuple[str, str]]] = [
    {"name": (" . ", "tên"), "phone": ("12", "điện thoại"), "email": ("pao@", "thư"), "consents": ("", "đồng ý")},
    {"phone": ("", "điện thoại"), "email": ("", "")},
    {"name": ("Páo " * 60, "Không quá 120 ký tự"), "where": ("bản " * 90, "Không quá 200 ký tự")},
    {"text": (" ... ", "Viết")},
    {"text": (LONG, "Không quá")},
]


def test_what_anybody_asks_is_refused_in_words_and_nothing_is_lost(client: Client) -> None:
    result, said = make_result("transferable"), {"text": MARKUP, "where": MARKUP, "organisation": MARKUP}
    with nothing_written("transfers", "search"):
        for wrong in [*WHO, {"answer": ("mười bảy", "")}, {"token": ("x" * 5000, "")}]:
            cache.clear()
            given = said | {name: value for name, (value, _words) in wrong.items()}
            refused(send(client, result, **given), {name: words for name, (_v, words) in wrong.items() if words}, given)
    cache.clear()
    talk = send(client, result, name=MARKUP, **said).headers["Location"]
    with nothing_written("transfers"):
        rounds(client, talk, {"text": MARKUP}, {"text": (" ", "Viết")}, {"text": (LONG, "Không quá")})
    cache.clear()
    assert client.post(talk, {"text": MARKUP}).status_code == 303
    shows_no_markup(client, talk)
    interest, officer = Interest.objects.get(), browser(Role.OFFICER)
    shows_no_markup(officer, f"/desk/interests/{interest.code}", "/desk/interests/")


def test_what_is_taken_down_is_refused_in_words_and_nothing_is_lost() -> None:
    officer, result = browser(Role.OFFICER), make_result("transferable")
    right = TYPED | {"result": result.code, "asked_by": "phone", "text": MARKUP, "organisation": MARKUP, "unit": ""}
    with nothing_written("transfers", "search"):
        rounds(
            officer, "/desk/interests/new", right, *WHO,
            {"result": (" ", "Ghi mã kết quả"), "asked_by": ("dream", "lựa chọn"), "unit": ("9" * 40, "lựa chọn")},
            {"result": ("KQ-0'; --", "Không có kết quả")},
        )  # fmt: skip


def test_answers_and_ends_are_refused_in_words() -> None:
    interest, officer = make_interest(), browser(Role.OFFICER)
    at = f"/desk/interests/{interest.code}"
    end = {"outcome": "visit", "outcome_on": "10/11/2023", "outcome_where": MARKUP, "words": MARKUP}
    with nothing_written("transfers"):
        rounds(officer, f"{at}/reply", {"text": MARKUP}, {"text": (" ", "Viết")}, {"text": (LONG, "Không quá")})
        rounds(
            officer, f"{at}/settle", end,
            {"outcome": ("love", "lựa chọn"), "outcome_on": ("thứ sáu", "Ngày không đọc được"), "words": (" ", "Viết")},
            {"outcome_on": ("10/11/9999", "Năm này không thể đúng"), "words": ("...", "")},
            {"outcome_on": ("", "Ghi ngày gặp")}, {"outcome_on": ("10/11/2099", "xa quá một năm")},
            {"outcome_on": ("10/11/2003", "trước ngày hỏi")}, {"words": (LONG, "Không quá")},
            {"outcome_where": ("bản " * 90, "nhiều nhất")},
        )  # fmt: skip
    assert officer.post(f"{at}/settle", end).status_code == 303
    with nothing_written("transfers"):
        rounds(officer, f"{at}/take_up", {"text": MARKUP}, {"text": (" ", "Viết")}, {"text": (LONG, "Không quá")})
    shows_no_markup(officer, at)
    shows_no_markup(Client(), f"/quan-tam/{token_of(interest)}/")


def test_a_link_guessed_a_thousand_times_opens_nothing(client: Client) -> None:
    interest = make_interest(now=clock.now())
    talk = f"/quan-tam/{token_of(interest)}/"
    with nothing_written("transfers"):
        assert tried(client, f"/quan-tam/{interest.pk}.{{:043d}}/") == {404, 429}
        for way in ("", "rut", "lien-ket"):
            assert client.post(f"{talk}{way}", {"text": "Chào."}).status_code == 429
    assert client.get(talk, REMOTE_ADDR="203.0.113.9").status_code == 200
