"""Who is asked, how far each invitation is, what a letter holds, and which letter a link answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.db.models import Q, QuerySet

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import NotFound
from gieo.domain.transfers.engine import open_link, seal_link
from gieo.domain.transfers.models import Conference, ConferenceUnit, Guest, InvitationLetter
from gieo.domain.transfers.queries.department import giving_spokesman, giving_unit, locality_of
from gieo.domain.transfers.rules.invitations import StandingText, compose_letter, standing_texts, what_changed
from gieo.domain.transfers.vocab import COMING, ConferenceState, GuestKind, InvitationState, LinkFault, Reply
from gieo.domain.transfers.wording import link_fault
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.outbox.rules import Address
from gieo.foundation.papers.rules import Paper
from gieo.foundation.units.models import Contact
from gieo.foundation.units.queries import contact_addresses, label_related, today_unit, unit_label

Asked: TypeAlias = ConferenceUnit | Guest

ANSWER_DAYS = 3
"""Working days before the conference by which answers are asked for: a proposal [P], changed for each letter."""

_PROTOCOL = tuple(GuestKind)


def invitees(conference: Conference) -> list[Asked]:
    """Everybody asked, in the order of protocol (our proposal [P]): guests of honour as listed, units by name, then
    speakers and press. Two queries, however many there are."""
    guests = list(conference.guests.order_by("pk"))
    units = list(conference.units.select_related(*label_related("unit")).order_by("unit__name_order", "pk"))
    first = [guest for guest in guests if guest.kind == GuestKind.GUEST]
    last = [guest for guest in guests if guest.kind != GuestKind.GUEST]
    return [*first, *units, *sorted(last, key=lambda guest: _PROTOCOL.index(GuestKind(guest.kind)))]


def by_key(conference: Conference) -> dict[str, Asked]:
    """Everybody asked by key: "u12" for a unit's place on the list, "g3" for a guest."""
    return {asked.key: asked for asked in invitees(conference)}


def one_invitee(conference: Conference, key: str) -> Asked:
    """The invitee with this key. Raises NotFound."""
    number = int(key[1:]) if key[1:].isdecimal() else 0
    found: Asked | None = None
    if key[:1] == "u":
        found = conference.units.select_related("conference", "unit").filter(pk=number).first()
    elif key[:1] == "g":
        found = conference.guests.select_related("conference").filter(pk=number).first()
    if found is None:
        raise NotFound(link_fault(LinkFault.WITHDRAWN))
    return found


def name_of(asked: Asked, on: date) -> str:
    """What an invitee is called on a page of a day."""
    return unit_label(asked.unit, on) if isinstance(asked, ConferenceUnit) else asked.name


def addressed(asked: Asked) -> str:
    """Whom a letter names: a unit by its name, a person with title and organisation, a newspaper without a greeting."""
    if isinstance(asked, ConferenceUnit):
        return asked.unit.name
    name = asked.name if asked.kind == GuestKind.PRESS else f"Ông (bà) {asked.name}"
    return ", ".join(part for part in (name, asked.title, asked.organisation) if part)


def in_journal(asked: Asked) -> str:
    """What the journal calls an invitee: a unit by its name, a person by a number alone, so that the name can go."""
    return asked.unit.name if isinstance(asked, ConferenceUnit) else f"khách {asked.pk}"


def mail_of(asked: Iterable[Asked], on: date) -> dict[str, str]:
    """Where each invitee gets letters, by key: a guest's own address; the unit's first contact with an address, else
    the unit's. For a unit that has ended, its successor's. Those without an address are absent. One query for units."""
    rows = list(asked)
    found = {guest.key: guest.email for guest in rows if isinstance(guest, Guest) and guest.email}
    heirs = {row.key: today_unit(row.unit, on) for row in rows if isinstance(row, ConferenceUnit)}
    contacts: dict[int, str] = {}
    for contact in Contact.objects.filter(unit__in={unit.pk for unit in heirs.values()}).exclude(email=""):
        contacts.setdefault(contact.unit_id, contact.email)
    for key, unit in heirs.items():
        if address := contacts.get(unit.pk) or unit.email:
            found[key] = address
    return found


