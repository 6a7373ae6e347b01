"""Where a link of an article may lead."""

import re
import unicodedata
from urllib.parse import urlsplit

_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII | re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[0-9][0-9 .()-]{2,30}", re.IGNORECASE)
_LONGEST = 2_000


def safe_href(address: str) -> str | None:
    """The address as it may stand in an article, or None: http(s) with a host, mailto, tel, a path of our own.

    Refused are control and invisible characters anywhere, backslashes, names before the host (user@host) and every
    other scheme. A host in other letters is written as the browser will ask for it (xn--…), so that look-alikes show.
    """
    bare = address.strip()
    if not bare or len(bare) > _LONGEST or "\\" in bare or any(_is_hidden(char) for char in bare):
        return None
    if bare.startswith("/"):
        return None if bare.startswith("//") else bare
    if _MAIL.fullmatch(bare) or _PHONE.fullmatch(bare):
        return bare
    return _web(bare)


def is_own(address: str) -> bool:
    """Whether a safe address stays on this site."""
    return address.startswith("/")


def _is_hidden(char: str) -> bool:
    return (char.isspace() and char != " ") or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _web(address: str) -> str | None:
    if " " in address or not re.match(r"https?://", address, re.IGNORECASE):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (UnicodeError, ValueError):
        return None
    if parts.username is not None or not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host):
        return None
    return parts._replace(netloc=f"{host}:{port}" if port else host).geturl()
