"""The page that readers speak of: found or made, locked, opened and closed."""

from datetime import datetime

from django.db import transaction

from gieo.core.actor import Actor
from gieo.foundation.audience.models import Discussion
from gieo.foundation.audience.permits.comments import may_close, may_open
from gieo.foundation.journal.services import record as write_journal


def lock_discussion(kind: str, code: str) -> Discussion:
    """The row of a page, locked to the end of the transaction; made when it is the first thing said of it."""
    Discussion.objects.get_or_create(code=code, defaults={"kind": kind})
    return Discussion.objects.select_for_update().get(code=code)


def open_discussion(kind: str, code: str, *, actor: Actor, now: datetime) -> Discussion:
    """Let readers comment on a page again."""
    may_open(actor).require()
    return _set("open", kind, code, True, actor=actor, now=now)


def close_discussion(kind: str, code: str, *, actor: Actor, now: datetime) -> Discussion:
    """Take no more comments on a page; what is published stays, what waits can still be published."""
    may_close(actor).require()
    return _set("close", kind, code, False, actor=actor, now=now)


def _set(verb: str, kind: str, code: str, is_open: bool, *, actor: Actor, now: datetime) -> Discussion:
    with transaction.atomic():
        found = lock_discussion(kind, code)
        if found.is_open != is_open:
            found.is_open = is_open
            found.save(update_fields=["is_open"])
            write_journal(verb, found, actor=actor, now=now, changes={"is_open": (not is_open, is_open)})
    return found
