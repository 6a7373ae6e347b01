"""Who is written to about the signing of minutes: the parties, and whoever wrote the minutes down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gieo.core.actor import Role
from gieo.core.text import squeeze
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import Party
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import representatives
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.queries import stands_for

SPEAK = (Role.UNIT_REP, Role.HOST, Role.OFFICER, Role.DIRECTOR, Role.PROVINCE_LEADER)
MOST_READERS = 3
"""People of one unit who are written to where it names nobody to be written to."""


@dataclass(frozen=True)
class Reader:
    name: str
    email: str


@dataclass(frozen=True)
class PartyReaders:
    """A party, in whose name (of its unit, of the witness) it is spoken of, and who reads for it; nobody where no
    address is known."""

    party: Party
    name: str
    readers: tuple[Reader, ...]


def readers_of_parties(minutes: Minutes, parties: Iterable[Party], on: date) -> list[PartyReaders]:
    """About three queries a party."""
    return [_readers_of(minutes, party, on) for party in parties]


def _readers_of(minutes: Minutes, party: Party, on: date) -> PartyReaders:
    if party is Party.WITNESS:
        unit = _unit_named(minutes.witness_unit)
        name = minutes.witness_unit or minutes.witness_name
    else:
        unit = minutes.giver if party is Party.GIVER else stands_for(minutes, minutes.receiver, on)
        name = unit.name
    return PartyReaders(party, name, readers_in(unit, on) if unit else ())


def readers_in(unit: Unit, on: date) -> tuple[Reader, ...]:
    """Who reads what is written to a unit: its contact, else people who speak for it, else the unit's own address."""
    contact = Contact.objects.filter(unit=unit).exclude(email="").order_by("-is_primary", "id").first()
    if contact is not None:
        return (Reader(contact.name, contact.email),)
    held = representatives(unit.pk, on).filter(role__in=SPEAK).exclude(person__email="")
    people = tuple(dict.fromkeys(Reader(row.person.name, row.person.email) for row in held))[:MOST_READERS]
    return people or ((Reader(unit.name, unit.email),) if unit.email else ())


def writer_of(minutes: Minutes) -> tuple[Reader, ...]:
    """The officer who wrote the minutes down; nobody where that is not known. Two queries."""
    about = Entry.objects.filter(record_kind=Minutes._meta.label_lower, record_id=minutes.pk, verb="prepare")
    writer = about.exclude(actor_id=None).order_by("id").values_list("actor_id", flat=True).first()
    person = Person.objects.filter(pk=writer).exclude(email="").first() if writer is not None else None
    return (Reader(person.name, person.email),) if person else ()


def _unit_named(name: str) -> Unit | None:
    """The unit that the witness is of, where the paper writes its name as the register does."""
    if not squeeze(name):
        return None
    named = Unit.objects.filter(abolished_on=None)
    return named.filter(name=squeeze(name)).first() or named.filter(short_name=squeeze(name)).first()
