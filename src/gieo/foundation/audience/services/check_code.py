"""Accepting a check code, once."""

from datetime import UTC, datetime

from gieo.core.errors import Invalid
from gieo.foundation.audience.models import SpentCode
from gieo.foundation.audience.queries.check_code import solved_code
from gieo.foundation.audience.vocab.comments import CodeGiven, Solved
from gieo.foundation.audience.wording import wrong_code


def require_code(given: CodeGiven, *, now: datetime) -> Solved:
    """What is right and in time; nothing is written. Raises Invalid at the field `answer`."""
    solved = solved_code(given, now)
    if solved is None:
        raise Invalid({"answer": [wrong_code()]})
    return solved


def spend_code(solved: Solved) -> None:
    """Note that it was used, in the transaction of the deed: a deed that fails has used nothing. Raises Invalid when it
    was used before; of two that use it at once, the second waits for the first and is refused."""
    ends = datetime.fromtimestamp(solved.expires, UTC)
    _code, is_new = SpentCode.objects.get_or_create(digest=solved.digest, defaults={"expires_at": ends})
    if not is_new:
        raise Invalid({"answer": [wrong_code()]})
