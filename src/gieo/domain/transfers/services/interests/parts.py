"""The first and last steps of every deed on an interest: locked, its answer owed, saved, told by letter."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, NotFound, WrongState
from gieo.core.text import fold
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import wording
from gieo.domain.transfers.access import open_interest
from gieo.domain.transfers.lifecycle import INTEREST
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.queries.interests import DUTY, reply_limit, talk_address
from gieo.domain.transfers.services.finding import say_interest
from gieo.domain.transfers.vocab import LONGEST_WORDS, TalkFault
from gieo.foundation.audience.rules.comments import plain_text, says_something
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.services import post_duty
from gieo.foundation.journal.services import require_valid
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.services import write_to


def lock_interest(interest: Interest) -> Interest:
    """The interest as it stands now, locked to the end of the transaction."""
    rows = Interest.objects.select_for_update(of=("self",)).select_related("result", "unit")
    row = rows.filter(pk=interest.pk).first()
    if row is None:
        raise NotFound(_("Không có cuộc trao đổi mang mã này."))
    return row


def lock_by_link(token: str, *, now: datetime, despite: tuple[TalkFault, ...] = ()) -> Interest:
    """The interest a link opens, locked. Raises NotFound, with the way on, for one that opens nothing."""
    opened = open_interest(token, on=local_date(now))
    if opened.interest is not None:
        locked = lock_interest(opened.interest)
        opened = open_interest(token, on=local_date(now))  # as it is now that it is locked
        if opened.fault is None or opened.fault in despite:
            return locked
    assert opened.fault is not None
    raise NotFound(wording.talk_fault(opened.fault))


def step(verb: str, interest: Interest) -> str:
    """Where `verb` leads from the present state. Raises WrongState with a sentence for the user."""
    try:
        return INTEREST.target(verb, interest.state)
    except WrongState as wrong:
        wrong.message = wording.interest_blocked(verb, interest.state)
        raise


def words_of(text: str, field: str = "text") -> str:
    """Plain words, at least one letter, not too many. Raises Invalid beside the field."""
    said = plain_text(text[: 10 * LONGEST_WORDS])
    if not says_something(said):
        raise Invalid({field: [_("Viết điều bạn muốn nói.")]})
    if len(said) > LONGEST_WORDS:
        raise Invalid({field: [_("Không quá %(most)s ký tự.") % {"most": LONGEST_WORDS}]})
    return said


def save(interest: Interest) -> None:
    """Checked, saved; lists and searches read what is written with it."""
    who = (interest.name, interest.organisation, interest.where, interest.phone, interest.email)
    unit = interest.unit.name if interest.unit else ""
    interest.folded = fold(" ".join((interest.code, interest.result.code, unit, *who)))
    require_valid(interest)
    interest.save()
    say_interest(interest)


def owed_from(start: date) -> date:
    return work_calendar().due(start, reply_limit(start).limit)


def owe_reply(interest: Interest, start: date, *, now: datetime) -> None:
    """The officers owe the answer; the mark of its limit says that it is our own."""
    found = reply_limit(start)
    post_duty(
        kind=DUTY, title=wording.DUTY_REPLY, record=interest, debtor_role=Role.OFFICER, due=interest.due, start=start,
        limit=found.limit, basis=found.basis, owed_to=interest.unit, actor=SYSTEM, now=now,
        confidential=interest.result.access != Access.OPEN,
    )  # fmt: skip


def tell(interest: Interest, kind: str, words: str = "", *, now: datetime) -> None:
    """A letter to who asked, in their language, by mail, else a short message. The title of the result is left out: a
    letter travels further than its reader."""
    to = Address(interest.name, interest.email, interest.phone)
    with override(interest.language):
        facts = {
            "name": interest.name,
            "code": interest.code,
            "words": words,
            "due": f"{interest.due:%d/%m/%Y}" if interest.due else "",
            "until": f"{interest.link_until:%d/%m/%Y}",
            "link": talk_address(interest),
        }
        subject, opening = _letter(kind)
        body = "\n\n".join(
            part % facts
            for part in (
                _("Kính gửi %(name)s,"),
                opening,
                *(("%(words)s",) if words else ()),
                _("Đọc lại và viết tiếp, không cần tài khoản:\n%(link)s"),
                _(
                    "Liên kết dùng được đến hết ngày %(until)s. Ai giữ liên kết đều đọc và viết được, xin đừng chuyển "
                    "cho người khác. Muốn rút và xoá những gì đã gửi, mở liên kết rồi bấm “Rút và xoá”."
                ),
            )
        )
        subject %= facts
    write_to(to, subject=subject, body=body, short=subject, link=facts["link"], kind=kind, record=interest, now=now)


def _letter(kind: str) -> tuple[str, str]:
    return {
        "interest_received": (
            _("Sở đã nhận câu hỏi của bạn (%(code)s)"),
            _("Sở đã nhận câu hỏi của bạn về một kết quả nghiên cứu, mã %(code)s, và trả lời chậm nhất ngày %(due)s."),
        ),
        "interest_replied": (_("Sở trả lời câu hỏi %(code)s"), _("Sở trả lời câu hỏi %(code)s của bạn:")),
        "interest_settled": (
            _("Kết quả trao đổi về câu hỏi %(code)s"),
            _("Cuộc trao đổi về câu hỏi %(code)s đã kết thúc:"),
        ),
        "interest_taken_up": (
            _("Sở trao đổi tiếp về câu hỏi %(code)s"),
            _("Sở mở lại cuộc trao đổi về câu hỏi %(code)s:"),
        ),
        "interest_link": (
            _("Liên kết mới cho câu hỏi %(code)s"),
            _("Đây là liên kết mới cho câu hỏi %(code)s; liên kết cũ không dùng được nữa."),
        ),
    }[kind]


def in_duties(actor: Actor) -> Actor:
    """Duties are closed by somebody who is known; who holds a link is not."""
    return SYSTEM if actor.is_anonymous else actor
