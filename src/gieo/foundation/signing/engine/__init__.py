"""Adapter to pyHanko: the authority and seal key in the keys directory, PAdES signatures, their check."""

from gieo.foundation.signing.engine.authority import Authority, ensure_authority, issue_pkcs12
from gieo.foundation.signing.engine.checking import NotTaken, SignatureCheck, check, common_name, continuation
from gieo.foundation.signing.engine.keys import Key, open_pkcs12
from gieo.foundation.signing.engine.pades import append_signature, seal_drawn, sign_pdf, signer_name, stamp_lines
from gieo.foundation.signing.engine.tokens import TokenPlace, open_token

__all__ = [
    "Authority",
    "Key",
    "NotTaken",
    "SignatureCheck",
    "TokenPlace",
    "append_signature",
    "check",
    "common_name",
    "continuation",
    "ensure_authority",
    "issue_pkcs12",
    "open_pkcs12",
    "open_token",
    "seal_drawn",
    "sign_pdf",
    "signer_name",
    "stamp_lines",
]
