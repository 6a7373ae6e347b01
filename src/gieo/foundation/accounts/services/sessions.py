"""Sessions: one for every browser in which a person is signed in."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from gieo.core.actor import Actor
from gieo.foundation.accounts.models import User, WorkSession
from gieo.foundation.accounts.permits import may_end_session
from gieo.foundation.journal.services import record as write_journal


def begin_session(user: User, *, session_key: str, place: str, device: str, now: datetime) -> WorkSession:
    """Note that a person has signed in: where from (a shortened address) and with what. Forgets what has run out."""
    with transaction.atomic():
        mine = WorkSession.objects.filter(user=user)
        mine.exclude(session_key__in=Session.objects.values("session_key")).delete()
        return WorkSession.objects.create(
            user=user, session_key=session_key, place=place[:45], device=device[:300], began_at=now
        )


def rename_session(user: User, *, before: str, after: str) -> None:
    """Follow a session whose key was changed, as it is after a new password."""
    WorkSession.objects.filter(user=user, session_key=before).update(session_key=after)


def end_session(session: WorkSession, *, actor: Actor, now: datetime) -> None:
    """End one session of one's own: that browser must sign in again. Ending what has ended already does nothing."""
    with transaction.atomic():
        found = WorkSession.objects.select_for_update().select_related("user").filter(pk=session.pk).first()
        if found is None:
            return
        may_end_session(actor, found).require()
        _close([found])
        changes = {"session": (f"{found.device} · {found.place}", "")}
        write_journal("end_session", found.user, actor=actor, now=now, changes=changes, personal=["session"])


def end_other_sessions(user: User, *, keep: str, actor: Actor, now: datetime) -> int:
    """End all one's sessions but that of the key `keep`; returns how many."""
    with transaction.atomic():
        ended = close_sessions(user, but=keep)
        if ended:
            write_journal("end_other_sessions", user, actor=actor, now=now, changes={"sessions": (ended, 0)})
    return ended


def close_sessions(user: User, *, but: str = "") -> int:
    """Within a deed on a sign-in: end its sessions, but that of the key `but`; returns how many."""
    open_ones = list(WorkSession.objects.select_for_update().filter(user=user).exclude(session_key=but))
    _close(open_ones)
    return len(open_ones)


def _close(sessions: list[WorkSession]) -> None:
    Session.objects.filter(session_key__in=[session.session_key for session in sessions]).delete()
    WorkSession.objects.filter(pk__in=[session.pk for session in sessions]).delete()
