"""Deeds of imports: send a workbook, look through it, let it in, finish, give up, undo as a whole."""

from gieo.domain.imports.services.checking import check_import
from gieo.domain.imports.services.running import accept_import, run_import
from gieo.domain.imports.services.sending import discard_import, send_workbook
from gieo.domain.imports.services.undoing import ask_undo, undo_import

__all__ = [
    "accept_import", "ask_undo", "check_import", "discard_import", "run_import", "send_workbook", "undo_import",
]  # fmt: skip
