"""Letters of invitation: written for many at once, printed by a job, sent from the outbox or handed over on paper."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import SYSTEM, Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Missing, Refused
from gieo.core.text import nfc, squeeze
from gieo.domain.transfers.lifecycle import INVITATION
from gieo.domain.transfers.models import Conference, ConferenceUnit, InvitationLetter
from gieo.domain.transfers.permits import may_write_letters
from gieo.domain.transfers.queries.invitations import (
    Asked,
    addressed,
    agenda_content,
    answer_by,
    answer_link,
    by_key,
    day_content,
    first_signer,
    in_journal,
    issuer_content,
    letter_paper,
    mail_of,
    newest_sent,
    texts_content,
    told_by_phone,
    waiting_letters,
)
from gieo.domain.transfers.rules.invitations import unknown_places, what_changed
from gieo.domain.transfers.services.chasing import mind_answers
from gieo.domain.transfers.services.conferences import touch
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.domain.transfers.vocab import Attendance, InvitationState, LetterWay
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.services import Changes
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.services import post_letter, write_to
from gieo.foundation.papers.engine import docx, pdf

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LetterInput:
    """What the office writes into letters of one number: the words by key, what has changed since the last letter."""

    dated: date
    number: str = ""
    answer_by: date | None = None
    signer_title: str = ""
    signer_name: str = ""
    texts: Mapping[str, str] | None = None
    changed: str = ""


@dataclass(frozen=True)
class Sending:
    """How a round of sending went: letters posted, and letters of invitees without an address, to be handed over."""

    posted: tuple[InvitationLetter, ...]
    by_hand: tuple[InvitationLetter, ...]


def write_letters(
    conference: Conference, keys: Iterable[str], values: LetterInput, *, actor: Actor, now: datetime
) -> list[InvitationLetter]:
    """Write a letter to each invitee named by key, frozen as the conference stands now; the job prints them.

    A letter that waits to be sent is replaced. Who was sent one before gets one that says what changed:
    `values.changed`, else what the records tell. Raises Invalid for nobody chosen, an answer asked for after the day,
    unknown places in the words, or a second letter with nothing new to say; WrongState once the conference has begun.
    """
    may_write_letters(actor).require()
    chosen = list(dict.fromkeys(keys))
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("write_letters", conference)
        asked = by_key(conference)
        rows = [asked[key] for key in chosen if key in asked]
        until = values.answer_by or answer_by(conference, local_date(now))
        _check(conference, rows, values, until)
        before = newest_sent(conference)
        common = {
            **issuer_content(actor, local_date(now)),
            "number": squeeze(values.number),
            "dated": values.dated.isoformat(),
            "conference": day_content(conference),
            "agenda": agenda_content(conference),
            "texts": texts_content({key: nfc(text).strip() for key, text in (values.texts or {}).items()}),
            "signer": _signer(values, actor, now),
            "answer_by": until.isoformat(),
            "illustrative": conference.illustrative,
        }
        letters = []
        for row in rows:
            last = before.get(row.key)
            content = common | _own(row) | {"changed": "", "replaces": None}
            if last is not None:
                said = nfc(values.changed).strip() or "\n".join(what_changed(last.content, common))
                if not said:
                    raise Invalid({"changed": [_("%(name)s đã có giấy mời: ghi lần này thay đổi gì.") % {"name": row}]})
                content |= {
                    "changed": said,
                    "replaces": {"number": last.content["number"], "dated": last.content["dated"]},
                }
            letters.append(_letter(conference, row, content, actor=actor, now=now))
        for row in rows:
            _letters_of(row).filter(sent_at__isnull=True).delete()
        InvitationLetter.objects.bulk_create(letters)
        touch(conference)
        changes: Changes = {"letters": ([], [in_journal(row) for row in rows]), "number": ("", common["number"])}
        write_journal("write_letters", conference, actor=actor, now=now, changes=changes)
    return letters


def send_letters(conference: Conference, *, ask_again: bool = False, actor: Actor, now: datetime) -> Sending:
    """Post every letter that waits, to whom there is an address; the others are given back to be handed over on paper.

    In order: lock → permit → life cycles → letter with its PDF and link into the outbox → the invitee's state → journal
    → the office's duty to ask who has not answered. With `ask_again` answers given to an earlier letter are asked anew.
    Raises Missing when nothing waits, Refused while the job has not printed all of them.
    """
    may_write_letters(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("send_letters", conference)
        waiting = list(_waiting(conference))
        if not waiting:
            raise Missing([("letters", _("Giấy mời"))], _("Không có giấy mời nào chờ gửi; soạn giấy mời trước."))
        if any(not letter.is_printed for letter in waiting):
            raise Refused(_("Giấy mời còn đang in ra PDF và Word. Chờ một phút rồi bấm lại."))
        mail = mail_of([letter.invitee for letter in waiting], local_date(now))
        posted = [letter for letter in waiting if letter.invitee.key in mail]
        for letter in posted:
            letter.mail = _post(letter, mail[letter.invitee.key], now=now)
            _note_sent(letter, LetterWay.MAIL, mail[letter.invitee.key], ask_again=ask_again, actor=actor, now=now)
        if posted:
            _tell(conference, posted, actor=actor, now=now)
    return Sending(tuple(posted), tuple(letter for letter in waiting if letter not in posted))


def deliver_letter(
    letter: InvitationLetter, *, ask_again: bool = False, actor: Actor, now: datetime
) -> InvitationLetter:
    """Write down that a printed letter was handed over. Raises Refused when it was sent already or is not printed."""
    may_write_letters(actor).require()
    with transaction.atomic():
        conference = lock_conference(letter.conference)
        conference_step("send_letters", conference)
        found = _waiting(conference).filter(pk=letter.pk).first()
        if found is None:
            raise Refused(_("Giấy mời này đã gửi rồi, hoặc vừa được soạn lại."))
        if not found.is_printed:
            raise Refused(_("Giấy mời còn đang in ra PDF và Word. Chờ một phút rồi bấm lại."))
        _note_sent(found, LetterWay.PAPER, "", ask_again=ask_again, actor=actor, now=now)
        _point_at_answer(found, now=now)
        _tell(conference, [found], actor=actor, now=now)
    return found


def print_letter(letter: InvitationLetter, *, now: datetime) -> bool:
    """Make the files that a letter lacks, outside any transaction; whether any was made. Idempotent: killed in between
    and run again, each file stands there once. What goes wrong is logged and noted for the office."""
    paper, made = letter_paper(letter), {}
    try:
        for field, draw in (("pdf", pdf), ("docx", docx)):
            if getattr(letter, f"{field}_id") is None:
                made[field] = _stored(draw(paper), f"{letter.file_name}.{field}", now)
    except Exception as error:  # a letter, a disk: the office must see it and the others must be printed
        logger.exception("printing of letter %s failed", letter.pk)
        InvitationLetter.objects.filter(pk=letter.pk).update(print_failure=f"{type(error).__name__}: {error}"[:200])
        return False
    return bool(InvitationLetter.objects.filter(pk=letter.pk).update(**made, print_failure="")) if made else False


def print_letters(*, now: datetime, conference_id: int | None = None, most: int = 200) -> int:
    """Print what lacks a file, of one conference or of all; returns how many letters got theirs."""
    waiting = waiting_letters()
    if conference_id is not None:
        waiting = waiting.filter(conference=conference_id)
    return sum(print_letter(letter, now=now) for letter in waiting[:most])


def _check(conference: Conference, rows: list[Asked], values: LetterInput, until: date) -> None:
    errors: dict[str, list[str]] = {}
    if not rows:
        errors["keys"] = [_("Chọn ít nhất một nơi để mời.")]
    if until > conference.held_on:
        errors["answer_by"] = [_("Hạn trả lời không thể sau ngày hội nghị.")]
    for key, text in (values.texts or {}).items():
        if unknown := unknown_places(text):
            names = ", ".join(f"{{{name}}}" for name in unknown)
            errors[key] = [_("Không có chỗ điền nào tên là %(names)s.") % {"names": names}]
    if errors:
        raise Invalid(errors)


def _signer(values: LetterInput, actor: Actor, now: datetime) -> dict[str, str]:
    proposed = first_signer(actor, local_date(now))
    return {
        "title": squeeze(values.signer_title) or proposed["title"],
        "name": squeeze(values.signer_name) or proposed["name"],
    }


def _own(row: Asked) -> dict[str, object]:
    """What differs from letter to letter."""
    speaker = ""
    if isinstance(row, ConferenceUnit):
        speaker = ", ".join(part for part in (row.representative_name, row.representative_title) if part)
    return {"to": addressed(row), "representative": speaker, "expected": row.expected}


def _letters_of(row: Asked) -> QuerySet[InvitationLetter]:
    return InvitationLetter.objects.filter(**{"unit" if isinstance(row, ConferenceUnit) else "guest": row})


def _letter(
    conference: Conference, row: Asked, content: dict[str, Any], *, actor: Actor, now: datetime
) -> InvitationLetter:
    to = {"unit": row} if isinstance(row, ConferenceUnit) else {"guest": row}
    return InvitationLetter(
        conference=conference, content=content, written_at=now, written_by_name=actor.name_on_record, **to
    )


def _waiting(conference: Conference) -> QuerySet[InvitationLetter]:
    rows = conference.letters.filter(sent_at__isnull=True).select_related("unit__unit", "guest", "pdf")
    return rows.order_by("pk")


def _stored(content: bytes, name: str, now: datetime) -> StoredFile:
    return store_file(content, name=name, actor=SYSTEM, now=now)


def _post(letter: InvitationLetter, address: str, *, now: datetime) -> Letter:
    """The mail that carries a letter: its paper attached, the link in the text. Vietnamese, as the paper is."""
    content = letter.content
    with override("vi"):
        body = _(
            "Kính gửi %(to)s,\n\n%(own)s gửi giấy mời dự %(title)s, ngày %(day)s, tại %(place)s (tệp PDF kèm theo).\n\n"
            "Xin trả lời trước ngày %(until)s ở liên kết sau, không cần tài khoản; đổi ý thì mở lại và trả lời lại:\n\n"
            "%(link)s\n\nReply in Vietnamese or English at the link above.\n"
        ) % {
            "to": content["to"],
            "own": content["own"],
            "title": content["conference"]["title"],
            "day": f"{date.fromisoformat(content['conference']['held_on']):%d/%m/%Y}",
            "place": content["conference"]["place"],
            "until": f"{date.fromisoformat(content['answer_by']):%d/%m/%Y}",
            "link": answer_link(letter),
        }
        changed = _("Giấy mời thay đổi: %(title)s") if content["changed"] else _("Giấy mời: %(title)s")
        return post_letter(
            to_email=address,
            to_name=content["to"][:200],
            subject=(changed % {"title": content["conference"]["title"]})[:300],
            body=body if not content["changed"] else f"{body}\n{content['changed']}\n",
            kind="conference",
            record=letter.conference,
            now=now,
            files=[letter.pdf] if letter.pdf else (),
        )


def _point_at_answer(letter: InvitationLetter, *, now: datetime) -> None:
    """Who holds the paper and has no mail answers from the telephone all the same."""
    to = told_by_phone(letter.invitee, local_date(now))
    if to is None:
        return
    with override("vi"):
        day = date.fromisoformat(letter.content["conference"]["held_on"])
        subject = _("Giấy mời hội nghị ngày %(day)s: xin trả lời") % {"day": f"{day:%d/%m/%Y}"}
    write_to(
        to, subject=subject, body=subject, short=subject, link=answer_link(letter), kind="conference",
        record=letter.conference, now=now,
    )  # fmt: skip


def _note_sent(
    letter: InvitationLetter, way: LetterWay, address: str, *, ask_again: bool, actor: Actor, now: datetime
) -> None:
    letter.sent_at, letter.sent_way, letter.sent_to = now, way, address
    letter.sent_by_name = actor.name_on_record
    letter.save(update_fields=["sent_at", "sent_way", "sent_to", "sent_by_name", "mail"])
    row = letter.invitee
    verb = "ask_again" if ask_again and row.invitation == InvitationState.ANSWERED else "send"
    row.invitation = INVITATION.target(verb, row.invitation)
    if verb == "ask_again":
        row.reply, row.coming, row.people, row.reason = "", 0, [], ""
        row.answered_at, row.answered_by_name = None, ""
        if isinstance(row, ConferenceUnit):
            row.attendance = Attendance.INVITED
    row.save()


def _tell(conference: Conference, letters: list[InvitationLetter], *, actor: Actor, now: datetime) -> None:
    touch(conference)
    with override("vi"):
        changes: Changes = {in_journal(letter.invitee): ("", str(letter.get_sent_way_display())) for letter in letters}
    write_journal("send_letters", conference, actor=actor, now=now, changes=changes)
    mind_answers(conference, now=now)
