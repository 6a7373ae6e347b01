"""English words in a text: told from Vietnamese syllables by their shape, and cut to their stem (Porter, 1980)."""

import re

_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\Z")
_MEASURE = re.compile(r"[aeiou][aeiouy]*[^aeiouy]+|y[^aeiouy]+")
_VOWEL = re.compile(r"[aeiou]|(?<=.)y")
_SHORT = re.compile(r"(?:.*[^aeiou])?[aeiouy][^aeiouwxy]\Z")
_SECOND = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
)  # fmt: skip
_THIRD = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_FOURTH = (
    "ement", "ance", "ence", "able", "ible", "ment", "sion", "tion", "ant", "ent", "ism", "ate", "iti", "ous", "ive",
    "ize", "al", "er", "ic", "ou",
)  # fmt: skip
SHORTEST = 4  # letters of a word that is cut


def is_syllable(word: str) -> bool:
    """A word without accents that may be a Vietnamese one: `bo`, `nghieng`, but not `cows` or `rice`."""
    return _SYLLABLE.match(word) is not None


def stem(word: str) -> str:
    """`farming`, `farms`, `farmed` are `farm`. A word that may be Vietnamese stays as it is."""
    if len(word) < SHORTEST or not word.isalpha() or is_syllable(word):
        return word
    word = _plural(word)
    word = _tense(word)
    if word.endswith("y") and _VOWEL.search(word[:-1]):
        word = word[:-1] + "i"
    for endings in (_SECOND, _THIRD):
        word = _exchanged(word, endings)
    word = _cut(word)
    if word.endswith("e") and (_measure(word[:-1]) > 1 or (_measure(word[:-1]) == 1 and not _SHORT.match(word[:-1]))):
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word


def _measure(stem: str) -> int:
    return len(_MEASURE.findall(stem))


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _tense(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        left = word.removesuffix(ending)
        if left != word and _VOWEL.search(left):
            if left.endswith(("at", "bl", "iz")):
                return left + "e"
            if len(left) > 1 and left[-1] == left[-2] and left[-1] not in "aeioulsz":
                return left[:-1]
            return left + "e" if _measure(left) == 1 and _SHORT.match(left) else left
    return word


def _exchanged(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, other in endings:
        if word.endswith(ending):
            left = word.removesuffix(ending)
            return left + other if _measure(left) else word
    return word


def _cut(word: str) -> str:
    for ending in _FOURTH:
        if word.endswith(ending):
            left = word.removesuffix(ending)
            if ending in ("sion", "tion"):
                left += ending[0]
            return left if _measure(left) > 1 else word
    return word
