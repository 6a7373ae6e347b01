"""What who asks does, by link or told to an officer: asks about a result, writes on, asks for a new link, takes all
back. No account needed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core.actor import ANONYMOUS, Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Interest, InterestMessage
from gieo.domain.transfers.permits import may_express, may_take_down, may_write_down
from gieo.domain.transfers.queries.interests import DUTY
from gieo.domain.transfers.rules.interests import link_ends
from gieo.domain.transfers.services.interests.parts import (
    in_duties,
    lock_by_link,
    lock_interest,
    owe_reply,
    owed_from,
    save,
    step,
    tell,
    words_of,
)
from gieo.domain.transfers.vocab import (
    ASKER,
    LONGEST_ASKER,
    LONGEST_WHERE,
    MOST_IN_A_ROW,
    MOST_UNANSWERED,
    AskedBy,
    InterestState,
    TalkFault,
)
from gieo.foundation.audience.services.check_code import require_code, spend_code
from gieo.foundation.audience.services.visitors import LONGEST_EMAIL, LONGEST_PHONE, faults_of, said_of
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.foundation.duties.services import cancel
from gieo.foundation.journal.services import next_number, record
from gieo.foundation.units.models import Unit

PERSONAL = ("name", "organisation", "where", "phone", "email")
LONGEST = {
    "name": LONGEST_ASKER, "organisation": LONGEST_WHERE, "where": LONGEST_WHERE, "phone": LONGEST_PHONE,
    "email": LONGEST_EMAIL,
}  # fmt: skip
GONE_REASON = gettext_lazy("Người hỏi đã rút")


def express_interest(
    result: Result,
    *,
    text: str,
    consents: bool,
    given: CodeGiven,
    unit: Unit | None = None,
    language: str = "vi",
    actor: Actor = ANONYMOUS,
    now: datetime,
    illustrative: bool = False,
    **who: str,
) -> Interest:
    """Ask about a public result, for oneself or for one's unit; an answer is owed within the limit of today.

    In order: permit, words, consent and check code; then the result is locked and must still be public (NotFound, as
    for a code that is nobody's), not too many wait; the code is spent; saved; journal; the duty; the letter with the
    link. Code QT-<year>-<number>.
    """
    may_express(actor, unit).require()
    values = said_of(who, LONGEST)
    if errors := faults_of(values, LONGEST, consents=consents):
        raise Invalid(errors)
    said = words_of(text)
    solved = require_code(given, now=now)
    with transaction.atomic():
        found = public_results().select_for_update(of=("self",)).filter(pk=result.pk).first()
        if found is None:
            raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": result.code})
        if found.interests.filter(state=InterestState.RECEIVED).count() >= MOST_UNANSWERED:
            raise Refused(_("Đang có quá nhiều người hỏi về kết quả này. Xin gọi cho Sở."))
        spend_code(solved)
        interest = Interest(result=found, unit=unit, language=language, illustrative=illustrative, **values)
        _begin("express", interest, said, actor=_by(actor), now=now)
    return interest


def take_down_interest(
    result: Result,
    *,
    text: str,
    asked_by: AskedBy,
    consents: bool,
    unit: Unit | None = None,
    actor: Actor,
    now: datetime,
    illustrative: bool = False,
    **who: str,
) -> Interest:
    """Write down, for somebody who called or came, what they ask about a public result. The same record, the same
    answer owed, the same link; the way it came and who wrote it down stand with it.

    In order: permit, words and consent; then the result must still be public (NotFound); saved; journal; the duty; the
    letter with the link, where there is an address.
    """
    may_take_down(actor).require()
    if asked_by is AskedBy.LINK:
        raise ValueError("who asks by link does so without an officer")
    values = said_of(who, LONGEST)
    if errors := faults_of(values, LONGEST, consents=consents):
        raise Invalid(errors)
    said = words_of(text)
    with transaction.atomic():
        found = public_results().select_for_update(of=("self",)).filter(pk=result.pk).first()
        if found is None:
            raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": result.code})
        interest = Interest(
            result=found, unit=unit, asked_by=asked_by, taken_by_name=actor.name_on_record, illustrative=illustrative,
            **values,
        )  # fmt: skip
        _begin("take_down", interest, said, actor=actor, now=now)
    return interest


def _begin(verb: str, interest: Interest, said: str, *, actor: Actor, now: datetime) -> None:
    """The first words of a conversation, by link or told: an answer is owed from today."""
    today = local_date(now)
    interest.code = make_code("QT", today.year, next_number(f"QT-{today.year}"), width=4)
    interest.consented_at, interest.stated_on, interest.link_until = now, today, link_ends(today)
    interest.first_due = interest.due = owed_from(today)
    save(interest)
    _write(interest, said, now, interest.asked_by, interest.taken_by_name)
    told = {name: getattr(interest, name) for name in PERSONAL}
    changes: dict[str, tuple[Any, Any]] = {name: ("", value) for name, value in told.items() if value}
    changes |= {"result": (None, interest.result.code), "characters": (None, len(said))}
    record(verb, interest, actor=actor, now=now, to_state=interest.state, changes=changes, personal=PERSONAL)
    owe_reply(interest, today, now=now)
    tell(interest, "interest_received", now=now)


def write_on_interest(token: str, *, text: str, now: datetime) -> Interest:
    """Go on by the link. An answer is owed anew where nothing was owed; the same words again change nothing."""
    said = words_of(text)
    with transaction.atomic():
        row = lock_by_link(token, now=now)
        step("write_on", row)
        last = list(row.messages.order_by("-pk")[:MOST_IN_A_ROW])
        if last and not last[0].from_office and last[0].text == said:
            return row
        if len(last) == MOST_IN_A_ROW and not any(message.from_office for message in last):
            raise Refused(_("Bạn đã viết nhiều lần liền. Xin đợi Sở trả lời, hoặc gọi cho Sở."))
        _write(row, said, now)
        _go_on("write_on", row, said, actor=ASKER, now=now)
    return row


def write_down_words(interest: Interest, *, text: str, asked_by: AskedBy, actor: Actor, now: datetime) -> Interest:
    """What who asked said later, on the telephone or at the counter, as an officer heard it: the same as written by
    the link. An answer is owed anew where nothing was owed; the same words again change nothing."""
    if asked_by is AskedBy.LINK:
        raise ValueError("what comes by link is written by who asks")
    with transaction.atomic():
        row = lock_interest(interest)
        may_write_down(actor, row).require()
        step("write_down", row)
        said, last = words_of(text), row.messages.last()
        if last and not last.from_office and last.text == said:
            return row
        _write(row, said, now, asked_by, actor.name_on_record)
        _go_on("write_down", row, said, actor=actor, now=now)
    return row


def _go_on(verb: str, row: Interest, said: str, *, actor: Actor, now: datetime) -> None:
    """Who asked has said more: whoever is not owed an answer yet is from today."""
    today, owed_already = local_date(now), row.due is not None
    row.due = row.due or owed_from(today)
    row.link_until = max(row.link_until, link_ends(today))
    save(row)
    record(verb, row, actor=actor, now=now, changes={"characters": (None, len(said))})
    if not owed_already:
        owe_reply(row, today, now=now)


def ask_new_link(token: str, *, now: datetime) -> Interest:
    """Who holds a link that has expired has a new one sent to the address that was given, never to another.

    Raises NotFound for any other link, Refused where there is no address: an officer sends it then.
    """
    with transaction.atomic():
        row = lock_by_link(token, now=now, despite=(TalkFault.EXPIRED,))
        if row.link_until >= local_date(now):
            raise Refused(_("Liên kết này còn dùng được."))
        if not row.email:
            raise Refused(_("Bạn không để lại thư điện tử. Xin gọi cho Sở, đọc mã %(code)s.") % {"code": row.code})
        give_new_link(row, actor=ASKER, now=now)
    return row


def take_back_interest(token: str, *, now: datetime) -> Interest:
    """Take back what was asked: name, ways to be reached and words go for good; nobody owes an answer any more."""
    with transaction.atomic():
        row = lock_by_link(token, now=now)
        source, row.state = row.state, step("take_back", row)
        erase(row)
        save(row)
        record("take_back", row, actor=ASKER, now=now, from_state=source, to_state=row.state)
        cancel(DUTY, row, reason=str(GONE_REASON), actor=in_duties(ASKER), now=now)
    return row


def give_new_link(row: Interest, *, actor: Actor, now: datetime) -> None:
    """The next link, which ends the one before it."""
    before, row.link_number = row.link_number, row.link_number + 1
    row.link_until = link_ends(local_date(now))
    save(row)
    record("renew_link", row, actor=actor, now=now, changes={"link": (before, row.link_number)})
    tell(row, "interest_link", now=now)


def erase(row: Interest) -> None:
    """What is personal, or was written, goes; what counts stays."""
    for name in (*PERSONAL, "outcome_words", "outcome_where"):
        setattr(row, name, "")
    row.due = None
    row.messages.all().delete()


def _write(interest: Interest, said: str, now: datetime, asked_by: str = AskedBy.LINK, taken_by_name: str = "") -> None:
    InterestMessage.objects.create(
        interest=interest, from_office=False, text=said, sent_at=now, asked_by=asked_by, taken_by_name=taken_by_name
    )


def _by(actor: Actor) -> Actor:
    return ASKER if actor.is_anonymous else actor
