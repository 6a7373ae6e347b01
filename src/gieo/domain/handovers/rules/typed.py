"""What people type when they mean the code or the number of a paper."""

import re
import unicodedata

DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
CODE = re.compile(r"BB[\s\-./]*(\d{4})[\s\-./]*0*(\d{1,6})")
NUMBER = re.compile(r"(?:SỐ\s*:?\s*)?0*(\d{1,6})\s*(/.*)")


def _plain(typed: str) -> str:
    """In capitals, composed, with hyphens and blanks as a keyboard has them."""
    words = UNSEEN.sub("", unicodedata.normalize("NFKC", typed))
    return " ".join(DASHES.sub("-", words).upper().split())


def code_typed(typed: str) -> str:
    """The code of minutes that was meant ("bb 2023 1" means BB-2023-01), or nothing."""
    found = CODE.fullmatch(_plain(typed))
    return f"BB-{found[1]}-{int(found[2]):02d}" if found else ""


def numbers_typed(typed: str) -> tuple[str, ...]:
    """The number on the paper that was meant ("số 1/bb - skhcn" means 01/BB-SKHCN), as it may have been written."""
    found = NUMBER.fullmatch(_plain(typed))
    if found is None:
        return ()
    symbol = re.sub(r"\s*([/\-])\s*", r"\1", found[2])
    number = int(found[1])
    return tuple(dict.fromkeys(f"{number:0{width}d}{symbol}" for width in (1, 2, 3)))
