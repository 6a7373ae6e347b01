"""Acts on units together with what they pass on: handovers stand above all that is passed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Refused
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.permits import may_pass_minutes, may_pass_on_minutes
from gieo.domain.handovers.queries.parties import spokesmen
from gieo.domain.handovers.queries.passing import done_under, estate_of
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.transfers.services import pass_lines
from gieo.foundation.accounts.queries import roles_named_on, roles_on
from gieo.foundation.duties.services import pass_duties
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit, UnitAct
from gieo.foundation.units.permits import may_record_act, may_undo_act
from gieo.foundation.units.queries import stands_for
from gieo.foundation.units.services import record_act, undo_act
from gieo.foundation.units.vocab import ActKind, Side


@dataclass(frozen=True)
class Assigned:
    """Which heir takes what, by the record's id: 0 is the principal one, 1 the first beside it, and so on."""

    duties: Mapping[int, int] = field(default_factory=dict)
    minutes: Mapping[int, int] = field(default_factory=dict)
    lines: Mapping[int, int] = field(default_factory=dict)


TO_PRINCIPAL = Assigned()


def reorganise(kind: ActKind, *, assigned: Assigned = TO_PRINCIPAL, actor: Actor, now: datetime, **act: Any) -> UnitAct:
    """Record an act on units (`units.services.record_act`) and, when one is split, which heir takes which open thing.

    All in one transaction: there is no moment in which nobody answers. Raises what `record_act` raises, Invalid when
    something assigned is no longer open, and Refused when no administrator would be left.
    """
    may_record_act(actor).require()
    with transaction.atomic():
        made = record_act(kind, actor=actor, now=now, **act)
        if kind is ActKind.SPLIT:
            assign_heirs(made, assigned, actor=actor, now=now)
        _require_administrator(made.on)
    return made


def _require_administrator(on: date) -> None:
    """An act does not end the unit of the last administrator: nobody could give a role in its heir."""
    named = roles_named_on(on).filter(role=Role.ADMINISTRATOR)
    if named.exists() and not roles_on(on).filter(role=Role.ADMINISTRATOR).exists():
        raise Refused(
            _(
                "Vai trò ở đơn vị không còn hoạt động sẽ hết quyền, mà mọi quản trị hệ thống đều giữ vai trò ở đó. Lập "
                "đơn vị kế thừa và giao vai trò quản trị hệ thống ở đó trước, rồi ghi việc sắp xếp."
            )
        )


def assign_heirs(act: UnitAct, assigned: Assigned, *, actor: Actor, now: datetime) -> UnitAct:
    """Say of open things of a split unit which heir takes them from the day of the act; what is not named stays.

    Also to correct later what was said, as long as the thing is open. Raises NotAllowed, Refused, Invalid.
    """
    may_pass_minutes(actor).require()
    with transaction.atomic():
        act = UnitAct.objects.select_for_update().get(pk=act.pk)
        if act.undone_at is not None or act.kind != ActKind.SPLIT:
            raise Refused(_("Chỉ việc chia, tách còn hiệu lực mới giao từng việc cho từng đơn vị."))
        parts = list(act.parts.select_related("unit"))
        heirs = [part.unit for part in parts if part.side == Side.AFTER and part.unit is not None]
        estate = estate_of([part.unit for part in parts if part.side == Side.BEFORE and part.unit], actor, act.on)
        for chosen, rows, pass_rows in (
            (assigned.duties, estate.duties, pass_duties),
            (assigned.lines, estate.lines, pass_lines),
            (assigned.minutes, estate.minutes, pass_minutes),
        ):
            _require_open(chosen, {row.pk for row in rows}, len(heirs))
            for place, heir in enumerate(heirs):
                ids = [pk for pk, wanted in chosen.items() if wanted == place]
                named, since = (heir, act.on) if place else (None, None)
                pass_rows(ids, heir=named, since=since, actor=actor, now=now)
    return act


