"""Putting letters down and carrying them."""

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Model

from gieo.core.actor import Actor
from gieo.core.text import squeeze
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.queries import due_letters
from gieo.foundation.outbox.vocab import LetterState

_PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def post_letter(
    *,
    to_email: str,
    subject: str,
    body: str,
    kind: str,
    now: datetime,
    to_name: str = "",
    record: Model | None = None,
) -> Letter:
    """Put a letter down in the deed's own transaction; nothing is sent here."""
    return Letter.objects.create(
        kind=kind,
        to_email=to_email,
        to_name=to_name,
        subject=squeeze(subject),
        body=body,
        record_kind=record._meta.label_lower if record is not None else "",
        record_code=str(getattr(record, "code", "")) if record is not None else "",
        posted_at=now,
        due_at=now,
    )


def deliver_due(*, now: datetime, most: int = 50) -> int:
    """Carry letters that are due; returns how many went out.

    A letter that fails is tried again after 1 minute, 10 minutes, 1 hour and 6 hours, then shown as dead.
    A crash between sending and noting it sends that one letter again: doubled is better than lost.
    """
    sent = 0
    for letter_id in list(due_letters(now).values_list("id", flat=True)[:most]):
        letter = Letter.objects.get(pk=letter_id)
        error = _carry(letter)
        with transaction.atomic():
            _note(letter_id, error, now)
        sent += not error
    return sent


def _carry(letter: Letter) -> str:
    """Send one letter; the reason in words when it could not be sent."""
    to = f"{letter.to_name} <{letter.to_email}>" if letter.to_name else letter.to_email
    try:
        EmailMessage(subject=letter.subject, body=letter.body, to=[to]).send()
    except (SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""


def _note(letter_id: int, error: str, now: datetime) -> None:
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    letter.attempts += 1
    letter.error = error
    if not error:
        letter.state, letter.sent_at = LetterState.SENT, now
    elif letter.attempts > len(_PAUSES):
        letter.state = LetterState.FAILED
    else:
        letter.due_at = now + _PAUSES[letter.attempts - 1]
    letter.save()


def send_again(letter: Letter, *, actor: Actor, now: datetime) -> Letter:
    """Queue a dead letter anew, at once."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        before = letter.state
        letter.state, letter.attempts, letter.due_at, letter.error = LetterState.QUEUED, 0, now, ""
        letter.sent_at = None
        letter.save()
        write_journal("send_again", letter, actor=actor, now=now, from_state=before, to_state=letter.state)
    return letter
