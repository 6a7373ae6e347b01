"""Saying where a use stands: by the receiver's own people, or by an officer on their behalf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Conflict, Invalid, NotAllowed
from gieo.core.text import fold, squeeze
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.access import is_restricted
from gieo.domain.uptake.models import Claim, Effect, Evidence, Report, Scale, Use
from gieo.domain.uptake.permits import is_of_office, is_receiver, may_begin_use, may_claim_use
from gieo.domain.uptake.queries.evidence import second_reader
from gieo.domain.uptake.queries.received import has_received, uses_of_subject
from gieo.domain.uptake.queries.reported import applied_of
from gieo.domain.uptake.rules.claims import EvidenceSaid, Found, Said, ScaleSaid, faults
from gieo.domain.uptake.rules.evidence import DECAY_BASIS, VERIFY_DAYS, Detail
from gieo.domain.uptake.services.locking import lock_use
from gieo.domain.uptake.services.texts import say_uses
from gieo.domain.uptake.vocab import Channel, ClaimState, Grade, Level, Sphere
from gieo.domain.uptake.wording import VERIFY_DUTY_TITLE, fault_words
from gieo.foundation.duties.services import post_duty
from gieo.foundation.files.models import Photograph, StoredFile
from gieo.foundation.files.services import take_photograph
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.journal.services import next_number, require_valid
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import stands_for

VERIFY_DUTY = "verify_use"


@dataclass(frozen=True)
class EvidenceInput:
    """One piece of evidence. `file` is stored already; of a photograph `words` are the caption. `on` and `place` are
    what somebody stated; without a day it tells of the day of the claim."""

    grade: Grade
    on: date | None
    words: str
    file: StoredFile | None = None
    credit: str = ""
    place: str = ""
    consent: bool = False
    number: str = ""
    party: str = ""


@dataclass(frozen=True)
class EffectInput:
    """A quantity before and after, in its unit."""

    sphere: Sphere
    name: str
    unit: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class ClaimInput:
    """A claim as entered: on `on` the use stood on `level`; `report` is the confirmed report that says so, if any."""

    level: Level
    on: date
    channel: Channel = Channel.DESK
    report: Report | None = None
    told_by: str = ""
    since: date | None = None
    seasons: int | None = None
    push: str = ""
    reason: str = ""
    words: str = ""
    men: int | None = None
    women: int | None = None
    scales: tuple[ScaleSaid, ...] = ()
    effects: tuple[EffectInput, ...] = ()
    evidence: tuple[EvidenceInput, ...] = ()


def begin_use(
    subject: Result | Product, receiver: Unit, place: Area, *, claim: ClaimInput, actor: Actor, now: datetime
) -> Use:
    """Say for the first time that a receiver uses something at a place, together with the first claim.

    In order: permit → the receiver has received it (asked of its own people; the office may also write down what was
    copied) → no such use yet → use → first claim (`claim_use`). Raises NotAllowed, Conflict, Invalid; then nothing was
    written.
    """
    may_begin_use(actor, receiver).require()
    if not is_of_office(actor) and not has_received(receiver, subject, actor):
        raise NotAllowed(_("Đơn vị chưa xác nhận nhận kết quả này theo biên bản nào: báo cho Sở để ghi."))
    with transaction.atomic():
        use = put_use(subject, receiver, place, illustrative=subject.illustrative, actor=actor, now=now)
        claim_use(use, claim, actor=actor, now=now)
    return use


def put_use(
    subject: Result | Product,
    receiver: Unit,
    place: Area,
    *,
    household: str = "",
    illustrative: bool,
    actor: Actor,
    now: datetime,
) -> Use:
    """The row of a use that there is none of yet, inside a deed that has asked who may. Raises Conflict."""
    year = local_date(now).year
    code = f"SD-{year}-{next_number(f'SD-{year}'):04d}"  # from here on one at a time: what others wrote is seen
    if uses_of_subject(subject).filter(receiver=receiver, place=place, household=household).exists():
        raise Conflict(_("Đơn vị này đã có hồ sơ ứng dụng ở nơi này. Mở hồ sơ ấy để ghi tiếp."))
    use = Use(
        **{"result" if isinstance(subject, Result) else "product": subject},
        code=code,
        receiver=receiver,
        place=place,
        household=household,
        illustrative=illustrative,
        recorded_at=now,
        recorded_by_name=actor.name_on_record,
        folded=fold(f"{subject.code} {subject.title} {receiver.name} {receiver.short_name} {place.name}"),
    )
    require_valid(use)
    use.save(force_insert=True)
    changes = {"subject": (None, subject.code), "receiver": (None, receiver.name), "place": (None, place.name)}
    changes |= {"household": (None, household)} if household else {}
    by = _who(use, actor, now)
    write_journal("begin", use, actor=by, now=now, changes=changes, personal=["household"])
    say_uses([use])
    return use


def claim_use(use: Use, said: ClaimInput, *, actor: Actor, now: datetime) -> Claim:
    """Write down where a use stands and what that rests on. It counts once somebody else has verified it.

    In order: lock → permit → no other claim waits → the report it names says so → rules (days, facts, scales, evidence
    of the level) → claim, its rows and photographs → journal (on whose behalf) → a duty of the department to look at
    it. Raises NotAllowed, Conflict, Invalid by field (of the second scale "scales.2"); then nothing was written.
    """
    with transaction.atomic():
        locked = lock_use(use)
        may_claim_use(actor, locked).require()
        if locked.claims.filter(state=ClaimState.CLAIMED).exists():
            raise Conflict(_("Nơi ứng dụng này còn một khai báo chờ xác nhận. Chờ Sở xem xong rồi ghi tiếp."))
        own = is_receiver(actor, locked) and not is_of_office(actor)
        said = _tidy(said, own=own)
        _require_reported(locked, said.report, now=now)
        _require_sound(locked, said, actor=actor, now=now)
        by = Sayer(actor.person_id, actor.behalf_id, actor.name_on_record)
        claim = put_claim(locked, said, by=by, actor=actor, now=now)
        _owe_a_look(locked, actor=actor, now=now)
    return claim


@dataclass(frozen=True)
class Sayer:
    """Who says so, and whose deed it is when done by delegation. Never who verifies."""

    person_id: int | None
    behalf_id: int | None
    name: str


def put_claim(use: Use, said: ClaimInput, *, by: Sayer, actor: Actor, now: datetime) -> Claim:
    """The rows of a claim, inside a deed that has locked the use and asked the rules."""
    claim = Claim(
        use=use,
        number=use.claims.count() + 1,
        claimed_at=now,
        claimed_by_id=by.person_id,
        claimed_for_id=by.behalf_id,
        claimed_by_name=by.name,
        **{name: getattr(said, name) for name in _KEPT},
    )
    require_valid(claim)
    claim.save(force_insert=True)
    _rows(claim, said, actor=actor)
    who = _who(use, actor, now)
    write_journal("claim", use, actor=who, now=now, changes=_told(claim, said), personal=["told_by", "parties"])
    return claim


_KEPT = ("level", "on", "channel", "report", "told_by", "since", "seasons", "push", "reason", "words", "men", "women")


def _tidy(said: ClaimInput, *, own: bool) -> ClaimInput:
    """Blanks put in order; the receiver's own people have one channel; only a stop has a reason."""
    values = {name: getattr(said, name) for name in ClaimInput.__dataclass_fields__}
    values |= {"words": said.words.strip(), "told_by": squeeze(said.told_by)}
    values["scales"] = tuple(ScaleSaid(row.measure, row.amount, squeeze(row.plot)) for row in said.scales)
    if own:
        values |= {"channel": Channel.DESK, "told_by": ""}
    if said.level is not Level.STOPPED:
        values["reason"] = ""
    return ClaimInput(**values)


