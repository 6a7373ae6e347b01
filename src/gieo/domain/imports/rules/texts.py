"""Texts: composed letters, single blanks, no shouting; addresses and telephones."""

import re
from collections.abc import Callable, Collection

from gieo.core.text import fold, nfc, squeeze, with_our_letters
from gieo.domain.imports.rules.reading import Read, wrong
from gieo.domain.imports.vocab import Flaw, Mend

SHORT_WORDS = frozenset(
    {
        "UBND", "HĐND", "KH&CN", "KHCN", "TNHH", "MTV", "HTX", "CP", "CNTT", "OCOP", "NN&PTNT", "NN", "PTNT", "TN&MT",
        "GD&ĐT", "VHTT&DL", "TP", "TW", "TNXP", "CSDL", "GIS", "AI", "IOT", "DNA", "ADN", "PCR", "VAC", "QR", "GPS",
        "ISO", "TCVN", "QCVN", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X",
    }
)  # fmt: skip
"""Words that stay in capitals."""

BODY_HEADS = (
    "ủy ban nhân dân", "uỷ ban nhân dân", "trung tâm", "hợp tác xã", "liên hiệp hợp tác xã", "công ty cổ phần",
    "công ty", "doanh nghiệp tư nhân", "doanh nghiệp", "trường cao đẳng", "trường đại học", "trường", "viện nghiên cứu",
    "viện", "chi cục", "cục", "phòng", "ban quản lý", "ban", "hội liên hiệp", "hội", "liên hiệp các hội", "hiệp hội",
    "bệnh viện", "trạm", "sở", "văn phòng", "báo", "đài", "vườn quốc gia",
)  # fmt: skip
"""How names of organisations begin; only the first word of a head has a capital."""

NAMED = ("hợp tác xã", "liên hiệp hợp tác xã", "công ty", "doanh nghiệp")
"""Heads that a proper name follows: every word of it has a capital."""

RANKS = frozenset({"tỉnh", "huyện", "xã", "phường", "phố", "trấn"})
"""Words that the name of a place follows."""

