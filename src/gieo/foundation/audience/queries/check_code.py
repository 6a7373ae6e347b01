"""A fresh check code for a form, and whether what came back is right."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gieo.foundation.audience.engine import check_code as engine
from gieo.foundation.audience.rules.check_code import number_said
from gieo.foundation.audience.vocab.comments import CodeGiven, Solved
from gieo.foundation.audience.wording import question


@dataclass(frozen=True)
class CheckCode:
    """What a form carries: work for the browser as JSON, and a sum in words for who has no JavaScript."""

    work: str
    question: str
    token: str


def new_code(now: datetime) -> CheckCode:
    """A code that nobody has had before."""
    key, ends = engine.key_of(Path(settings.KEYS_DIR)), now + settings.CHECK_CODE_LASTS
    first, second = 1 + secrets.randbelow(9), 1 + secrets.randbelow(9)
    return CheckCode(
        work=engine.make_work(key, most=settings.CHECK_CODE_WORK, expires_at=ends),
        question=question(first, second),
        token=engine.make_question(first + second, key, expires_at=ends),
    )


def solved_code(given: CodeGiven, now: datetime) -> Solved | None:
    """What is right and has not expired; whether it was used before, only the deed can tell.

    An answer in words counts before the work of a browser.
    """
    key = engine.key_of(Path(settings.KEYS_DIR))
    if given.answer.strip():
        said = number_said(given.answer)
        solved = None if said is None else engine.solved_question(given.token, said, key)
    else:
        solved = engine.solved_work(given.proof, key)
    return solved if solved is not None and solved.expires > now.timestamp() else None
