"""Deeds on exports and on saved views."""

from gieo.foundation.exports.services.saving import drop_view, save_view
from gieo.foundation.exports.services.taking import (
    Made,
    Wanted,
    ask_again,
    ask_export,
    drop_export,
    expire_exports,
    fail_export,
    finish_export,
    hand_out,
    note_progress,
    take_export,
)

__all__ = [
    "Made",
    "Wanted",
    "ask_again",
    "ask_export",
    "drop_export",
    "drop_view",
    "expire_exports",
    "fail_export",
    "finish_export",
    "hand_out",
    "note_progress",
    "save_view",
    "take_export",
]
