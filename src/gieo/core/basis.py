"""Where a rule comes from, and how well that was checked.

Every limit, duty, holiday and code table carries both, so that an office sees what still has to be compared with the
original text.
"""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How the source of a rule was checked."""

    FOUND = "found"  # the text itself was read
    SECOND_HAND = "second_hand"  # a newspaper, a summary or another office says so
    COMPUTED = "computed"  # worked out from a rule that was read
    MEMORY = "memory"  # not confirmed: compare with the text before relying on it
    PROPOSAL = "proposal"  # our own, no legal force


@dataclass(frozen=True)
class Basis:
    """The legal basis of a deed or a limit: "Thông tư 14/2014/TT-BKHCN", "Điều 19". Both empty when there is none."""

    document: str = ""
    article: str = ""
    mark: Mark = Mark.MEMORY

    def __str__(self) -> str:
        return ", ".join(part for part in (self.article, self.document) if part)


NO_BASIS = Basis(mark=Mark.PROPOSAL)
