"""The journal's pages: everything for those who answer for it, but nothing of results they may not see."""

from __future__ import annotations

import html

import pytest
from django.db import transaction
from django.test import Client

from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.models import Result, ResultReader
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.models import User
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.services import record
from gieo.foundation.units.services import add_contact
from tests.factories.accounts import NOW, user_with
from tests.factories.exports import cells
from tests.factories.handovers import department, received_minutes
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def visitor(role: Role) -> tuple[Client, User]:
    client, user = Client(), user_with(role, department(), name="Người xem nhật ký")
    client.force_login(user)
    return client, user


def in_sheet(client: Client) -> set[str]:
    return {str(code) for code in cells(client, "/desk/journal/", "Hồ sơ")}


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMINISTRATOR])
def test_deeds_on_restricted_results_are_for_their_readers_alone(role: Role) -> None:
    secret, open_one = received_minutes(), received_minutes()
    result = secret.items.get().result
    assert result is not None
    client, user = visitor(role)
    codes = {secret.code, open_one.code}
    assert codes <= in_sheet(client)
    everything = client.get("/desk/journal/").context["list"].count
    Result.objects.filter(pk=result.pk).update(access=Access.RESTRICTED)
    hidden = Entry.objects.filter(record_code__in=[result.code, secret.code])
    assert hidden.filter(record_kind="signing.sealedcontent").exists()
    page = client.get("/desk/journal/?kind=handovers.minutes")
    assert secret.code not in page.content.decode()
    assert open_one.code in page.content.decode()
    assert client.get("/desk/journal/").context["list"].count == everything - hidden.count()
    assert in_sheet(client) & {secret.code, result.code} == set()
    ResultReader.objects.create(result=result, person=user.person)
    assert codes <= in_sheet(client)


def test_the_journal_is_for_directors_and_administrators() -> None:
    for role in (Role.OFFICER, Role.REGISTRAR, Role.PROVINCE_LEADER):
        client, _user = visitor(role)
        assert client.get("/desk/journal/").status_code == 403
        assert client.post("/desk/journal/export.xlsx").status_code == 403


def test_one_row_and_three_take_the_same_queries(django_assert_num_queries) -> None:
    client, _user = visitor(Role.DIRECTOR)
    for _rows in (1, 3):
        received_minutes()
        with django_assert_num_queries(13):
            client.get("/desk/journal/")


def test_deeds_records_and_states_are_told_in_words_and_lead_on() -> None:
    minutes = received_minutes()
    client, user = visitor(Role.DIRECTOR)
    page = client.get("/desk/journal/").content.decode()
    assert f'<a href="/desk/handovers/{minutes.code}" class="code">{minutes.code}</a>' in page
    for words in ("Biên bản bàn giao", "Niêm phong", "Đã nhận", "Ghi chữ ký của bên nhận vào nội dung niêm phong"):
        assert words in page
    for raw in (">seal<", "handovers.minutes<", "draft →", "signed →", ">add_signature<", "open →", ">open<"):
        assert raw not in page
    user.language = "en"
    user.save(update_fields=["language"])
    in_english = client.get("/desk/journal/?kind=handovers.minutes").content.decode()
    assert "Handover minutes" in in_english
    for words in ("Biên bản", "Niêm phong", "Hệ thống"):
        assert words not in in_english


def told(client: Client) -> str:
    """The page of the journal, as one reads it."""
    return html.unescape(client.get("/desk/journal/").content.decode())


def test_a_deed_shows_what_it_changed_from_what_to_what_and_no_personal_value() -> None:
    unit = make_unit("Trạm A", phone="0215 000 0001")
    client, _user = visitor(Role.ADMINISTRATOR)
    contact = add_contact(unit, name="Lường Thị Ánh", phone="0912 000 002", actor=SYSTEM, now=NOW)
    page = told(client)
    assert contact.pk
    assert "giá trị đổi" in page
    assert "0912 000 002" not in page
    assert "(giá trị riêng tư, nhật ký không giữ)" in page
    sheet = str(cells(client, "/desk/journal/", "Giá trị cũ → mới"))
    assert "0912 000 002" not in sheet
    assert "→" in sheet


def test_a_value_that_speaks_of_a_restricted_result_is_told_as_hidden() -> None:
    minutes = received_minutes()
    result = minutes.items.get().result
    assert result is not None
    client, user = visitor(Role.DIRECTOR)
    decision = minutes.decision
    with transaction.atomic():
        changes = {"added": ([], [f"{result.code} · {result.title}"]), "order": (1, 2)}
        record("add_lines", decision, actor=SYSTEM, now=NOW, changes=changes)
    assert result.title in told(client)
    Result.objects.filter(pk=result.pk).update(access=Access.RESTRICTED)
    page = told(client)
    assert result.title not in page
    assert result.code not in page
    assert "về một hồ sơ hạn chế xem" in page
    assert result.title not in str(cells(client, "/desk/journal/", "Giá trị cũ → mới"))
    ResultReader.objects.create(result=result, person=user.person)
    assert result.title in told(client)