def _require_reported(use: Use, report: Report | None, *, now: datetime) -> None:
    if report is not None and applied_of(report, use.subject, use.receiver, local_date(now)) is None:
        raise Conflict(
            _("Báo cáo %(code)s chưa xác nhận, hoặc không nói đơn vị này đã ứng dụng mục này.") % {"code": report.code}
        )


def _require_sound(use: Use, said: ClaimInput, *, actor: Actor, now: datetime) -> None:
    plain = Said(
        level=said.level,
        on=said.on,
        channel=said.channel,
        since=said.since,
        seasons=said.seasons,
        push=said.push,
        reason=said.reason,
        words=said.words,
        told_by=said.told_by,
        men=said.men,
        women=said.women,
        scales=said.scales,
        evidence=[EvidenceSaid(row.grade, row.on or said.on, _details(row)) for row in said.evidence],
    )
    found = faults(plain, today=local_date(now), area_km2=use.place.area_km2, by_office=is_of_office(actor))
    errors: dict[str, list[str]] = {}
    for fault in found:
        errors.setdefault(_at(fault), []).append(fault_words(fault, said.level))
    if errors:
        raise Invalid(errors)


def _at(fault: Found) -> str:
    return ".".join(str(each) for each in (fault.field, fault.row, fault.part) if each)


