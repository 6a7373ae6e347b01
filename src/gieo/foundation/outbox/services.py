"""Putting letters down and carrying them; trying again or dropping what the worker could not do."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gieo.core.actor import Actor
from gieo.core.errors import Refused
from gieo.core.text import squeeze
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.engine import ShortMessage, gateway
from gieo.foundation.outbox.models import Attachment, Letter
from gieo.foundation.outbox.permits import may_mind_work, may_send_again
from gieo.foundation.outbox.queries import carried_channels, due_letters, is_free, takes_short
from gieo.foundation.outbox.rules import Address, mobile_number, parts, short_text
from gieo.foundation.outbox.vocab import PAUSES, Channel, LetterState


def post_letter(
    *,
    to_email: str,
    subject: str,
    body: str,
    kind: str,
    now: datetime,
    to_name: str = "",
    record: Model | None = None,
    not_before: datetime | None = None,
    files: Iterable[StoredFile] = (),
) -> Letter:
    """Put a letter down in the deed's own transaction; nothing is sent here, nor anywhere before `not_before`.

    `files` are stored already, since no bytes are written inside a deed; the postman reads them when he goes.
    """
    letter = Letter.objects.create(
        kind=kind,
        to_email=to_email,
        to_name=squeeze(to_name),
        subject=squeeze(subject),
        body=body,
        record_kind=record._meta.label_lower if record is not None else "",
        record_code=str(getattr(record, "code", "")) if record is not None else "",
        posted_at=now,
        due_at=not_before or now,
    )
    Attachment.objects.bulk_create([Attachment(letter=letter, file=file) for file in files])
    return letter


def write_to(
    address: Address, *, subject: str, body: str, short: str, now: datetime, link: str = "", **letter: Any
) -> list[Letter]:
    """Tell somebody by the ways he or she wants to be told: a letter, a short message, or both; empty when none leads
    there. `short` and `link` make the short message (rules.short_text); `letter` is as for `post_letter`.

    Without a gateway no short message is put down: none waits for months and goes when it is no longer true.
    """
    posted = []
    for channel in address.channels(takes_short=takes_short()):
        if channel is Channel.MAIL:
            posted.append(
                post_letter(to_email=address.email, to_name=address.name, subject=subject, body=body, now=now, **letter)
            )
        else:
            posted.append(_post_short(address, subject, short_text(short, link), now=now, **letter))
    return posted


def _post_short(
    address: Address,
    subject: str,
    text: str,
    *,
    kind: str,
    now: datetime,
    record: Model | None = None,
    not_before: datetime | None = None,
    files: Iterable[StoredFile] = (),
) -> Letter:
    """Files stay behind: a short message carries none."""
    return Letter.objects.create(
        channel=Channel.SHORT,
        kind=kind,
        to_phone=mobile_number(address.phone),
        to_name=squeeze(address.name),
        subject=squeeze(subject),
        body=text,
        record_kind=record._meta.label_lower if record is not None else "",
        record_code=str(getattr(record, "code", "")) if record is not None else "",
        posted_at=now,
        due_at=not_before or now,
    )


def deliver_due(*, now: datetime, most: int = 50) -> int:
    """Carry letters that are due; returns how many went out.

    A letter that fails is tried again after 1 minute, 10 minutes, 1 hour and 6 hours, then shown as dead. Two postmen
    never carry the same one: who takes it says so first. A crash between sending and noting it sends that one letter
    again after 5 minutes: doubled is better than lost, and a gateway knows a short message by its key.
    Without a mail server, or a gateway for short messages, those stay queued until there is one.
    """
    channels, sent = carried_channels(), 0
    for letter_id in list(due_letters(now).filter(channel__in=channels).values_list("id", flat=True)[:most]):
        if not _take(letter_id, now):
            continue
        letter = Letter.objects.get(pk=letter_id)
        error = _carry(letter)
        with transaction.atomic():
            _note(letter_id, error, now)
        sent += not error
    return sent


def _take(letter_id: int, now: datetime) -> bool:
    """Whether this postman has the letter now, and he alone."""
    free = Letter.objects.filter(is_free(now), pk=letter_id, state=LetterState.QUEUED)
    return bool(free.update(taken_at=now))


def _carry(letter: Letter) -> str:
    """Send one letter; the reason in words when it could not be sent, whatever it was: the next one still goes."""
    try:
        if letter.channel == Channel.SHORT:
            gateway(settings.SHORT_MESSAGES, settings.SHORT_MESSAGES_DIR).carry(_message(letter))
        else:
            _mail(letter)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""


def _mail(letter: Letter) -> None:
    to = formataddr((letter.to_name, letter.to_email))
    mail = EmailMessage(subject=letter.subject, body=letter.body, to=[to])
    for attached in letter.attachments.select_related("file"):
        mail.attach(attached.file.name, read_file(attached.file), attached.file.mime)
    mail.send()


def _message(letter: Letter) -> ShortMessage:
    return ShortMessage(
        key=f"{letter.pk}-{letter.posted_at:%Y%m%d%H%M%S}",
        to=letter.to_phone,
        text=letter.body,
        parts=parts(letter.body),
        kind=letter.kind,
        posted_at=letter.posted_at,
    )


def _note(letter_id: int, error: str, now: datetime) -> None:
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    letter.attempts += 1
    letter.error, letter.taken_at = error, None
    if not error:
        letter.state, letter.sent_at = LetterState.SENT, now
    elif letter.attempts > len(PAUSES):
        letter.state = LetterState.FAILED
    else:
        letter.due_at = now + PAUSES[letter.attempts - 1]
    letter.save()


def send_again(letter: Letter, *, actor: Actor, now: datetime) -> Letter:
    """Queue a dead letter anew, at once. Raises NotAllowed, or Refused when the postman has not given it up."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        may_send_again(actor).require()
        if letter.state != LetterState.FAILED:
            raise Refused(_("Chỉ thư không gửi được mới xếp gửi lại; thư này đã gửi hoặc đang chờ gửi."))
        before = letter.state
        letter.state, letter.attempts, letter.due_at, letter.error = LetterState.QUEUED, 0, now, ""
        letter.save()
        write_journal("send_again", letter, actor=actor, now=now, from_state=before, to_state=letter.state)
    return letter


