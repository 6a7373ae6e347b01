"""Vietnamese text: composed form, folding, sorting, initials."""

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_TONE_RANK = {tone: rank for rank, tone in enumerate(TONES, start=1)}
_LETTER_RANK = {letter: rank for rank, letter in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans(
    {
        "\u00d0": "Đ", "\u00f0": "đ",  # eth, of files that were converted from TCVN3 or VNI
        "\u0189": "Đ", "\u0256": "đ",  # the African d, likewise
        "\u01a2": "Ư", "\u01a3": "ư",  # gha: “đƣợc”, “trƣờng” in what was copied out of old PDFs
    }
)  # fmt: skip
"""Letters that no Vietnamese word has and that look like one it has."""
_LOOKS_ALIKE = re.compile(f"[{''.join(map(chr, _LOOK_ALIKES))}]")
_SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Composed form (NFC) with our own letters for those that only look like them, the only one that is stored; without
    null signs, which nobody types and no database keeps."""
    text = text.replace("\0", "")
    return text if text.isascii() else unicodedata.normalize("NFC", with_our_letters(text))


def with_our_letters(text: str) -> str:
    """Ð as Đ, ƣ as ư: what converted files have instead."""
    return text.translate(_LOOK_ALIKES) if _LOOKS_ALIKE.search(text) else text


def squeeze(text: str) -> str:
    """NFC with runs of white space made one blank and the ends trimmed."""
    return _SPACES.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Lower case without accents, đ as d, single blanks: what people type in a hurry."""
    return squeeze(unaccented(text.lower()))


def unaccented(text: str) -> str:
    """The same letters without accents, đ as d and Đ as D; case and blanks stay."""
    bare = unicodedata.normalize("NFD", with_our_letters(text).replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]:
    """Order by the Vietnamese alphabet: letters first, then tones where all letters are equal, then the text."""
    letters: list[tuple[int, ...]] = []
    tones: list[tuple[int, ...]] = []
    for word in squeeze(text).lower().split(" "):
        word_letters: list[str] = []
        word_tone = 0
        for char in unicodedata.normalize("NFD", word):
            if char in _TONE_RANK:
                word_tone = _TONE_RANK[char]
            elif unicodedata.combining(char) and word_letters:
                word_letters[-1] += char
            else:
                word_letters.append(char)
        letters.append(tuple(_rank(nfc(letter)) for letter in word_letters))
        tones.append((word_tone,))
    return tuple(letters), tuple(tones), text


def _rank(letter: str) -> int:
    """Digits and signs before letters; foreign letters behind all of ours."""
    if letter in _LETTER_RANK:
        return 1000 + _LETTER_RANK[letter]
    return ord(letter[0]) if ord(letter[0]) < 1000 else 2000 + ord(letter[0])


def initials(name: str) -> str:
    """Two capitals for an avatar: first letters of the middle or family name and of the given name."""
    words = [word for word in squeeze(name).split(" ") if word[:1].isalpha()]
    return "".join(word[0] for word in words[-2:]).upper()


def slug(text: str) -> str:
    """Folded words joined by hyphens, for file names."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
