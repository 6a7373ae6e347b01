"""States of a letter in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gieo.foundation.outbox.vocab import LetterState

LETTER_STATES: dict[str, Any] = {
    LetterState.QUEUED: _("Chờ gửi"),
    LetterState.SENT: _("Đã gửi"),
    LetterState.FAILED: _("Không gửi được"),
}

NOT_CARRIED = _("Chưa đặt máy chủ thư")
READ_HERE = _("Đọc được ở đây")
"""What a queued letter waits for when no mail server is set: in the demo it is read on the page of letters."""

LETTER_TONES: dict[str, str] = {
    LetterState.QUEUED: "wait",
    LetterState.SENT: "ok",
    LetterState.FAILED: "late",
}

VERBS: dict[str, Any] = {"send_again": _("Xếp gửi lại")}

WORK_VERBS: dict[str, Any] = {"retry_work": _("Làm lại việc nền"), "drop_work": _("Bỏ việc nền")}
