"""The life of an import as a table."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.imports.vocab import ImportState as S

IMPORT = Lifecycle(
    "import",
    step("check", S.READING, S.CHECKED),
    step("refuse", S.READING, S.REFUSED),  # the workbook as a whole cannot be read
    step("accept", S.CHECKED, S.RUNNING),
    step("finish", S.RUNNING, S.DONE),
    step("discard", [S.CHECKED, S.REFUSED], S.DISCARDED),
    step("ask_undo", S.DONE, S.UNDOING),
    step("undo", S.UNDOING, S.UNDONE),
    step("keep", S.UNDOING, S.DONE),  # something stands in the way: nothing was undone
)
