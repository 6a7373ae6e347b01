"""Why a text answers: the words that told, as the text itself writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gieo.foundation.search.rules.asking import GLUE
from gieo.foundation.search.rules.kin import Tie
from gieo.foundation.search.rules.ranking import Ranking, Said
from gieo.foundation.search.rules.words import Syllable
from gieo.foundation.search.vocab import Weight

MOST = 4
LEAST = 0.06  # of all that speaks for a text; what says less is no reason


@dataclass(frozen=True, slots=True)
class Reason:
    """Words of a text. `asked`: the words they stand for, where they are others, and what joins the two."""

    said: str
    in_title: bool
    counts: float
    asked: str = ""
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A text that answers, and why. Scores compare with others of the same question only; shares with all others:
    how much of what is wanted the text has, 1 for all of it, 0 where the question's own text was not given."""

    key: str
    score: float
    why: tuple[Reason, ...]
    share: float = 0.0


def fits(ranking: Ranking, texts: Mapping[str, Said], limit: int, own: Said | None = None) -> list[Fit]:
    """What answers, best first. `own` is the text in which the question itself was told."""
    found, whole = ranking.rank(texts.items())[:limit], ranking.whole(own) if own else 0.0
    return [Fit(key, score, reasons(ranking, texts[key]), score / whole if whole else 0.0) for key, score in found]


def reasons(ranking: Ranking, said: Said, most: int = MOST) -> tuple[Reason, ...]:
    """The strongest first."""
    gained: dict[tuple[Weight, int], float] = {}
    found: list[Reason] = []
    total = 0.0
    for gain in ranking.gains(said):
        total += gain.counts
        where, length = gain.found, len(gain.found.words)
        if gain.told is None or gain.kin is None:
            for number in range(where.number, where.number + length):
                gained[where.place, number] = gained.get((where.place, number), 0.0) + gain.counts / length
        else:
            words = said.places[where.place][where.number : where.number + length]
            asked = _written(gain.told.words)
            found.append(Reason(_written(words), where.place is Weight.TITLE, gain.counts, asked, gain.kin.tie))
    found += _runs(gained, said)
    strong = [one for one in sorted(found, key=lambda one: -one.counts) if one.counts >= LEAST * total]
    return tuple(_each_once(strong))[:most]


def _runs(gained: dict[tuple[Weight, int], float], said: Said) -> list[Reason]:
    """Words that stand side by side, or with one between them that only holds them together, are one reason."""
    found = []
    for place, words in said.places.items():
        numbers = sorted(number for there, number in gained if there is place)
        run: list[int] = []
        for number in [*numbers, -1]:
            if run and not _goes_on(run[-1], number, words):
                counts = sum(gained[place, one] for one in run)
                found.append(Reason(_written(words[run[0] : run[-1] + 1]), place is Weight.TITLE, counts))
                run = []
            run.append(number)
    return found


def _goes_on(last: int, number: int, words: Sequence[Syllable]) -> bool:
    return number == last + 1 or (number == last + 2 and words[last + 1].accented in GLUE)


def _each_once(found: Sequence[Reason]) -> list[Reason]:
    kept: list[Reason] = []
    for reason in found:
        if not any(f" {reason.said} " in f" {one.said} " for one in kept):
            kept.append(reason)
    return kept


def _written(words: Sequence[Syllable]) -> str:
    return " ".join(word.written for word in words)
