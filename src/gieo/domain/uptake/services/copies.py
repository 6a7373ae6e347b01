"""“We copied this”: said by anybody, confirmed or not by somebody else, and then a use like any other."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Conflict, Invalid, NotFound, Refused, WrongState
from gieo.core.text import fold
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.uptake.lifecycle import COPY
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.permits.copies import keeps_copies, may_confirm_copy, may_copy, may_refuse_copy
from gieo.domain.uptake.queries.copies import committee_of, parents_of
from gieo.domain.uptake.queries.public import uses_of
from gieo.domain.uptake.rules.claims import EvidenceSaid, Said, ScaleSaid, faults
from gieo.domain.uptake.rules.copies import goes_round, limits
from gieo.domain.uptake.rules.evidence import DECAY_BASIS, VERIFY_DAYS
from gieo.domain.uptake.services.claiming import ClaimInput, EvidenceInput, Sayer, put_claim, put_use
from gieo.domain.uptake.services.deciding import settle_verified
from gieo.domain.uptake.services.locking import lock_use
from gieo.domain.uptake.vocab import Channel, ClaimState, Grade, Level, Measure
from gieo.domain.uptake.vocab.copies import (
    LONGEST_NAME,
    LONGEST_WORDS,
    CopyState,
    Looked,
)
from gieo.domain.uptake.wording import copies as wording
from gieo.domain.uptake.wording import fault_words
from gieo.foundation.accounts.queries import representatives
from gieo.foundation.audience.rules.comments import plain_line, says_something
from gieo.foundation.audience.services.check_code import require_code, spend_code
from gieo.foundation.audience.services.visitors import LONGEST_PHONE, digits, faults_of, said_of
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.services import fulfil, post_duty
from gieo.foundation.journal.services import next_number, require_valid
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import write_to
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Unit

DUTY = "confirm_copy"
PERSONAL = ("name", "phone", "hamlet", "learnt_from", "words")
LONGEST = {
    "name": LONGEST_NAME,
    "phone": LONGEST_PHONE,
    "hamlet": LONGEST_NAME,
    "learnt_from": LONGEST_WORDS,
    "words": LONGEST_WORDS,
}
GRADES = {Looked.ASKED: Grade.STATEMENT, Looked.VISITED: Grade.INSPECTION}
COPIER = Actor(person_id=None, name="Người làm theo")


@dataclass(frozen=True)
class Finding:
    """What who confirms found: who it is (a unit; or a household, for which a unit answers), where, how much."""

    receiver: Unit
    household: str
    place: Area
    since: date
    measure: Measure
    amount: Decimal
    looked: Looked
    on: date
    words: str
    parent: Use | None = None


def claim_copy(
    result: Result,
    *,
    place: Area,
    since: date,
    measure: Measure,
    amount: Decimal,
    consents: bool,
    given: CodeGiven,
    parent: Use | None = None,
    actor: Actor = ANONYMOUS,
    now: datetime,
    illustrative: bool = False,
    **who: str,
) -> Copy:
    """Say “we copied this” of a public result. It counts nothing until somebody else confirms it.

    In order: permit, words, figures, consent and check code; then the result is locked and must still be public
    (NotFound, as for a code that is nobody's); what the same person said of it and still waits is given back; not too
    many wait; the code is spent; saved; journal; a duty of the department and a letter to the commune. Code
    NR-<year>-<number>.
    """
    may_copy(actor).require()
    today, values = local_date(now), said_of(who, LONGEST)
    errors = faults_of(values, LONGEST, consents=consents, ways=("phone",))
    errors |= _figures_wrong(since, today, measure, amount, place, [EvidenceSaid(Grade.STATEMENT, today)], today)
    if errors:
        raise Invalid(errors)
    solved = require_code(given, now=now)
    with transaction.atomic():
        found = public_results().select_for_update(of=("self",)).filter(pk=result.pk).first()
        if found is None:
            raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": result.code})
        waiting = found.copies.filter(state=CopyState.WAITING)
        for said in waiting.filter(place=place).order_by("pk"):
            if digits(said.phone) == digits(values["phone"]):
                return said
        if waiting.count() >= limits().most_waiting:
            raise Refused(_("Đang có quá nhiều lời khai về kết quả này. Xin gọi cho Sở."))
        spend_code(solved)
        copy = Copy(
            code=make_code("NR", today.year, next_number(f"NR-{today.year}"), width=4),
            result=found,
            place=place,
            committee=committee_of(place, today),
            parent=parent if parent is not None and uses_of(found).filter(pk=parent.pk).exists() else None,
            since=since,
            measure=measure,
            amount=amount,
            consented_at=now,
            claimed_on=today,
            claimed_by_id=actor.person_id,
            illustrative=illustrative,
            **values,
        )
        _save(copy)
        changes = {name: (None, getattr(copy, name)) for name in ("since", "measure", "amount", *PERSONAL)}
        changes |= {"result": (None, found.code), "place": (None, place.name)}
        by = COPIER if actor.is_anonymous else actor
        write_journal("copy", copy, actor=by, now=now, to_state=copy.state, changes=changes, personal=PERSONAL)
        _owe_a_look(copy, now=now)
    return copy


def confirm_copy(copy: Copy, found: Finding, *, actor: Actor, now: datetime) -> Copy:
    """Confirm it as it was found: it becomes a use, or is added to the one there is, and counts exactly once.

    In order: lock → permit (never who said it) → life cycle → rules → the use of the same result, receiver, household
    and place, or a new one → a claim with its evidence, verified at once → the tree stays a tree → saved → journal →
    duty fulfilled. A commune answers for its own households only. Raises NotAllowed, WrongState, Conflict, Invalid.
    """
    with transaction.atomic():
        row = _lock(copy)
        may_confirm_copy(actor, row).require()
        before, row.state = row.state, _step("confirm_copy", row)
        found = _tidy(found, row, actor)
        _require_found(row, found, today=local_date(now))
        use = _use_of(row, found, actor=actor, now=now)
        claim = put_claim(
            use,
            _claim_of(row, found),
            by=Sayer(row.claimed_by_id, None, row.code),
            actor=actor,
            now=now,
        )
        settle_verified(claim, actor=actor, now=now)
        row.use, row.parent = use, _parent_of(row, use, found.parent)
        _decide(row, actor, now)
        write_journal(
            "confirm_copy",
            row,
            actor=actor,
            now=now,
            from_state=before,
            to_state=row.state,
            changes={"use": (None, use.code), "parent": (None, row.parent.code if row.parent else None)},
        )
        fulfil(DUTY, row, actor=actor, now=now)
    return row


def refuse_copy(copy: Copy, *, reason: str, actor: Actor, now: datetime) -> Copy:
    """Do not confirm it, and say why; it stays on record and never counts.

    In order: lock → permit → life cycle → reason → saved → journal → duty fulfilled. Raises NotAllowed, WrongState,
    Invalid ("reason").
    """
    with transaction.atomic():
        row = _lock(copy)
        may_refuse_copy(actor, row).require()
        before, row.state = row.state, _step("refuse_copy", row)
        words = plain_line(reason[: 10 * LONGEST_WORDS])
        if not says_something(words) or len(words) > LONGEST_WORDS:
            raise Invalid({"reason": [_("Ghi lý do, nhiều nhất %(n)s chữ cái.") % {"n": LONGEST_WORDS}]})
        row.refusal = words
        _decide(row, actor, now)
        changes = {"refusal": (None, words)}
        write_journal("refuse_copy", row, actor=actor, now=now, from_state=before, to_state=row.state, changes=changes)
        fulfil(DUTY, row, actor=actor, now=now)
    return row


def forget_copiers(*, now: datetime) -> int:
    """Names, telephones and words of what was looked at long ago go; the row and its use stay to be counted."""
    last = work_calendar().add_months(local_date(now), -limits().kept_months)
    rows = list(Copy.objects.filter(decided_on__lte=last, forgotten_on__isnull=True).order_by("pk"))
    for old in rows:
        with transaction.atomic():
            row = _lock(old)
            for name in PERSONAL:
                setattr(row, name, "")
            row.forgotten_on = local_date(now)
            _save(row)
            write_journal("forget_copier", row, actor=SYSTEM, now=now)
    return len(rows)


def _lock(copy: Copy) -> Copy:
    """The claim as it stands now; copies of one result are looked at one after another, for each may be the same use as
    the one before."""
    Result.objects.select_for_update(of=("self",)).get(pk=copy.result_id)
    rows = Copy.objects.select_for_update(of=("self",)).select_related("result", "place", "committee", "parent")
    row = rows.filter(pk=copy.pk).first()
    if row is None:
        raise NotFound(_("Không có lời khai làm theo này."))
    return row


def _step(verb: str, copy: Copy) -> str:
    try:
        return COPY.target(verb, copy.state)
    except WrongState as wrong:
        wrong.message = wording.copy_blocked(copy.state)
        raise


def _save(copy: Copy) -> None:
    copy.folded = fold(
        f"{copy.code} {copy.result.code} {copy.result.title} {copy.place.name} {copy.name} {copy.hamlet}"
    )
    require_valid(copy)
    copy.save()


def _decide(copy: Copy, actor: Actor, now: datetime) -> None:
    copy.decided_on, copy.decided_by_id, copy.decided_by_name = local_date(now), actor.person_id, actor.name_on_record
    _save(copy)


def _figures_wrong(
    since: date, on: date, measure: Measure, amount: Decimal, place: Area, evidence: list[EvidenceSaid], today: date
) -> dict[str, list[str]]:
    """What cannot be so of days and amounts, beside the field: the rules of every claim."""
    said = Said(Level.TRIED, on, Channel.COPY, since=since, scales=[ScaleSaid(measure, amount)], evidence=evidence)
    errors: dict[str, list[str]] = {}
    for fault in faults(said, today=today, area_km2=place.area_km2, by_office=True):
        field = {"scales": "amount", "evidence": "on"}.get(fault.field, fault.field)
        words = fault_words(replace(fault, row=None), Level.TRIED)
        if words not in errors.setdefault(field, []):
            errors[field].append(words)
    return errors


def _tidy(found: Finding, copy: Copy, actor: Actor) -> Finding:
    """A commune's people answer for households of their commune; the department also finds units."""
    receiver, place = found.receiver, found.place
    if not keeps_copies(actor):
        assert copy.committee is not None  # the permit asked for it
        receiver, place = copy.committee, copy.place
    return Finding(
        receiver, plain_line(found.household), place, found.since, found.measure, found.amount, found.looked, found.on,
        plain_line(found.words), found.parent,
    )  # fmt: skip


def _require_found(copy: Copy, found: Finding, *, today: date) -> None:
    evidence = [EvidenceSaid(GRADES[found.looked], found.on)]
    errors = _figures_wrong(found.since, found.on, found.measure, found.amount, found.place, evidence, today)
    if copy.committee_id == found.receiver.pk and not says_something(found.household):
        errors["household"] = [_("Ghi tên chủ hộ và bản, để không đếm hai lần.")]
    if len(found.household) > LONGEST_NAME:
        errors["household"] = [_("Không quá %(most)s ký tự.") % {"most": LONGEST_NAME}]
    if not says_something(found.words) or len(found.words) > LONGEST_WORDS:
        errors["words"] = [_("Ghi đã hỏi ai, thấy gì; không quá %(most)s ký tự.") % {"most": LONGEST_WORDS}]
    if errors:
        raise Invalid(errors)


def _use_of(copy: Copy, found: Finding, *, actor: Actor, now: datetime) -> Use:
    """The use it is: the one there is of the same household (or unit) at the same place, or a new one."""
    rows = Use.objects.filter(result=copy.result, receiver=found.receiver, place=found.place)
    same = next((use for use in rows.order_by("pk") if fold(use.household) == fold(found.household)), None)
    if same is None:
        return put_use(
            copy.result, found.receiver, found.place, household=found.household, illustrative=copy.illustrative,
            actor=actor, now=now,
        )  # fmt: skip
    use = lock_use(same)
    if use.claims.filter(state=ClaimState.CLAIMED).exists():
        raise Conflict(_("Hồ sơ %(code)s còn một khai báo chờ xác nhận. Xem khai báo ấy trước.") % {"code": use.code})
    return use


def _claim_of(copy: Copy, found: Finding) -> ClaimInput:
    words = f"{copy.code}: {found.words}"
    return ClaimInput(
        level=Level.TRIED,
        on=found.on,
        channel=Channel.COPY,
        since=found.since,
        scales=(ScaleSaid(found.measure, found.amount),),
        evidence=(EvidenceInput(GRADES[found.looked], found.on, words[:400]),),
    )


def _parent_of(copy: Copy, use: Use, parent: Use | None) -> Use | None:
    if parent is None:
        return None
    if not uses_of(copy.result).filter(pk=parent.pk).exists():
        raise Invalid({"parent": [_("Nơi này không dùng kết quả ấy.")]})
    if goes_round(use.pk, parent.pk, parents_of(copy.result)):
        raise Invalid({"parent": [_("Nơi này lại làm theo chính hộ, đơn vị đang xác nhận. Chọn nơi khác.")]})
    return parent


def _owe_a_look(copy: Copy, *, now: datetime) -> None:
    """The department owes it; the commune, which is nearer, is told and may be first."""
    today = local_date(now)
    post_duty(
        kind=DUTY,
        title=wording.DUTY_CONFIRM,
        record=copy,
        debtor_role=Role.OFFICER,
        start=today,
        limit=Limit(VERIFY_DAYS, SpanUnit.WORKING),
        basis=DECAY_BASIS,
        actor=SYSTEM,
        now=now,
    )
    if copy.committee is None:
        return
    with override("vi"):
        subject = str(wording.LETTER_COPIED) % {"code": copy.code, "place": copy.place.name}
        link = f"{settings.PUBLIC_ADDRESS}/desk/copies/{copy.code}"
        body = _("%(title)s\n\nMời hỏi hoặc tới xem rồi xác nhận tại:\n%(link)s\n") % {
            "title": copy.result.title,
            "link": link,
        }
    held = representatives(copy.committee.pk, today).filter(role=Role.UNIT_REP)
    for to in {row.person_id: row.person.address for row in held}.values():
        write_to(to, subject=subject, body=body, short=subject, link=link, kind="copy_said", record=copy, now=now)
