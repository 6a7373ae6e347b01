"""“Gieo giữ gì về tôi”: one's own facts with what they are for, and one file of them, for nobody else."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.foundation.accounts.models import User
from gieo.foundation.journal.services import record
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import user_with
from tests.factories.handovers import TABLE as NOW
from tests.factories.handovers import department
from tests.interfaces.web.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(officer: User) -> User:
    other = user_with(Role.OFFICER, department(), name="Người khác", email="khac@example.vn")
    for user, code in ((officer, "CUA-MAI"), (other, "CUA-KHAC")):
        unit = department()
        record("edit", unit, actor=Actor(user.person_id, user.person.name), now=NOW, changes={"phone": ("", "1")})
        Letter.objects.create(kind="invitation", to_email=user.email, subject=f"Thư {code}", posted_at=NOW, due_at=NOW)
    record("edit", department(), actor=SYSTEM, now=NOW)
    return officer


def test_the_page_says_what_is_kept_and_what_for(somebody: User, client: Client) -> None:
    client.force_login(somebody)
    page = client.get("/desk/me/data").content.decode()
    for words in (somebody.email, "Thư CUA-MAI", "Sửa đơn vị", "Mật khẩu không ai đọc được", "Niêm phong mỗi đêm"):
        assert words in page
    assert "CUA-KHAC" not in page
    assert "khac@example.vn" not in page


def test_the_file_is_given_after_the_password(somebody: User, client: Client) -> None:
    client.force_login(somebody)
    assert client.get("/desk/me/data.json").headers["Location"].startswith("/desk/me/prove?")
    client.post("/desk/me/prove", {"password": PASSWORD})
    answer = client.get("/desk/me/data.json")
    kept = {one["what"]: one for one in json.loads(answer.content)["kept"]}
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [row[2] for row in kept["Thư và tin nhắn đã gửi tới bạn"]["rows"]] == ["Thư CUA-MAI"]
    assert len(kept["Việc bạn đã làm"]["rows"]) == 1
    assert all(one["what_for"] for one in kept.values())


@pytest.mark.parametrize("deeds", [1, 3])
def test_it_asks_the_same_few_questions(
    somebody: User, client: Client, deeds: int, django_assert_num_queries: object
) -> None:
    actor = Actor(somebody.person_id, somebody.person.name)
    for _ in range(deeds):
        record("edit", department(), actor=actor, now=NOW)
    client.force_login(somebody)
    client.get("/desk/me/data")
    with django_assert_num_queries(12):
        client.get("/desk/me/data")
