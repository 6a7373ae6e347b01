"""What happens around every page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from gieo.core.actor import Role
from gieo.foundation.accounts.models import Person
from gieo.foundation.outbox.models import Letter
from gieo.interfaces.ops.commands.migrate import notice_of_maintenance
from gieo.interfaces.web.ui.middleware import ReadingWritesNothing, WroteWhileReading
from tests.factories.accounts import user_with
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def guarded(view, method: str = "get"):
    request = getattr(RequestFactory(), method)("/")
    guard = ReadingWritesNothing(lambda _request: HttpResponse())
    return guard.process_view(request, view, (), {})


def test_a_page_that_shows_cannot_write():
    def view(_request):
        Person.objects.create(name="A")

    with pytest.raises(WroteWhileReading, match="INSERT"), transaction.atomic():
        guarded(view)
    assert not Person.objects.exists()


def test_a_page_that_shows_may_read_and_a_deed_may_write():
    assert guarded(lambda _request: HttpResponse(str(Person.objects.count()))).content == b"0"
    assert guarded(lambda _request: None, "post") is None
    Person.objects.create(name="A")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_person")
        assert cursor.fetchone() == (1,)


def test_every_answer_carries_the_policy_and_a_number(client):
    answer = client.get("/dang-nhap/")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert len(answer.headers["X-Request-Number"]) == 8
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_method_that_a_page_does_not_know_is_refused(client):
    answer = client.post("/desk/outbox/1/")
    assert answer.status_code == 302
    client.force_login(user_with(Role.ADMINISTRATOR, make_unit()))
    answer = client.post("/desk/outbox/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_mailbox_asks_the_same_few_questions(client, rows, now, django_assert_num_queries):
    client.force_login(user_with(Role.ADMINISTRATOR, make_unit()))
    for number in range(rows):
        Letter.objects.create(
            kind="x", to_email="a@example.vn", subject=f"Thư {number}", body="b", posted_at=now, due_at=now
        )
    with django_assert_num_queries(9):
        page = client.get("/desk/outbox/?sort=-posted&state=queued&state=wrong").content.decode()
    assert page.count('<td class="title">') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_journal_asks_the_same_few_questions(client, rows, django_assert_num_queries):
    user = user_with(Role.ADMINISTRATOR, make_unit())
    for _ in range(rows):
        user_with(Role.OFFICER, make_unit())
    client.force_login(user)
    with django_assert_num_queries(13):
        assert client.get("/desk/journal/?kind=accounts.person").status_code == 200
    assert client.post("/desk/journal/export.xlsx").headers["Content-Type"].startswith("application/vnd.openxml")


@pytest.mark.parametrize(("address", "words"), [("/", "Gieo đang được bảo trì"), ("/en/", "Gieo is under maintenance")])
def test_while_tables_change_people_are_asked_to_wait(client, address, words):
    with notice_of_maintenance():
        answer = client.get(address)
        alive = client.get("/healthz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert words in answer.content.decode()
    assert alive.status_code == 200
    assert client.get(address).status_code == 200


def test_a_form_sent_during_maintenance_hears_it_in_a_sentence(client):
    with notice_of_maintenance():
        answer = client.post("/desk/results/new", headers={"HX-Request": "true"})
    assert answer.status_code == 503
    assert answer.content.decode().startswith("Gieo đang được bảo trì. ")
    assert "những gì bạn gõ còn nguyên" in answer.content.decode()


def test_the_notice_goes_even_when_a_change_of_tables_fails():
    with pytest.raises(RuntimeError), notice_of_maintenance():
        raise RuntimeError
    assert not (Path(settings.RUN_DIR) / "maintenance").exists()
