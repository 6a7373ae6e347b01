"""Letting an import in: rows are written a few at a time by the deeds of their rooms, and a lost machine goes on."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from gieo.core.actor import SYSTEM, Actor
from gieo.core.errors import GieoError, Invalid, NotAllowed, Refused
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.permits import may_work_on
from gieo.domain.imports.rules.reading import Wrong, wrong
from gieo.domain.imports.services.checking import Told, from_json
from gieo.domain.imports.services.kinds import BRINGERS, Bringer, Look, Said
from gieo.domain.imports.services.writing import actor_again, lock_import, move, step_of
from gieo.domain.imports.vocab import WAITING, Flaw, ImportState, Outcome
from gieo.domain.imports.wording import came_from
from gieo.foundation.journal.services import record

AT_ONCE = 25
"""Rows of one transaction: others wait for the database no longer than these take."""


def accept_import(
    one: Import, *, changes_existing: bool, only_if_sound: bool = False, actor: Actor, now: datetime
) -> Import:
    """Let the good rows of a checked import in; the work itself is the background's (`run_import`).

    `changes_existing`: rows whose record is there and says otherwise change it; else they leave it. `only_if_sound`:
    refuse when any row is faulty. Raises NotAllowed, WrongState, Refused when there is nothing to write.
    """
    with transaction.atomic():
        row = lock_import(one)
        target = step_of(row, "accept", actor)
        faulty = row.rows.filter(outcome=Outcome.FAULTY).count()
        if only_if_sound and faulty:
            raise Refused(
                _("Còn %(count)s dòng có lỗi. Sửa trong tệp rồi gửi lại, hoặc chọn nhập các dòng tốt.")
                % {"count": faulty}
            )
        wanted = [Outcome.NEW, Outcome.DIFFERENT] if changes_existing else [Outcome.NEW]
        count = row.rows.filter(outcome__in=wanted).count()
        if not count:
            raise Refused(_("Không có dòng nào để nhập: mọi dòng đã có trong sổ hoặc đang có lỗi."))
        row.accepted_at, row.accepted_by_name = now, actor.name_on_record
        row.accepted_by_id, row.accepted_behalf_id = actor.person_id, actor.behalf_id
        row.changes_existing = changes_existing
        changes = {"rows": (0, count), "faulty": (0, faulty), "changes_existing": (False, changes_existing)}
        move(row, "accept", target, actor=actor, now=now, changes=changes)
    return row


def run_import(one: Import, *, now: datetime, most: int | None = None) -> Import:
    """Write the rows that still wait, by the deeds of their room and in the name of who let them in.

    Each row is looked at anew, since the world has gone on since the preview: what has become wrong is not let in. Each
    stands or falls alone; what it came to is kept in the same transaction, so a machine that is lost goes on where it
    was. `most` stops after so many rows; the import is done when none waits.
    """
    if one.state != ImportState.RUNNING:
        return one
    try:
        actor = actor_again(one.accepted_by_id, one.accepted_behalf_id, now) if one.accepted_by_id else SYSTEM
        may_work_on(actor, one).require()
    except NotAllowed as error:
        return _stop(one, error, now=now)
    bringer = BRINGERS[one.kind](actor=actor, now=now)
    written = 0
    while most is None or written < most:
        with transaction.atomic():
            fresh = lock_import(one)
            if fresh.state != ImportState.RUNNING:
                return fresh
            limit = AT_ONCE if most is None else min(AT_ONCE, most - written)
            rows = list(fresh.rows.filter(outcome__in=WAITING).order_by("number")[:limit])
            for row in rows:
                _bring_in(row, fresh, bringer, actor=actor, now=now)
            written += len(rows)
            if not rows:
                return _finish(fresh, now=now)
    return Import.objects.get(pk=one.pk)


def _stop(one: Import, error: NotAllowed, *, now: datetime) -> Import:
    """Who let the rows in may no longer: those that wait are not let in, and each says why."""
    with transaction.atomic():
        row = lock_import(one)
        if row.state != ImportState.RUNNING:
            return row
        why = [_flaw(row, "", wrong(Flaw.NOT_YOURS, why=error.message))]
        row.rows.filter(outcome__in=WAITING).update(outcome=Outcome.FAULTY, flaws=why)
        return _finish(row, now=now)


def _finish(row: Import, *, now: datetime) -> Import:
    target = step_of(row, "finish", SYSTEM)
    row.finished_at = now
    made = row.rows.filter(outcome=Outcome.MADE).count()
    changed = row.rows.filter(outcome=Outcome.CHANGED).count()
    move(row, "finish", target, actor=SYSTEM, now=now, changes={"made": (0, made), "changed": (0, changed)})
    return row


def _bring_in(row: ImportedRow, one: Import, bringer: Bringer, *, actor: Actor, now: datetime) -> None:
    """Write one row, or say why not."""
    look = bringer.look(Said(row.number, {key: from_json(value) for key, value in row.values.items()}))
    if look.flaws:
        _refuse(row, [_flaw(one, key, fault) for key, fault in look.flaws])
    elif look.target is not None and not look.changes:
        _keep(row, look.target, Outcome.SAME, bringer)
    elif look.target is not None and not one.changes_existing:
        _keep(row, look.target, Outcome.KEPT, bringer)
    else:
        try:
            with transaction.atomic():
                written = _write(row, one, look, bringer, actor=actor, now=now)
        except (GieoError, IntegrityError) as error:
            row.before, row.after = {}, {}
            _refuse(row, _refusals(one, error))
        else:
            bringer.know(written)
    row.save()


def _write(row: ImportedRow, one: Import, look: Look, bringer: Bringer, *, actor: Actor, now: datetime) -> Model:
    if look.target is not None:
        row.before = bringer.snapshots([look.target.pk])[look.target.pk]
        made = bringer.change(look)
        row.outcome = Outcome.CHANGED
    else:
        made = bringer.make(look)
        row.outcome = Outcome.MADE
    row.after = bringer.snapshots([made.pk])[made.pk]
    _point(row, made, bringer)
    source = came_from(one.code, one.file.name, row.number)
    record("bring_in", bringer.told_at(made), actor=actor, now=now, changes={"source": ("", source)})
    return made


def _keep(row: ImportedRow, target: Model, outcome: Outcome, bringer: Bringer) -> None:
    row.outcome = outcome
    _point(row, target, bringer)


def _point(row: ImportedRow, target: Model, bringer: Bringer) -> None:
    row.record_kind, row.record_id = target._meta.label_lower, target.pk
    row.record_code = str(getattr(bringer.told_at(target), "code", ""))[:60]


def _refuse(row: ImportedRow, flaws: list[Told]) -> None:
    row.outcome, row.flaws = Outcome.FAULTY, flaws


def _refusals(one: Import, error: GieoError | IntegrityError) -> list[Told]:
    """What a deed refused, at the columns it names."""
    if isinstance(error, IntegrityError):
        return [_flaw(one, "", wrong(Flaw.REFUSED, why=_("Vừa có người ghi một hồ sơ trùng với dòng này.")))]
    if isinstance(error, Invalid):
        return [_flaw(one, key, wrong(Flaw.REFUSED, why=text)) for key, texts in error.errors.items() for text in texts]
    if isinstance(error, NotAllowed):
        return [_flaw(one, "", wrong(Flaw.NOT_YOURS, why=error.message))]
    return [_flaw(one, "", wrong(Flaw.REFUSED, why=error.message or str(error)))]


def _flaw(one: Import, key: str, fault: Wrong) -> Told:
    column = next((column for column in one.columns if column["key"] == key), None)
    return {
        "column": key if column else "",
        "letter": column["letter"] if column else "",
        "head": column["head"] if column else "",
        "typed": "",
        "flaw": fault.flaw.value,
        "words": {name: str(word) for name, word in fault.words.items()},
    }
