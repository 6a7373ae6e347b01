"""Words of accounts. The roles themselves lie on the ground: gieo.core.actor.Role."""

from enum import StrEnum


class Need(StrEnum):
    """Whether a role asks its holder for a second factor at sign-in."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class DelegationState(StrEnum):
    """Where a delegation stands on a day; computed from its dates, never stored."""

    PLANNED = "planned"
    IN_FORCE = "in_force"
    ENDED = "ended"
    REVOKED = "revoked"


INVITATION_DAYS = 14
"""Calendar days an invitation link is good for."""

LETTER_LANGUAGE = "vi"
"""The language of letters to people who have chosen none."""

SEEN = "seen"
"""Where a session keeps the moment its browser was last seen, in seconds of the epoch."""

CHANGED_WHO = "changed_who"
"""Set in a session that began or stopped acting in somebody's place: pages opened before are of no use any more."""
