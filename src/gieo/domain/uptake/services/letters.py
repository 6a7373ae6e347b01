"""Who hears of a decision about a claim, and of evidence that runs out. Of restricted results letters name nothing."""

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Role
from gieo.core.clock import local_date
from gieo.domain.uptake.access import is_restricted
from gieo.domain.uptake.models import Claim, Use
from gieo.domain.uptake.wording import (
    LETTER_EXPIRY,
    LETTER_EXPIRY_UNNAMED,
    LETTER_REFUSED,
    LETTER_REFUSED_UNNAMED,
    LETTER_VERIFIED,
    LETTER_VERIFIED_UNNAMED,
    LEVEL_LABELS,
)
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import representatives
from gieo.foundation.outbox.queries import is_reached
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.services import write_to
from gieo.foundation.units.queries import contact_addresses, stands_for


def tell_verified(claim: Claim, *, now: datetime) -> None:
    with override("vi"):
        words = _("Khai báo được xác nhận và còn giá trị đến hết ngày %(day)s.") % {
            "day": f"{claim.good_until:%d/%m/%Y}"
        } if claim.good_until else _("Khai báo đã dừng được xác nhận.")  # fmt: skip
    _tell(claim, str(LETTER_VERIFIED), str(LETTER_VERIFIED_UNNAMED), words, kind="use_verified", now=now)


def tell_refused(claim: Claim, *, now: datetime) -> None:
    with override("vi"):
        words = _("Lý do: %(reason)s\nCó thể ghi lại với bằng chứng khác.") % {"reason": claim.refusal}
    _tell(claim, str(LETTER_REFUSED), str(LETTER_REFUSED_UNNAMED), words, kind="use_refused", now=now)


def tell_expiring(claim: Claim, until: date, *, now: datetime) -> int:
    """Tell the receiver's people; returns how many addresses there are."""
    with override("vi"):
        words = _("Sau ngày này mức “%(level)s” không còn được tính. Ghi lại tình hình hiện nay để xác nhận tiếp.") % {
            "level": LEVEL_LABELS[claim.level]
        }
        named = str(LETTER_EXPIRY) % {"code": claim.use.code, "day": f"{until:%d/%m/%Y}"}
    addresses = receiver_addresses(claim.use, local_date(now))
    _post(claim.use, addresses, named, str(LETTER_EXPIRY_UNNAMED), words, kind="use_expiring", now=now)
    return len(addresses)


def receiver_addresses(use: Use, today: date) -> list[Address]:
    """Those who speak for the receiver today and can be written to; else its first contact."""
    unit = stands_for(use, use.receiver, today)
    held = representatives(unit.pk, today).filter(role=Role.UNIT_REP)
    people = [row.person.address for row in held if is_reached(row.person.address)]
    return list(dict.fromkeys(people)) or list(contact_addresses([unit]).values())


def _tell(claim: Claim, named: str, unnamed: str, words: str, *, kind: str, now: datetime) -> None:
    """The person who claimed, and, when somebody did it for the receiver, the receiver's own people."""
    with override("vi"):
        subject = named % {"code": claim.use.code, "level": LEVEL_LABELS[claim.level]}
    claimant = claim.claimed_for_id if claim.claimed_for_id is not None else claim.claimed_by_id
    who = Person.objects.filter(pk=claimant).first() if claimant is not None else None
    addresses = [who.address] if who else []
    addresses += receiver_addresses(claim.use, local_date(now))
    _post(claim.use, addresses, subject, unnamed, words, kind=kind, now=now)


def _post(
    use: Use, addresses: list[Address], subject: str, unnamed: str, words: str, *, kind: str, now: datetime
) -> None:
    secret = is_restricted(use)
    with override("vi"):
        link = f"{settings.PUBLIC_ADDRESS}/desk/uptake/" + ("" if secret else f"{use.code}/")
        if secret:
            body = _("Mời người được nêu tên đăng nhập Gieo để xem.")
        else:
            body = f"{use.subject.title}\n{use.place.name}\n\n{words}\n\n{link}\n"
    said = unnamed if secret else subject
    for to in {(one.email, one.phone): one for one in reversed(addresses)}.values():
        write_to(
            to,
            subject=said,
            body=body,
            short=said,
            link=link,
            kind=kind,
            record=None if secret else use,
            now=now,
        )
