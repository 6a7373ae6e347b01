"""What the record of an offered result asks for next, once a decision gives it to somebody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import strip_tags

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from tests.factories.accounts import user_with
from tests.factories.handovers import (
    a_kit_result,
    add_file,
    conference_of,
    department,
    draft_minutes,
    receive,
    received_minutes,
    signed_minutes,
)
from tests.factories.transfers import a_product, issued_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(user_with(Role.OFFICER, department()))
    return client


def card_of(officer: Client, code: str) -> str:
    page = officer.get(f"/desk/results/{code}").content.decode()
    card = page[page.index('<section class="next') :].split("</section>")[0]
    return card + strip_tags(card)


def result_of(minutes: Minutes) -> str:
    return minutes.items.order_by("order")[0].subject_code


def test_a_decided_result_asks_for_its_minutes(officer: Client) -> None:
    decision = conference_of(results=1).decisions.get()
    card = card_of(officer, decision.lines.get().result.code)
    assert "Lập biên bản bàn giao cho" in card
    assert f"/desk/transfers/decisions/{decision.code}/" in card
    assert "Đưa vào quyết định" not in card


def test_drafted_minutes_ask_for_signatures(officer: Client) -> None:
    minutes = draft_minutes()
    card = card_of(officer, result_of(minutes))
    assert f"Ký biên bản bàn giao với {minutes.receiver.name}" in card
    assert f"Mở biên bản {minutes.code}" in card


def test_signed_minutes_wait_for_the_receiver(officer: Client) -> None:
    minutes = signed_minutes()
    card = card_of(officer, result_of(minutes))
    assert f"Chờ {minutes.receiver.name} xác nhận 1 mục" in card
    for fact in (minutes.receiver.name, "07/12/2023", f"/desk/handovers/{minutes.code}", "Giao thêm đơn vị"):
        assert fact in card
    receive(minutes)
    assert f"Chờ {minutes.receiver.name} báo cáo ứng dụng" in card_of(officer, result_of(minutes))


def test_what_was_received_waits_for_the_first_report(officer: Client) -> None:
    card = card_of(officer, result_of(received_minutes()))
    assert "07/11/2024" in card
    assert "Điều 19 và Điều 20, Thông tư 14/2014/TT-BKHCN" in card


def test_several_receivers_are_counted(officer: Client) -> None:
    result = a_kit_result()
    products = [a_product(result=result) for _ in range(2)]
    for product in products:
        add_file(product)
    issued_decision(results=[result], products=products, units=3)
    card = card_of(officer, result.code)
    assert "Lập biên bản bàn giao cho 3 đơn vị nhận" in card
