"""The board on the wall of the hall: hung up with an address of its own, and taken down."""

import secrets
from datetime import datetime

from django.db import transaction

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.domain.transfers.access import board_digest
from gieo.domain.transfers.models import Conference, HallBoard
from gieo.domain.transfers.permits import may_set_board
from gieo.domain.transfers.rules.board import hangs_until
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.foundation.journal.services import record as write_journal


def hang_board(conference: Conference, *, actor: Actor, now: datetime) -> str:
    """Give the board an address; returns its secret, which is kept nowhere. One hung before ends with it."""
    may_set_board(actor).require()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        locked = lock_conference(conference)
        conference_step("set_board", locked)
        ends_at = hangs_until(locked.held_on, local_date(now))
        facts = {"token_digest": board_digest(token), "hung_at": now, "ends_at": ends_at}
        HallBoard.objects.update_or_create(conference=locked, defaults=facts | {"hung_by_name": actor.name_on_record})
        write_journal("set_board", locked, actor=actor, now=now, changes={"board": ("", ends_at)})
    return token


def take_down_board(conference: Conference, *, actor: Actor, now: datetime) -> None:
    """Let the address end at once; taking down what does not hang changes nothing."""
    may_set_board(actor).require()
    with transaction.atomic():
        locked = lock_conference(conference)
        board = HallBoard.objects.filter(conference=locked).first()
        if board is None:
            return
        board.delete()
        write_journal("set_board", locked, actor=actor, now=now, changes={"board": (board.ends_at, "")})
