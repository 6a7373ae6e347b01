"""Adapters to the outside: typst for PDF/A, python-docx for Word, zxing-cpp and PDFium for scans of both."""

from gieo.foundation.papers.engine.fonts import VIETNAMESE, face
from gieo.foundation.papers.engine.intake import Intake, Picture, read_files
from gieo.foundation.papers.engine.listing import listing_docx, listing_pdf
from gieo.foundation.papers.engine.scans import MOST_PAGES, ScanFault, Scanned, bind, page_count, read_scan
from gieo.foundation.papers.engine.typesetting import (
    MM,
    Drawn,
    Mark,
    Unprintable,
    draw,
    lacking,
    overlay,
    pdf,
    rooms,
    stamp,
)
from gieo.foundation.papers.engine.word import docx

__all__ = [
    "MM",
    "MOST_PAGES",
    "VIETNAMESE",
    "Drawn",
    "Intake",
    "Mark",
    "Picture",
    "ScanFault",
    "Scanned",
    "Unprintable",
    "bind",
    "docx",
    "draw",
    "face",
    "lacking",
    "listing_docx",
    "listing_pdf",
    "overlay",
    "page_count",
    "pdf",
    "read_files",
    "read_scan",
    "rooms",
    "stamp",
]
