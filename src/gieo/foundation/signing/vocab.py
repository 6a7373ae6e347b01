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
    PDF_SIGNED = "pdf_signed"


class StrokeFault(StrEnum):
    """Why drawn strokes are no signature."""

    MALFORMED = "malformed"
    OUTSIDE = "outside"
    TOO_MANY = "too_many"
    EMPTY = "empty"
