"""Adapter to pyHanko: the authority and seal key in the keys directory, PAdES signatures, their check."""

from gieo.foundation.signing.engine.authority import (
    LONGEST_NAME,
    PRACTICE_PASSPHRASE,
    Authority,
    ensure_authority,
    ensure_practice,
    issue_pkcs12,
    practice_key,
)
from gieo.foundation.signing.engine.checking import NotTaken, SignatureCheck, check, common_name, continuation
from gieo.foundation.signing.engine.keys import Key, open_pkcs12
from gieo.foundation.signing.engine.lasting import lasting
from gieo.foundation.signing.engine.pades import append_signature, seal_drawn, sign_pdf, signer_name, stamp_lines
from gieo.foundation.signing.engine.remote import (
    Errand,
    FileExchange,
    Prepared,
    RemoteWay,
    attributes_for,
    embedded,
    prepare_signature,
    read_certificate,
    signer_in,
)
from gieo.foundation.signing.engine.stamping import with_time
from gieo.foundation.signing.engine.tokens import TokenPlace, open_token

__all__ = [
    "LONGEST_NAME",
    "PRACTICE_PASSPHRASE",
    "Authority",
    "Errand",
    "FileExchange",
    "Key",
    "NotTaken",
    "Prepared",
    "RemoteWay",
    "SignatureCheck",
    "TokenPlace",
    "append_signature",
    "attributes_for",
    "check",
    "common_name",
    "continuation",
    "embedded",
    "ensure_authority",
    "ensure_practice",
    "issue_pkcs12",
    "lasting",
    "open_pkcs12",
    "open_token",
    "practice_key",
    "prepare_signature",
    "read_certificate",
    "seal_drawn",
    "sign_pdf",
    "signer_in",
    "signer_name",
    "stamp_lines",
    "with_time",
]
