"""Acts that merge, split, rename, change or end units; and taking one back that was recorded by mistake."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.services import Changes, changes_between, next_number
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.places.models import Area
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts
from gieo.foundation.units.models import ActPart, FormerFace, Unit, UnitAct
from gieo.foundation.units.permits import heirs, may_record_act, may_undo_act
from gieo.foundation.units.queries import KIND
from gieo.foundation.units.rules import ActShape, act_fault, existed_on, makes_circle
from gieo.foundation.units.services.units import create_unit
from gieo.foundation.units.services.writing import FACE_FIELDS, save_unit, values_of
from gieo.foundation.units.vocab import CHANGES_FACE, ActKind, Side, UnitKind
from gieo.foundation.units.wording import ACT_FAULTS


@dataclass(frozen=True)
class Paper:
    """The paper an act stands on."""

    number: str = ""
    signed_on: date | None = None
    issuer: str = ""
    article: str = ""
    file: StoredFile | None = None

    @property
    def words(self) -> str:
        """ "Nghị quyết 1661/NQ-UBTVQH15 ngày 16/06/2025"."""
        if self.signed_on is None:
            return squeeze(self.number)
        return _("%(number)s ngày %(day)s") % {"number": squeeze(self.number), "day": f"{self.signed_on:%d/%m/%Y}"}


@dataclass(frozen=True)
class NewUnit:
    """A unit that begins with the act. Without a kind it has that of the unit it takes over from."""

    name: str
    short_name: str = ""
    kind: UnitKind | None = None
    place: Area | None = None
    code: str = ""


Heir = Unit | NewUnit
NO_PAPER = Paper()


def record_act(
    kind: ActKind,
    *,
    on: date,
    units: Sequence[Unit],
    heir: Heir | None = None,
    others: Sequence[Heir] = (),
    name: str = "",
    short_name: str = "",
    new_kind: UnitKind | None = None,
    paper: Paper = NO_PAPER,
    note: str = "",
    illustrative: bool = False,
    actor: Actor,
    now: datetime,
) -> UnitAct:
    """Record what becomes of `units` from the day `on`.

    Merge: all of them end but one that is itself the heir. Split: the unit ends, unless it goes on as its own principal
    heir; `others` are the heirs beside it. Rename, change of kind: the unit stays, its former face is kept for the days
    before; recorded from that day on, not earlier. Abolish: it ends, with an heir or, if private, without.

    Order: permit, shape of the act, lock, every unit in being on that day, new units entered, units ended or changed,
    act and parts written, journal. Nothing that a unit owes is moved here: who answers for a unit answers for those it
    took over from. Raises NotAllowed; Invalid by field; Refused when the chain of successors would close to a circle.
    """
    may_record_act(actor).require()
    shape = ActShape(
        units=len({unit.pk for unit in units}),
        heir=heir is not None,
        heir_is_new=isinstance(heir, NewUnit),
        heir_goes_on=isinstance(heir, Unit) and heir.pk in {unit.pk for unit in units},
        others=len(others),
        repeats=len({heir, *others}) <= len(others) or any(other in units for other in others),
        name=bool(squeeze(name)),
        kind=new_kind is not None,
    )
    if fault := act_fault(kind, shape):
        raise Invalid({fault[0]: [str(ACT_FAULTS[fault])]})
    with transaction.atomic():
        rows = _locked([*units, *(one for one in (heir, *others) if isinstance(one, Unit))])
        subjects = [rows[unit.pk] for unit in units]
        _require_in_being(subjects, on)
        if isinstance(heir, Unit):
            _require_no_circle(subjects, rows[heir.pk])
        before = [_part(unit, Side.BEFORE) for unit in subjects]
        if kind in CHANGES_FACE:
            _change_face(subjects[0], on, name, short_name, new_kind, actor=actor, now=now)
            after = [_part(subjects[0], Side.AFTER, is_principal=True)]
        else:
            after = [
                _heir_part(one, subjects[0], rows, on, illustrative, is_principal=one is heir, actor=actor, now=now)
                for one in (heir, *others)
                if one is not None
            ]
            principal = after[0].unit if after else None
            for unit in subjects:
                if principal is None or unit.pk != principal.pk:
                    _end(unit, on, principal, paper.words, actor=actor, now=now)
        act = _written(kind, on, paper, note, illustrative, actor=actor, now=now)
        for part in (*before, *after):
            part.act = act
        ActPart.objects.bulk_create([*before, *after])
        changes: Changes = {
            "kind": ("", kind.value),
            "on": (None, on),
            "number": ("", paper.words),
            "units": ([], [part.name for part in before]),
            "heirs": ([], [part.name for part in after]),
        }
        write_journal("record", act, actor=actor, now=now, changes=changes)
    return act


def abolish_unit(
    unit: Unit, *, on: date, successor: Unit | None, act_number: str = "", actor: Actor, now: datetime
) -> Unit:
    """The shortest act: one unit ends, one takes over, or none. As `record_act`; returns the unit."""
    record_act(
        ActKind.ABOLISH, on=on, units=[unit], heir=successor, paper=Paper(number=act_number), actor=actor, now=now
    )
    return Unit.objects.select_related("successor").get(pk=unit.pk)


def undo_act(act: UnitAct, *, reason: str, actor: Actor, now: datetime) -> UnitAct:
    """Take back an act recorded by mistake: its units are again what they were, those it made are no more.

    The act stays to be read, with the reason. Raises Refused when a later act touched one of its units or something
    hangs on a unit it made; what rooms above have done under it is asked there. Raises NotAllowed, Invalid.
    """
    with transaction.atomic():
        act = UnitAct.objects.select_for_update().get(pk=act.pk)
        may_undo_act(actor, act).require()
        if not squeeze(reason):
            raise Invalid({"reason": [_("Ghi lý do bỏ việc sắp xếp này.")]})
        parts = list(act.parts.all())
        rows = _locked([part.unit for part in parts if part.unit is not None])
        _require_last(act, rows)
        for unit in [rows[part.unit_id] for part in parts if part.side == Side.BEFORE and part.unit_id in rows]:
            _restore(unit, act, actor=actor, now=now)
        for part in parts:
            if part.is_new and part.unit_id in rows:
                _take_out(part, rows[part.unit_id], actor=actor, now=now)
        act.undone_at, act.undone_by_name, act.undo_reason = now, actor.name_on_record, squeeze(reason)
        act.save(update_fields=["undone_at", "undone_by_name", "undo_reason"])
        write_journal("undo", act, actor=actor, now=now, changes={"undo_reason": ("", act.undo_reason)})
    return act


def _locked(units: Iterable[Unit]) -> dict[int, Unit]:
    ids = {unit.pk for unit in units}
    return {row.pk: row for row in Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk")}


def _require_in_being(units: Iterable[Unit], on: date) -> None:
    for unit in units:
        if unit.abolished_on is not None:
            raise Invalid({"units": [_("%(unit)s đã được ghi là không còn hoạt động.") % {"unit": unit.name}]})
        if unit.since is not None and on <= unit.since:
            raise Invalid({"on": [_("Ngày sắp xếp phải sau ngày thành lập của %(unit)s.") % {"unit": unit.name}]})


def _require_no_circle(units: Iterable[Unit], heir: Unit) -> None:
    known = heirs()
    if any(unit.pk != heir.pk and makes_circle(unit.pk, heir.pk, known) for unit in units):
        raise Refused(
            _("%(successor)s đã được kế thừa bởi chính đơn vị này. Chọn đơn vị khác.") % {"successor": heir.name}
        )


def _heir_part(
    heir: Heir,
    old: Unit,
    rows: dict[int, Unit],
    on: date,
    illustrative: bool,
    *,
    is_principal: bool,
    actor: Actor,
    now: datetime,
) -> ActPart:
    """The heir as a part: a unit there is, in being on that day, or a new one that begins with it."""
    if isinstance(heir, NewUnit):
        made = create_unit(
            code=heir.code, name=heir.name, short_name=heir.short_name, kind=heir.kind or UnitKind(old.kind),
            parent=old.parent, place=heir.place, since=on, illustrative=illustrative, actor=actor, now=now,
        )  # fmt: skip
        return _part(made, Side.AFTER, is_principal=is_principal, is_new=True)
    unit = rows[heir.pk]
    if not existed_on(unit.since, unit.abolished_on, on):
        raise Invalid({"heir": [_("%(unit)s không hoạt động vào ngày đó. Chọn đơn vị khác.") % {"unit": unit.name}]})
    return _part(unit, Side.AFTER, is_principal=is_principal)


def _end(unit: Unit, on: date, successor: Unit | None, words: str, *, actor: Actor, now: datetime) -> None:
    unit.abolished_on, unit.successor, unit.abolishing_act = on, successor, words
    save_unit(unit)
    changes = {"abolished_on": (None, on), "successor": (None, successor), "abolishing_act": ("", words)}
    write_journal("abolish", unit, actor=actor, now=now, changes=changes)


def _change_face(
    unit: Unit, on: date, name: str, short_name: str, kind: UnitKind | None, *, actor: Actor, now: datetime
) -> None:
    if on > local_date(now):
        raise Invalid({"on": [_("Ghi việc đổi tên, đổi loại từ ngày đổi; trước đó đơn vị còn mang tên cũ.")]})
    if unit.former_faces.filter(until__gte=on).exists():
        raise Invalid({"on": [_("Đã có một lần đổi tên hoặc loại vào ngày này hoặc sau ngày này.")]})
    before = values_of(unit, FACE_FIELDS)
    unit.name = squeeze(name) or unit.name
    unit.short_name = squeeze(short_name) or ("" if squeeze(name) else unit.short_name)
    unit.kind = kind or unit.kind
    changes = changes_between(before, values_of(unit, FACE_FIELDS))
    if not changes:
        raise Invalid({"name": [_("Tên và loại mới giống như cũ.")]})
    FormerFace.objects.create(unit=unit, until=on, **before)
    save_unit(unit)
    write_journal("change_face", unit, actor=actor, now=now, changes=changes | {"on": (None, on)})


def _part(unit: Unit, side: Side, *, is_principal: bool = False, is_new: bool = False) -> ActPart:
    """A unit as it is now, before or after the act."""
    return ActPart(unit=unit, side=side, name=unit.name, kind=unit.kind, is_principal=is_principal, is_new=is_new)


def _written(
    kind: ActKind, on: date, paper: Paper, note: str, illustrative: bool, *, actor: Actor, now: datetime
) -> UnitAct:
    return UnitAct.objects.create(
        code=make_code("SX", on.year, next_number(f"SX-{on.year}")),
        kind=kind,
        on=on,
        number=squeeze(paper.number),
        signed_on=paper.signed_on,
        issuer=squeeze(paper.issuer),
        article=squeeze(paper.article),
        file=paper.file,
        note=squeeze(note),
        illustrative=illustrative,
        recorded_at=now,
        recorded_by_name=actor.name_on_record,
    )


def _require_last(act: UnitAct, units: Iterable[int]) -> None:
    later = ActPart.objects.filter(unit__in=list(units), act_id__gt=act.pk, act__undone_at__isnull=True).first()
    if later is not None:
        raise Refused(
            _("%(unit)s còn nằm trong việc sắp xếp sau đó (%(code)s). Bỏ việc ấy trước.")
            % {"unit": later.name, "code": later.act.code}
        )


def _restore(unit: Unit, act: UnitAct, *, actor: Actor, now: datetime) -> None:
    """The unit as before the act: in being again, or under its former face."""
    names = ("abolished_on", "successor", "abolishing_act", *FACE_FIELDS)
    before = values_of(unit, names)
    if act.kind in CHANGES_FACE:
        face = unit.former_faces.get(until=act.on)
        for name in FACE_FIELDS:
            setattr(unit, name, getattr(face, name))
        face.delete()
    else:
        unit.abolished_on, unit.successor, unit.abolishing_act = None, None, ""
    changes = changes_between(before, values_of(unit, names))
    if changes:
        save_unit(unit)
        write_journal("restore", unit, actor=actor, now=now, changes=changes)


def _take_out(part: ActPart, unit: Unit, *, actor: Actor, now: datetime) -> None:
    """Remove a unit that the act had made. The part keeps its name."""
    part.unit = None
    part.save(update_fields=["unit"])
    if unit.contacts.exists():
        raise Refused(_("%(unit)s đã có người liên hệ. Gỡ họ ra trước khi bỏ việc sắp xếp.") % {"unit": unit.name})
    write_journal("remove", unit, actor=actor, now=now, changes={"name": (unit.name, "")})
    try:
        with transaction.atomic():
            key = key_of(KIND, unit.pk)
            unit.delete()
            drop_texts([key])
    except ProtectedError:
        raise Refused(
            _("Đã có hồ sơ gắn với %(unit)s. Gỡ những hồ sơ ấy trước khi bỏ việc sắp xếp.") % {"unit": unit.name}
        ) from None
