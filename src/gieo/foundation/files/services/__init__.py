"""Deeds of the files room. Import a deed from here; the files part them by what they touch."""

from gieo.foundation.files.services.photographs import (
    add_photograph,
    lock_copies,
    take_photograph,
    withdraw_consent,
)
from gieo.foundation.files.services.storing import drop_file, store_file
from gieo.foundation.files.services.sweeping import sweep_orphans, sweep_rows
from gieo.foundation.files.services.uploads import (
    begin_upload,
    finish_upload,
    forget_upload,
    put_part,
    sweep_uploads,
)

__all__ = [
    "add_photograph",
    "begin_upload",
    "drop_file",
    "finish_upload",
    "forget_upload",
    "lock_copies",
    "put_part",
    "store_file",
    "sweep_orphans",
    "sweep_rows",
    "sweep_uploads",
    "take_photograph",
    "withdraw_consent",
]
