"""What may be shown of an error: its last line, without what looks like a secret or a person's address."""

import re

_HIDDEN = "…"
_SECRETS = (
    re.compile(r"(?<=://)[^/\s@]+@"),  # user and password in an address
    re.compile(r"(?i)\b(password|passwd|pwd|secret|token|key)\b(\s*[=:]\s*)\S+"),
    re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    re.compile(r"[A-Za-z0-9_-]{24,}(?:[.][A-Za-z0-9_-]{8,})*"),  # tokens, digests, keys
)
LONGEST = 300


def error_in_short(traceback: str) -> str:
    """The last line of a traceback, secrets replaced by “…”, at most 300 characters."""
    lines = [line.strip() for line in traceback.splitlines() if line.strip()]
    last = lines[-1] if lines else ""
    for secret in _SECRETS:
        last = secret.sub(lambda found: (found[1] + found[2] if found.lastindex == 2 else "") + _HIDDEN, last)
    return last[:LONGEST]
