"""Words of use: levels and their evidence, what is measured, who says so."""

from enum import StrEnum

MOST_SEASONS = 100
MOST_PEOPLE = 1_000_000
"""Whom one use serves."""


class Level(StrEnum):
    """How far a receiver is with a result at a place. The first four are a ladder; STOPPED stands aside."""

    RECEIVED = "received"
    TRIED = "tried"
    ROUTINE = "routine"
    EXTENDED = "extended"  # beyond where, or by whom, it was first used
    STOPPED = "stopped"


LADDER = (Level.RECEIVED, Level.TRIED, Level.ROUTINE, Level.EXTENDED)
IN_USE = (Level.TRIED, Level.ROUTINE, Level.EXTENDED)
"""What counts as a use; what was only received does not."""


class Silence(StrEnum):
    """Why a use stands on no level today."""

    EXPIRED = "expired"  # the last claim ran out and nobody has confirmed
    UNPROVEN = "unproven"  # nothing was verified yet


class StopReason(StrEnum):
    MONEY = "money"
    PEOPLE = "people"
    LEGAL = "legal"
    FIT = "fit"
    MARKET = "market"
    SEASON = "season"
    OTHER = "other"  # said in words


class Grade(StrEnum):
    """What a claim rests on, the weakest first."""

    STATEMENT = "statement"
    DOCUMENT = "document"
    PHOTOGRAPH = "photograph"  # with its place and day
    INSPECTION = "inspection"  # somebody of the department or the commune went there
    THIRD_PARTY = "third_party"  # somebody who neither gave nor received it says so in writing


GRADES = tuple(Grade)
OFFICE_GRADES = (Grade.INSPECTION, Grade.THIRD_PARTY)
"""Grades that only the department writes down: nobody inspects oneself."""


class ClaimState(StrEnum):
    """Whether somebody else has confirmed a claim. That it ran out is counted from its evidence, never stored."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    REFUSED = "refused"


class Channel(StrEnum):
    """How a claim came in."""

    DESK = "desk"  # by the receiver's own people
    PHONE = "phone"  # an officer typed in what was said
    PAPER = "paper"  # an officer typed in what was sent
    VISIT = "visit"  # an officer saw it there
    COPY = "copy"  # by who copied it, through the code on the sheet; confirmed by somebody else


OFFICE_CHANNELS = (Channel.PHONE, Channel.PAPER, Channel.VISIT)
"""How an officer hears of what is claimed for a receiver."""


class Push(StrEnum):
    """Whether somebody is paid to use it."""

    SPONTANEOUS = "spontaneous"
    SUBSIDISED = "subsidised"


class Measure(StrEnum):
    """What a scale counts. Two measures are never added to each other."""

    HECTARE = "hectare"
    HOUSEHOLD = "household"
    ANIMAL = "animal"
    PLANT = "plant"
    FACILITY = "facility"  # a farm, a school, a station, an office
    ENTERPRISE = "enterprise"
    TRAINED = "trained"  # places taken at classes: one who came twice counts twice
    INSTALLATION = "installation"  # of software, a device, a data set
    COPY = "copy"  # of a book, a map, a guide
    TONNE = "tonne"  # a year
    VISITOR = "visitor"  # a year


class Sphere(StrEnum):
    """Of what kind an effect is."""

    ECONOMIC = "economic"
    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
