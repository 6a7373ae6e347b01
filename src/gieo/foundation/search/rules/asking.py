"""What somebody typed, read for what it asks; what may have been meant by a slip of the hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gieo.foundation.search.rules.words import Syllable, syllables
from gieo.foundation.search.vocab import Share

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_SOUNDS_LIKE = (("f", "ph"), ("j", "gi"), ("z", "gi"))  # as people write in a hurry: cà fê
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _bare(words: Sequence[Syllable]) -> tuple[Syllable, ...]:
    return tuple(Syllable(word.folded, word.folded, word.folded) for word in words)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: words, and phrases that must stand as they were quoted.

    `begun`: the last word may go on, since it is still being typed. `share`: how many of the words a text must have.
    """

    words: tuple[Syllable, ...]
    phrases: tuple[tuple[Syllable, ...], ...] = ()
    begun: bool = False
    share: Share = Share.MOST

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def is_bare(self) -> bool:
        """Not one accent typed: every word may stand for all of its accents."""
        return all(word.is_bare for word in (*self.words, *(word for phrase in self.phrases for word in phrase)))

    @property
    def written(self) -> str:
        """The words as they were typed, without signs."""
        return " ".join(word.written for word in (*self.words, *(word for phrase in self.phrases for word in phrase)))

    @property
    def bare(self) -> "Asked":
        """The same as if typed without accents."""
        return replace(self, words=_bare(self.words), phrases=tuple(_bare(phrase) for phrase in self.phrases))

    @property
    def ways(self) -> tuple["Asked", ...]:
        """How the query may be read, the first that answers counts: as typed; as if no accent had been typed, where
        some were and nothing has them; with the last word not finished."""
        begun = replace(self, begun=bool(self.words))
        return tuple(dict.fromkeys((self, self.bare, begun, begun.bare)))

    @property
    def telling(self) -> tuple[Syllable, ...]:
        """Words that say what is looked for, each once; all of them when a question is made of nothing else."""
        last = self.words[-1:] if self.begun else ()
        telling = tuple(word for word in self.words if word.accented not in GLUE or word in last)
        return tuple(dict.fromkeys(telling or self.words))


# words that hold a question together and say nothing of what is looked for
_GLUE = """
ạ ai bằng bao bị bởi các cách cái cần cho có con của cũng để đến đi do được gì giúp hay hoặc hỏi khi không là
làm lên loại lúc mà một muốn nào này nên nhiều như những ở phải qua ra rằng rồi sao sẽ tại từ thì thế tôi trên
trong và vào về vì việc với xin an and are at can do for from how in is of on or the to what where which with
"""
HELD = frozenset(word.accented for word in syllables(_GLUE))
GLUE = HELD | {word.folded for word in syllables(_GLUE)}

LONGEST = 64  # words; what comes after says no more
MOST_LETTERS = 14  # of two syllables: nghiêng nghiêng


def asked(query: str, *, begun: bool = False, share: Share = Share.MOST) -> Asked:
    """Read a query. Quotation marks of any kind make a phrase; what ends in a blank or a sign has no begun word."""
    phrases = tuple(found for quoted in _QUOTED.findall(query) if (found := tuple(syllables(quoted)[:LONGEST])))
    words = tuple(syllables(_QUOTED.sub(" ", query))[:LONGEST])
    return Asked(words, phrases, begun and bool(words) and query[-1:].isalnum(), share)


def needed(words: int) -> int:
    """How many of so many telling words are most of them: all of two, all but one of four, three of five."""
    if words <= 2:
        return words
    return words - 1 if words <= 4 else -(-words * 6 // 10)


def slips(word: str) -> set[str]:
    """Folded words that may have been meant: a letter too many, too few, another one, two swapped, a blank missed, or
    f for ph.

    None of what is too long for two syllables: no hand slips once in it.
    """
    if len(word) > MOST_LETTERS:
        return set()
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in parts if right for letter in _LETTERS}
    found |= {left + letter + right for left, right in parts for letter in _LETTERS}
    found |= {f"{left} {right}" for left, right in parts if left and right}
    found |= {word.replace(typed, written) for typed, written in _SOUNDS_LIKE if typed in word}
    return {" ".join(token.folded for token in syllables(slip)) for slip in found} - {word, ""}


def spelled(words: Sequence[str], text: str) -> str:
    """Folded words as a text spells them, where it has them side by side if it does."""
    said = syllables(text)
    places: dict[str, list[int]] = {}
    for place, syllable in enumerate(said):
        places.setdefault(syllable.folded, []).append(place)

    def neighbours(number: int, place: int) -> int:
        sides = [side for side in (-1, 1) if 0 <= number + side < len(words) and 0 <= place + side < len(said)]
        return sum(said[place + side].folded == words[number + side] for side in sides)

    best = [
        max(places.get(word, ()), key=lambda place, number=number: neighbours(number, place), default=None)
        for number, word in enumerate(words)
    ]
    return " ".join(word if place is None else said[place].written for word, place in zip(words, best, strict=True))
