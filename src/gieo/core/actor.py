"""Who does a deed: a plain value made by accounts, understood by every room."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a unit for a period (docs/glossary.md)."""

    OFFICER = "officer"
    DIRECTOR = "director"
    PROVINCE_LEADER = "province_leader"
    UNIT_REP = "unit_rep"
    HOST = "host"
    REGISTRAR = "registrar"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


INSTEAD = ", thay mặt "
"""Between a name and that in whose place, in records that keep both as one text; pages say it in the reader's language
(`interfaces.web.ui.formats.who_did`)."""
LONGEST_NAME = 200
"""Characters the journal keeps of a name."""

OFFICE_ROLES = frozenset({Role.OFFICER, Role.DIRECTOR, Role.REGISTRAR, Role.EDITOR, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Held:
    """A role held in a unit today."""

    role: Role
    unit_id: int
    unit_name: str = ""


@dataclass(frozen=True)
class Actor:
    """A person with the roles held `on` a day. `behalf_*` names the person whose deed it is when done by delegation."""

    person_id: int | None
    name: str
    held: frozenset[Held] = field(default_factory=frozenset)
    behalf_id: int | None = None
    behalf_name: str = ""
    is_system: bool = False
    on: date | None = field(default=None, compare=False)

    def has(self, *roles: Role, unit_id: int | None = None) -> bool:
        """Whether one of the roles is held, in the given unit if one is named."""
        return any(held.role in roles and unit_id in (None, held.unit_id) for held in self.held)

    def units(self, *roles: Role) -> frozenset[int]:
        """Ids of the units in which one of the roles (any role, if none is named) is held."""
        return frozenset(held.unit_id for held in self.held if not roles or held.role in roles)

    def on_behalf_of(self, name: str) -> "Actor":
        """The same actor doing a deed for somebody else: a unit that stands at the table, say."""
        return replace(self, behalf_name="; ".join(filter(None, (self.behalf_name, name)))[:LONGEST_NAME])

    @property
    def principal_id(self) -> int | None:
        """The person whose deed it is: the delegator when done by delegation, else who does it."""
        return self.behalf_id if self.behalf_id is not None else self.person_id

    @property
    def name_on_record(self) -> str:
        """Who did it, and in whose place, as records keep it."""
        return f"{self.name}{INSTEAD}{self.behalf_name}"[:LONGEST_NAME] if self.behalf_name else self.name

    @property
    def is_instead(self) -> bool:
        """Acts by delegation: some deeds are for the person alone."""
        return self.behalf_id is not None

    @property
    def is_anonymous(self) -> bool:
        return self.person_id is None and not self.is_system

    @property
    def is_office(self) -> bool:
        """Works in the department: sees the whole registry but for restricted records."""
        return self.is_system or any(held.role in OFFICE_ROLES for held in self.held)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.held)


ANONYMOUS = Actor(person_id=None, name="")
SYSTEM = Actor(person_id=None, name="Hệ thống", is_system=True)
