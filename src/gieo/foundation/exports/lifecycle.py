"""The life of an export as a table."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.foundation.exports.vocab import ExportState as S

EXPORT = Lifecycle(
    "export",
    step("finish", S.WAITING, S.READY),
    step("fail", S.WAITING, S.FAILED),
    step("take", S.READY, S.READY),
    step("ask_again", [S.GIVEN, S.FAILED, S.READY, S.GONE], S.WAITING),
    step("drop", [S.WAITING, S.READY, S.FAILED], S.GONE),
    step("expire", S.READY, S.GONE),
)
