"""The board of the hall (set_board): it ends with the day, and only the office hangs it and takes it down."""

from datetime import timedelta

import pytest

from gieo.core import clock
from gieo.core.actor import Role
from gieo.core.errors import NotAllowed, NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_board
from gieo.domain.transfers.models import Conference, HallBoard
from gieo.domain.transfers.permits import may_set_board
from gieo.domain.transfers.rules.board import hangs_until
from tests.factories import transfers as make
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db

DAY = make.moment(make.HELD_ON)
OFFICER = actor(Role.OFFICER)


def opened() -> Conference:
    return make.open_conference(make.issued_decision(results=1, units=1))


def test_it_ends_with_the_day_and_when_it_is_taken_down() -> None:
    conference = opened()
    token = services.hang_board(conference, actor=OFFICER, now=DAY)
    until = hangs_until(make.HELD_ON, make.HELD_ON)
    assert f"{clock.local(until):%H:%M %d/%m/%Y}" == "00:00 08/11/2023"
    assert access_board(token, now=until - timedelta(seconds=1)) == conference
    with pytest.raises(NotFound):
        access_board(token, now=until)
    services.take_down_board(conference, actor=OFFICER, now=DAY)
    with pytest.raises(NotFound):
        access_board(token, now=DAY)


def test_only_the_office_hangs_it() -> None:
    conference = opened()
    stranger = actor(Role.UNIT_REP)
    assert not may_set_board(stranger)
    for deed in (services.hang_board, services.take_down_board):
        with pytest.raises(NotAllowed):
            deed(conference, actor=stranger, now=DAY)
    assert HallBoard.objects.count() == 0
