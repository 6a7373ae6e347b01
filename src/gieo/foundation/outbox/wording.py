"""States of a letter in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gieo.foundation.outbox.vocab import LetterState

LETTER_STATES: dict[str, Any] = {
    LetterState.QUEUED: _("Chờ gửi"),
    LetterState.SENT: _("Đã gửi"),
    LetterState.FAILED: _("Không gửi được"),
}

LETTER_TONES: dict[str, str] = {
    LetterState.QUEUED: "wait",
    LetterState.SENT: "ok",
    LetterState.FAILED: "late",
}

VERBS: dict[str, Any] = {"send_again": _("Xếp gửi lại")}
