"""Whole public lists as files of the night: only what is public, never what is so no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gieo.core.actor import Actor, Role
from gieo.domain.results.models import Result
from gieo.domain.results.services import set_access, withdraw_result
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.queries import actor_for
from gieo.interfaces.ops.nightly import make_whole_lists
from tests.factories.accounts import NOW, user_with
from tests.factories.exports import table_of
from tests.factories.results import make_result
from tests.factories.units import make_department

pytestmark = pytest.mark.django_db

LIST, FILE = "/ket-qua/", "/ket-qua/export.xlsx"
TITLES = ("Nuôi bò", "Trồng quế", "Chè cổ thụ")


@pytest.fixture
def director() -> Actor:
    return actor_for(user_with(Role.DIRECTOR, make_department(), name="Giám đốc"), NOW.date())


@pytest.fixture
def results(settings: Any, tmp_path: Path, director: Actor) -> dict[str, Result]:
    settings.EXPORT_ROWS_AT_ONCE, settings.WHOLE_DIR = 1, tmp_path / "whole"
    made = {title: make_result("registered", title=title) for title in TITLES}
    restrict(make_result("registered", title="Bí quyết men"), director)
    make_result("draft", title="Bản thảo")
    return made


def restrict(result: Result, director: Actor) -> None:
    set_access(result, access=Access.RESTRICTED, note="Bí quyết", actor=director, now=NOW)


def titles(client: Client, address: str = FILE) -> set[str]:
    """Those in the file, wherever they stand."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    cells = {str(cell) for row in table_of(answer.content) for cell in row}
    return {title for title in (*TITLES, "Bí quyết men", "Bản thảo") if title in cells}


def test_the_night_s_file_takes_the_place_of_the_refusal(client: Client, results: dict[str, Result]) -> None:
    refused = client.get(FILE)
    assert refused.status_code == 409
    assert "Lọc bớt rồi xuất." in refused.content.decode()
    assert "Toàn bộ danh sách (Excel)" not in client.get(LIST).content.decode()
    assert make_whole_lists(NOW).startswith("2 files of whole public lists made, 6 rows")
    page = client.get(f"{LIST}?sort=title").content.decode()
    assert f'href="{FILE}"' in page
    assert "Toàn bộ danh sách (Excel), lập ngày" in page
    assert titles(client) == set(TITLES)
    assert "Acceptance" in str(table_of(client.get("/en/ket-qua/export.xlsx").content)[0])
    answer = client.get("/ket-qua/export.pdf")
    assert answer.status_code == 409
    assert "toàn bộ danh sách dạng Excel" in answer.content.decode()


def test_what_is_public_no_more_is_given_to_nobody_and_gone_the_next_night(
    client: Client, results: dict[str, Result], director: Actor
) -> None:
    make_whole_lists(NOW)
    withdraw_result(results["Trồng quế"], reason="Giấy chứng nhận bị huỷ", actor=director, now=NOW)
    answer = client.get(FILE)
    assert answer.status_code == 409
    assert "nay không còn công khai" in answer.content.decode()
    make_whole_lists(NOW)
    assert titles(client) == {"Nuôi bò", "Chè cổ thụ"}
    restrict(results["Nuôi bò"], director)
    assert client.get(FILE).status_code == 200, "one row: short enough to be made at once"
    assert titles(client) == {"Chè cổ thụ"}
    make_whole_lists(NOW)
    assert "Toàn bộ danh sách (Excel)" not in client.get(LIST).content.decode()
