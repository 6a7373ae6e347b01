"""What an answer must say, and what a statement may not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gieo.domain.needs.vocab import (
    HIGHEST,
    LONGEST_WORDS,
    LOWEST,
    MOST_CONCERNED,
    MOST_YEARS_AHEAD,
    Answer,
    Season,
    StatementFault,
)


def may_answer_so(answer: Answer, *, weighed: bool) -> bool:
    """Only a need that was weighed against the results that exist goes on to a proposal."""
    return answer is not Answer.PROPOSAL or weighed


def statement_faults(values: Mapping[str, Any], today: date) -> dict[str, StatementFault]:
    """What cannot be so in what was typed, by the field beside which it is told."""
    faults: dict[str, StatementFault] = {}
    concerned = values.get("concerned")
    if concerned is not None and not 1 <= concerned <= MOST_CONCERNED:
        faults["concerned"] = StatementFault.CONCERNED
    wanted = values.get("wanted_by")
    if wanted is not None and wanted < today:
        faults["wanted_by"] = StatementFault.PAST
    elif wanted is not None and wanted.year > today.year + MOST_YEARS_AHEAD:
        faults["wanted_by"] = StatementFault.TOO_FAR
    low, high = values.get("altitude_min"), values.get("altitude_max")
    for name, height in (("altitude_min", low), ("altitude_max", high)):
        if height is not None and not LOWEST <= height <= HIGHEST:
            faults[name] = StatementFault.HEIGHT
    if not faults.keys() & {"altitude_min", "altitude_max"} and low is not None and high is not None and low > high:
        faults["altitude_max"] = StatementFault.UPSIDE_DOWN
    for name in ("problem", "tried"):
        if len(values.get(name) or "") > LONGEST_WORDS:
            faults[name] = StatementFault.TOO_LONG
    if not set(values.get("seasons") or ()) <= set(Season):
        faults["seasons"] = StatementFault.SEASON
    return faults
