"""What people read about the yearly report."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake.vocab.reports import (
    Answer,
    AnswerFault,
    Confirmation,
    LinkFault,
    Method,
    ReportChannel,
    ReportState,
    TaskAnswer,
    TaskRows,
)

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    ReportState.DRAFT: _("Chưa gửi"),
    ReportState.SENT: _("Đã gửi, chờ xác nhận"),
    ReportState.CONFIRMED: pgettext_lazy("báo cáo", "Đã xác nhận"),
}

STATE_TONES: Mapping[str, str] = {
    ReportState.DRAFT: "wait",
    ReportState.SENT: "info",
    ReportState.CONFIRMED: "ok",
}

CHANNEL_LABELS: Mapping[str, Label] = {
    ReportChannel.LINK: _("Bằng liên kết"),
    ReportChannel.DESK: _("Bằng tài khoản"),
    ReportChannel.PHONE: _("Qua điện thoại"),
    ReportChannel.WORD: _("Bằng phiếu Word"),
}

ANSWER_LABELS: Mapping[str, Label] = {
    Answer.APPLIED: _("Đã ứng dụng"),
    Answer.NOT_APPLIED: _("Chưa ứng dụng"),
}

TASK_LABELS: Mapping[str, Label] = {
    TaskAnswer.APPLIED: ANSWER_LABELS[Answer.APPLIED],
    TaskAnswer.NOT_APPLIED: ANSWER_LABELS[Answer.NOT_APPLIED],
    TaskAnswer.WAITING: pgettext_lazy("báo cáo", "Chờ xác nhận"),
}

TASK_ROWS_LABELS: Mapping[str, Label] = {
    **TASK_LABELS,
    TaskRows.CONTESTED: _("Chưa ứng dụng, chờ xác nhận đã ứng dụng"),
}

TASK_TONES: Mapping[str, str] = {
    TaskAnswer.APPLIED: "ok",
    TaskAnswer.NOT_APPLIED: "plain",
    TaskAnswer.WAITING: "wait",
}

METHOD_LABELS: Mapping[str, Label] = {
    Method.DOCUMENTS: pgettext_lazy("phương thức chuyển giao", "Tài liệu"),
    Method.TRAINING: _("Đào tạo, tập huấn"),
    Method.EXPERTS: _("Cử chuyên gia"),
    Method.OTHER: pgettext_lazy("phương thức chuyển giao", "Cách khác"),
}

CONFIRMATION_LABELS: Mapping[str, Label] = {
    Confirmation.ACCOUNT: _("Bằng tài khoản của đơn vị"),
    Confirmation.PAPER: _("Bằng bản ký giấy"),
}

REPORT_VERBS: Mapping[str, Label] = {
    "open": _("Mở báo cáo ứng dụng"),
    "fill": _("Ghi báo cáo"),
    "read": _("Đọc phiếu Word"),
    "send": _("Gửi báo cáo"),
    "confirm": _("Xác nhận báo cáo"),
    "scan": _("Nhận trang báo cáo đã ký"),
    "drop_sheet": _("Bỏ ảnh một trang đã ký"),
    "send_back": _("Trả lại báo cáo"),
    "forward": _("Ghi đã gửi lên hệ thống quốc gia"),
    "make_link": _("Lập liên kết báo cáo"),
    "withdraw_link": _("Thu hồi liên kết báo cáo"),
    "ask_link": _("Xin liên kết mới"),
    "add_photo": _("Gửi ảnh"),
    "drop_photo": _("Bỏ ảnh"),
    "remind": _("Nhắc báo cáo"),
}

ANSWER_FAULTS: Mapping[str, Label] = {
    AnswerFault.NO_ANSWER: _("Chọn đã ứng dụng hay chưa."),
    AnswerFault.NO_REASON: _("Chọn lý do chưa ứng dụng được."),
    AnswerFault.NO_WORDS: _("Nói rõ lý do, một câu là đủ."),
    AnswerFault.NO_ADDRESS: _("Ghi nơi đã ứng dụng: xã, bản, cơ sở nào."),
    AnswerFault.NO_SCALE: _("Ghi quy mô: bao nhiêu héc-ta, hộ, con, cơ sở."),
    AnswerFault.NO_EFFECT: _("Ghi kết quả thấy được, một câu là đủ."),
}


def link_fault(fault: LinkFault) -> str:
    """Why a link does not open its report, with the way on."""
    return {
        LinkFault.FORGED: gettext(
            "Liên kết này không đúng: có thể đã bị cắt khi chép. Mở lại từ thư, tin nhắn hoặc mã QR."
        ),
        LinkFault.WITHDRAWN: gettext("Sở đã thu hồi liên kết này. Xin liên kết mới bên dưới, hoặc gọi cho Sở."),
        LinkFault.RENEWED: gettext("Sở đã gửi liên kết mới hơn: dùng liên kết ấy, hoặc xin gửi lại bên dưới."),
        LinkFault.EXPIRED: gettext("Liên kết này đã hết hạn. Xin liên kết mới bên dưới, hoặc gọi cho Sở."),
        LinkFault.USED: gettext("Báo cáo đã gửi bằng liên kết này. Cần sửa thì xin liên kết mới, hoặc gọi cho Sở."),
        LinkFault.CLOSED: gettext("Đơn vị không còn phải gửi báo cáo này. Cần hỏi gì, gọi cho Sở."),
    }[fault]


def blocked(verb: str, state: str) -> str:
    """Why a deed has no place in this state."""
    if state == ReportState.DRAFT:
        return gettext("Báo cáo chưa gửi nên chưa xác nhận, trả lại hay gửi tiếp được.")
    if verb in ("fill", "read", "send"):
        return gettext("Báo cáo đã gửi. Cần sửa thì nhờ Sở trả lại.")
    if verb == "forward":
        return gettext("Chỉ gửi tiếp báo cáo mà người đứng đầu đơn vị đã xác nhận.")
    return gettext("Báo cáo này đã được xác nhận.")