def _require_open(chosen: Mapping[int, int], present: set[int], heirs: int) -> None:
    if set(chosen) - present or any(not 0 <= place < heirs for place in chosen.values()):
        raise Invalid({"": [_("Có việc vừa xong hoặc vừa đổi trong lúc bạn chọn. Xem lại danh sách rồi ghi lại.")]})


def pass_minutes(
    minutes: Iterable[int], *, heir: Unit | None, since: date | None, actor: Actor, now: datetime
) -> list[Minutes]:
    """Let another heir than the principal one sign and receive these minutes from a day on; None gives them back.

    What is sealed stays as it was sealed. Called by the deed that splits the receiver, in its transaction.
    """
    may_pass_minutes(actor).require()
    with transaction.atomic():
        rows = Minutes.objects.select_for_update(of=("self",)).filter(pk__in=set(minutes)).order_by("pk")
        changed = [row for row in rows if (row.heir_id, row.heir_since) != (heir.pk if heir else None, since)]
        for row in changed:
            before, row.heir, row.heir_since = row.heir, heir, since
            row.version += 1
            row.save(update_fields=["heir", "heir_since", "version"])
            changes = {"heir": (before, heir), "heir_since": (None, since)}
            write_journal("pass", row, actor=actor, now=now, changes=changes)
    return changed


def pass_on_minutes(minutes: Minutes, *, version: int | None = None, actor: Actor, now: datetime) -> Minutes:
    """Draw a draft up for the unit that has taken over from its receiver, with that unit's representative.

    In order: permit → lock, compare version → life cycle → the receiver has ended and somebody took over → save →
    journal. Raises Refused when the receiver still exists on the day of the minutes, or nobody took over.
    """
    may_pass_on_minutes(actor).require()
    with transaction.atomic():
        locked = lock_minutes(minutes, version)
        step("pass_on", locked)
        heir = stands_for(locked, locked.receiver, locked.held_on or local_date(now))
        if heir.pk in (locked.receiver_id, locked.heir_id):
            raise Refused(_("Chưa đơn vị nào nhận tiếp từ %(unit)s vào ngày lập biên bản.") % {"unit": heir.name})
        person = spokesmen([heir], None)[heir.pk]
        named = {"heir": heir, "receiver_name": person.name, "receiver_title": person.title}
        changes = {name: (getattr(locked, name), value) for name, value in named.items()}
        for name, value in named.items():
            setattr(locked, name, value)
        locked.heir_since = locked.heir_since or locked.receiver.abolished_on
        locked.version += 1
        locked.save(update_fields=[*named, "heir_since", "version"])
        write_journal("pass_on", locked, actor=actor, now=now, changes=changes)
    return locked


def undo_reorganisation(act: UnitAct, *, reason: str, actor: Actor, now: datetime) -> UnitAct:
    """Take back a mistaken act and all that was assigned by it, while nothing was done under it.

    Raises Refused with what was done, in words; and what `undo_act` raises.
    """
    may_undo_act(actor, act).require()
    with transaction.atomic():
        act = UnitAct.objects.select_for_update().get(pk=act.pk)
        if done := done_under(act):
            raise Refused(
                _("Không bỏ được: từ khi ghi việc sắp xếp, %(done)s. Ghi một việc sắp xếp mới để sửa.")
                % {"done": "; ".join(done)}
            )
        _give_back(act, actor=actor, now=now)
        return undo_act(act, reason=reason, actor=actor, now=now)


def _give_back(act: UnitAct, *, actor: Actor, now: datetime) -> None:
    """Everything assigned by the act, back to whose it was."""
    parts = list(act.parts.select_related("unit"))
    heirs = {part.unit_id for part in parts if part.side == Side.AFTER}
    estate = estate_of([part.unit for part in parts if part.side == Side.BEFORE and part.unit], SYSTEM, act.on)
    for rows, pass_rows in ((estate.duties, pass_duties), (estate.lines, pass_lines), (estate.minutes, pass_minutes)):
        ids = [row.pk for row in rows if row.heir_id in heirs and row.heir_since == act.on]
        pass_rows(ids, heir=None, since=None, actor=actor, now=now)