def _details(row: EvidenceInput) -> set[Detail]:
    """What was stated of a piece of evidence."""
    told = {
        Detail.PICTURE: row.file is not None and row.file.kind == FileKind.IMAGE,
        Detail.PLACE: squeeze(row.place),
        Detail.DAY: row.on,
        Detail.FILE: row.file,
        Detail.NUMBER: squeeze(row.number),
        Detail.PARTY: squeeze(row.party),
    }
    return {detail for detail, value in told.items() if value}


def _rows(claim: Claim, said: ClaimInput, *, actor: Actor) -> None:
    scales = [Scale(claim=claim, measure=row.measure, amount=row.amount, plot=row.plot) for row in said.scales]
    effects = [
        Effect(
            claim=claim,
            sphere=row.sphere,
            name=squeeze(row.name),
            unit=squeeze(row.unit),
            before=row.before,
            after=row.after,
        )
        for row in said.effects
    ]
    evidence = [_evidence(claim, row, actor=actor) for row in said.evidence]
    _require_rows("scales", scales)
    _require_rows("effects", effects)
    _require_rows("evidence", evidence)
    Scale.objects.bulk_create(scales)
    Effect.objects.bulk_create(effects)
    Evidence.objects.bulk_create(evidence)


def _require_rows(kind: str, rows: Sequence[Model]) -> None:
    for order, row in enumerate(rows, start=1):
        try:
            require_valid(row)
        except Invalid as wrong:
            said = " ".join(words for found in wrong.errors.values() for words in found)
            raise Invalid({f"{kind}.{order}": [said]}) from None


def _evidence(claim: Claim, row: EvidenceInput, *, actor: Actor) -> Evidence:
    made = Evidence(
        claim=claim,
        grade=row.grade,
        on=row.on or claim.on,
        words=squeeze(row.words),
        number=squeeze(row.number),
        party=squeeze(row.party),
    )
    if row.grade is Grade.PHOTOGRAPH:
        made.photograph = _photograph(row, actor=actor)
    else:
        made.file = row.file
    return made


def _photograph(row: EvidenceInput, *, actor: Actor) -> Photograph:
    """With caption, credit, and the place and day that somebody stated: what makes a picture evidence."""
    assert row.file is not None  # the rules let no photograph through without its picture
    return take_photograph(
        row.file,
        caption=row.words,
        credit=squeeze(row.credit) or actor.name,
        place=squeeze(row.place),
        taken_on=row.on,
        consent=row.consent,
    )


def _who(use: Use, actor: Actor, now: datetime) -> Actor:
    """An officer who claims does it for the receiver, and the journal says so."""
    if actor.is_system or is_receiver(actor, use):
        return actor
    return actor.on_behalf_of(stands_for(use, use.receiver, local_date(now)).name)


def _told(claim: Claim, said: ClaimInput) -> Mapping[str, tuple[Any, Any]]:
    facts: dict[str, Any] = {"number": claim.number} | {name: getattr(said, name) for name in _KEPT}
    facts["report"] = said.report.code if said.report else None
    facts["scales"] = [f"{row.amount} {row.measure} {row.plot}".strip() for row in said.scales]
    facts["effects"] = [f"{row.name}: {row.before} → {row.after} {row.unit}" for row in said.effects]
    facts["evidence"] = [_piece_told(row, said) for row in said.evidence]
    facts["parties"] = "; ".join(filter(None, (squeeze(row.party) for row in said.evidence)))
    return {name: (None, value) for name, value in facts.items() if value not in (None, "", [])}


def _piece_told(row: EvidenceInput, said: ClaimInput) -> dict[str, Any]:
    more = {"number": squeeze(row.number), "place": squeeze(row.place) if row.grade is Grade.PHOTOGRAPH else ""}
    return {
        "grade": row.grade,
        "on": row.on or said.on,
        "words": row.words,
        "digest": row.file.digest if row.file else "",
    } | {name: value for name, value in more.items() if value}


def _owe_a_look(use: Use, *, actor: Actor, now: datetime) -> None:
    """Whoever of the department gets to it first, but who claimed; of a restricted result somebody named for it, and
    nobody where nobody else is."""
    secret = is_restricted(use)
    looks = second_reader(use, {actor.person_id, actor.behalf_id}, local_date(now)) if secret else None
    if secret and looks is None:
        return
    post_duty(
        kind=VERIFY_DUTY,
        title=VERIFY_DUTY_TITLE,
        record=use,
        debtor_person=looks,
        debtor_role=None if secret else Role.OFFICER,
        start=local_date(now),
        limit=Limit(VERIFY_DAYS, SpanUnit.WORKING),
        basis=DECAY_BASIS,
        confidential=secret,
        actor=actor,
        now=now,
    )
