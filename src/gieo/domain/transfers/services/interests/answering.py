"""What the office does: answers, ends the conversation with its outcome, takes it up again, gives a new link."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.transfers import wording
from gieo.domain.transfers.models import Interest, InterestMessage
from gieo.domain.transfers.permits import may_renew_link, may_reply, may_settle, may_take_up
from gieo.domain.transfers.queries.interests import DUTY
from gieo.domain.transfers.rules.interests import is_odd_day, link_ends
from gieo.domain.transfers.services.interests.asking import give_new_link
from gieo.domain.transfers.services.interests.parts import lock_interest, save, step, tell, words_of
from gieo.domain.transfers.vocab import HAVE_A_DAY, Outcome
from gieo.foundation.duties.services import fulfil
from gieo.foundation.journal.services import record


def reply_interest(interest: Interest, *, text: str, actor: Actor, now: datetime) -> Interest:
    """Answer; who asked reads it in a letter and by the link.

    In order: lock, permit, state, words, saved, journal, the duty is fulfilled, the letter.
    """
    with transaction.atomic():
        row = lock_interest(interest)
        may_reply(actor, row).require()
        source, target = row.state, step("reply", row)
        said = words_of(text)
        row.state = target
        _answered(row, local_date(now))
        save(row)
        _write(row, said, actor, now)
        changes = {"characters": (None, len(said))}
        record("reply", row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)
        fulfil(DUTY, row, actor=actor, now=now)
        tell(row, "interest_replied", said, now=now)
    return row


def settle_interest(
    interest: Interest,
    *,
    outcome: Outcome,
    words: str,
    outcome_on: date | None = None,
    outcome_where: str = "",
    actor: Actor,
    now: datetime,
) -> Interest:
    """End the conversation with what came of it and why; that is an answer too. A meeting or a visit has its day; a
    transfer goes on to the draft of a decision, which is another deed."""
    with transaction.atomic():
        row = lock_interest(interest)
        may_settle(actor, row).require()
        source, target = row.state, step("settle", row)
        said = words_of(words, "words")
        if outcome in HAVE_A_DAY and outcome_on is None:
            raise Invalid({"outcome_on": [str(wording.SAY_WHEN)]})
        if outcome in HAVE_A_DAY and outcome_on is not None and is_odd_day(outcome_on, row.stated_on, local_date(now)):
            raise Invalid({"outcome_on": [str(wording.ODD_DAY)]})
        day, place = (outcome_on, squeeze(outcome_where)) if outcome in HAVE_A_DAY else (None, "")
        row.state, row.outcome, row.outcome_words, row.outcome_on, row.outcome_where = target, outcome, said, day, place
        row.closed_on, row.closed_by_name = local_date(now), actor.name_on_record
        _answered(row, local_date(now))
        save(row)
        changes: dict[str, tuple[Any, Any]] = {"outcome": ("", outcome), "characters": (None, len(said))}
        if day:
            changes["outcome_on"] = (None, day)
        record("settle", row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)
        fulfil(DUTY, row, actor=actor, now=now)
        tell(row, "interest_settled", f"{wording.OUTCOME_LABELS[outcome]}.\n\n{said}", now=now)
    return row


def take_up_interest(interest: Interest, *, text: str, actor: Actor, now: datetime) -> Interest:
    """Go on with a conversation that was ended: the words reach who asked. What came of it before stays in the
    journal."""
    with transaction.atomic():
        row = lock_interest(interest)
        may_take_up(actor, row).require()
        source, target = row.state, step("take_up", row)
        said = words_of(text)
        changes: dict[str, tuple[Any, Any]] = {"outcome": (row.outcome, ""), "characters": (None, len(said))}
        row.state, row.outcome, row.outcome_words, row.outcome_on, row.outcome_where = target, "", "", None, ""
        row.closed_on, row.closed_by_name = None, ""
        row.link_until = max(row.link_until, link_ends(local_date(now)))
        save(row)
        _write(row, said, actor, now)
        record("take_up", row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)
        tell(row, "interest_taken_up", said, now=now)
    return row


def renew_link_of_interest(interest: Interest, *, actor: Actor, now: datetime) -> Interest:
    """A new link, for somebody who lost theirs or let others have it: the one before opens nothing any more."""
    with transaction.atomic():
        row = lock_interest(interest)
        may_renew_link(actor, row).require()
        step("renew_link", row)
        give_new_link(row, actor=actor, now=now)
    return row


def _answered(row: Interest, today: date) -> None:
    row.answered_on = row.answered_on or today
    row.due = None
    row.link_until = max(row.link_until, link_ends(today))


def _write(row: Interest, said: str, actor: Actor, now: datetime) -> None:
    InterestMessage.objects.create(interest=row, from_office=True, text=said, sent_at=now, by_name=actor.name_on_record)
