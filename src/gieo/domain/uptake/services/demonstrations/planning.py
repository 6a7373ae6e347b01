"""Planning a model at a place, changing the plan, beginning."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Conflict, Invalid, NotFound
from gieo.core.text import fold
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Demonstration, ModelCost, Use
from gieo.domain.uptake.permits.demonstrations import may_edit_model, may_plan_model, may_start_model
from gieo.domain.uptake.rules.claims import ScaleSaid, scale_faults
from gieo.domain.uptake.rules.demonstrations import days_wrong, is_too_far
from gieo.domain.uptake.services.claiming import put_use
from gieo.domain.uptake.services.demonstrations.parts import lock_model, owe, require_words, save, step, tidy
from gieo.domain.uptake.vocab import Level, Measure
from gieo.domain.uptake.vocab.copies import LONGEST_NAME
from gieo.domain.uptake.vocab.demonstrations import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_DONG,
    Source,
)
from gieo.domain.uptake.wording import demonstrations as wording
from gieo.domain.uptake.wording import fault_words
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.audience.rules.comments import plain_line
from gieo.foundation.journal.services import changes_between, next_number, require_valid
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Unit

LINES = {
    "title": LONGEST_TITLE, "where": LONGEST_LINE, "season": LONGEST_LINE, "doers": LONGEST_REASON,
    "fit": LONGEST_REASON,
}  # fmt: skip
TEXTS = {"plan": LONGEST_WORDS, "success": LONGEST_WORDS}
PERSONAL = ("where", "doers")


@dataclass(frozen=True)
class PlanInput:
    """What is planned: how much of what, from when to when, who does it, who follows it, what it is to cost."""

    title: str
    starts_on: date
    ends_on: date
    measure: Measure
    amount: Decimal
    plan: str
    keeper: Person
    where: str = ""
    season: str = ""
    doers: str = ""
    success: str = ""
    fit: str = ""
    names_household: bool = False
    next_visit_on: date | None = None
    costs: Mapping[Source, int] = field(default_factory=dict)


KEPT = tuple(one.name for one in fields(PlanInput) if one.name != "costs")


def plan_model(
    result: Result,
    receiver: Unit,
    place: Area,
    said: PlanInput,
    *,
    household: str = "",
    illustrative: bool = False,
    actor: Actor,
    now: datetime,
) -> Demonstration:
    """Plan a model of a result at a place: a unit's, or a household's for which the unit answers.

    In order: permit → rules → the use of the same result, receiver, household and place, or a new one, which is no
    model yet → saved → journal. Nothing is in use by a plan. Code MH-<year>-<number>. Raises NotAllowed, NotFound,
    Conflict, Invalid by field; then nothing was written.
    """
    may_plan_model(actor).require()
    if not visible_results(actor).filter(pk=result.pk).exists():
        raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": result.code})
    name = plain_line(household[: 10 * LONGEST_NAME])
    if len(name) > LONGEST_NAME:
        raise Invalid({"household": [_("Không quá %(most)s ký tự.") % {"most": LONGEST_NAME}]})
    with transaction.atomic():
        year = local_date(now).year
        code = make_code("MH", year, next_number(f"MH-{year}"))  # from here on one at a time
        values = _sound(said, result, place, household=name, now=now)
        use = _use_of(result, receiver, place, name, illustrative=illustrative, actor=actor, now=now)
        model = Demonstration(
            code=code,
            use=use,
            illustrative=illustrative,
            planned_at=now,
            planned_by_name=actor.name_on_record,
            **values,
        )
        save(model)
        costs = _costs(model, said.costs)
        changes: dict[str, tuple[Any, Any]] = {key: (None, value) for key, value in values.items() if value}
        changes |= {"use": (None, use.code)} | {f"planned_{source}": (None, sum_) for source, sum_ in costs.items()}
        write_journal(
            "plan_model", model, actor=actor, now=now, to_state=model.state, changes=changes, personal=PERSONAL
        )
    return model


def edit_model(
    model: Demonstration, said: PlanInput, *, version: int | None = None, actor: Actor, now: datetime
) -> Demonstration:
    """Change the plan of a model that is not over: what it is of, whose and where stays. Duties follow.

    Raises NotAllowed, WrongState, Stale, Invalid by field.
    """
    with transaction.atomic():
        row = lock_model(model, version)
        may_edit_model(actor, row).require()
        step("edit_model", row)
        assert row.use.result is not None  # models are of results
        values = _sound(said, row.use.result, row.use.place, household=row.use.household, now=now)
        before = {name: getattr(row, name) for name in KEPT}
        if row.started_on is not None and values["ends_on"] <= row.started_on:
            raise Invalid({"ends_on": [str(wording.ENDS_BEFORE)]})
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        save(row)
        changes: dict[str, tuple[Any, Any]] = changes_between(before, {name: getattr(row, name) for name in KEPT})
        changes |= {f"planned_{source}": (None, sum_) for source, sum_ in _costs(row, said.costs).items()}
        if changes.keys() & {"keeper", "next_visit_on", "ends_on"}:
            owe(row, actor=actor, now=now)
        write_journal("edit_model", row, actor=actor, now=now, changes=changes, personal=PERSONAL)
    return row


def start_model(model: Demonstration, *, on: date, actor: Actor, now: datetime) -> Demonstration:
    """Note that work there has begun: neighbours can now see it, do after it and say so.

    In order: lock → permit → life cycle → day → saved → journal → duties.
    Raises NotAllowed, WrongState, Invalid ("on").
    """
    with transaction.atomic():
        row = lock_model(model)
        may_start_model(actor, row).require()
        before, row.state = row.state, step("start_model", row)
        if on > local_date(now):
            raise Invalid({"on": [str(wording.FUTURE)]})
        if days_wrong(on, row.ends_on):
            raise Invalid({"on": [_("Ngày này không nằm trước ngày cuối của kế hoạch. Sửa kế hoạch trước.")]})
        row.started_on = on
        row.version += 1
        save(row)
        changes = {"started_on": (None, on)}
        write_journal("start_model", row, actor=actor, now=now, from_state=before, to_state=row.state, changes=changes)
        owe(row, actor=actor, now=now)
    return row


def _sound(said: PlanInput, result: Result, place: Area, *, household: str, now: datetime) -> dict[str, Any]:
    """The values of the row, with everything wrong said beside its field."""
    values = tidy({name: getattr(said, name) for name in KEPT}, LINES, TEXTS)
    require_words(values, "title", "plan")
    values["names_household"] = bool(said.names_household and household)
    errors: dict[str, list[str]] = {}
    today = local_date(now)
    match days_wrong(said.starts_on, said.ends_on):
        case "starts_on":
            errors["starts_on"] = [str(wording.LONG_AGO)]
        case "ends_on":
            short = said.ends_on <= said.starts_on
            errors["ends_on"] = [str(wording.ENDS_BEFORE) if short else wording.too_long()]
    if is_too_far(said.starts_on, today):
        errors["starts_on"] = [str(wording.TOO_FAR)]
    for fault in scale_faults([ScaleSaid(said.measure, said.amount)], place.area_km2):
        words = fault_words(type(fault)("amount", fault.fault, fault.limit), Level.TRIED)
        errors.setdefault("amount", []).append(words)
    if said.next_visit_on is not None and said.next_visit_on < today:
        errors["next_visit_on"] = [str(wording.PAST)]
    elif said.next_visit_on is not None and is_too_far(said.next_visit_on, today):
        errors["next_visit_on"] = [str(wording.TOO_FAR)]
    for source, sum_ in said.costs.items():
        if not 0 <= sum_ <= MOST_DONG:
            errors[f"planned_{source}"] = [str(wording.NOT_MONEY)]
    if wrong := _keeper_wrong(said.keeper, result, today):
        errors["keeper"] = [wrong]
    if errors:
        raise Invalid(errors)
    return values


def _keeper_wrong(keeper: Person, result: Result, today: date) -> str:
    """Who follows a model is of the department, and may see what it is of."""
    actor = actor_of_person(keeper, today)
    if not actor.has(Role.OFFICER, Role.DIRECTOR):
        return _("Chọn chuyên viên hoặc lãnh đạo Sở.")
    if not visible_results(actor).filter(pk=result.pk).exists():
        return _("Người này không được xem kết quả ấy.")
    return ""


def _use_of(
    result: Result, receiver: Unit, place: Area, household: str, *, illustrative: bool, actor: Actor, now: datetime
) -> Use:
    """The use it is: the one there is of the same household (or unit) at the same place, or a new one."""
    rows = Use.objects.filter(result=result, receiver=receiver, place=place).order_by("pk")
    same = next((use for use in rows if fold(use.household) == fold(household)), None)
    if same is None:
        return put_use(result, receiver, place, household=household, illustrative=illustrative, actor=actor, now=now)
    there = Demonstration.objects.filter(use=same).first()
    if there is not None:
        raise Conflict(_("Nơi này đã có mô hình %(code)s của kết quả này.") % {"code": there.code})
    return same


def _costs(model: Demonstration, costs: Mapping[Source, int]) -> dict[str, int]:
    """Planned sums that differ from what stood there, by source."""
    there = {row.source: row for row in model.costs.all()}
    changed: dict[str, int] = {}
    for source in Source:
        row = there.get(source) or ModelCost(demonstration=model, source=source)
        planned = costs.get(source, 0)
        if row.planned != planned:
            row.planned = changed[source.value] = planned
        require_valid(row)
        row.save()
    return changed