def retry_work(task: DBTaskResult, *, actor: Actor, now: datetime) -> None:
    """Queue a background task anew that the worker gave up on; its pauses begin from the first again.

    Raises NotAllowed, or Refused when it does not stand failed any more.
    """
    may_mind_work(actor).require()
    with transaction.atomic():
        task = _lock_failed(task)
        task.status, task.worker_ids, task.finished_at = TaskResultStatus.READY, [], None
        task.run_after = now
        task.save(update_fields=["status", "worker_ids", "finished_at", "run_after"])
        write_journal("retry_work", task, actor=actor, now=now, changes={"task": ("", task.task_path)})


def drop_work(task: DBTaskResult, *, actor: Actor, now: datetime) -> None:
    """Remove a failed background task for good; what it was and what it was given stays in the journal.

    Raises NotAllowed, or Refused when it does not stand failed any more.
    """
    may_mind_work(actor).require()
    with transaction.atomic():
        task = _lock_failed(task)
        gone = {"task": (task.task_path, ""), "given": (task.args_kwargs, "")}
        write_journal("drop_work", task, actor=actor, now=now, changes=gone)
        task.delete()


def _lock_failed(task: DBTaskResult) -> DBTaskResult:
    found = DBTaskResult.objects.select_for_update().filter(pk=task.pk, status=TaskResultStatus.FAILED).first()
    if found is None:
        raise Refused(_("Việc này không còn nằm trong những việc không xong."))
    return found
