"""Short messages: who is told by them, what fits, and a gateway that is handed each one once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.foundation.outbox.engine import FileGateway, ShortMessage, gateway
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.queries import dead_letters
from gieo.foundation.outbox.rules import Address, error_in_short, mobile_number, parts, places, short_text
from gieo.foundation.outbox.services import deliver_due, write_to
from gieo.foundation.outbox.vocab import Channel, Reach

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
LINK = "https://chuyengiao.dienbien.gov.vn/bao-cao/123-" + "x" * 43 + "/"
FILE = "gieo.foundation.outbox.engine.FileGateway"
PHONE = "0912 345 678"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("(091) 234-5678", "+84912345678"),
        ("0215 3825 668; 0388 123 456", "+84388123456"),
        ("+856 20 5555 1234", "+8562055551234"),
        ("0215 3825 668", ""),  # a telephone on the wall
        ("0912 345 67", ""),
        ("+84215382566", ""),
        ("113", ""),
        ("gọi Mai", ""),
        ("", ""),
    ],
)
def test_only_a_number_that_takes_messages_is_one(said, number):
    assert mobile_number(said) == number


@pytest.mark.parametrize(
    ("address", "with_gateway", "without"),
    [
        (Address("Mai", "mai@example.vn", PHONE), ["mail"], ["mail"]),
        (Address("Mai", "mai@example.vn", PHONE, Reach.SHORT), ["short"], ["mail"]),
        (Address("Mai", "mai@example.vn", PHONE, Reach.BOTH), ["mail", "short"], ["mail"]),
        (Address("Mai", "mai@example.vn", "0215 3825 668", Reach.SHORT), ["mail"], ["mail"]),
        (Address("Mai", "", PHONE), ["short"], []),
        (Address("Mai", "", "0215 3825 668"), [], []),
    ],
)
def test_everybody_is_told_by_the_ways_wished_for_or_by_the_one_there_is(address, with_gateway, without):
    assert list(address.channels(takes_short=True)) == with_gateway
    assert list(address.channels(takes_short=False)) == without


def test_a_message_is_without_accents_and_its_link_whole():
    text = short_text("Báo cáo ứng dụng, hạn 07/11/2024: trả lời ở đây, không cần tài khoản", LINK)
    assert text == f"Bao cao ung dung, han 07/11/2024: tra loi o day, khong can tai khoan {LINK}"
    assert (places(text), parts(text)) == (160, 1)
    assert short_text("“Đơn vị” – chờ…") == '"Don vi" - cho..'


@given(st.text(max_size=600), st.booleans())
def test_whatever_is_said_fits_into_two_parts_of_the_alphabet(words, linked):
    text = short_text(words, LINK if linked else "")
    assert parts(text) <= 2
    assert text.endswith(f" {LINK}") or not linked


def test_what_gets_too_long_loses_words_not_the_link():
    text = short_text("Lớp tập huấn " * 40, LINK)
    assert (parts(text), places(text)) == (2, 305)
    assert text.endswith(f".. {LINK}")
    with pytest.raises(ValueError, match="link alone"):
        short_text("Mời", LINK + "x" * 300)
    assert [parts("a" * length) for length in (160, 161, 306, 307)] == [1, 2, 2, 3]
    assert places("a{") == 3


def test_a_number_is_not_shown_with_an_error():
    assert error_in_short("Refused: no credit for +84912345678") == "Refused: no credit for …"
    assert error_in_short("Refused: 0912 345 678 unknown at 127.0.0.1") == "Refused: … unknown at 127.0.0.1"


def message(key: str = "1") -> ShortMessage:
    return ShortMessage(key, "+84912345678", "Bao cao", 1, "report", NOW)


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / FileGateway.NAME).read_text().splitlines()]


def test_the_file_holds_each_message_once_whole_and_for_us_alone(tmp_path):
    box = gateway(FILE, tmp_path / "short-messages")
    for key in ("1", "2", "1"):
        box.carry(message(key))
    assert [line["key"] for line in lines(tmp_path / "short-messages")] == ["1", "2"]
    assert lines(tmp_path / "short-messages")[0] == {
        "key": "1", "to": "+84912345678", "text": "Bao cao", "parts": 1, "kind": "report",
        "posted_at": "2023-11-07T01:00:00+00:00",
    }  # fmt: skip
    file = tmp_path / "short-messages" / FileGateway.NAME
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_line_that_a_crash_left_unfinished_goes_again_whole(tmp_path):
    box = FileGateway(tmp_path)
    box.carry(message("1"))
    with (tmp_path / box.NAME).open("a") as file:
        file.write(message("2").line()[:40])
    box.carry(message("2"))
    assert [line["key"] for line in lines(tmp_path)] == ["1", "2"]


def test_what_was_moved_away_is_taken_up_and_the_next_begins_a_file(tmp_path):
    box = FileGateway(tmp_path)
    box.carry(message("1"))
    (tmp_path / box.NAME).rename(tmp_path / "taken.jsonl")
    box.carry(message("2"))
    assert [line["key"] for line in lines(tmp_path)] == ["2"]


class Provider:
    """A gateway that somebody wrote for a provider."""

    carried: list[str] = []

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, message: ShortMessage) -> None:
        self.carried.append(message.text)


class Broken(Provider):
    """The same on a day without credit."""

    def carry(self, message: ShortMessage) -> None:
        raise ConnectionError("no credit")


@pytest.fixture
def provider(settings):
    settings.SHORT_MESSAGES = f"{__name__}.Provider"
    Provider.carried.clear()
    return Provider


def told(to: Address = Address("Lò Thị Mai", "", PHONE)) -> list[Letter]:  # noqa: B008 - a plain value
    return write_to(to, subject="Báo cáo", body="Kính gửi", short="Báo cáo tới hạn", link="https://a.vn/x", kind="t",
                    now=NOW)  # fmt: skip


@pytest.mark.django_db
def test_a_message_goes_once_by_whatever_class_the_setting_names(provider):
    (posted,) = told()
    assert (posted.channel, posted.to, posted.to_email) == (Channel.SHORT, "+84912345678", "")
    assert (deliver_due(now=NOW), deliver_due(now=NOW)) == (1, 0)
    assert provider.carried == ["Bao cao toi han https://a.vn/x"]
    posted.refresh_from_db()
    assert (posted.state, posted.sent_at, posted.taken_at) == ("sent", NOW, None)


@pytest.mark.django_db
def test_a_gateway_that_fails_is_asked_again_and_at_last_the_operator_sees_why(settings):
    settings.SHORT_MESSAGES = f"{__name__}.Broken"
    (posted,) = told()
    for pause in (0, 1, 10, 60, 360):
        moment = NOW + timedelta(minutes=pause * 2)
        assert deliver_due(now=moment) == 0
    assert list(dead_letters()) == [posted]
    posted.refresh_from_db()
    assert (posted.attempts, posted.error) == (5, "ConnectionError: no credit")


@pytest.mark.django_db
def test_two_postmen_never_carry_the_same_and_one_who_died_leaves_it_to_the_next(provider):
    (posted,) = told()
    Letter.objects.update(taken_at=NOW)
    assert deliver_due(now=NOW + timedelta(minutes=4)) == 0
    assert deliver_due(now=NOW + timedelta(minutes=6)) == 1
    posted.refresh_from_db()
    assert provider.carried == [posted.body]


@pytest.mark.django_db
def test_without_a_gateway_none_is_put_down_and_mail_goes_where_there_is_an_address(settings):
    assert told() == []
    (letter,) = told(Address("Lò Thị Mai", "mai@example.vn", PHONE, Reach.SHORT))
    assert letter.channel == Channel.MAIL
    settings.SHOWS_DEMO = True
    assert [one.channel for one in told()] == [Channel.SHORT]
    assert deliver_due(now=NOW) == 1, "only the mail: the demo's messages are read in the list"
