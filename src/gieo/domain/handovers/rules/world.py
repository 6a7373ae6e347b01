"""What the ledger looks at: plain rows, named by their codes.

A world holds the lines of one or more decisions, the minutes written about them and everything that could contradict
them. Voided minutes and versions that do not count never enter a world.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from gieo.domain.handovers.rules.receipts import whole
from gieo.domain.handovers.vocab import Attendance, Figure, MinutesState, Party, Standing, SubjectKind

Row = TypeVar("Row")
ALL_PARTIES = frozenset(Party)


@dataclass(frozen=True)
class UnitRow:
    """A receiving unit as the register of units knows it on the day of the handover.

    `decided_name` is its name on the day of the decision, "" when that was the same; `label` is how a page names it
    today, with the unit that took over.
    """

    code: str
    name: str
    decided_name: str = ""
    is_enterprise: bool = False
    abolished_on: date | None = None
    successor_code: str = ""
    successor_name: str = ""
    label: str = ""


@dataclass(frozen=True)
class SubjectRow:
    """A result or a product. `files` are the fingerprints of its stored files by key; `since` dates the standing."""

    code: str
    title: str
    kind: SubjectKind = SubjectKind.RESULT
    standing: Standing = Standing.IN_FORCE
    since: date | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DecisionRow:
    code: str
    label: str
    issued_on: date | None
    standing: Standing = Standing.IN_FORCE
    conference_on: date | None = None
    conference_over: bool = False


@dataclass(frozen=True)
class LineRow:
    """One line of a decision: this subject to this unit. A quantity of None prescribes none."""

    decision: str
    subject: str
    unit: str
    quantity: Decimal | None = None
    measure: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.subject, self.unit


@dataclass(frozen=True)
class FilePrint:
    """A file as written in the minutes."""

    key: str
    name: str
    digest: str


@dataclass(frozen=True)
class ItemRow:
    """One item of the minutes, and the decision whose line it was written from. `waiver` is the reason for handing over
    an incomplete kit.

    `kit_complete` is how the kit stood when the minutes were written or sealed.
    """

    minutes: str
    order: int
    subject: str
    quantity: Decimal | None = None
    measure: str = ""
    received: bool = False
    received_on: date | None = None
    received_quantity: Decimal = Decimal(0)
    expected_on: date | None = None
    refusal: str = ""
    refusal_note: str = ""
    kit_complete: bool = True
    waiver: str = ""
    files: tuple[FilePrint, ...] = ()
    decision: str = ""

    @property
    def waits(self) -> bool:
        """Whether something of it is still to be received; what was refused is a matter of its own."""
        return not self.received and not self.refusal

    @property
    def rest(self) -> Decimal:
        """How much has not been received."""
        return whole(self.quantity) - self.received_quantity


@dataclass(frozen=True)
class MinutesRow:
    """The minutes of one receiver. `written_name` is the receiver's name inside the sealed content, "" before sealing.

    `heir` is the unit that has taken over from the receiver; `names_heir` says that the paper itself is in its name.
    `version` is another version that is being drawn up to take their place, `version_sealed` whether it waits for its
    signatures. `restricted` minutes hand over restricted results and stand beside the unit's other minutes.
    `sealed_digest` is what was sealed, `present_digest` what the rows give today, `changed` the parts of the content
    that differ.
    """

    code: str
    unit: str
    decision: str
    conference: str = ""
    restricted: bool = False
    heir: str = ""
    heir_since: date | None = None
    names_heir: bool = False
    state: MinutesState = MinutesState.DRAFT
    held_on: date | None = None
    written_name: str = ""
    signed: frozenset[Party] = frozenset()
    signed_on: date | None = None
    """The day on which the receiver signed; on paper the one that stands there."""
    witness_name: str = ""
    sealed_digest: str = ""
    present_digest: str = ""
    changed: tuple[str, ...] = ()
    version: str = ""
    version_sealed: bool = False

    @property
    def fully_signed(self) -> bool:
        return self.signed >= ALL_PARTIES

    @property
    def is_frozen(self) -> bool:
        return self.state is not MinutesState.DRAFT


@dataclass(frozen=True)
class SeatRow:
    """A unit on the conference's list."""

    unit: str
    attendance: Attendance


@dataclass(frozen=True)
class ClaimRow:
    """A figure somebody published, and where."""

    figure: Figure
    value: int
    source: str


@dataclass(frozen=True)
class ConferenceRow:
    """`over` says that the day is done: what is still open then is a fault, before it is work."""

    code: str
    held_on: date
    over: bool = True
    seats: tuple[SeatRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()


@dataclass(frozen=True)
class World:
    """All rows of one ledger.

    `elsewhere` are (subject, unit, minutes) of minutes outside this ledger about the same subjects and units;
    `other_lines` are the keys of decisions beside it that the same minutes also carry out.
    """

    today: date
    units: tuple[UnitRow, ...] = ()
    subjects: tuple[SubjectRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    minutes: tuple[MinutesRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    conference: ConferenceRow | None = None
    elsewhere: tuple[tuple[str, str, str], ...] = ()
    other_lines: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def unit_by_code(self) -> dict[str, UnitRow]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def subject_by_code(self) -> dict[str, SubjectRow]:
        return {subject.code: subject for subject in self.subjects}

    @cached_property
    def decision_by_code(self) -> dict[str, DecisionRow]:
        return {decision.code: decision for decision in self.decisions}

    @cached_property
    def minutes_by_code(self) -> dict[str, MinutesRow]:
        return {minutes.code: minutes for minutes in self.minutes}

    @cached_property
    def minutes_by_unit(self) -> dict[str, list[MinutesRow]]:
        return _grouped(self.minutes, "unit")

    @cached_property
    def lines_by_unit(self) -> dict[str, list[LineRow]]:
        return _grouped(self.lines, "unit")

    @cached_property
    def owed(self) -> tuple[LineRow, ...]:
        """Lines under which a handover is still owed: a revoked decision gives nobody anything any more."""
        revoked = {row.code for row in self.decisions if row.standing is Standing.REVOKED}
        return tuple(line for line in self.lines if line.decision not in revoked)

    @cached_property
    def owed_by_unit(self) -> dict[str, list[LineRow]]:
        return _grouped(self.owed, "unit")

    @cached_property
    def items_by_minutes(self) -> dict[str, list[ItemRow]]:
        return _grouped(self.items, "minutes")

    @cached_property
    def items_by_key(self) -> dict[tuple[str, str], list[ItemRow]]:
        """Items by (subject, receiving unit), only those of minutes in this world."""
        grouped: dict[tuple[str, str], list[ItemRow]] = {}
        for item in self.items:
            if item.minutes in self.minutes_by_code:
                grouped.setdefault((item.subject, self.minutes_by_code[item.minutes].unit), []).append(item)
        return grouped

    @cached_property
    def attendance(self) -> dict[str, Attendance]:
        return {seat.unit: seat.attendance for seat in self.conference.seats} if self.conference else {}

    def unit_name(self, code: str) -> str:
        unit = self.unit_by_code.get(code)
        return (unit.label or unit.name) if unit else code

    def title(self, code: str) -> str:
        return self.subject_by_code[code].title if code in self.subject_by_code else code

    def decision_label(self, code: str) -> str:
        return self.decision_by_code[code].label if code in self.decision_by_code else code


def _grouped(rows: tuple[Row, ...], name: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, name), []).append(row)
    return grouped
