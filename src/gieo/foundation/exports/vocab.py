"""Words of taking out: the forms of a file, and what becomes of it. Numbers of what one keeps."""

from enum import StrEnum


class Form(StrEnum):
    """What a list is taken out as; the ending of the file's name."""

    EXCEL = "xlsx"
    WORD = "docx"
    PDF = "pdf"


class ExportState(StrEnum):
    GIVEN = "given"  # short: handed out at once, no file is kept
    WAITING = "waiting"  # long: the background makes it
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"  # the file was deleted, by its owner or after its days


KEPT_DAYS = 7
"""Days for which a file that was made in the background waits for its owner."""

MOST_VIEWS = 50
"""Ways of looking that one person keeps."""
MOST_LETTERS = 80
"""Of the name of one."""
LONGEST_QUERY = 2000
