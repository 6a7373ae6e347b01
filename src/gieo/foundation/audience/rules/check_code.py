"""The answer to a small sum, as people write it."""

from gieo.core.text import fold

_UNITS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
)
_SAID = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{f"muoi {word}": 10 + number for number, word in enumerate(_UNITS) if number},
    **{word: number for number, word in enumerate(_ENGLISH)},
    "muoi": 10,
    "tu": 4,
    "muoi lam": 15,
}


def number_said(answer: str) -> int | None:
    """7 for "7", "bảy", "Bay." and "seven"; None for what is no number up to 18."""
    words = fold(answer[:40]).strip(" .,!?")
    if words.isdecimal() and len(words) < 4:
        return int(words)
    return _SAID.get(words)
