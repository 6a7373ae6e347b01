"""Words of the room."""

from enum import StrEnum


class Party(StrEnum):
    """In which quality somebody signs."""

    GIVER = "giver"
    RECEIVER = "receiver"
    WITNESS = "witness"


class Method(StrEnum):
    """How somebody signs: on the office's tablet before an officer, on paper, or with a certificate of one's own."""

    IN_PERSON = "in_person"
    INK = "ink"
    DIGITAL = "digital"


class RenderingKind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    PDF_DIGITAL = "pdf_digital"  # with the digital signatures of the parties, one on top of the other
    PDF_SIGNED = "pdf_signed"  # what the department's seal closes


class StrokeFault(StrEnum):
    """Why drawn strokes are no signature."""

    MALFORMED = "malformed"
    OUTSIDE = "outside"
    TOO_MANY = "too_many"
    EMPTY = "empty"


class Revocation(StrEnum):
    """What its authority has said of a certificate, as far as it is at hand."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class SignatureFault(StrEnum):
    """Why a digital signature in a file does not hold; the first that applies."""

    BROKEN = "broken"  # what was signed is no longer what stands there, or the signature itself was damaged
    CHANGED_AFTER = "changed_after"  # something else than signatures was added after it
    REVOKED = "revoked"  # its authority had taken its certificate back
    EXPIRED = "expired"  # its certificate was not valid yet, or no longer
    UNTRUSTED = "untrusted"  # its certificate leads to no authority that is trusted here


class TokenFault(StrEnum):
    """Why the token in this machine does not sign."""

    ABSENT = "absent"
    SEVERAL = "several"  # tokens or keys, and no setting says which
    EMPTY = "empty"
    PIN = "pin"
    LOCKED = "locked"
    BUSY = "busy"
    BROKEN = "broken"


class RemoteFault(StrEnum):
    """Why what came back from elsewhere is no signature for what went out."""

    NO_SIGNATURE = "no_signature"
    WRONG_VALUE = "wrong_value"
    NOT_DETACHED = "not_detached"
    OTHER_DIGEST = "other_digest"
    TOO_LARGE = "too_large"
    ANONYMOUS = "anonymous"  # without the certificate that it was made with


class UploadFault(StrEnum):
    """Why a file signed elsewhere is not taken as a signature under sealed content."""

    NOT_PDF = "not_pdf"
    ENCRYPTED = "encrypted"
    OTHER = "other"  # another document
    REWRITTEN = "rewritten"  # this document, written anew: not a continuation of the bytes that were handed out
    OLD = "old"  # somebody has signed since it was downloaded
    UNSIGNED = "unsigned"
    CHANGED = "changed"  # more was added than signatures
    LOCKED = "locked"  # its signature allows nobody to sign after it
    COVERS = "covers"  # its visible stamp is large enough to hide what the paper says
    TOO_MANY = "too_many"
    BROKEN = "broken"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNTRUSTED = "untrusted"
