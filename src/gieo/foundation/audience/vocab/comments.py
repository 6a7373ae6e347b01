"""Words of what readers say: comments, ratings, the check code."""

from dataclasses import dataclass
from enum import StrEnum

from gieo.core.actor import Actor


class CommentState(StrEnum):
    """Where a comment stands. The public reads what is published, nothing else."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # taken off the page by a moderator
    TAKEN_BACK = "taken_back"  # by who wrote it; its words are gone


READER = Actor(person_id=None, name="Người đọc")
"""Who speaks on a public page, signed in or not, as the journal names them."""

STARS = (1, 2, 3, 4, 5)
LONGEST_NAME = 80
LONGEST_TEXT = 2_000
LONGEST_REASON = 300
MOST_WAITING = 500
"""Comments of one page that may wait at once: more, nobody can read."""


@dataclass(frozen=True)
class CodeGiven:
    """What a form sends as its check code: the work a browser has done, or the answer to the question in words."""

    proof: str = ""
    token: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Solved:
    """A code that is right, not yet said to be unused."""

    digest: str
    expires: int
    """Seconds since 1970."""