def told_by_phone(row: Asked, on: date) -> Address | None:
    """Where an invited unit without mail gets a short message; nobody when there is no number for it."""
    if not isinstance(row, ConferenceUnit):
        return None
    unit = today_unit(row.unit, on)
    address = contact_addresses([unit]).get(unit.pk)
    return address if address and not address.email else None


def phones_of(asked: Iterable[Asked], on: date) -> dict[str, str]:
    """Whom to call of each unit, by key: its first contact, else the unit's own number. One query."""
    heirs = {row.key: today_unit(row.unit, on) for row in asked if isinstance(row, ConferenceUnit)}
    contacts: dict[int, str] = {}
    for contact in Contact.objects.filter(unit__in={unit.pk for unit in heirs.values()}).exclude(phone=""):
        contacts.setdefault(contact.unit_id, f"{contact.name}, {contact.phone}")
    return {key: contacts.get(unit.pk) or unit.phone for key, unit in heirs.items()}


@dataclass(frozen=True)
class Counts:
    """How invitations stand. Every invitee is counted once, whatever number of letters was sent."""

    asked: int
    sent: int
    answered: int
    declined: int
    coming: int
    """People who are announced, not invitees."""
    chairs: int
    """Chairs to keep: people announced, and people asked of whom nothing is known yet."""

    @property
    def waiting(self) -> int:
        return self.sent - self.answered


def counts(rows: Sequence[Asked]) -> Counts:
    """The figures of a list of invitees."""
    told = [row for row in rows if row.invitation != InvitationState.NOT_SENT]
    return Counts(
        asked=len(rows),
        sent=len(told),
        answered=sum(row.invitation == InvitationState.ANSWERED for row in told),
        declined=sum(row.reply == Reply.DECLINES for row in rows),
        coming=sum(row.coming for row in rows if row.reply in COMING),
        chairs=sum(row.places for row in rows),
    )


@dataclass(frozen=True)
class InviteeRow:
    """One line of the list: the invitee, where letters go, the newest letter sent, the one that waits to be sent."""

    asked: Asked
    mail: str
    phone: str
    sent: InvitationLetter | None
    waiting: InvitationLetter | None


def invitee_rows(conference: Conference, on: date) -> list[InviteeRow]:
    """The list of who is asked with letters. Five queries, however many there are."""
    rows = invitees(conference)
    mail, phones = mail_of(rows, on), phones_of(rows, on)
    sent: dict[str, InvitationLetter] = {}
    waiting: dict[str, InvitationLetter] = {}
    for letter in conference.letters.order_by("pk"):
        key = f"u{letter.unit_id}" if letter.unit_id else f"g{letter.guest_id}"
        (sent if letter.sent_at else waiting)[key] = letter
    return [
        InviteeRow(row, mail.get(row.key, ""), phones.get(row.key, ""), sent.get(row.key), waiting.get(row.key))
        for row in rows
    ]


def newest_sent(conference: Conference) -> dict[str, InvitationLetter]:
    """The newest letter sent to each invitee, by key. One query."""
    return {
        (f"u{letter.unit_id}" if letter.unit_id else f"g{letter.guest_id}"): letter
        for letter in conference.letters.filter(sent_at__isnull=False).order_by("pk")
    }


# ---- what a letter holds


def day_content(conference: Conference) -> dict[str, Any]:
    """The day as papers tell it."""
    chair = ", ".join(part for part in (conference.chair_name, conference.chair_title) if part)
    return {
        "code": conference.code,
        "title": conference.title,
        "held_on": conference.held_on.isoformat(),
        "starts_at": conference.starts_at.isoformat() if conference.starts_at else "",
        "ends_at": conference.ends_at.isoformat() if conference.ends_at else "",
        "place": conference.place,
        "chair": chair,
    }


def agenda_content(conference: Conference) -> list[dict[str, Any]]:
    """The programme as papers tell it."""
    return [
        {
            "at": item.at.isoformat() if item.at else "",
            "minutes": item.minutes,
            "title": item.title,
            "speaker": item.speaker,
        }
        for item in conference.agenda.all()
    ]


def issuer_content(actor: Actor, on: date) -> dict[str, Any]:
    """Who issues a paper of the conference: the department, the body above it, where it sits, whom to call."""
    unit = giving_unit(actor, on)
    return {
        "above": unit.parent.name if unit.parent else "",
        "own": unit.name,
        "locality": locality_of(unit),
        "phone": unit.phone,
    }


