"""What every kind of row must be able to do."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Model

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.money import format_number
from gieo.domain.imports.rules.reading import Value, Wrong, plain_number
from gieo.domain.imports.rules.tables import TABLES, Table
from gieo.domain.imports.vocab import Kind

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Said:
    """A row as it was read: what is there, cell by cell; empty cells say nothing."""

    number: int
    values: Values


@dataclass
class Look:
    """What a row comes to beside what is there already."""

    row: Said
    values: dict[str, Any] = field(default_factory=dict)
    """Values as the deed takes them: records where the row names records."""
    target: Model | None = None
    owner: Model | None = None
    """What a new record will belong to."""
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    flaws: list[tuple[str, Wrong]] = field(default_factory=list)
    keys: tuple[str, ...] = ()
    """By what two rows of one workbook are the same record."""
    key_column: str = ""

    def try_(self, column: str, value: Any) -> Any:
        """What `value()` gives; nothing when it is Wrong, which becomes a flaw of the column."""
        try:
            return value()
        except Wrong as fault:
            self.flaws.append((column, fault))
            return None

    def compare(self, now: Mapping[str, Any]) -> None:
        """Find what the row says otherwise than the record does now."""
        for name, value in self.values.items():
            if now.get(name) != value:
                self.changes[name] = (in_words(now.get(name)), in_words(value))


def in_words(value: Any) -> str:
    """A value as people read it."""
    match value:
        case None | "":
            return "—"
        case date():
            return f"{value:%d/%m/%Y}"
        case int():
            return format_number(value) if abs(value) >= 10_000 else str(value)
        case Decimal():
            return plain_number(value)
    return str(value)


class Bringer(ABC):
    """Rows of one kind, for one import. What it looks things up in is read once, when it is made."""

    kind: ClassVar[Kind]
    proper: Collection[str] = ()
    """Names that keep their capitals where a text is written in capitals throughout."""
    own_rows: ClassVar[frozenset[str]] = frozenset()
    """Relations whose rows belong to the record itself and are part of its snapshot."""

    def __init__(self, *, actor: Actor, now: datetime) -> None:
        self.actor, self.now, self.today = actor, now, local_date(now)
        self.prepare()

    @classmethod
    def table_of(cls) -> Table:
        return TABLES[cls.kind]

    @abstractmethod
    def prepare(self) -> None:
        """Read what rows are looked up in."""

    @abstractmethod
    def look(self, row: Said) -> Look:
        """Find what the row names, what it would change, and what is wrong with it."""

    @abstractmethod
    def make(self, look: Look) -> Model:
        """Write a new record by its room's deed."""

    @abstractmethod
    def change(self, look: Look) -> Model:
        """Write what the row says otherwise."""

    @abstractmethod
    def model(self) -> type[Model]:
        """Whose rows these are."""

    @abstractmethod
    def snapshots(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        """What records hold now, as JSON keeps it: compared before something is undone."""

    @abstractmethod
    def take_out(self, keys: Sequence[int]) -> None:
        """Remove records that an import had made."""

    @abstractmethod
    def put_back(self, key: int, before: Mapping[str, Any]) -> None:
        """Write what stood there before an import changed it."""

    def told_at(self, record: Model) -> Model:
        """Whose journal tells where the row came from."""
        return record

    def know(self, record: Model) -> None:
        """Remember what was written, for rows below that name it."""
        return

    def promise(self, row: Said, *, sound: bool) -> None:
        """Remember what the row will bring, for rows below that name it."""
        return
