"""The check code, by the library altcha: work for a browser that a person does not notice, and a small sum in words.

Both are signed with our key and carry their end; neither is kept before it was used (models.SpentCode). The library's
own look at the clock is not asked: the moment is handed in.
"""

import hmac
import json
import secrets
from base64 import b64decode
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from altcha import v1 as altcha

from gieo.core.once import made_once
from gieo.foundation.audience.vocab.comments import Solved

LONGEST_PROOF = 1_000
_FIELDS = {"algorithm": str, "challenge": str, "number": int, "salt": str, "signature": str}


def key_of(folder: Path) -> bytes:
    """The key that signs codes, made at first use with mode 600."""
    return made_once(folder / "check-code.key", lambda: secrets.token_bytes(32))


def make_work(key: bytes, *, most: int, expires_at: datetime) -> str:
    """A challenge as JSON: find the number up to `most` whose SHA-256 together with the salt is the one named."""
    made = altcha.create_challenge(
        altcha.ChallengeOptions(algorithm="SHA-256", max_number=most, hmac_key=key, expires=expires_at)
    )
    return json.dumps({"challenge": made.challenge, "salt": made.salt, "signature": made.signature, "most": most})


def solved_work(proof: str, key: bytes) -> Solved | None:
    """What a browser has found, when it is right."""
    payload = _read(proof)
    if payload is None or payload["algorithm"] != "SHA-256":
        return None
    fine, _why = altcha.verify_solution(cast(Any, payload), key, check_expires=False)
    ends = altcha.extract_params(cast(Any, payload)).get("expires", [])
    if not fine or len(ends) != 1 or not ends[0].isdecimal():
        return None
    return Solved(payload["challenge"], int(ends[0]))


def _read(proof: str) -> dict[str, Any] | None:
    """The fields of a proof, each of its type; None for anything else."""
    if not 0 < len(proof) <= LONGEST_PROOF:
        return None
    try:
        payload = json.loads(b64decode(proof, validate=True))
    except (ValueError, RecursionError):
        return None
    if not isinstance(payload, dict) or any(type(payload.get(name)) is not kind for name, kind in _FIELDS.items()):
        return None
    return payload if payload["salt"].isascii() else None


def make_question(answer: int, key: bytes, *, expires_at: datetime) -> str:
    """A token that knows the answer without telling it."""
    head = f"{secrets.token_hex(12)}.{int(expires_at.timestamp())}"
    return f"{head}.{_sign(head, answer, key)}"


def solved_question(token: str, answer: int, key: bytes) -> Solved | None:
    """The token of a question, when this is its answer."""
    head, _, signature = token[:200].rpartition(".")
    ends = head.rpartition(".")[2]
    if not hmac.compare_digest(signature.encode(), _sign(head, answer, key).encode()) or not ends.isdecimal():
        return None
    return Solved(sha256(token.encode()).hexdigest(), int(ends))


def _sign(head: str, answer: int, key: bytes) -> str:
    return hmac.new(key, f"{head}.{answer}".encode(), sha256).hexdigest()
