"""Deeds on exports. The bytes are the page's: it knows the list (docs/decisions/0020)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import SYSTEM, Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import NotFound, WrongState
from gieo.foundation.exports.lifecycle import EXPORT
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.permits import PERMITS, may_export
from gieo.foundation.exports.queries import roles_of
from gieo.foundation.exports.vocab import KEPT_DAYS, ExportState, Form
from gieo.foundation.exports.wording import STATES
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import drop_file, store_file
from gieo.foundation.journal.services import next_number, record


@dataclass(frozen=True)
class Wanted:
    """Which list, narrowed by what, as what."""

    title: str
    filters: tuple[str, ...]
    form: Form
    address: str
    query: str
    language: str


@dataclass(frozen=True)
class Made:
    """What a file came to: its rows and columns, by their keys, and its bytes."""

    columns: Sequence[str]
    keys: Sequence[Any]
    digest: str


def hand_out(wanted: Wanted, made: Made, *, actor: Actor, now: datetime) -> Export:
    """Note that a short list was handed out at once; no file is kept. Raises NotAllowed."""
    may_export(actor).require()
    with transaction.atomic():
        export = _new(wanted, ExportState.GIVEN, actor=actor, now=now)
        export.row_count = export.done = len(made.keys)
        export.digest, export.finished_at, export.taken_at = made.digest, now, now
        export.save()
        changes = {**_asked(export), "rows": (0, export.row_count), "digest": ("", made.digest)}
        record("hand_out", export, actor=actor, now=now, to_state=export.state, changes=changes)
    return export


def ask_export(wanted: Wanted, *, rows: int, actor: Actor, now: datetime) -> Export:
    """Ask for a long list; the background makes it (`finish_export`). Raises NotAllowed."""
    may_export(actor).require()
    with transaction.atomic():
        export = _new(wanted, ExportState.WAITING, actor=actor, now=now)
        export.row_count = rows
        export.save()
        changes = {**_asked(export), "rows": (0, rows)}
        record("ask", export, actor=actor, now=now, to_state=export.state, changes=changes)
    return export


def note_progress(export: Export, done: int) -> None:
    """How many rows stand in the file by now, for whoever watches; no deed, and not told in the journal."""
    Export.objects.filter(pk=export.pk, state=ExportState.WAITING).update(done=done)


def finish_export(export: Export, content: BinaryIO, made: Made, *, asker: Actor, name: str, now: datetime) -> Export:
    """Keep the file that the background made, for its asker and for KEPT_DAYS.

    The bytes are kept before the transaction; a request that was given up meanwhile leaves an orphan, swept at night.
    """
    stored = store_file(content, name=name, actor=SYSTEM, now=now)
    with transaction.atomic():
        row = _lock(export)
        target = _step(row, "finish", SYSTEM)
        row.file, row.digest, row.finished_at = stored, stored.digest, now
        row.row_count = row.done = len(made.keys)
        row.keys, row.columns, row.roles = list(made.keys), list(made.columns), roles_of(asker)
        row.kept_until = local_date(now) + timedelta(days=KEPT_DAYS)
        changes = {"rows": (0, row.row_count), "digest": ("", row.digest)}
        _move(row, "finish", target, actor=SYSTEM, now=now, changes=changes)
    return row


def fail_export(export: Export, *, why: str, now: datetime) -> Export:
    """The list could not be made into a file: say why to its asker."""
    with transaction.atomic():
        row = _lock(export)
        target = _step(row, "fail", SYSTEM)
        row.fault, row.finished_at = why, now
        _move(row, "fail", target, actor=SYSTEM, now=now, changes={"fault": ("", why)})
    return row


def take_export(export: Export, *, actor: Actor, now: datetime) -> StoredFile:
    """Give the file to its asker. The page has looked anew whether all in it may still be seen."""
    with transaction.atomic():
        row = _lock(export)
        target = _step(row, "take", actor)
        if row.file is None:
            raise NotFound(_("Tệp này không còn."))
        row.taken_at = now
        changes = {**_asked(row), "rows": (0, row.row_count), "digest": ("", row.digest)}
        _move(row, "take", target, actor=actor, now=now, changes=changes)
    return row.file


def ask_again(export: Export, *, actor: Actor, now: datetime) -> Export:
    """The same list as it is now; a file that is still there goes."""
    with transaction.atomic():
        row = _lock(export)
        target = _step(row, "ask_again", actor)
        old = _emptied(row)
        row.asked_at, row.finished_at, row.taken_at = now, None, None
        row.digest, row.fault, row.done = "", "", 0
        _move(row, "ask_again", target, actor=actor, now=now, changes=_asked(row))
    _forget(old)
    return row


def drop_export(export: Export, *, actor: Actor, now: datetime) -> Export:
    """Delete the file, or give up one that is still being made. What was taken out stays in the journal."""
    return _end(export, "drop", actor=actor, now=now)


def expire_exports(*, now: datetime) -> int:
    """Delete the files whose days are over; returns how many."""
    over = Export.objects.filter(state=ExportState.READY, kept_until__lt=local_date(now)).order_by("pk")
    rows = list(over)
    for row in rows:
        _end(row, "expire", actor=SYSTEM, now=now)
    return len(rows)


def _end(export: Export, verb: str, *, actor: Actor, now: datetime) -> Export:
    with transaction.atomic():
        row = _lock(export)
        target = _step(row, verb, actor)
        old = _emptied(row)
        _move(row, verb, target, actor=actor, now=now, changes={})
    _forget(old)
    return row


def _emptied(row: Export) -> StoredFile | None:
    old, row.file, row.kept_until = row.file, None, None
    row.keys, row.columns, row.roles = [], [], []
    return old


def _forget(old: StoredFile | None) -> None:
    if old is not None:
        drop_file(old)


def _new(wanted: Wanted, state: ExportState, *, actor: Actor, now: datetime) -> Export:
    year = local_date(now).year
    assert actor.person_id is not None  # may_export
    return Export(
        code=make_code("XT", year, next_number(f"XT-{year}")),
        state=state,
        form=wanted.form,
        title=wanted.title[:200],
        filters=list(wanted.filters),
        address=wanted.address,
        query=wanted.query,
        language=wanted.language,
        person_id=actor.person_id,
        behalf_id=actor.behalf_id,
        asked_by_name=actor.name_on_record,
        asked_at=now,
    )


def _asked(row: Export) -> dict[str, tuple[Any, Any]]:
    """What was taken out, for the journal: the list, what it was narrowed by, the form."""
    return {"list": ("", row.title), "filters": ("", "; ".join(row.filters)), "form": ("", row.form)}


def _lock(export: Export) -> Export:
    row = Export.objects.select_for_update(of=("self",)).select_related("file").filter(pk=export.pk).first()
    if row is None:
        raise NotFound(_("Không có tệp xuất này."))
    return row


def _step(row: Export, verb: str, actor: Actor) -> str:
    """The state that the deed leads to: permit first, then the table. Raises NotAllowed, WrongState."""
    PERMITS[verb](actor, row).require()
    try:
        return EXPORT.target(verb, row.state)
    except WrongState as error:
        error.message = _("Tệp này đang ở bước “%(state)s”, không làm được việc đó nữa.") % {"state": STATES[row.state]}
        raise


def _move(
    row: Export, verb: str, target: str, *, actor: Actor, now: datetime, changes: Mapping[str, tuple[Any, Any]]
) -> None:
    before, row.state = row.state, target
    row.save()
    record(verb, row, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
