"""States of a letter in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gieo.foundation.outbox.vocab import Channel, LetterState, Reach

LETTER_STATES: dict[str, Any] = {
    LetterState.QUEUED: _("Chờ gửi"),
    LetterState.SENT: _("Đã gửi"),
    LetterState.FAILED: _("Không gửi được"),
}

NOT_CARRIED: dict[str, Any] = {
    Channel.MAIL: _("Chưa đặt máy chủ thư"),
    Channel.SHORT: _("Chưa đặt cổng tin nhắn"),
}
READ_HERE = _("Đọc được ở đây")
"""What a queued letter waits for when nothing carries it: in the demo it is read on the page of letters."""

CHANNELS: dict[str, Any] = {Channel.MAIL: _("Thư điện tử"), Channel.SHORT: _("Tin nhắn")}

REACHES: dict[str, Any] = {
    Reach.MAIL: _("Thư điện tử"),
    Reach.SHORT: _("Tin nhắn tới điện thoại"),
    Reach.BOTH: _("Cả hai"),
}

LETTER_TONES: dict[str, str] = {
    LetterState.QUEUED: "wait",
    LetterState.SENT: "ok",
    LetterState.FAILED: "late",
}

VERBS: dict[str, Any] = {"send_again": _("Xếp gửi lại")}

WORK_VERBS: dict[str, Any] = {"retry_work": _("Làm lại việc nền"), "drop_work": _("Bỏ việc nền")}