SMALL_IN_BODIES = frozenset({"và", "các", "tỉnh", "huyện", "thị", "xã", "phường", "thành", "phố", "của", "về", "cho"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def read_text(text: str, *, longest: int) -> Read:
    """A line of text. Raises Wrong when it is longer than the record holds."""
    value = squeeze(text)
    if longest and len(value) > longest:
        raise wrong(Flaw.TOO_LONG, most=longest, length=len(value))
    return Read(value, tidied(text, value))


def read_long_text(text: str, *, longest: int = 0) -> Read:
    """Text of several lines: each line tidied, empty ones at the ends dropped."""
    value = "\n".join(squeeze(line) for line in nfc(text).splitlines()).strip()
    if longest and len(value) > longest:
        raise wrong(Flaw.TOO_LONG, most=longest, length=len(value))
    return Read(value, tidied(text, value))


def tidied(text: str, value: str) -> tuple[Mend, ...]:
    """What squeezing has done to a text."""
    ours, composed = with_our_letters(text), nfc(text)
    mends = [Mend.OUR_LETTERS] if ours != text else []
    mends += [Mend.COMPOSED] if composed != ours else []
    return tuple(mends + ([Mend.TRIMMED] if composed != value else []))


def read_name(text: str, *, longest: int) -> Read:
    """A person's name: LÒ THỊ MAI and lò thị mai are Lò Thị Mai."""
    return _recased(read_text(text, longest=longest), person_case)


_DEGREES = re.compile(
    r"((?:(?:gs|pgs|tskh|ts|ths|bs|bsck\s*[12i]+|ks|cn|kts|ktv|dược sĩ|thạc sĩ|tiến sĩ|kỹ sư|cử nhân|bác sĩ)\b\.?"
    r"[\s,]*)+)(.+)",
    re.IGNORECASE,
)
_WRITTEN = {"ths": "ThS", "gs": "GS", "pgs": "PGS", "ts": "TS", "tskh": "TSKH", "bs": "BS", "ks": "KS", "cn": "CN"}


def split_degree(name: str) -> tuple[str, str]:
    """Degree and name: "THS. LÒ THỊ MAI" → ("ThS", "Lò Thị Mai"). Without a degree the first is empty."""
    found = _DEGREES.fullmatch(squeeze(name))
    if found is None:
        return "", squeeze(name)
    degree = re.sub(
        r"\w+", lambda word: _WRITTEN.get(word[0].lower(), word[0]), re.sub(r"[\s,.]+", ". ", found[1]).strip(" .")
    )
    return degree, person_case(found[2]) if is_shouted(found[2]) else found[2]


def read_body(text: str, *, longest: int, proper: Collection[str] = ()) -> Read:
    """An organisation's name: TRUNG TÂM KHUYẾN NÔNG TỈNH ĐIỆN BIÊN is Trung tâm Khuyến nông tỉnh Điện Biên."""
    return _recased(read_text(text, longest=longest), lambda value: body_case(value, proper))


def read_title(text: str, *, longest: int, proper: Collection[str] = ()) -> Read:
    """A title: only its first word and names of places have capitals."""
    return _recased(read_text(text, longest=longest), lambda value: sentence_case(value, proper))


def _recased(read: Read, recase: Callable[[str], str]) -> Read:
    text = str(read.value)
    if not is_shouted(text) and not (recase is person_case and text == text.lower()):
        return read
    value = recase(text)
    return Read(value, (*read.mends, Mend.RECASED) if value != text else read.mends)


def is_shouted(text: str) -> bool:
    """Written in capitals throughout, and more than a short word."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 5 and " " in text and all(char == char.upper() for char in letters)


def person_case(text: str) -> str:
    return " ".join(word.capitalize() for word in text.lower().split(" "))


def body_case(text: str, proper: Collection[str] = ()) -> str:
    """Capitals of an organisation's name: its head, the first word of what follows, proper names.

    Rules cannot know every name: what they make of it is shown before anything is written.
    """
    low = text.lower()
    head = next((known for known in BODY_HEADS if low == known or low.startswith(f"{known} ")), "")
    rest = low[len(head) :].strip()
    words = rest.split(" ") if rest else []
    bears_name = head.startswith(NAMED)
    for place, word in enumerate(words):
        bears_name = bears_name or (place > 0 and words[place - 1] in RANKS)
        if (bears_name or place == 0) and word not in SMALL_IN_BODIES:
            words[place] = word.capitalize()
    made = " ".join([head[:1].upper() + head[1:], *words]).strip()
    return _with_short_words(text, _with_places(made, proper))


def sentence_case(text: str, proper: Collection[str] = ()) -> str:
    low = text.lower()
    return _with_short_words(text, _with_places(low[:1].upper() + low[1:], proper))


def _with_places(text: str, proper: Collection[str]) -> str:
    for name in sorted(proper, key=len, reverse=True):
        if len(name) > 3:
            text = re.sub(rf"\b{re.escape(name)}\b", name, text, flags=re.IGNORECASE)
    return text


def _with_short_words(shouted: str, text: str) -> str:
    pairs = zip(shouted.split(" "), text.split(" "), strict=False)
    return " ".join(
        old if old.strip(",.;()") in SHORT_WORDS or any(c.isdigit() for c in old) else new for old, new in pairs
    )


def read_email(text: str) -> Read:
    """An address: blanks and mailto: taken off, small letters. Raises Wrong, with what it may have been."""
    value = squeeze(text).lower().removeprefix("mailto:").replace(" ", "").rstrip(".,;")
    if not _EMAIL.fullmatch(fold(value)) or fold(value) != value or len(value) > 200:
        guess = fold(value).replace("(at)", "@").replace("[at]", "@").replace(",", ".")
        raise wrong(Flaw.NOT_AN_ADDRESS, guess=guess if _EMAIL.fullmatch(guess) else "")
    return Read(value, (Mend.TRIMMED,) if value != text else ())


def read_phone(text: str, *, was_number: bool) -> Read:
    """A telephone as digits in the groups typed. A number cell has lost its first nought."""
    value = squeeze(text).strip(".,;")
    digits = re.sub(r"\D", "", value)
    mends: tuple[Mend, ...] = tidied(text, value)
    if re.search(r"[^\d\s.()+/-]", value) or not 8 <= len(digits) <= 24:
        raise wrong(Flaw.NOT_A_PHONE)
    if was_number and len(digits) == 9:
        return Read(f"0{digits}", (Mend.ZERO_ADDED,))
    return Read(value, mends)
