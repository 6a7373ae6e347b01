"""Taking a whole import back: everything or nothing, and what stands in the way named row by row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models.fields.reverse_related import ManyToOneRel
from django.utils.translation import gettext as _

from gieo.core.actor import SYSTEM, Actor
from gieo.core.errors import GieoError, Refused
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.permits import may_work_on
from gieo.domain.imports.services.kinds import BRINGERS, Bringer
from gieo.domain.imports.services.writing import actor_again, lock_import, move, step_of
from gieo.domain.imports.vocab import WRITTEN, ImportState, Outcome

CHUNK = 500
MOST_TOLD = 200


def ask_undo(one: Import, *, actor: Actor, now: datetime) -> Import:
    """Ask that a whole import be taken back; the background does it (`undo_import`). Raises NotAllowed, WrongState."""
    with transaction.atomic():
        row = lock_import(one)
        target = step_of(row, "ask_undo", actor)
        row.undo_asked_at, row.undo_by_id, row.undo_behalf_id = now, actor.person_id, actor.behalf_id
        row.in_the_way = []
        move(row, "ask_undo", target, actor=actor, now=now, changes={})
    return row


def undo_import(one: Import, *, now: datetime) -> Import:
    """Remove what an import had made and restore what it had changed, in one transaction, the last row first.

    Only if nobody has changed any of it since and nothing refers to what was made: else nothing at all is undone, and
    the import stays done with a line for each row that stands in the way. The journal keeps both the import and this.
    """
    if one.state != ImportState.UNDOING:
        return one
    try:
        actor = actor_again(one.undo_by_id, one.undo_behalf_id, now) if one.undo_by_id else SYSTEM
        may_work_on(actor, one).require()
        bringer = BRINGERS[one.kind](actor=actor, now=now)
        with transaction.atomic():
            row = lock_import(one)
            if row.state != ImportState.UNDOING:
                return row
            rows = list(row.rows.filter(outcome__in=WRITTEN).order_by("-number"))
            if blocked := _in_the_way(rows, bringer):
                raise _Blocked(blocked)
            _undo(rows, bringer)
            target = step_of(row, "undo", SYSTEM)
            row.undone_at, row.undone_by_name = now, actor.name_on_record
            move(row, "undo", target, actor=actor, now=now, changes={"rows": (len(rows), 0)})
            return row
    except _Blocked as found:
        return _keep(one, found.told, now=now)
    except GieoError as refused:
        return _keep(one, [{"row": 0, "code": "", "why": refused.message or str(refused)}], now=now)


class _Blocked(Refused):
    def __init__(self, told: list[dict[str, Any]]) -> None:
        super().__init__(_("Có dòng không bỏ được."))
        self.told = told


def _undo(rows: list[ImportedRow], bringer: Bringer) -> None:
    made = [row for row in rows if row.outcome == Outcome.MADE]
    for row in rows:
        if row.outcome == Outcome.CHANGED and row.record_id is not None:
            bringer.put_back(row.record_id, row.before)
    for start in range(0, len(made), CHUNK):
        bringer.take_out([row.record_id for row in made[start : start + CHUNK] if row.record_id is not None])
    for row in rows:
        row.outcome = Outcome.UNDONE
    ImportedRow.objects.bulk_update(rows, ["outcome"], batch_size=CHUNK)


def _keep(one: Import, told: list[dict[str, Any]], *, now: datetime) -> Import:
    with transaction.atomic():
        row = lock_import(one)
        target = step_of(row, "keep", SYSTEM)
        row.in_the_way = told[:MOST_TOLD]
        move(row, "keep", target, actor=SYSTEM, now=now, changes={"in_the_way": (0, len(told))})
    return row


# ---- what stands in the way


def _in_the_way(rows: list[ImportedRow], bringer: Bringer) -> list[dict[str, Any]]:
    """Rows whose record was changed since, is gone, or is referred to by something that is not undone with it."""
    told: list[dict[str, Any]] = []
    for start in range(0, len(rows), CHUNK):
        told += _changed(rows[start : start + CHUNK], bringer)
    made = {row.record_id: row for row in rows if row.outcome == Outcome.MADE and row.record_id is not None}
    reasons = _referred_to(bringer, made)
    told += [_line(made[key], why) for key, why in reasons.items()]
    return sorted(told, key=lambda line: line["row"])


def _changed(rows: list[ImportedRow], bringer: Bringer) -> Iterable[dict[str, Any]]:
    now = bringer.snapshots([row.record_id for row in rows if row.record_id is not None])
    for row in rows:
        stands = now.get(row.record_id or 0)
        if stands is None:
            yield _line(row, _("không còn trong sổ"))
        elif stands != row.after:
            yield _line(row, _("đã có người sửa sau khi nhập"))


def _line(row: ImportedRow, why: str) -> dict[str, Any]:
    return {"row": row.number, "code": row.record_code, "why": why}


def _referred_to(bringer: Bringer, made: Mapping[int, ImportedRow]) -> dict[int, str]:
    """Key of a made record → what refers to it, by every foreign key of the whole house; what the import itself made
    and the record's own lines do not count."""
    found: dict[int, set[str]] = defaultdict(set)
    model = bringer.model()
    keys = list(made)
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.get_accessor_name() in bringer.own_rows:
            continue
        other, name = relation.related_model, relation.field.name
        for start in range(0, len(keys), CHUNK):
            rows = other._default_manager.filter(**{f"{name}__in": keys[start : start + CHUNK]})
            for key, own in rows.order_by().values_list(name, "pk"):
                if not (other is model and own in made):
                    found[key].add(_called(other))
    return {
        key: _("đã có %(things)s gắn với hồ sơ này") % {"things": ", ".join(sorted(what))}
        for key, what in found.items()
    }


def _called(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name)
