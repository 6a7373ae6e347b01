"""Adapters to the outside: typst for PDF/A, python-docx for Word, zxing-cpp and PDFium for scans of both."""

from gieo.foundation.papers.engine.fonts import VIETNAMESE, face
from gieo.foundation.papers.engine.scans import MOST_PAGES, ScanFault, Scanned, bind, page_count, read_scan
from gieo.foundation.papers.engine.typesetting import Drawn, Unprintable, draw, lacking, pdf, stamp
from gieo.foundation.papers.engine.word import docx

__all__ = [
    "MOST_PAGES",
    "VIETNAMESE",
    "Drawn",
    "ScanFault",
    "Scanned",
    "Unprintable",
    "bind",
    "docx",
    "draw",
    "face",
    "lacking",
    "page_count",
    "pdf",
    "read_scan",
    "stamp",
]
