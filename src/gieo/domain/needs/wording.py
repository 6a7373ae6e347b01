"""Vietnamese words of the room."""

from collections.abc import Mapping

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gieo.domain.needs.vocab import (
    Answer,
    Capital,
    Channel,
    Condition,
    Fit,
    Labour,
    NeedState,
    Season,
    StatementFault,
    Water,
)

STATES: Mapping[str, Text] = {
    NeedState.STATED: _("Chờ trả lời"),
    NeedState.ANSWERED: pgettext_lazy("nhu cầu", "Đã trả lời"),
    NeedState.CLOSED: pgettext_lazy("nhu cầu", "Đã xong"),
    NeedState.WITHDRAWN: _("Đơn vị đã rút"),
}

STATE_TONES: Mapping[str, str] = {
    NeedState.STATED: "wait",
    NeedState.ANSWERED: "info",
    NeedState.CLOSED: "ok",
    NeedState.WITHDRAWN: "plain",
}

ANSWERS: Mapping[str, Text] = {
    Answer.MET: _("Đã có kết quả đáp ứng"),
    Answer.PROPOSAL: _("Đưa vào đề xuất nhiệm vụ"),
    Answer.CANNOT: _("Chưa đáp ứng được"),
}

CHANNELS: Mapping[str, Text] = {
    Channel.DESK: _("Đơn vị tự ghi"),
    Channel.PHONE: _("Qua điện thoại"),
    Channel.WORD: _("Qua phiếu Word"),
}

SEASONS: Mapping[str, Text] = {
    Season.SPRING: _("Vụ xuân, đông xuân"),
    Season.SUMMER: _("Vụ hè thu, vụ mùa"),
    Season.WINTER: _("Vụ đông"),
}

WATERS: Mapping[str, Text] = {
    Water.RAIN: _("Chỉ có nước mưa"),
    Water.SEASONAL: _("Có nước tưới một phần năm"),
    Water.ALWAYS: _("Có nước tưới quanh năm"),
}

LABOURS: Mapping[str, Text] = {
    Labour.FAMILY: _("Lao động trong nhà"),
    Labour.HIRED: _("Thuê thêm được người"),
    Labour.SKILLED: _("Có người được đào tạo kỹ thuật"),
}

CAPITALS: Mapping[str, Text] = {
    Capital.TO_10: _("Đến 10 triệu đồng"),
    Capital.TO_50: _("Đến 50 triệu đồng"),
    Capital.TO_200: _("Đến 200 triệu đồng"),
    Capital.ABOVE_200: _("Trên 200 triệu đồng"),
}

CONDITIONS: Mapping[str, Text] = {
    Condition.ALTITUDE: _("độ cao"),
    Condition.SEASON: _("mùa vụ"),
    Condition.WATER: _("nước"),
    Condition.LABOUR: _("lao động"),
    Condition.CAPITAL: _("vốn"),
}

FITS: Mapping[str, Text] = {
    Fit.FITS: _("Hợp các điều kiện đã ghi"),
    Fit.DOES_NOT: _("Điều kiện không phù hợp"),
    Fit.UNKNOWN: _("Chưa đủ dữ liệu về điều kiện"),
}

FIT_TONES: Mapping[str, str] = {Fit.FITS: "ok", Fit.DOES_NOT: "late", Fit.UNKNOWN: "plain"}

FAULTS: Mapping[str, Text] = {
    StatementFault.CONCERNED: _("Ghi số người từ 1 đến 1.000.000."),
    StatementFault.PAST: _("Ngày cần có phải từ hôm nay trở đi."),
    StatementFault.TOO_FAR: _("Ngày này xa quá mười năm. Xem lại năm."),
    StatementFault.HEIGHT: _("Độ cao từ 0 đến 3.200 mét."),
    StatementFault.UPSIDE_DOWN: _("Độ cao cao nhất không được nhỏ hơn độ cao thấp nhất."),
    StatementFault.TOO_LONG: _("Dài quá: nhiều nhất 5.000 ký tự. Rút ngắn lại."),
    StatementFault.SEASON: _("Mùa vụ không có trong danh sách."),
}

VERBS: Mapping[str, Text] = {
    "state": _("Nêu nhu cầu"),
    "edit": _("Sửa nhu cầu"),
    "mark_weighed": _("Ghi đã đối chiếu với kết quả đã có"),
    "take_weighing_back": _("Bỏ ghi đã đối chiếu"),
    "answer": _("Trả lời nhu cầu"),
    "close": _("Ghi đã xong"),
    "withdraw": _("Rút nhu cầu"),
    "reopen": pgettext_lazy("nhu cầu", "Mở lại"),
}

DUTY_ANSWER = _("Trả lời nhu cầu của đơn vị")

NOT_WEIGHED = _(
    "Chưa đưa vào đề xuất được: nhu cầu chưa được đối chiếu với các kết quả đã có. Xem từng kết quả được gợi ý, nhận "
    "hoặc từ chối có lý do."
)

FORM_TITLE = _("Phiếu nêu nhu cầu")
FORM_NOTE = _(
    "Ghi vào cột bên phải, dòng nào không rõ thì để trống. Không ghi nội dung thuộc bí mật nhà nước. Gửi phiếu này "
    "cho Sở qua thư điện tử, hoặc đọc qua điện thoại."
)
FORM_LINES: Mapping[str, Text] = {
    "title": _("Cần gì, nói ngắn gọn"),
    "problem": _("Đang vướng gì"),
    "where": _("Ở đâu"),
    "concerned": _("Bao nhiêu người"),
    "concerned_who": _("Là những ai"),
    "wanted_by": _("Cần có trước ngày"),
    "tried": _("Đã thử cách nào"),
    "users": _("Ai sẽ dùng"),
    "altitude": _("Độ cao, mét (từ – đến)"),
    "seasons": _("Mùa vụ"),
    "water": _("Nước"),
    "labour": _("Lao động"),
    "capital": _("Vốn của một hộ, một cơ sở"),
    "contact_name": _("Người liên hệ"),
    "contact_phone": _("Điện thoại liên hệ"),
    "contact_email": _("Thư điện tử liên hệ"),
}
FORM_CHOICES: Mapping[str, Mapping[str, Text]] = {
    "seasons": SEASONS,
    "water": WATERS,
    "labour": LABOURS,
    "capital": CAPITALS,
}
FORM_DAMAGED = _("Tệp Word này hỏng hoặc không mở được. Lưu lại thành .docx rồi gửi lần nữa.")
FORM_EMPTY = _("Không đọc được ô nào của phiếu. Dùng phiếu tải từ trang này, giữ nguyên các dòng chữ ở cột trái.")
