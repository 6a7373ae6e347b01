"""Letters and background work as the administrator sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from gieo.core.actor import Role
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.services import post_letter, write_to
from tests.factories.accounts import NOW, user_with
from tests.factories.units import make_unit
from tests.foundation.outbox.test_work import failed_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = user_with(Role.ADMINISTRATOR, make_unit())
    client.force_login(user)
    return user


def letter() -> Letter:
    return post_letter(to_email="mai@example.vn", subject="Mời họp", body="Kính mời", kind="test", now=NOW)


def test_without_a_mail_server_the_page_says_so_and_nothing_looks_sent(client, administrator, settings):
    posted = letter()
    assert "Chờ gửi" in client.get("/desk/outbox/").content.decode()
    settings.CARRIES_MAIL = False
    for address in ("/desk/outbox/", f"/desk/outbox/{posted.pk}/"):
        page = client.get(address).content.decode()
        assert "Chưa đặt máy chủ thư" in page
        assert "Đọc được ở đây" not in page
    settings.SHOWS_DEMO = True
    page = client.get("/desk/outbox/").content.decode()
    assert "Đọc được ở đây" in page
    assert "Chưa đặt máy chủ thư" not in page


def test_short_messages_are_listed_with_their_number_and_say_when_nothing_carries_them(client, administrator, settings):
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    (posted,) = write_to(
        Address("Lò Thị Mai", phone="0900 000 001"),
        subject="Mời họp",
        body="Kính mời",
        short="Mời họp",
        kind="t",
        now=NOW,
    )
    page = client.get("/desk/outbox/?channel=short").content.decode()
    assert "+84900000001" in page
    assert "Chưa đặt cổng tin nhắn" not in page
    settings.SHORT_MESSAGES = ""
    assert "Chưa đặt cổng tin nhắn" in client.get("/desk/outbox/").content.decode()
    page = client.get(f"/desk/outbox/{posted.pk}/").content.decode()
    assert "Chưa đặt cổng tin nhắn" in page
    assert "1 tin" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_failed_work_is_listed_with_what_can_be_done(client, administrator, rows, django_assert_num_queries):
    for number in range(rows):
        failed_task(finished_at=NOW - timedelta(minutes=number))
    with django_assert_num_queries(6):
        page = client.get("/desk/outbox/work/").content.decode()
    assert page.count("OSError: disk is full") == rows
    assert page.count("Lập bản in của biên bản") == rows


def test_the_administrator_tries_again_or_drops(client, administrator):
    first, second = failed_task(), failed_task()
    assert "Việc nền không xong: 2" in client.get("/desk/outbox/").content.decode()
    assert client.post(reverse("outbox:retry_work", args=[first.pk])).headers["Location"] == "/desk/outbox/work/"
    assert client.post(reverse("outbox:drop_work", args=[second.pk])).status_code == 303
    assert list(DBTaskResult.objects.values_list("status", flat=True)) == ["READY"]
    assert "Không có việc nền nào hỏng" in client.get("/desk/outbox/work/").content.decode()


def test_the_page_of_background_work_is_the_administrator_s(client):
    client.force_login(user_with(Role.DIRECTOR, make_unit()))
    task = failed_task()
    assert client.get("/desk/outbox/work/").status_code == 403
    assert client.post(reverse("outbox:drop_work", args=[task.pk])).status_code == 403
    assert DBTaskResult.objects.count() == 1
