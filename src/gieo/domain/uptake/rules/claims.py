"""What is wrong with a claim as typed: plain values in, faults out; the words are wording.faults."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gieo.domain.uptake.rules.evidence import Detail, missing_details, missing_facts, proves
from gieo.domain.uptake.rules.totals import WHOLE, most
from gieo.domain.uptake.vocab import MOST_PEOPLE, MOST_SEASONS, OFFICE_GRADES, Channel, Grade, Level, Measure

EARLIEST = date(2000, 1, 1)


class Fault(StrEnum):
    FUTURE = "future"
    LONG_AGO = "long_ago"
    AFTER_SEEN = "after_seen"
    MISSING = "missing"
    TOO_FEW_SEASONS = "too_few_seasons"
    NOT_POSITIVE = "not_positive"
    NOT_WHOLE = "not_whole"
    TOO_MUCH = "too_much"
    TOO_MANY = "too_many"
    TWICE = "twice"
    NOT_PROVEN = "not_proven"
    OFFICE_ONLY = "office_only"
    NO_PHOTOGRAPH = "no_photograph"
    NO_PLACE = "no_place"
    NO_DAY = "no_day"
    NO_PAPER = "no_paper"
    NO_PARTY = "no_party"
    NO_WORD_OF_PARTY = "no_word_of_party"
    NO_TELLER = "no_teller"


@dataclass(frozen=True)
class Found:
    """A fault at a field; `limit` is the most that may be, `row` counts from 1, `part` is what of the row it is
    about."""

    field: str
    fault: Fault
    limit: Decimal | None = None
    row: int | None = None
    part: str = ""


@dataclass(frozen=True)
class ScaleSaid:
    measure: Measure
    amount: Decimal
    plot: str = ""


@dataclass(frozen=True)
class EvidenceSaid:
    """`told` says which details were stated; `on` is the day it tells of, its own or that of the claim."""

    grade: Grade
    on: date
    told: Collection[Detail] = ()


@dataclass(frozen=True)
class Said:
    """A claim as typed, without what needs no check."""

    level: Level
    on: date
    channel: Channel
    since: date | None = None
    seasons: int | None = None
    push: str = ""
    reason: str = ""
    words: str = ""
    told_by: str = ""
    men: int | None = None
    women: int | None = None
    scales: Sequence[ScaleSaid] = ()
    evidence: Sequence[EvidenceSaid] = ()


def faults(said: Said, *, today: date, area_km2: float | None, by_office: bool) -> list[Found]:
    """Everything wrong with a claim, in the order of the form."""
    return [
        *_days(said, today),
        *_facts(said),
        *scale_faults(said.scales, area_km2),
        *_evidence(said, today, by_office=by_office),
    ]


def _days(said: Said, today: date) -> Iterable[Found]:
    for field, day in (("on", said.on), ("since", said.since)):
        if day is not None and day > today:
            yield Found(field, Fault.FUTURE)
        elif day is not None and day < EARLIEST:
            yield Found(field, Fault.LONG_AGO)
    if said.since is not None and said.on < said.since <= today:
        yield Found("since", Fault.AFTER_SEEN)


def _facts(said: Said) -> Iterable[Found]:
    given = {
        "since": said.since,
        "seasons": said.seasons,
        "push": said.push,
        "reason": said.reason,
        "words": said.words,
        "scales": said.scales,
    }
    for name in missing_facts(said.level, given):
        fault = Fault.TOO_FEW_SEASONS if name == "seasons" and said.seasons else Fault.MISSING
        yield Found(name, fault)
    for name, count, most_of in (
        ("seasons", said.seasons, MOST_SEASONS),
        ("men", said.men, MOST_PEOPLE),
        ("women", said.women, MOST_PEOPLE),
    ):
        if count is not None and count > most_of:
            yield Found(name, Fault.TOO_MANY, limit=Decimal(most_of))
    if said.reason == "other" and not said.words:
        yield Found("words", Fault.MISSING)
    if said.channel in (Channel.PHONE, Channel.PAPER) and not said.told_by:
        yield Found("told_by", Fault.NO_TELLER)


def scale_faults(scales: Sequence[ScaleSaid], area_km2: float | None) -> Iterable[Found]:
    """What cannot be so of amounts at a place of this size."""
    seen: set[tuple[Measure, str]] = set()
    for row, scale in enumerate(scales, start=1):
        if scale.amount <= 0:
            yield Found("scales", Fault.NOT_POSITIVE, row=row)
        elif scale.measure in WHOLE and scale.amount != scale.amount.to_integral_value():
            yield Found("scales", Fault.NOT_WHOLE, row=row)
        elif scale.amount > (limit := most(scale.measure, area_km2)):
            yield Found("scales", Fault.TOO_MUCH, limit=limit, row=row)
        if (scale.measure, scale.plot) in seen:
            yield Found("scales", Fault.TWICE, row=row)
        seen.add((scale.measure, scale.plot))


_UNTOLD: Mapping[tuple[Detail, ...], Fault] = {
    (Detail.PICTURE,): Fault.NO_PHOTOGRAPH,
    (Detail.PLACE,): Fault.NO_PLACE,
    (Detail.DAY,): Fault.NO_DAY,
    (Detail.FILE, Detail.NUMBER): Fault.NO_PAPER,
    (Detail.PARTY,): Fault.NO_PARTY,
    (Detail.FILE, Detail.NUMBER, Detail.DAY): Fault.NO_WORD_OF_PARTY,
}


def _evidence(said: Said, today: date, *, by_office: bool) -> Iterable[Found]:
    for row, piece in enumerate(said.evidence, start=1):
        if piece.on > today:
            yield Found("evidence", Fault.FUTURE, row=row)
        elif piece.on < EARLIEST:
            yield Found("evidence", Fault.LONG_AGO, row=row)
        if piece.grade in OFFICE_GRADES and not by_office:
            yield Found("evidence", Fault.OFFICE_ONLY, row=row)
        for group in missing_details(piece.grade, piece.told):
            yield Found("evidence", _UNTOLD[group], row=row, part=group[0])
    if not any(proves(said.level, piece.grade) for piece in said.evidence):
        yield Found("evidence", Fault.NOT_PROVEN)
