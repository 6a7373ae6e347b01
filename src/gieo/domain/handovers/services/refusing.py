"""Instead of a signature: a party that will not sign says why; a receiver that has not signed is reminded."""

from collections.abc import Iterable
from datetime import datetime

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
from gieo.domain.handovers.queries.unsigned import REMIND, reminders_of, to_remind
from gieo.domain.handovers.rules.reminding import is_reminder_due
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.vocab import Party
from gieo.domain.handovers.wording import (
    LETTER_REFUSED,
    LETTER_REFUSED_UNNAMED,
    LETTER_REMINDER,
    LETTER_REMINDER_UNNAMED,
    PARTY_LABELS,
)
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter
from gieo.foundation.signing.queries import has_signed
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.queries import stands_for

MOST_WORDS = 500


def refuse_to_sign(minutes: Minutes, *, party: Party | str, reason: str, actor: Actor, now: datetime) -> SigningRefusal:
    """Note that a party will not sign, and tell both units why. It may still sign later.

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
        _tell_both(locked, made, now=now)
    return made


def remind_to_sign(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """Write to the receiver's contact that the minutes wait for its signature; once a day at most.

    Raises Conflict when it has signed or was written to today, Refused when nobody's address is known, WrongState.
    """
    may_remind_to_sign(actor).require()
    with transaction.atomic():
        locked = lock_minutes(minutes)
        step("remind_to_sign", locked)
        assert locked.sealed is not None  # the life cycle lets nothing unsealed through
        if has_signed(locked.sealed, [Party.RECEIVER]):
            raise Conflict(_("Bên nhận đã ký: không cần nhắc."))
        last = reminders_of([locked]).get(locked.pk, (0, None))[1]
        if last is not None and local_date(last) == local_date(now):
            raise Conflict(_("Hôm nay đã nhắc lúc %(time)s.") % {"time": f"{clock.local(last):%H:%M}"})
        receiver = stands_for(locked, locked.receiver, local_date(now))
        contact = _contact(receiver)
        if contact is None:
            raise Refused(
                _("%(unit)s chưa có địa chỉ thư điện tử: gọi điện, hoặc ghi người liên hệ ở hồ sơ đơn vị.")
                % {"unit": receiver.name}
            )
        _remind(locked, receiver, contact, now=now)
        write_journal(REMIND, locked, actor=actor, now=now)


def remind_unsigned(*, now: datetime) -> int:
    """Remind every receiver whose day has come; returns how many were written to. Safe to run again."""
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
    """False for minutes that were signed meanwhile, or whose receiver has no address."""
    try:
        remind_to_sign(minutes, actor=SYSTEM, now=now)
    except (Conflict, Refused):
        return False
    return True


def _remind(minutes: Minutes, receiver: Unit, contact: Contact, *, now: datetime) -> None:
    """Of restricted results the letter names nothing: its reader may be nobody who is named for them."""
    values = {"unit": receiver, "code": minutes.code, "number": minutes.number, "giver": minutes.giver}
    named = not holds_restricted(minutes)
    with override("vi"):
        subject = str(LETTER_REMINDER if named else LETTER_REMINDER_UNNAMED) % values
        body = _(
            "Kính gửi %(unit)s,\n\n%(subject)s. Mời người đại diện của đơn vị tới ký, hoặc báo lại cho %(giver)s nếu "
            "có điều chưa đồng ý.\n\n%(giver)s"
        ) % {**values, "subject": subject}
    _post([contact], subject, body, kind="minutes_unsigned", record=minutes if named else None, now=now)


def _tell_both(minutes: Minutes, refusal: SigningRefusal, *, now: datetime) -> None:
    """Both units hear of it: whoever refuses, the other shall not wait in vain."""
    named = not holds_restricted(minutes)
    units = [stands_for(minutes, minutes.receiver, local_date(now)), minutes.giver]
    contacts = [contact for unit in units if (contact := _contact(unit)) is not None]
    with override("vi"):
        values = {"code": minutes.code, "party": PARTY_LABELS[Party(refusal.party)], "reason": refusal.reason}
        if named:
            subject = str(LETTER_REFUSED) % values
            body = _("%(party)s không ký biên bản %(code)s, lý do: %(reason)s") % values
        else:
            subject = str(LETTER_REFUSED_UNNAMED)
            body = _("Một bên không ký một biên bản của đơn vị. Mời người được nêu tên đăng nhập Gieo để xem lý do.")
    _post(contacts, subject, body, kind="minutes_refused", record=minutes if named else None, now=now)


def _contact(unit: Unit) -> Contact | None:
    return Contact.objects.filter(unit=unit).exclude(email="").order_by("-is_primary", "id").first()


def _post(
    contacts: Iterable[Contact], subject: str, body: str, *, kind: str, record: Minutes | None, now: datetime
) -> None:
    for contact in contacts:
        post_letter(
            to_email=contact.email, to_name=contact.name, subject=subject, body=body, kind=kind, record=record, now=now
        )
