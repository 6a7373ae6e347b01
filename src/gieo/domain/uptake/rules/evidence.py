"""What each level demands, and until which day a claim stands on its evidence. Data: needs.toml, decay.toml [P]."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from gieo.core.basis import Basis, Mark
from gieo.core.calendar import WorkCalendar
from gieo.domain.uptake.vocab import GRADES, Grade, Level

_DATA = Path(__file__).parent.parent / "data"
DECAY_BASIS = Basis("Quy ước về thời hạn của bằng chứng", "", Mark.PROPOSAL)
VERIFY_DAYS = 10
"""Working days to look at a claim [P]."""


class Detail(StrEnum):
    """What a piece of evidence can tell besides its grade and its words."""

    PICTURE = "picture"
    PLACE = "place"  # where a photograph was taken, as somebody said it
    DAY = "day"  # stated for this piece, not taken from the claim
    FILE = "file"
    NUMBER = "number"  # of the paper
    PARTY = "party"  # who says so


DETAILS: Mapping[Grade, tuple[tuple[Detail, ...], ...]] = {
    Grade.STATEMENT: (),
    Grade.DOCUMENT: ((Detail.FILE, Detail.NUMBER),),
    Grade.PHOTOGRAPH: ((Detail.PICTURE,), (Detail.PLACE,), (Detail.DAY,)),
    Grade.INSPECTION: (),
    Grade.THIRD_PARTY: ((Detail.PARTY,), (Detail.FILE, Detail.NUMBER, Detail.DAY)),
}
"""What makes a piece of its grade: of each group one at least [P]."""


def missing_details(grade: Grade, given: Collection[Detail]) -> list[tuple[Detail, ...]]:
    """The groups of which nothing is told."""
    return [group for group in DETAILS[grade] if not any(detail in given for detail in group)]


@dataclass(frozen=True)
class Need:
    """The lowest grade that proves a level, and the facts a claim of it must name."""

    grade: Grade
    facts: tuple[str, ...]
    least_seasons: int = 0


@cache
def needs() -> Mapping[Level, Need]:
    rows = tomllib.loads((_DATA / "needs.toml").read_text(encoding="utf-8"))
    return {
        Level(level): Need(Grade(row["grade"]), tuple(row["facts"]), row.get("least_seasons", 0))
        for level, row in rows.items()
    }


@dataclass(frozen=True)
class Decay:
    """Months that evidence of each grade lasts, from a day on."""

    since: date
    months: Mapping[Grade, int]


@cache
def decays() -> tuple[Decay, ...]:
    """All versions, the earliest first."""
    rows = tomllib.loads((_DATA / "decay.toml").read_text(encoding="utf-8"))["version"]
    found = (Decay(row["since"], {grade: row[grade] for grade in GRADES}) for row in rows)
    return tuple(sorted(found, key=lambda version: version.since))


def lasts_until(grade: Grade, on: date) -> date:
    """The last day on which evidence of that day still counts, by the version in force on that day (the first version
    for days before it)."""
    version = next((each for each in reversed(decays()) if each.since <= on), decays()[0])
    return WorkCalendar().add_months(on, version.months[grade])


def is_at_least(grade: Grade, least: Grade) -> bool:
    return GRADES.index(grade) >= GRADES.index(least)


def proves(level: Level, grade: Grade) -> bool:
    """Whether evidence of this grade is enough for the level."""
    return is_at_least(grade, needs()[level].grade)


def best_grade(grades: Iterable[Grade]) -> Grade | None:
    return max(grades, key=GRADES.index, default=None)


def good_until(level: Level, evidence: Iterable[tuple[Grade, date]]) -> date | None:
    """The last day on which a claim stands: that of whichever of its evidence proves the level and lasts longest.

    None when nothing of it proves the level, and for STOPPED, which stands until somebody shows that it began again.
    """
    if level is Level.STOPPED:
        return None
    return max((lasts_until(grade, on) for grade, on in evidence if proves(level, grade)), default=None)


def missing_facts(level: Level, facts: Mapping[str, object]) -> list[str]:
    """Names of the facts that the level demands and the claim does not give, in the order of the form."""
    need = needs()[level]
    missing = [name for name in need.facts if not facts.get(name)]
    seasons = facts.get("seasons") or 0
    if "seasons" in need.facts and isinstance(seasons, int) and 0 < seasons < need.least_seasons:
        missing.append("seasons")
    return missing