def first_signer(actor: Actor, on: date) -> dict[str, str]:
    """Who signs letters when nothing else is said: the director."""
    head = giving_spokesman(giving_unit(actor, on), on)
    return {"title": head.title or "Giám đốc", "name": head.name}


def texts_in_use() -> tuple[StandingText, ...]:
    """The standing words as the office last used them, else as they come with Gieo. One query."""
    last = InvitationLetter.objects.order_by("-pk").values_list("content", flat=True).first()
    used = {row["key"]: row["text"] for row in last["texts"]} if last else {}
    return tuple(StandingText(row.key, row.title, used.get(row.key, row.text)) for row in standing_texts())


def answer_by(conference: Conference, today: date) -> date:
    """The day by which an answer is asked for when nothing else is said: not one that has passed, as long as the
    conference has not."""
    proposed = work_calendar().add_working(conference.held_on, -ANSWER_DAYS)
    return min(max(proposed, today), conference.held_on)


def changes_told(conference: Conference) -> tuple[str, ...]:
    """What has changed since the newest letter sent: proposed for the next one."""
    last = conference.letters.filter(sent_at__isnull=False).order_by("-pk").first()
    if last is None:
        return ()
    return what_changed(last.content, {"conference": day_content(conference), "agenda": agenda_content(conference)})


# ---- papers and links


def answer_link(letter: InvitationLetter) -> str:
    """The public address where this letter is answered, without an account, up to the day that it names."""
    token = seal_link(letter.pk, date.fromisoformat(letter.content["conference"]["held_on"]))
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/tra-loi/{token}"


def letter_paper(letter: InvitationLetter) -> Paper:
    """The letter as it is printed; the same every time."""
    return compose_letter(letter.content, dated=letter.written_at, link=answer_link(letter))


def waiting_letters() -> QuerySet[InvitationLetter]:
    """Letters that lack a file: those that never failed first."""
    lacking = InvitationLetter.objects.filter(Q(pdf__isnull=True) | Q(docx__isnull=True))
    return lacking.select_related("conference").order_by("print_failure", "pk")


@dataclass(frozen=True)
class Opened:
    """What a link leads to: the letter it answers, or why it does not."""

    letter: InvitationLetter | None = None
    fault: LinkFault | None = None


def _sent_letters() -> QuerySet[InvitationLetter]:
    return InvitationLetter.objects.filter(sent_at__isnull=False).select_related("conference", "unit__unit", "guest")


def asked_at_door(token: str, *, now: datetime) -> Asked | None:
    """Who holds the letter with this link, once the day of its conference has come: any letter that was sent lets its
    holder in, also one that was followed by another. None before that day and for forged links."""
    found = open_link(token)
    letter = _sent_letters().filter(pk=found[0]).first() if found else None
    if letter is None or local_date(now) < letter.conference.held_on:
        return None
    return letter.invitee


def open_answer(token: str, *, now: datetime) -> Opened:
    """What the link of a letter leads to now: good for the newest letter alone, until its day, while the conference is
    being prepared."""
    found = open_link(token)
    if found is None:
        return Opened(fault=LinkFault.FORGED)
    number, until = found
    letter = _sent_letters().filter(pk=number).first()
    if letter is None:
        return Opened(fault=LinkFault.WITHDRAWN)
    newer = InvitationLetter.objects.filter(
        conference=letter.conference_id, unit=letter.unit_id, guest=letter.guest_id, sent_at__isnull=False,
        pk__gt=letter.pk,
    )  # fmt: skip
    if newer.exists():
        return Opened(fault=LinkFault.REPLACED)
    if letter.conference.state != ConferenceState.PLANNED:
        return Opened(fault=LinkFault.HELD)
    if local_date(now) > until:
        return Opened(fault=LinkFault.EXPIRED)
    return Opened(letter=letter)


def texts_content(values: Mapping[str, str]) -> list[dict[str, str]]:
    """The words of a letter by key, in the order of the letter."""
    return [{"key": row.key, "text": values.get(row.key, row.text)} for row in standing_texts()]
