"""Words of the room: steps of the funnel, indicators, what a figure counts."""

from enum import StrEnum


class Step(StrEnum):
    """How far a result has come. The last two are what stands today: a use that nobody confirms falls back."""

    ACCEPTED = "accepted"
    REGISTERED = "registered"
    DECIDED = "decided"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    IN_USE = "in_use"
    EXTENDED = "extended"


STEPS = tuple(Step)
GIVEN = (Step.DECIDED, Step.HANDED_OVER, Step.RECEIVED)
"""The steps that tell whether somebody was given a result: anybody may ask for them."""


class Cut(StrEnum):
    """By what a funnel is cut."""

    YEAR = "year"
    FIELD = "field"
    PROGRAMME = "programme"
    PRIORITY = "priority"


class IndicatorKey(StrEnum):
    """Measures of the seven requests of 07/11/2023, in their order; directives store the key."""

    POLICY_DOCUMENTS = "policy_documents"
    PRIORITY_SHARE = "priority_share"
    NATIONAL_TASKS = "national_tasks"
    HANDED_AND_RECEIVED = "handed_and_received"
    COUNCIL_MEMBERS = "council_members"
    TRAINING_CLASSES = "training_classes"
    PUBLISHED_RESULTS = "published_results"


class CostFault(StrEnum):
    """Why the cost of one use is not told."""

    NO_USE = "no_use"
    NO_COST = "no_cost"
    FEW = "few"
    WEAK = "weak"


class RowSet(StrEnum):
    """Sets of rows that a number can open, beside the steps."""

    DRAWER = "drawer"  # accepted long ago, handed over to nobody
    RECENT = "recent"  # accepted in the last years
    PRIORITY = "priority"  # of these, agriculture, forestry and tourism
    OUTSTANDING = "outstanding"  # by the criteria of data/effects.toml
    LED = "led"  # of the recent ones, led by somebody with a degree
    TAUGHT = "taught"  # received, and people were trained where it is in use
    OFFERED = "offered"
    TOLD = "told"  # offered, and told by a plain sheet and a photograph, or by news
    WAITS_REGISTRATION = "waits_registration"  # the leg of the clock that runs now
    WAITS_DECISION = "waits_decision"
    WAITS_CONFERENCE = "waits_conference"
    WAITS_RECEIPT = "waits_receipt"
    WAITS_USE = "waits_use"


COSTED: tuple[Step | RowSet, ...] = (RowSet.OUTSTANDING, Step.IN_USE, Step.EXTENDED)
"""Sets of results that are in use: their rows say at how many places, and what one of them has cost."""
