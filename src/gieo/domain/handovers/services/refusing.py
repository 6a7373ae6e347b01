"""Instead of a signature: a party that will not sign says why; whoever has still to sign is reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core import clock
from gieo.core.actor import SYSTEM, Actor
from gieo.core.clock import local_date
from gieo.core.errors import Conflict, Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.access import holds_restricted
from gieo.domain.handovers.models import Minutes, SigningRefusal
from gieo.domain.handovers.permits import may_refuse_to_sign, may_remind_to_sign
from gieo.domain.handovers.queries.circle import PartyReaders, Reader, readers_of_parties, writer_of
from gieo.domain.handovers.queries.unsigned import REMIND, reminders_of, to_remind
from gieo.domain.handovers.rules.reminding import is_reminder_due
from gieo.domain.handovers.rules.turns import whose_turn
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.services.owing import owe_answer
from gieo.domain.handovers.vocab import SIGNING_ORDER, Party
from gieo.domain.handovers.wording import (
    LETTER_REFUSED,
    LETTER_REFUSED_UNNAMED,
    LETTER_REMINDER,
    LETTER_REMINDER_UNNAMED,
    PARTY_LABELS,
    PARTY_SHORT,
)
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter
from gieo.foundation.signing.queries import has_signed, signatures_of

MOST_WORDS = 500


@dataclass(frozen=True)
class Written:
    """To whom letters went out, and whom nobody could be written to for."""

    to: tuple[str, ...]
    unreached: tuple[str, ...]


def refuse_to_sign(
    minutes: Minutes, *, party: Party | str, reason: str, actor: Actor, now: datetime
) -> tuple[SigningRefusal, Written]:
    """Note that a party will not sign, and tell everybody why: the parties, and the officer who wrote the minutes. The
    giver owes an answer. The party may still sign later.

    Raises Invalid without a reason or for no party, Conflict when that party has signed, WrongState.
    """
    with transaction.atomic():
        locked = lock_minutes(minutes)
        who = next((known for known in Party if known == party), None)
        may_refuse_to_sign(actor, locked, who or Party.RECEIVER).require()
        step("refuse_to_sign", locked)
        if who is None:
            raise Invalid({"party": [_("Chọn bên từ chối ký.")]})
        assert locked.sealed is not None  # the life cycle lets nothing unsealed through
        words = squeeze(reason)
        if not words or len(words) > MOST_WORDS:
            raise Invalid({"reason": [_("Ghi lý do từ chối ký, nhiều nhất %(n)s chữ cái.") % {"n": MOST_WORDS}]})
        if has_signed(locked.sealed, [who]):
            raise Conflict(_("Bên này đã ký rồi: không ghi từ chối được nữa."))
        made = SigningRefusal.objects.create(
            minutes=locked, party=who, reason=words, told_at=now, told_by_name=actor.name_on_record
        )
        changes = {"party": ("", who.value), "reason": ("", words)}
        write_journal("refuse_to_sign", locked, actor=actor, now=now, changes=changes)
        owe_answer(locked, who=actor, now=now)
        written = _tell_everybody(locked, made, now=now)
    return made, written


def remind_to_sign(minutes: Minutes, *, actor: Actor, now: datetime) -> Written:
    """Write to whoever has still to sign, or whose turn it is, that the minutes wait; once a day at most.

    Raises Conflict when they were written to today, Refused when nobody's address is known, WrongState.
    """
    may_remind_to_sign(actor).require()
    with transaction.atomic():
        locked = lock_minutes(minutes)
        step("remind_to_sign", locked)
        assert locked.sealed is not None  # the life cycle lets nothing unsealed through
        last = reminders_of([locked]).get(locked.pk, (0, None))[1]
        if last is not None and local_date(last) == local_date(now):
            raise Conflict(_("Hôm nay đã nhắc lúc %(time)s.") % {"time": f"{clock.local(last):%H:%M}"})
        turn = whose_turn(locked.signing_order, {row.party for row in signatures_of(locked.sealed)})
        rows = readers_of_parties(locked, turn, local_date(now))
        written = _written(rows)
        if not written.to:
            raise Refused(
                _("%(unit)s chưa có địa chỉ thư điện tử: gọi điện, hoặc ghi người liên hệ ở hồ sơ đơn vị.")
                % {"unit": ", ".join(written.unreached)}
            )
        _remind(locked, rows, now=now)
        changes = {"parties": ("", ", ".join(row.party for row in rows if row.readers))}
        write_journal(REMIND, locked, actor=actor, now=now, changes=changes)
    return written


def remind_unsigned(*, now: datetime) -> int:
    """Remind whoever has still to sign minutes whose day has come; returns of how many minutes. Safe to run again."""
    waiting = list(to_remind())
    told = reminders_of(waiting)
    sent = 0
    for minutes in waiting:
        assert minutes.sealed is not None  # only sealed minutes wait
        times, last = told.get(minutes.pk, (0, None))
        today = local_date(now)
        fresh = last is None or local_date(last) < today
        if fresh and is_reminder_due(local_date(minutes.sealed.sealed_at), times, today):
            sent += _reminded_by_itself(minutes, now=now)
    return sent


def _reminded_by_itself(minutes: Minutes, *, now: datetime) -> bool:
    """False for minutes that were signed meanwhile, or of whose signers nobody has an address."""
    try:
        remind_to_sign(minutes, actor=SYSTEM, now=now)
    except (Conflict, Refused):
        return False
    return True


def _remind(minutes: Minutes, rows: Iterable[PartyReaders], *, now: datetime) -> None:
    """Of restricted results the letter names nothing: its reader may be nobody who is named for them."""
    named = not holds_restricted(minutes)
    for row in rows:
        with override("vi"):
            values = {"unit": row.name, "code": minutes.code, "number": minutes.number, "giver": minutes.giver}
            values |= {"party": PARTY_SHORT[row.party]}
            subject = str(LETTER_REMINDER if named else LETTER_REMINDER_UNNAMED) % values
            body = _(
                "Kính gửi %(unit)s,\n\n%(subject)s. Mời người đại diện tới ký, hoặc báo lại cho %(giver)s nếu có điều "
                "chưa đồng ý.\n\n%(giver)s"
            ) % {**values, "subject": subject}
        _post(row.readers, subject, body, kind="minutes_unsigned", record=minutes if named else None, now=now)


def _tell_everybody(minutes: Minutes, refusal: SigningRefusal, *, now: datetime) -> Written:
    """Whoever refuses, nobody else shall wait in vain. Each address gets one letter."""
    named = not holds_restricted(minutes)
    rows = readers_of_parties(minutes, SIGNING_ORDER, local_date(now))
    readers = dict.fromkeys(chain(chain.from_iterable(row.readers for row in rows), writer_of(minutes)))
    with override("vi"):
        values = {"code": minutes.code, "party": PARTY_LABELS[Party(refusal.party)], "reason": refusal.reason}
        if named:
            subject = str(LETTER_REFUSED) % values
            body = _("%(party)s không ký biên bản %(code)s, lý do: %(reason)s") % values
        else:
            subject = str(LETTER_REFUSED_UNNAMED)
            body = _("Một bên không ký một biên bản của đơn vị. Mời người được nêu tên đăng nhập Gieo để xem lý do.")
    by_email = {reader.email.lower(): reader for reader in reversed(readers)}
    once = [reader for reader in readers if by_email[reader.email.lower()] is reader]
    _post(once, subject, body, kind="minutes_refused", record=minutes if named else None, now=now)
    return _written(rows)


def _written(rows: Iterable[PartyReaders]) -> Written:
    found = list(rows)
    return Written(tuple(row.name for row in found if row.readers), tuple(row.name for row in found if not row.readers))


def _post(
    readers: Iterable[Reader], subject: str, body: str, *, kind: str, record: Minutes | None, now: datetime
) -> None:
    for reader in readers:
        post_letter(
            to_email=reader.email, to_name=reader.name, subject=subject, body=body, kind=kind, record=record, now=now
        )
