"""The board on the wall of the hall: an address of its own, what stands on it, and what does not."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.handovers.queries.board import board_of
from gieo.domain.handovers.services import refuse_to_sign
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, HallBoard
from gieo.foundation.accounts.models import User
from gieo.foundation.journal.queries import history
from tests.factories.handovers import TABLE, sealed_minutes, signed_minutes
from tests.factories.handovers import officer as an_officer
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true"}


def at(conference: Conference, page: str) -> str:
    return f"/desk/transfers/conferences/{conference.code}/{page}"


def hung(conference: Conference) -> str:
    """The address of a board hung now."""
    return f"/bang/{services.hang_board(conference, actor=an_officer(), now=clock.now())}"


def shown(address: str, **headers: str) -> str:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_counts_who_is_here_what_is_given_and_whose_minutes_are_signed() -> None:
    minutes = signed_minutes()
    conference = minutes.conference
    assert conference is not None
    seat = conference.units.select_related("conference").get()
    services.check_in(seat, here=True, actor=an_officer(), now=TABLE)
    board = board_of(conference)
    assert (board.here, board.absent, board.minutes, board.signed, board.items) == (1, 0, 1, 1, 1)
    assert board.lines[0].is_signed
    address = hung(conference)
    live = shown(address, **LIVE)
    assert live.startswith('<div class="wall"')
    assert "đã ký 1/1" in live
    assert "1 mục" in live
    assert 'class="is-here is-signed"' in live
    assert '<meta http-equiv="refresh" content="2">' in shown(address), "anew without JavaScript too"


def test_the_board_asks_anew_within_two_seconds() -> None:
    conference = sealed_minutes().conference
    assert conference is not None
    page = shown(hung(conference))
    assert "gieo/js/board.js" in page
    with_script = re.search(r"const EVERY = (\d+);", Path(str(finders.find("gieo/js/board.js"))).read_text())
    without = re.search(r'http-equiv="refresh" content="(\d+)"', page)
    assert with_script
    assert int(with_script[1]) <= 2000, "milliseconds"
    assert without
    assert int(without[1]) <= 2


def test_one_unit_and_three_take_the_same_queries(django_assert_num_queries) -> None:
    for units in (1, 3):
        conference = sealed_minutes(units=units, results=units).conference
        assert conference is not None
        with django_assert_num_queries(2):
            assert len(board_of(conference).lines) == units


def test_that_a_party_will_not_sign_stands_there_without_its_reason() -> None:
    minutes = sealed_minutes()
    assert minutes.conference is not None
    refuse_to_sign(minutes, party="receiver", reason="Thiếu 200 cây giống", actor=an_officer(), now=TABLE)
    page = shown(hung(minutes.conference), **LIVE)
    assert "đang trao đổi lại" in page
    assert "Thiếu 200" not in page


def test_no_trace_of_a_restricted_result_hangs_on_the_wall() -> None:
    minutes = signed_minutes()
    conference = minutes.conference
    assert conference is not None
    titles = [item.title for item in minutes.items.all()]
    address = hung(conference)
    assert not any(title in shown(address) for title in titles)
    Result.objects.update(access=Access.RESTRICTED)
    board = board_of(conference)
    assert (board.minutes, board.signed, board.items, board.lines[0].is_signed) == (0, 0, 0, False)
    assert "đã ký 1" not in shown(address, **LIVE)


def test_the_office_hangs_it_and_takes_it_down(client: Client, officer: User) -> None:
    conference = sealed_minutes().conference
    assert conference is not None
    assert "Chưa có bảng nào đang treo" in client.get(at(conference, "board")).content.decode()
    answer = client.post(at(conference, "board/hang"))
    address = answer["Location"]
    assert answer.status_code == 303
    assert address.startswith("/bang/")
    assert HallBoard.objects.get().token_digest not in address, "the secret is kept nowhere"
    shown(address)
    assert "Treo bảng mới" in client.get(at(conference, "board")).content.decode()
    second = client.post(at(conference, "board/hang"))["Location"]
    assert Client().get(address).status_code == 404, "one board at a time"
    shown(second)
    hung = Client().get(second)
    assert (hung["Cache-Control"], hung["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    client.post(at(conference, "board/take-down"))
    client.post(at(conference, "board/take-down"))
    assert Client().get(second, headers=LIVE).status_code == 404
    assert [entry.verb for entry in history(conference)[:3]] == ["set_board"] * 3


def test_a_leader_of_the_province_does_not_hang_it() -> None:
    conference = sealed_minutes().conference
    assert conference is not None
    assert visitor(Role.PROVINCE_LEADER).post(at(conference, "board/hang")).status_code == 403
    assert HallBoard.objects.count() == 0
