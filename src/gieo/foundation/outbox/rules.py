"""Who is told by which way, what fits into a short message, and what may be shown of an error."""

import re
from dataclasses import dataclass

from gieo.core.text import squeeze, unaccented
from gieo.foundation.outbox.vocab import JOINED_PART, MOST_PARTS, ONE_PART, Channel, Reach

_HIDDEN = "…"
_SECRETS = (
    re.compile(r"(?<=://)[^/\s@]+@"),  # user and password in an address
    re.compile(r"(?i)\b(password|passwd|pwd|secret|token|key)\b(\s*[=:]\s*)\S+"),
    re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    re.compile(r"[A-Za-z0-9_-]{24,}(?:[.][A-Za-z0-9_-]{8,})*"),  # tokens, digests, keys
    re.compile(r"(?<!\d)(?:\+84|0)[ .]?\d(?:[ .]?\d){7,8}(?!\d)"),  # telephones
)
LONGEST = 300

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")
"""Characters that take two places each."""
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "-", "…": ".."}
                       | {"[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "\\": "/", "€": "EUR"})  # fmt: skip

_MOBILE = re.compile(r"(?:\+84|0084|84|0)([35789]\d{8})")
_ABROAD = re.compile(r"\+(?!84)[1-9]\d{7,14}")


@dataclass(frozen=True)
class Address:
    """Where somebody can be told something, and by which ways he or she wants to be."""

    name: str
    email: str = ""
    phone: str = ""
    reach: Reach = Reach.MAIL

    def channels(self, *, takes_short: bool) -> tuple[Channel, ...]:
        """The ways wished for that lead there; none of them does: the one that does. Empty: nobody can be told."""
        open_ways = [Channel.MAIL] if self.email else []
        if takes_short and mobile_number(self.phone):
            open_ways.append(Channel.SHORT)
        wished = {Reach.MAIL: {Channel.MAIL}, Reach.SHORT: {Channel.SHORT}, Reach.BOTH: set(Channel)}[self.reach]
        return tuple(way for way in open_ways if way in wished) or tuple(open_ways[:1])


def mobile_number(said: str) -> str:
    """The first number that takes short messages, as +84…; "" where there is none: a telephone on the wall does not.

    Mobile numbers of Vietnam begin with 03, 05, 07, 08 or 09 and have ten digits; those abroad are written with +.
    """
    for part in re.split(r"[,;/]| - |\bhoặc\b", said):
        digits = re.sub(r"[\s.()\-]", "", part)
        if found := _MOBILE.fullmatch(digits):
            return f"+84{found[1]}"
        if _ABROAD.fullmatch(digits):
            return digits
    return ""


def places(text: str) -> int:
    """How many places of a short message a text takes. Raises ValueError for what the GSM alphabet has not."""
    if strange := set(text) - _GSM - _GSM_TWICE:
        raise ValueError(f"not in the GSM alphabet: {''.join(sorted(strange))}")
    return len(text) + sum(char in _GSM_TWICE for char in text)


def parts(text: str) -> int:
    """How many short messages a text is sent as, and paid for."""
    taken = places(text)
    return 1 if taken <= ONE_PART else -(-taken // JOINED_PART)


def short_text(words: str, link: str = "") -> str:
    """One short message: words without accents, then the link, which is never cut; at most two parts.

    Accents would leave 70 places, fewer than most links take. What does not fit into two parts is cut from the words.
    Raises ValueError for a link that two parts do not hold.
    """
    plain, tail = _gsm(words), f" {link}" if link else ""
    room = MOST_PARTS * JOINED_PART - places(tail)
    if room < 2:
        raise ValueError(f"the link alone takes {places(link)} places")
    if places(plain) > room:
        plain = plain[: room - 2].rstrip(" ,.;:-") + ".."
    return plain + tail


def _gsm(words: str) -> str:
    """Without accents and typographic signs, and without what the GSM alphabet has not."""
    plain = unaccented(squeeze(words).translate(_PLAIN))
    return squeeze("".join(char for char in plain if char in _GSM))


def error_in_short(traceback: str) -> str:
    """The last line of a traceback, secrets replaced by “…”, at most 300 characters."""
    lines = [line.strip() for line in traceback.splitlines() if line.strip()]
    last = lines[-1] if lines else ""
    for secret in _SECRETS:
        last = secret.sub(lambda found: (found[1] + found[2] if found.lastindex == 2 else "") + _HIDDEN, last)
    return last[:LONGEST]
