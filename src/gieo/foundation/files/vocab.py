"""Kinds of files that Gieo takes in."""

from enum import StrEnum


class FileKind(StrEnum):
    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    SLIDES = "slides"
    IMAGE = "image"
    TEXT = "text"
    ARCHIVE = "archive"
    AUDIO = "audio"
    VIDEO = "video"


class ScanState(StrEnum):
    """Whether a virus scanner has looked at the bytes."""

    UNSCANNED = "unscanned"
    CLEAN = "clean"
    INFECTED = "infected"
