"""Needs are stated, answered with reasons, ended, taken up again."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Conflict, Invalid, NotFound, Refused
from gieo.core.text import fold, nfc, squeeze
from gieo.domain.needs import permits, wording
from gieo.domain.needs.lifecycle import NEED
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import DUTY, KIND, addressee, answer_limit, late_needs, text_of
from gieo.domain.needs.rules.answers import may_answer_so, statement_faults
from gieo.domain.needs.vocab import LONGEST_WORDS, Answer, Channel, NeedState, StatementFault
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.services import cancel, fulfil, post_duty
from gieo.foundation.duties.vocab import LIVE_STATES
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.services import Changes, changes_between, next_number, record, require_valid
from gieo.foundation.outbox.services import write_to
from gieo.foundation.places.models import Area
from gieo.foundation.search import services as search
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import today_unit

FIELDS = (
    "title", "problem", "field", "where", "concerned", "concerned_who", "wanted_by", "tried", "users", "altitude_min",
    "altitude_max", "seasons", "water", "labour", "capital", "contact_name", "contact_phone", "contact_email",
    "is_public", "told_by",
)  # fmt: skip
PERSONAL = ("contact_name", "contact_phone", "contact_email", "told_by")
LINES = ("problem", "tried")
ASKED_FIELDS = {"title", "problem", "users"}  # by which results are looked for: in other words it is weighed anew


def state_need(
    *,
    unit: Unit,
    channel: Channel,
    actor: Actor,
    now: datetime,
    places: Iterable[Area] = (),
    source: StoredFile | None = None,
    illustrative: bool = False,
    **values: Any,
) -> Need:
    """State a need of a unit; the department owes its answer within the limit of today.

    Code NC-<year>-<number>. Raises NotAllowed, Invalid.
    """
    permits.may_state(actor, unit).require()
    today = local_date(now)
    need = Need(
        unit=unit, channel=channel, source=source, illustrative=illustrative, stated_on=today, due=_due(today),
        stated_by_id=actor.person_id, stated_by_name=actor.name_on_record,
    )  # fmt: skip
    changes = _fill(need, values, today)
    with transaction.atomic():
        need.code = make_code("NC", today.year, next_number(f"NC-{today.year}"), width=4)
        _save(need)
        need.places.set(places)
        _say(need)
        record("state", need, actor=actor, now=now, changes=changes, personal=PERSONAL, to_state=need.state)
        _owe(need, today, actor=actor, now=now)
    return need


def edit_need(
    need: Need, *, actor: Actor, now: datetime, version: int, places: Iterable[Area] | None = None, **values: Any
) -> Need:
    """Change what was stated while it waits for its answer. Raises Conflict when somebody else did since `version`."""
    with transaction.atomic():
        row = _lock(need)
        permits.may_edit(actor, row).require()
        NEED.target("edit", row.state)
        if row.version != version:
            raise Conflict()
        changes: dict[str, tuple[Any, Any]] = dict(_fill(row, values, row.stated_on))
        if places is not None:
            before, after = _names(row.places.all()), _names(chosen := list(places))
            if before != after:
                changes["places"] = (before, after)
                row.places.set(chosen)
        if changes.keys() & ASKED_FIELDS:
            changes |= _forget_weighing(row)
        if changes:
            _save(row)
            _say(row)
            record("edit", row, actor=actor, now=now, changes=changes, personal=PERSONAL)
    return row


def mark_weighed(need: Need, *, note: str, actor: Actor, now: datetime) -> Need:
    """Say that the results that exist were looked through, and what came of it: called by the room that showed them."""
    with transaction.atomic():
        row = _lock(need)
        permits.may_mark_weighed(actor, row).require()
        NEED.target("mark_weighed", row.state)
        said = squeeze(note)
        if not said:
            raise Invalid({"note": [_("Ghi đối chiếu thấy gì.")]})
        changes = {"weighed_note": (row.weighed_note, said)}
        row.weighed_at, row.weighed_by_name, row.weighed_note = now, actor.name_on_record, said
        _save(row)
        record("mark_weighed", row, actor=actor, now=now, changes=changes)
    return row


def take_weighing_back(need: Need, *, actor: Actor, now: datetime) -> Need:
    """What came of looking through the results holds no more: called by the room that shows them."""
    with transaction.atomic():
        row = _lock(need)
        permits.may_mark_weighed(actor, row).require()
        NEED.target("mark_weighed", row.state)
        if changes := _forget_weighing(row):
            _save(row)
            record("take_weighing_back", row, actor=actor, now=now, changes=changes)
    return row


def answer_need(need: Need, *, answer: Answer, words: str, met_by: str = "", actor: Actor, now: datetime) -> Need:
    """Answer a need, with reasons; whoever stated it gets them by letter.

    In order: lock, permit, state (a second answer is refused), only a need that was weighed goes on to a proposal,
    save, journal, the duty is fulfilled, the letter. `met_by` is the code of the result that meets it.
    """
    with transaction.atomic():
        row = _lock(need)
        permits.may_answer(actor, row).require()
        source, target = row.state, NEED.target("answer", row.state)
        said = _words(words, _("Ghi lời trả lời và lý do."))
        if not may_answer_so(answer, weighed=row.weighed_at is not None):
            raise Refused(str(wording.NOT_WEIGHED))
        changes = {"answer": ("", answer), "answer_words": ("", said), "met_by": ("", met_by)}
        row.state, row.answer, row.answer_words, row.met_by = target, answer, said, met_by
        row.answered_on, row.answered_by_name = local_date(now), actor.name_on_record
        _save(row)
        record("answer", row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)
        fulfil(DUTY, row, actor=actor, now=now)
        _tell(row, now=now)
    return row


def close_need(need: Need, *, words: str, actor: Actor, now: datetime) -> Need:
    """Say that an answered need is done with, and how."""
    return _end(need, "close", words, actor=actor, now=now)


def withdraw_need(need: Need, *, words: str, actor: Actor, now: datetime) -> Need:
    """The unit does not need it any more, and says why; nobody owes an answer."""
    return _end(need, "withdraw", words, actor=actor, now=now)


def reopen_need(need: Need, *, words: str, actor: Actor, now: datetime) -> Need:
    """Take a need up again, and say why; its answer is owed anew, and it is weighed anew: other results may exist by
    now. What was answered stays in the journal."""
    today = local_date(now)
    with transaction.atomic():
        row = _lock(need)
        permits.may_reopen(actor, row).require()
        source, target = row.state, NEED.target("reopen", row.state)
        said = _words(words, _("Ghi lý do mở lại."))
        empty: dict[str, Any] = {
            "answer": "", "answer_words": "", "met_by": "", "answered_on": None, "answered_by_name": "",
            "ended_on": None, "ended_words": "",
        }  # fmt: skip
        changes = changes_between({name: getattr(row, name) for name in empty}, empty) | {"reason": ("", said)}
        for name, value in empty.items():
            setattr(row, name, value)
        changes |= _forget_weighing(row)
        row.state, row.due = target, _due(today)
        _save(row)
        record("reopen", row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)
        _owe(row, today, actor=actor, now=now)
    return row


def mind_limits(*, now: datetime) -> tuple[int, int]:
    """Each night: whoever waits for an answer has somebody who owes it. How many lacked one, how many are late."""
    kind = Need._meta.label_lower
    owed = Duty.objects.filter(kind=DUTY, record_kind=kind, state__in=LIVE_STATES).values("record_code")
    waiting = Need.objects.filter(state=NeedState.STATED)
    lacking = list(waiting.exclude(code__in=owed).order_by("pk"))
    for need in lacking:
        with transaction.atomic():
            row = _lock(need)
            if row.state == NeedState.STATED:
                _owe(row, row.stated_on, actor=SYSTEM, now=now)
    return len(lacking), late_needs(waiting, local_date(now)).count()


def renew_all_texts() -> int:
    """Let every need be found as it stands now: a unit or a field may have another name since."""
    needs = Need.objects.select_related("unit", "field").prefetch_related("places")
    return search.renew_texts(KIND, needs, text_of)


def _end(need: Need, verb: str, words: str, *, actor: Actor, now: datetime) -> Need:
    may = {"close": permits.may_close, "withdraw": permits.may_withdraw}[verb]
    with transaction.atomic():
        row = _lock(need)
        may(actor, row).require()
        source, target = row.state, NEED.target(verb, row.state)
        said = _words(words, _("Ghi lời giải thích."))
        row.state, row.ended_on, row.ended_words = target, local_date(now), said
        _save(row)
        record(verb, row, actor=actor, now=now, changes={"ended_words": ("", said)}, from_state=source, to_state=target)
        if verb == "withdraw":
            cancel(DUTY, row, reason=_("Đơn vị rút nhu cầu"), actor=actor, now=now)
    return row


def _forget_weighing(row: Need) -> Changes:
    """A need that asks something else, or asks again, was not weighed yet; returns what changed."""
    if row.weighed_at is None:
        return {}
    changes: Changes = {"weighed_note": (row.weighed_note, "")}
    row.weighed_at, row.weighed_by_name, row.weighed_note = None, "", ""
    return changes


def _words(words: str, ask: str) -> str:
    """Something is said, and not too much. Raises Invalid."""
    said = nfc(words).strip()
    if not said:
        raise Invalid({"words": [ask]})
    if len(said) > LONGEST_WORDS:
        raise Invalid({"words": [str(wording.FAULTS[StatementFault.TOO_LONG])]})
    return said


def _due(today: date) -> date:
    return work_calendar().due(today, answer_limit(today).limit)


def _owe(need: Need, start: date, *, actor: Actor, now: datetime) -> None:
    """The officers owe the answer; the mark of its limit says that it is our own."""
    found = answer_limit(start)
    post_duty(
        kind=DUTY, title=wording.DUTY_ANSWER, record=need, debtor_role=Role.OFFICER, due=need.due, start=start,
        limit=found.limit, basis=found.basis, owed_to=need.unit, actor=actor, now=now,
    )  # fmt: skip


def _tell(need: Need, *, now: datetime) -> None:
    """The answer by letter, to whoever stated the need, else to the unit's contact."""
    to = addressee(need, local_date(now))
    if to is None:
        return
    with override("vi"):
        values = {
            "unit": today_unit(need.unit, local_date(now)),
            "code": need.code,
            "title": need.title,
            "answer": wording.ANSWERS[need.answer],
            "words": need.answer_words,
        }
        subject = _("Trả lời nhu cầu %(code)s: %(answer)s") % values
        body = _("Kính gửi %(unit)s,\n\nVề nhu cầu “%(title)s” (%(code)s): %(answer)s.\n\n%(words)s") % values
        if need.met_by:
            body += "\n\n" + _("Kết quả đáp ứng: %(code)s.") % {"code": need.met_by}
        body += "\n\n" + _(
            "Nếu chưa thoả đáng, đơn vị mở lại nhu cầu trong Gieo hoặc gọi chuyên viên của Sở, nêu lý do."
        )
    short = f"{subject}. {need.answer_words}"
    write_to(to, subject=subject, body=body, short=short, kind="need_answered", record=need, now=now)


