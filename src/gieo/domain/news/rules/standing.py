"""How drafted sentences stand to the text and to the records of today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gieo.core.text import squeeze
from gieo.domain.news.vocab import Standing


@dataclass(frozen=True)
class Kept:
    """One fact of a drafted sentence as it is kept: what was read then, and what an approver has accepted since."""

    key: tuple[str, str, str]
    value: str
    accepted: str | None = None


@dataclass(frozen=True)
class Drift:
    """A fact whose record says something else now; `now` is empty when it says nothing of it any more."""

    key: tuple[str, str, str]
    then: str
    now: str


def standing_of(drafted: str, now: str | None) -> Standing:
    """Whether the words of a sentence are those that were composed; None when its place in the text is gone."""
    if now is None or not now:
        return Standing.TAKEN_OUT
    return Standing.AS_DRAFTED if squeeze(drafted) == squeeze(now) else Standing.BY_HAND


def drifts(kept: Iterable[Kept], records: Mapping[tuple[str, str, str], str]) -> tuple[Drift, ...]:
    """Facts that the records no longer bear out, but for those an approver has seen and accepted as they are now."""
    found = []
    for fact in kept:
        now = records.get(fact.key, "")
        if now not in (fact.value, fact.accepted):
            found.append(Drift(fact.key, fact.value, now))
    return tuple(found)
