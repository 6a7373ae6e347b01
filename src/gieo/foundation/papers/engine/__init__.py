"""Adapters to the outside: typst for PDF/A, python-docx for Word."""

from gieo.foundation.papers.engine.fonts import VIETNAMESE, face
from gieo.foundation.papers.engine.typesetting import Drawn, Unprintable, draw, lacking, pdf, stamp
from gieo.foundation.papers.engine.word import docx

__all__ = ["VIETNAMESE", "Drawn", "Unprintable", "docx", "draw", "face", "lacking", "pdf", "stamp"]
