"""Bad input in saved searches, in what visitors leave to be told of new results, in what owners answer."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.results.engine import seal_saved
from gieo.domain.results.models import Result, SavedSearch
from gieo.foundation.accounts.queries import actor_for
from tests.factories.accounts import user_with
from tests.factories.bad_input import MARKUP, nothing_written, refused, rounds, shows_no_markup, tried
from tests.factories.saved import asked_by, saved_by
from tests.factories.units import make_unit
from tests.interfaces.web.results.test_owner_links import link
from tests.interfaces.web.results.test_saved import leave
from tests.interfaces.web.results.test_validity import browser, silent

__all__ = ["link", "silent"]
pytestmark = pytest.mark.django_db


def test_an_address_that_is_none_is_refused_in_words(client: Client) -> None:
    wrongs = [
        {"email": ("pao@", "thư"), "name": ("…", "")}, {"email": (" ", "bắt buộc"), "name": ("", "bắt buộc")},
        {"email": (MARKUP, "thư")}, {"email": ("a" * 300 + "@example.vn", "")},
        {"name": ("chè " * 90, "Không quá 120")},
        {"email": ("pao@example.vn\nBcc: all@example.vn", "thư")}, {"answer": ("mười bảy", "")},
    ]  # fmt: skip
    with nothing_written("results"):
        for wrong in wrongs:
            cache.clear()
            given = {name: value for name, (value, _words) in wrong.items()}
            refused(leave(client, **given), {name: words for name, (_v, words) in wrong.items() if words}, given)
    cache.clear()
    assert leave(client, "?q=" + MARKUP, name=MARKUP).status_code == 303
    saved = SavedSearch.objects.get()
    shows_no_markup(client, f"/ket-qua/bao-toi/{seal_saved(saved.pk)}/", f"/ket-qua/bao-toi/?q={MARKUP}")


def test_odd_searches_are_kept_as_what_they_narrow() -> None:
    reader = user_with(Role.UNIT_REP, make_unit("UBND xã Na Sang"))
    client = Client()
    client.force_login(reader)
    for query in ("?year=-5&year=9999999999999&state=divine", f"?q={'chè ' * 3000}", f"?q={MARKUP}", "?page=-1"):
        assert client.post(f"/desk/results/saved/save{query}").status_code == 303
    shows_no_markup(client, "/desk/results/saved")
    saved = saved_by(actor_for(reader, clock.today()), name="Chè", now=clock.now())
    at = f"/desk/results/saved/{saved.pk}/rename"
    with nothing_written("results"):
        rounds(client, at, {"name": MARKUP}, {"name": (" ", "bắt buộc")}, {"name": ("chè " * 90, "Không quá 120")})
    assert client.post(at, {"name": MARKUP}).status_code == 303
    shows_no_markup(client, "/desk/results/saved")


def test_a_link_guessed_a_thousand_times_opens_nothing(client: Client) -> None:
    saved = asked_by("pao@example.vn", now=clock.now())
    link = f"/ket-qua/bao-toi/{seal_saved(saved.pk)}/"
    with nothing_written("results"):
        assert tried(client, f"/ket-qua/bao-toi/{saved.pk}.{{:043d}}/") == {404, 429}
        for way in ("xac-nhan", "thoi"):
            assert client.post(f"{link}{way}").status_code == 429
    assert client.get(link, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_what_owners_answer_is_refused_in_words(silent: Result) -> None:
    officer, at = browser(Role.OFFICER), f"/desk/results/{silent.code}"
    right = {"answer": "changed", "on": f"{clock.today():%d/%m/%Y}", "told_by": "Ông Sơn", "words": MARKUP}
    with nothing_written("results"):
        rounds(
            officer, f"{at}/confirm_validity", right,
            {"answer": ("maybe", "lựa chọn"), "on": ("hôm qua", "Ngày không đọc được"), "told_by": ("Sơn " * 40, "90")},
            {"on": ("01/01/9999", "Năm này không thể đúng"), "words": (" ", "")},
            {"on": ("08/11/2023", "tương lai"), "told_by": (" ", "Ghi ai")},
            {"on": ("01/01/1950", "trước")}, {"words": ("", "Ghi thay đổi gì")},
            {"words": ("đổi " * 3000, "Không quá 2000")},
        )  # fmt: skip
    assert officer.post(f"{at}/confirm_validity", right).status_code == 303
    shows_no_markup(officer, at)
    shows_no_markup(Client(), f"/ket-qua/{silent.code}")


def test_what_owners_answer_by_link_is_refused_in_words(silent: Result, link: str) -> None:
    right = {"answer": "changed", "told_by": MARKUP, "words": MARKUP}
    with nothing_written("results"):
        rounds(
            Client(), link, right,
            {"answer": ("", "bắt buộc"), "told_by": ("Sơn " * 40, "90")}, {"answer": ("maybe", "lựa chọn")},
            {"told_by": (" ", "Ghi họ tên, chức vụ của bạn")}, {"words": ("", "Ghi thay đổi gì")},
            {"answer": ("ended", ""), "words": (" ", "Ghi thay đổi gì")}, {"words": ("đổi " * 3000, "Không quá 2000")},
        )  # fmt: skip
    assert Client().post(link, right | {"answer": "ended", "on": "01/01/2030"}).status_code == 303
    registrar = browser(Role.REGISTRAR)
    shows_no_markup(registrar, f"/desk/results/{silent.code}", f"/desk/results/{silent.code}/confirm_validity")
    shows_no_markup(Client(), f"/ket-qua/{silent.code}", link)


def test_a_question_guessed_a_thousand_times_is_not_shown(silent: Result, link: str) -> None:
    duty, client = link.split("/")[2].partition(".")[0], Client()
    with nothing_written("results"):
        assert tried(client, f"/con-dung-duoc/{duty}.{{:043d}}/") == {404, 429}
        assert client.post(link, {"answer": "holds", "told_by": "Ai đó"}).status_code == 429
    assert client.get(link, REMOTE_ADDR="203.0.113.9").status_code == 200
