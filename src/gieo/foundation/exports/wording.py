"""Sentences of taking out."""

from collections.abc import Mapping

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from gieo.foundation.exports.vocab import ExportState, Form

FORMS: Mapping[str, Text] = {Form.EXCEL: _("Excel"), Form.WORD: _("Word"), Form.PDF: _("PDF")}

STATES: Mapping[str, Text] = {
    ExportState.GIVEN: _("Đã tải xuống"),
    ExportState.WAITING: _("Đang lập"),
    ExportState.READY: _("Sẵn sàng"),
    ExportState.FAILED: _("Không lập được"),
    ExportState.GONE: _("Đã xoá tệp"),
}

STATE_TONES: Mapping[str, str] = {
    ExportState.GIVEN: "plain",
    ExportState.WAITING: "info",
    ExportState.READY: "ok",
    ExportState.FAILED: "late",
    ExportState.GONE: "plain",
}

VERBS: Mapping[str, Text] = {
    "hand_out": _("Tải danh sách xuống"),
    "ask": _("Yêu cầu lập tệp danh sách"),
    "finish": _("Lập xong tệp danh sách"),
    "fail": _("Không lập được tệp danh sách"),
    "take": _("Tải tệp danh sách xuống"),
    "ask_again": _("Yêu cầu lập lại tệp danh sách"),
    "drop": _("Xoá tệp danh sách"),
    "expire": _("Xoá tệp danh sách hết hạn giữ"),
    "save_view": _("Lưu một cách xem"),
    "drop_view": _("Xoá một cách xem đã lưu"),
}

NOT_YOURS = _("Tệp danh sách chỉ người yêu cầu tải và xoá được.")
NOT_YOUR_VIEW = _("Cách xem đã lưu chỉ người lưu xoá được.")
ONLY_MACHINE = _("Việc này hệ thống tự làm.")
SIGN_IN = _("Đăng nhập để xuất danh sách.")
LEFT = _("Bạn không còn trong danh bạ, hoặc việc uỷ quyền đã hết.")
ROLE_LOST = _("Từ lúc lập tệp, bạn không còn giữ vai trò đã dùng để xem danh sách này.")
COLUMN_LOST = _("Tệp có cột mà nay bạn không còn được xem.")
ROWS_LOST = _("Tệp có dòng mà nay bạn không còn được xem, hoặc đã bị xoá.")
BROKE = _("Máy gặp lỗi khi lập tệp; quản trị hệ thống thấy lỗi này trong Việc nền không xong.")
