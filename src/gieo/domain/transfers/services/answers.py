"""What invitees answer: by the link of a letter, by their own account, or told to the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.errors import Conflict, Invalid, NotFound
from gieo.core.text import squeeze
from gieo.domain.transfers.lifecycle import INVITATION
from gieo.domain.transfers.models import Conference, ConferenceUnit
from gieo.domain.transfers.permits import may_answer
from gieo.domain.transfers.queries.invitations import Asked, in_journal, one_invitee, open_answer
from gieo.domain.transfers.services.chasing import mind_answers
from gieo.domain.transfers.services.conferences import touch
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.domain.transfers.vocab import Attendance, Reply
from gieo.domain.transfers.wording import REPLY_LABELS, link_fault
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal

MOST_PEOPLE = 50


@dataclass(frozen=True)
class AnswerInput:
    """An answer: what, who comes by (name, title), how many in all, why not; `seen` is how many answers the page that
    was filled in had seen."""

    reply: Reply
    people: Sequence[tuple[str, str]] = ()
    coming: int = 0
    reason: str = ""
    seen: int = 0


def answer_invitation(asked: Asked, values: AnswerInput, *, actor: Actor, now: datetime) -> Asked:
    """Write down an answer told to the office, or given by the unit's representative who is signed in.

    A unit's answer goes on to the list of the day: who comes is confirmed and speaks for the unit, who declines is
    noted absent. Raises Conflict when another answer came meanwhile, Invalid, WrongState once the day has begun.
    """
    may_answer(actor, asked.unit_id if isinstance(asked, ConferenceUnit) else None).require()
    return _answer(asked.conference, asked.key, values, by=actor.name_on_record, actor=actor, now=now)


def answer_by_link(token: str, values: AnswerInput, *, now: datetime) -> Asked:
    """The same by the link of a letter, which is the permit: whoever holds the letter answers for its invitee.

    Raises NotFound with the way on when the link is forged, replaced by a newer letter's, expired, or too late.
    """
    opened = open_answer(token, now=now)
    if opened.letter is None:
        assert opened.fault is not None
        raise NotFound(link_fault(opened.fault))
    asked = opened.letter.invitee
    with override("vi"):  # records are Vietnamese, whoever answers in which language
        holder = Actor(None, _("Người giữ giấy mời của %(name)s") % {"name": opened.letter.content["to"]})
        by = _("người giữ liên kết trong giấy mời")
    return _answer(opened.letter.conference, asked.key, values, by=by, actor=holder, now=now)


def _answer(conference: Conference, key: str, values: AnswerInput, *, by: str, actor: Actor, now: datetime) -> Asked:
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("take_answers", conference)
        asked = one_invitee(conference, key)
        if asked.answers != values.seen:
            raise Conflict(_("Vừa có một câu trả lời khác cho giấy mời này. Xem lại rồi gửi, nếu vẫn đúng."))
        people, coming = _checked(values)
        before = _said(asked)
        asked.invitation = INVITATION.target("answer", asked.invitation)
        asked.reply, asked.coming, asked.reason = values.reply, coming, squeeze(values.reason)
        asked.people = [{"name": name, "title": title} for name, title in people]
        asked.answered_at, asked.answered_by_name, asked.answers = now, by, asked.answers + 1
        if isinstance(asked, ConferenceUnit):
            _follow(asked)
        asked.save()
        touch(conference)
        changes = {"invitee": ("", in_journal(asked)), **changes_between(before, _said(asked))}
        write_journal("take_answers", conference, actor=actor, now=now, changes=changes, personal=["people", "reason"])
        mind_answers(conference, now=now)
    return asked


def _checked(values: AnswerInput) -> tuple[list[tuple[str, str]], int]:
    """People and their number, made to agree. Raises Invalid."""
    people = [(squeeze(name)[:120], squeeze(title)[:160]) for name, title in values.people if squeeze(name)]
    if values.reply == Reply.DECLINES:
        if not squeeze(values.reason):
            raise Invalid({"reason": [_("Ghi vì sao không dự được, một câu là đủ.")]})
        return [], 0
    if values.reply == Reply.SENDS_OTHER and not people:
        raise Invalid({"people": [_("Ghi tên người được cử đi thay.")]})
    coming = max(values.coming, len(people), 1)
    if coming > MOST_PEOPLE:
        raise Invalid({"coming": [_("Nhiều nhất %(most)d người cho một giấy mời.") % {"most": MOST_PEOPLE}]})
    return people, coming


def _follow(seat: ConferenceUnit) -> None:
    """The list of the day follows the answer."""
    if seat.reply == Reply.DECLINES:
        seat.attendance = Attendance.ABSENT
        return
    seat.attendance = Attendance.CONFIRMED
    if seat.people:
        seat.representative_name = seat.people[0]["name"]
        seat.representative_title = seat.people[0]["title"]


def _said(asked: Asked) -> dict[str, object]:
    """An answer as the journal compares it, in Vietnamese."""
    with override("vi"):
        reply = str(REPLY_LABELS[asked.reply]) if asked.reply else ""
    return {
        "reply": reply,
        "coming": asked.coming,
        "people": ", ".join(person["name"] for person in asked.people),
        "reason": asked.reason,
        "invitation": str(asked.invitation),
    }
