"""How a model ends: what it cost, what is to be learnt from it, and what that says of the use it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Refused
from gieo.domain.uptake.models import Claim, Demonstration, ModelVisit
from gieo.domain.uptake.permits.demonstrations import may_abandon_model, may_conclude_model, may_spend_on_model
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.rules.demonstrations import Visited, grade_of, telling
from gieo.domain.uptake.services.claiming import ClaimInput, EvidenceInput, claim_use
from gieo.domain.uptake.services.demonstrations.field_days import call_off
from gieo.domain.uptake.services.demonstrations.parts import (
    CONCLUDE_DUTY,
    lock_model,
    owe,
    require_words,
    save,
    step,
    tidy,
)
from gieo.domain.uptake.vocab import Channel, Grade, Level, Measure, Push, StopReason
from gieo.domain.uptake.vocab.demonstrations import LONGEST_REASON, LONGEST_WORDS, MOST_DONG, Outcome, Source
from gieo.domain.uptake.wording import demonstrations as wording
from gieo.foundation.duties.services import fulfil
from gieo.foundation.files.models import Photograph
from gieo.foundation.files.services import lock_copies
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.journal.services import require_valid


@dataclass(frozen=True)
class Ending:
    """How a model ended: what there was in the end, whether the place goes on, and why not."""

    on: date
    outcome: Outcome
    words: str
    measure: Measure
    amount: Decimal
    goes_on: bool = True
    stop_reason: StopReason | None = None


def spend_on_model(
    model: Demonstration, spent: Mapping[Source, int | None], *, actor: Actor, now: datetime
) -> Demonstration:
    """Write down what each source has paid so far; None where nothing is known.

    Raises NotAllowed, WrongState, Invalid by field.
    """
    with transaction.atomic():
        row = lock_model(model)
        may_spend_on_model(actor, row).require()
        step("spend_on_model", row)
        errors = {
            f"spent_{source}": [str(wording.NOT_MONEY)]
            for source, sum_ in spent.items()
            if sum_ is not None and not 0 <= sum_ <= MOST_DONG
        }
        if errors:
            raise Invalid(errors)
        changes: dict[str, tuple[Any, Any]] = {}
        for cost in row.costs.all():
            sum_ = spent.get(Source(cost.source), cost.spent)
            if sum_ != cost.spent:
                changes[f"spent_{cost.source}"] = (cost.spent, sum_)
                cost.spent = sum_
                require_valid(cost)
                cost.save()
        if changes:
            write_journal("spend_on_model", row, actor=actor, now=now, changes=changes)
    return row


def conclude_model(model: Demonstration, ending: Ending, *, actor: Actor, now: datetime) -> Claim:
    """Say what is to be learnt, and claim of the use what the visits prove. It counts once somebody else has verified.

    In order: lock → permit → life cycle → rules → saved → journal → duties → a claim of the use (`claim_use`): tried,
    on the evidence of the visits; or stopped, where the place does not go on. Raises NotAllowed, WrongState, Refused,
    Conflict, Invalid by field; then nothing was written.
    """
    with transaction.atomic():
        row = lock_model(model)
        may_conclude_model(actor, row).require()
        before, row.state = row.state, step("conclude_model", row)
        visits = list(row.visits.prefetch_related("photos__photograph__file"))
        words = _sound(row, ending, visits, today=local_date(now))
        row.ended_on, row.ended_by_name = ending.on, actor.name_on_record
        row.outcome, row.outcome_words, row.next_visit_on = ending.outcome, words, None
        row.version += 1
        save(row)
        changes = {"outcome": (None, row.outcome), "outcome_words": (None, words), "ended_on": (None, ending.on)}
        write_journal(
            "conclude_model", row, actor=actor, now=now, from_state=before, to_state=row.state, changes=changes
        )
        fulfil(CONCLUDE_DUTY, row, actor=actor, now=now)
        owe(row, actor=actor, now=now)
        return _claim(row, ending, visits, words, actor=actor, now=now)


def abandon_model(model: Demonstration, *, reason: str, actor: Actor, now: datetime) -> Demonstration:
    """Give a model up, and say why; days announced are called off. What is known of its use stays.

    Raises NotAllowed, WrongState, Invalid ("reason").
    """
    with transaction.atomic():
        row = lock_model(model)
        may_abandon_model(actor, row).require()
        before, row.state = row.state, step("abandon_model", row)
        values = tidy({"reason": reason}, {"reason": LONGEST_REASON})
        require_words(values, "reason")
        row.reason, row.ended_on, row.ended_by_name = values["reason"], local_date(now), actor.name_on_record
        row.next_visit_on = None
        row.version += 1
        save(row)
        call_off(row, row.reason)
        changes = {"reason": (None, row.reason)}
        write_journal(
            "abandon_model", row, actor=actor, now=now, from_state=before, to_state=row.state, changes=changes
        )
        owe(row, actor=actor, now=now)
    return row


def _sound(model: Demonstration, ending: Ending, visits: list[ModelVisit], *, today: date) -> str:
    values = tidy({"words": ending.words}, {}, {"words": LONGEST_WORDS})
    require_words(values, "words")
    errors: dict[str, list[str]] = {}
    last = max((visit.on for visit in visits), default=None)
    if last is None:
        raise Refused(_("Chưa có lần thăm nào: không có gì để kết luận. Ghi lần thăm, hoặc bỏ mô hình và nêu lý do."))
    if ending.on > today:
        errors["on"] = [str(wording.FUTURE)]
    elif ending.on < last:
        errors["on"] = [_("Đã có lần thăm sau ngày này (%(day)s).") % {"day": f"{last:%d/%m/%Y}"}]
    if not ending.goes_on and ending.stop_reason is None:
        errors["stop_reason"] = [str(wording.NEED_REASON)]
    if errors:
        raise Invalid(errors)
    return str(values["words"])


def _claim(
    model: Demonstration, ending: Ending, visits: list[ModelVisit], words: str, *, actor: Actor, now: datetime
) -> Claim:
    proofs = tuple(_proof(model, visits, visited) for visited in telling(map(_visited, visits)))
    if ending.goes_on:
        paid = any(cost.planned or cost.spent for cost in model.costs.filter(source=Source.STATE))
        said = ClaimInput(
            level=Level.TRIED,
            on=max(visit.on for visit in visits),
            channel=Channel.VISIT,
            since=model.started_on,
            push=Push.SUBSIDISED if paid else Push.SPONTANEOUS,
            words=words,
            scales=(ScaleSaid(ending.measure, ending.amount),),
            evidence=proofs,
        )
    else:
        assert ending.stop_reason is not None  # asked by the rules
        said = ClaimInput(
            level=Level.STOPPED,
            on=ending.on,
            channel=Channel.VISIT,
            since=ending.on,
            reason=ending.stop_reason,
            words=words,
            evidence=proofs,
        )
    try:
        return claim_use(model.use, said, actor=actor, now=now)
    except Invalid as wrong:
        fields = {"scales.1": "amount"}
        raise Invalid({fields.get(name, name): found for name, found in wrong.errors.items()}) from None


def _visited(visit: ModelVisit) -> Visited:
    return Visited(visit.number, visit.on, visit.by_office, _picture(visit) is not None)


def _picture(visit: ModelVisit) -> Photograph | None:
    """The first photograph of a visit that has its place and day."""
    found = (row.photograph for row in visit.photos.all())
    return next((each for each in found if each.place and each.taken_on), None)


def _proof(model: Demonstration, visits: list[ModelVisit], visited: Visited) -> EvidenceInput:
    """A visit as a piece of evidence of the use, as good as what it brought."""
    visit = next(each for each in visits if each.number == visited.number)
    grade = grade_of(visited)
    words = wording.evidence_words(model.code, visit.number, " ".join(visit.seen.split()))
    picture = _picture(visit)
    if grade is not Grade.PHOTOGRAPH or picture is None:
        return EvidenceInput(grade, visit.on, words)
    return EvidenceInput(
        grade,
        picture.taken_on,
        words,
        picture.file,
        credit=picture.credit,
        place=picture.place,
        consent=lock_copies(picture)[picture.pk].consent,
    )
