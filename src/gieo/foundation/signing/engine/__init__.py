"""Adapter to pyHanko: the authority and seal key in the keys directory, PAdES signatures, their check."""

from gieo.foundation.signing.engine.authority import Authority, ensure_authority
from gieo.foundation.signing.engine.pades import SignatureCheck, check, seal_drawn, sign_pdf, stamp_lines

__all__ = ["Authority", "SignatureCheck", "check", "ensure_authority", "seal_drawn", "sign_pdf", "stamp_lines"]
