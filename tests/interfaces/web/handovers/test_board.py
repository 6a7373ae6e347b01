"""The board on the wall of the hall, and what is not on it."""

import pytest
from django.test import Client

from gieo.domain.handovers.queries.board import board_of
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference
from gieo.foundation.accounts.models import User
from tests.factories.handovers import TABLE, signed_minutes
from tests.factories.handovers import officer as an_officer

pytestmark = pytest.mark.django_db


def at(conference: Conference, page: str) -> str:
    return f"/desk/transfers/conferences/{conference.code}/{page}"


def test_the_board_counts_who_is_here_and_whose_minutes_are_signed(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    conference = minutes.conference
    assert conference is not None
    seat = conference.units.select_related("conference").get()
    services.check_in(seat, here=True, actor=an_officer(), now=TABLE)
    board = board_of(conference)
    assert (board.here, board.absent, board.minutes, board.signed) == (1, 0, 1, 1)
    assert board.lines[0].is_signed
    live = client.get(at(conference, "board"), headers={"HX-Request": "true"}).content.decode()
    assert live.startswith('<div class="wall"')
    assert 'hx-trigger="every 1s"' in live, "what happens in the hall stands on the wall within two seconds"
    assert "đã ký 1/1" in live
    whole = client.get(at(conference, "board")).content.decode()
    assert '<meta http-equiv="refresh" content="2">' in whole


def test_no_trace_of_a_restricted_result_hangs_on_the_wall(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    conference = minutes.conference
    assert conference is not None
    titles = [item.title for item in minutes.items.all()]
    page = client.get(at(conference, "board")).content.decode()
    assert not any(title in page for title in titles)
    Result.objects.update(access=Access.RESTRICTED)
    board = board_of(conference)
    assert (board.minutes, board.signed, board.lines[0].is_signed) == (0, 0, False)
    assert "đã ký 1" not in client.get(at(conference, "board"), headers={"HX-Request": "true"}).content.decode()