def _lock(need: Need) -> Need:
    row = Need.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=need.pk).first()
    if row is None:
        raise NotFound(_("Không có nhu cầu “%(code)s”.") % {"code": need.code})
    return row


def _fill(row: Need, values: Mapping[str, Any], today: date) -> Changes:
    """Put cleaned values into a row; returns what changed. Raises Invalid beside the field that cannot be so."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"a need has no {', '.join(sorted(unknown))}")
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        if isinstance(value, str):
            value = nfc(value).strip() if name in LINES else squeeze(value)
        setattr(row, name, value)
    faults = statement_faults({name: getattr(row, name) for name in FIELDS}, today)
    if faults:
        raise Invalid({name: [str(wording.FAULTS[fault])] for name, fault in faults.items()})
    return changes_between(before, {name: getattr(row, name) for name in values})


def _save(row: Need) -> None:
    """What is checked, saved and counted; what lists read without accents is written with it."""
    if row.pk is not None:
        row.version += 1
    row.folded = fold(" ".join((row.code, row.title, row.problem, row.unit.name, row.where)))
    require_valid(row)
    row.save()


def _say(row: Need) -> None:
    search.put_texts([text_of(row)])


def _names(places: Iterable[Area]) -> str:
    return "; ".join(sorted(place.name for place in places))
