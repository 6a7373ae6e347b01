"""Putting letters down and carrying them; trying again or dropping what the worker could not do."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import formataddr

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
from gieo.foundation.outbox.models import Attachment, Letter
from gieo.foundation.outbox.permits import may_mind_work, may_send_again
from gieo.foundation.outbox.queries import due_letters
from gieo.foundation.outbox.vocab import PAUSES, LetterState


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


def deliver_due(*, now: datetime, most: int = 50) -> int:
    """Carry letters that are due; returns how many went out.

    A letter that fails is tried again after 1 minute, 10 minutes, 1 hour and 6 hours, then shown as dead.
    A crash between sending and noting it sends that one letter again: doubled is better than lost.
    Without a mail server nothing is carried: letters stay queued until one is set.
    """
    if not settings.CARRIES_MAIL:
        return 0
    sent = 0
    for letter_id in list(due_letters(now).values_list("id", flat=True)[:most]):
        letter = Letter.objects.get(pk=letter_id)
        error = _carry(letter)
        with transaction.atomic():
            _note(letter_id, error, now)
        sent += not error
    return sent


def _carry(letter: Letter) -> str:
    """Send one letter; the reason in words when it could not be sent, whatever it was: the next one still goes."""
    try:
        to = formataddr((letter.to_name, letter.to_email))
        mail = EmailMessage(subject=letter.subject, body=letter.body, to=[to])
        for attached in letter.attachments.select_related("file"):
            mail.attach(attached.file.name, read_file(attached.file), attached.file.mime)
        mail.send()
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""


def _note(letter_id: int, error: str, now: datetime) -> None:
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    letter.attempts += 1
    letter.error = error
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
