"""Kinds of files that Gieo takes in, and what may be wrong with one."""

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


class FileFault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    NOT_HERE = "not_here"
    TWO_KINDS = "two_kinds"
    BURSTS = "bursts"
    BROKEN_PICTURE = "broken_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    INFECTED = "infected"
    SCANNER_AWAY = "scanner_away"
    SCANNER_LIMIT = "scanner_limit"
    NOT_EQUAL = "not_equal"
