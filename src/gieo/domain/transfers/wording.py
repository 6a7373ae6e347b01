"""Vietnamese words of the transfer room: labels per reader, verbs, sentences of refusal."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from gieo.domain.transfers.vocab import (
    AskedBy,
    Attendance,
    ConferenceState,
    DecisionState,
    FigureKind,
    GuestKind,
    InterestState,
    InvitationState,
    Judged,
    LegState,
    LetterWay,
    LineFault,
    LinkFault,
    Mark,
    Outcome,
    PhotoFault,
    RefusedFor,
    Reply,
    TalkFault,
    Wait,
)

Label = str | Promise

DECISION_STATE_LABELS: Mapping[str, Label] = {
    DecisionState.DRAFT: _("Bản thảo"),
    DecisionState.SUBMITTED: _("Đã trình"),
    DecisionState.ISSUED: _("Đã ban hành"),
    DecisionState.AMENDED: _("Đã được sửa đổi"),
    DecisionState.REVOKED: _("Đã thu hồi"),
}
# What a receiving unit and the public read: only issued decisions reach them.
DECISION_STATE_PUBLIC: Mapping[str, Label] = {
    DecisionState.ISSUED: _("Đang có hiệu lực"),
    DecisionState.AMENDED: _("Đã được thay bằng quyết định sửa đổi"),
    DecisionState.REVOKED: _("Hết hiệu lực do bị thu hồi"),
}
DECISION_STATE_TONES: Mapping[str, str] = {
    DecisionState.DRAFT: "",
    DecisionState.SUBMITTED: "wait",
    DecisionState.ISSUED: "ok",
    DecisionState.AMENDED: "info",
    DecisionState.REVOKED: "late",
}
CONFERENCE_STATE_LABELS: Mapping[str, Label] = {
    ConferenceState.PLANNED: _("Đang chuẩn bị"),
    ConferenceState.OPEN: _("Đang diễn ra"),
    ConferenceState.CLOSED: _("Đã bế mạc"),
    ConferenceState.REPORTED: _("Đã báo cáo"),
}
CONFERENCE_STATE_PUBLIC: Mapping[str, Label] = {
    ConferenceState.PLANNED: _("Sắp diễn ra"),
    ConferenceState.OPEN: _("Đang diễn ra"),
    ConferenceState.CLOSED: _("Đã diễn ra"),
    ConferenceState.REPORTED: _("Đã diễn ra"),
}
CONFERENCE_STATE_TONES: Mapping[str, str] = {
    ConferenceState.PLANNED: "wait",
    ConferenceState.OPEN: "info",
    ConferenceState.CLOSED: "ok",
    ConferenceState.REPORTED: "ok",
}
ATTENDANCE_LABELS: Mapping[str, Label] = {
    Attendance.INVITED: _("Đã mời"),
    Attendance.CONFIRMED: _("Báo sẽ dự"),
    Attendance.PRESENT: _("Có mặt"),
    Attendance.ABSENT: _("Vắng mặt"),
}
ATTENDANCE_TONES: Mapping[str, str] = {
    Attendance.INVITED: "",
    Attendance.CONFIRMED: "info",
    Attendance.PRESENT: "ok",
    Attendance.ABSENT: "late",
}
INVITATION_STATE_LABELS: Mapping[str, Label] = {
    InvitationState.NOT_SENT: _("Chưa gửi giấy mời"),
    InvitationState.SENT: _("Đã gửi, chưa trả lời"),
    InvitationState.ANSWERED: _("Đã trả lời"),
}
INVITATION_STATE_TONES: Mapping[str, str] = {
    InvitationState.NOT_SENT: "",
    InvitationState.SENT: "wait",
    InvitationState.ANSWERED: "ok",
}
REPLY_LABELS: Mapping[str, Label] = {
    Reply.COMES: _("Sẽ dự"),
    Reply.SENDS_OTHER: _("Cử người khác"),
    Reply.DECLINES: _("Không dự được"),
}
REPLY_TONES: Mapping[str, str] = {Reply.COMES: "ok", Reply.SENDS_OTHER: "info", Reply.DECLINES: "late"}
LETTER_WAY_LABELS: Mapping[str, Label] = {
    LetterWay.MAIL: _("qua thư điện tử"),
    LetterWay.PAPER: _("trao bản giấy"),
}
GUEST_KIND_LABELS: Mapping[str, Label] = {
    GuestKind.GUEST: _("Khách mời"),
    GuestKind.SPEAKER: _("Người trình bày"),
    GuestKind.PRESS: _("Báo chí"),
}
FIGURE_LABELS: Mapping[str, Label] = {
    FigureKind.RESULTS: _("Kết quả"),
    FigureKind.PRODUCTS: _("Sản phẩm"),
    FigureKind.UNITS: _("Đơn vị nhận"),
    FigureKind.ENTERPRISES: _("Doanh nghiệp trong số đó"),
}


def figure_words(kind: str, count: int) -> str:
    """What a count counts: "31 sản phẩm", beside the number."""
    return {
        FigureKind.RESULTS: ngettext("kết quả", "kết quả", count),
        FigureKind.PRODUCTS: ngettext("sản phẩm", "sản phẩm", count),
        FigureKind.UNITS: ngettext("đơn vị nhận", "đơn vị nhận", count),
        FigureKind.ENTERPRISES: ngettext("doanh nghiệp trong số đó", "doanh nghiệp trong số đó", count),
    }[FigureKind(kind)]


MARK_LABELS: Mapping[str, Label] = {
    Mark.ACCEPTANCE: _("Nghiệm thu"),
    Mark.REGISTRATION: _("Đăng ký kết quả"),
    Mark.DECISION: _("Quyết định chuyển giao"),
    Mark.CONFERENCE: _("Hội nghị bàn giao"),
    Mark.RECEIPT: _("Đơn vị xác nhận đã nhận"),
    Mark.FIRST_USE: _("Lần đầu ứng dụng"),
}
LEG_LABELS: Mapping[str, Label] = {
    "acceptance_registration": _("Nghiệm thu tới đăng ký"),
    "registration_decision": _("Đăng ký tới quyết định"),
    "decision_conference": _("Quyết định tới hội nghị"),
    "conference_receipt": _("Hội nghị tới xác nhận nhận"),
}
LEG_STATE_LABELS: Mapping[str, Label] = {
    LegState.DONE: _("đã qua"),
    LegState.WAITING: _("đang chờ"),
    LegState.AHEAD: _("chưa tới"),
    LegState.UNKNOWN: _("không rõ ngày"),
    LegState.CONTRADICTORY: _("ngày sau đứng trước ngày trước"),
}

DECISION_VERBS: Mapping[str, Label] = {
    "draft": _("Lập quyết định"),
    "edit": _("Sửa thông tin"),
    "add_lines": _("Thêm dòng"),
    "pass_lines": _("Chuyển dòng cho đơn vị nhận tiếp"),
    "edit_line": _("Sửa dòng"),
    "remove_lines": _("Bỏ dòng"),
    "discard": _("Bỏ bản thảo"),
    "submit": _("Ghi nhận đã trình"),
    "return": _("Đưa về bản thảo"),
    "issue": _("Ghi nhận đã ban hành"),
    "attach_scan": _("Đính bản chụp"),
    "draft_amendment": _("Lập quyết định sửa đổi"),
    "amend": _("Được sửa đổi"),
    "revoke": _("Ghi nhận bị thu hồi"),
}
CONFERENCE_VERBS: Mapping[str, Label] = {
    "plan": _("Lập hội nghị"),
    "edit": _("Sửa thông tin"),
    "invite": _("Mời đơn vị"),
    "uninvite": _("Rút lời mời"),
    "write_letters": _("Soạn giấy mời"),
    "send_letters": _("Gửi giấy mời"),
    "take_answers": _("Ghi trả lời"),
    "set_seats": _("Xếp chỗ ngồi"),
    "set_agenda": _("Sửa chương trình"),
    "set_guests": _("Sửa khách mời"),
    "set_attendance": _("Ghi người dự"),
    "write_notes": _("Ghi diễn biến"),
    "set_board": _("Treo bảng trong hội trường"),
    "take_notes": _("Ghi chép tại chỗ"),
    "take_photographs": _("Chụp, gửi ảnh"),
    "set_photographs": _("Thêm, sửa ảnh"),
    "set_figures": _("Ghi con số đã công bố"),
    "open": _("Khai mạc"),
    "close": _("Bế mạc"),
    "reopen": _("Mở lại"),
    "report": _("Ghi nhận đã báo cáo"),
    "announce": _("Đăng trước trang hội nghị"),
    "publish": _("Công bố trang hội nghị"),
    "unpublish": _("Gỡ trang công khai"),
}

INVITATION_VERBS: Mapping[str, Label] = {
    "send": _("Gửi"),
    "ask_again": _("Hỏi lại"),
    "answer": _("Ghi trả lời"),
}


def decision_blocked(verb: str, state: str) -> str:
    """Why a deed on a decision cannot be done in its present state, with the way on."""
    label = str(DECISION_STATE_LABELS[state]).lower()
    if verb in {"edit", "add_lines", "edit_line", "remove_lines"}:
        if state == DecisionState.SUBMITTED:
            return gettext("Quyết định đã trình: đưa về bản thảo rồi mới sửa được.")
        return gettext("Quyết định %(state)s không sửa được nữa; muốn đổi danh mục, lập quyết định sửa đổi.") % {
            "state": label
        }
    if verb == "discard":
        return gettext("Chỉ bỏ được bản thảo; quyết định này %(state)s.") % {"state": label}
    if verb == "issue" and state == DecisionState.DRAFT:
        return gettext("Quyết định còn là bản thảo: ghi nhận đã trình trước, rồi mới ghi nhận ban hành.")
    if verb in {"revoke", "draft_amendment", "amend", "attach_scan"} and state != DecisionState.ISSUED:
        return gettext("Chỉ làm được với quyết định đã ban hành và đang có hiệu lực; quyết định này %(state)s.") % {
            "state": label
        }
    return gettext("Không làm được việc này khi quyết định %(state)s.") % {"state": label}


def conference_blocked(verb: str, state: str) -> str:
    """Why a deed on a conference cannot be done in its present state, with the way on."""
    label = str(CONFERENCE_STATE_LABELS[state]).lower()
    if verb in {"edit", "invite", "uninvite", "set_agenda"} and state == ConferenceState.CLOSED:
        return gettext("Hội nghị đã bế mạc: lãnh đạo Sở mở lại thì mới sửa được.")
    if verb in {"write_letters", "send_letters", "take_answers"}:
        return gettext("Hội nghị %(state)s: giấy mời và trả lời khoá lại, ai tới thì ghi ở danh sách dự.") % {
            "state": label
        }
    if verb == "set_seats":
        return gettext("Hội nghị %(state)s, không xếp chỗ nữa.") % {"state": label}
    if verb == "take_notes":
        return gettext("Hội nghị %(state)s: hồ sơ khoá lại, không ghi chép thêm.") % {"state": label}
    if verb == "close" and state == ConferenceState.PLANNED:
        return gettext("Hội nghị chưa khai mạc.")
    if verb == "report" and state != ConferenceState.CLOSED:
        return gettext("Chỉ báo cáo sau khi hội nghị bế mạc và trước khi đã báo cáo; hội nghị %(state)s.") % {
            "state": label
        }
    if verb == "publish":
        return gettext("Hội nghị chưa bế mạc: có thể đăng trước trang giới thiệu, hoặc bế mạc rồi công bố.")
    return gettext("Không làm được việc này khi hội nghị %(state)s.") % {"state": label}


def line_fault(fault: LineFault, *, item: str = "", unit: str = "", successor: str = "", day: str = "") -> str:
    """A fault of a line as a sentence that names what is wrong and the way on."""
    facts = {"item": item, "unit": unit, "successor": successor, "day": day}
    if fault == LineFault.UNIT_ABOLISHED:
        if successor:
            return (
                gettext("%(unit)s đã kết thúc hoạt động ngày %(day)s; giao cho đơn vị kế tục: %(successor)s.") % facts
            )
        return gettext("%(unit)s đã kết thúc hoạt động ngày %(day)s và chưa ghi đơn vị kế tục.") % facts
    sentences = {
        LineFault.EMPTY_ROW: gettext("Cần cả mã kết quả hoặc sản phẩm và mã đơn vị nhận: “%(item)s”."),
        LineFault.UNKNOWN_ITEM: gettext("Không có kết quả hay sản phẩm mang mã “%(item)s”."),
        LineFault.UNKNOWN_UNIT: gettext("Không có đơn vị mang mã hoặc tên “%(unit)s”."),
        LineFault.BAD_QUANTITY: gettext("Số lượng “%(item)s” không đọc được; ghi số dương, ví dụ 2 hoặc 1,5."),
        LineFault.NOT_REGISTERED: gettext("%(item)s chưa đăng ký kết quả nên chưa chuyển giao được."),
        LineFault.WITHDRAWN: gettext("%(item)s đã bị rút, không chuyển giao được."),
        LineFault.EXPIRED: gettext("%(item)s đã hết hạn dùng, cần thẩm định lại trước khi chuyển giao."),
        LineFault.UNIT_NOT_YET: gettext("%(unit)s chưa thành lập tính đến ngày ban hành."),
        LineFault.TWICE: gettext("%(item)s đã giao cho %(unit)s."),
    }
    return sentences[fault] % facts


def link_fault(fault: LinkFault) -> str:
    """Why a link for answering does not work, with the way on."""
    return {
        LinkFault.FORGED: gettext("Liên kết này không đúng: có thể đã bị cắt khi chép. Mở lại từ thư hoặc mã QR."),
        LinkFault.WITHDRAWN: gettext("Lời mời này không còn trong danh sách của Sở. Cần hỏi gì, gọi cho Sở."),
        LinkFault.REPLACED: gettext("Sở đã gửi giấy mời mới hơn: trả lời bằng liên kết trong giấy mời ấy."),
        LinkFault.EXPIRED: gettext("Đã qua ngày trả lời ghi trong giấy mời. Còn gì cần báo, gọi cho Sở."),
        LinkFault.HELD: gettext("Hội nghị đã bắt đầu hoặc đã xong, không nhận trả lời nữa."),
    }[fault]


PHOTO_FAULT_LABELS: Mapping[str, Label] = {
    PhotoFault.NO_CONSENT: _("chưa có đồng ý của người trong ảnh"),
    PhotoFault.NO_CREDIT: _("chưa ghi người chụp"),
    PhotoFault.NO_CAPTION: _("chưa có chú thích"),
}

JUDGED_LABELS: Mapping[str, Label] = {Judged.ACCEPTED: _("Nhận, đáp ứng được"), Judged.REFUSED: _("Không đáp ứng")}
JUDGED_TONES: Mapping[str, str] = {Judged.ACCEPTED: "ok", Judged.REFUSED: "plain"}
REFUSED_FOR_LABELS: Mapping[str, Label] = {
    RefusedFor.OTHER_PROBLEM: _("Giải quyết việc khác"),
    RefusedFor.CONDITIONS: _("Điều kiện tại chỗ không hợp"),
    RefusedFor.COST: _("Chi phí quá sức"),
    RefusedFor.NOT_READY: _("Kết quả chưa sẵn sàng"),
    RefusedFor.TRIED: _("Đã thử, không được"),
    RefusedFor.OTHER: _("Lý do khác"),
}
NONE_FOUND = _("Không tìm thấy kết quả nào đã có đáp ứng được.")
ALL_REFUSED = _("Đã xem %(count)s kết quả được gợi ý đầu tiên, không kết quả nào đáp ứng.")
ONE_ACCEPTED = _("Đã nhận một kết quả cho nhu cầu này: trả lời bằng kết quả ấy, hoặc xem xét lại.")
NOT_ALL_JUDGED = _("Có kết quả được gợi ý mà chưa ai xem xét: nhận hoặc từ chối từng kết quả, rồi mới đưa vào đề xuất.")
WEIGHING_VERBS: Mapping[str, Label] = {
    "judge": _("Xem xét một kết quả cho nhu cầu"),
    "tell_units": _("Báo cho đơn vị có nhu cầu"),
    "suggest": _("Báo cho đơn vị kết quả có thể đáp ứng"),
}

INTEREST_STATE_LABELS: Mapping[str, Label] = {
    InterestState.RECEIVED: _("Chờ trả lời"),
    InterestState.TALKING: _("Đang trao đổi"),
    InterestState.CLOSED: _("Đã kết thúc"),
    InterestState.TAKEN_BACK: _("Người hỏi đã rút"),
}
INTEREST_STATE_TONES: Mapping[str, str] = {
    InterestState.RECEIVED: "wait",
    InterestState.TALKING: "info",
    InterestState.CLOSED: "ok",
    InterestState.TAKEN_BACK: "plain",
}
OUTCOME_LABELS: Mapping[str, Label] = {
    Outcome.MEETING: _("Hẹn gặp trao đổi"),
    Outcome.VISIT: _("Tới xem nơi đang dùng"),
    Outcome.TRANSFER: _("Đưa vào quyết định chuyển giao"),
    Outcome.NO: _("Không chuyển giao được"),
}
OUTCOME_TONES: Mapping[str, str] = {
    Outcome.MEETING: "ok",
    Outcome.VISIT: "ok",
    Outcome.TRANSFER: "ok",
    Outcome.NO: "plain",
}
WAIT_LABELS: Mapping[str, Label] = {
    Wait.IN_TIME: _("Trả lời trong hạn"),
    Wait.LATE: _("Trả lời sau hạn"),
    Wait.WAITS: _("Chờ trả lời, còn hạn"),
    Wait.OVERDUE: _("Chờ trả lời, quá hạn"),
}
ASKED_BY_LABELS: Mapping[str, Label] = {
    AskedBy.LINK: _("Tự hỏi trên trang kết quả"),
    AskedBy.PHONE: _("Qua điện thoại"),
    AskedBy.COUNTER: _("Tại Sở"),
}
INTEREST_VERBS: Mapping[str, Label] = {
    "express": _("Hỏi về kết quả"),
    "take_down": _("Ghi hộ người hỏi"),
    "write_on": _("Viết tiếp"),
    "write_down": _("Ghi lời người hỏi"),
    "reply": _("Trả lời người quan tâm"),
    "settle": _("Kết thúc cuộc trao đổi"),
    "take_up": _("Trao đổi tiếp"),
    "renew_link": _("Đổi liên kết trao đổi"),
    "take_back": _("Rút và xoá điều đã hỏi"),
    "forget": _("Xoá thông tin của người hỏi"),
}
DUTY_REPLY = _("Trả lời người quan tâm kết quả")
HOW_TO_ANSWER = _("Ghi số điện thoại hoặc thư điện tử để Sở trả lời.")
ODD_DAY = _("Ngày này trước ngày hỏi, hoặc xa quá một năm. Xem lại ngày.")
SAY_WHEN = _("Ghi ngày gặp hoặc ngày tới xem.")


def interest_blocked(verb: str, state: str) -> str:
    """Why a deed on an interest cannot be done in its present state, with the way on."""
    if state == InterestState.CLOSED:
        return gettext("Cuộc trao đổi đã kết thúc. Còn điều muốn hỏi, gửi câu hỏi mới từ trang của kết quả.")
    if state == InterestState.TAKEN_BACK:
        return gettext("Người hỏi đã rút, không còn gì để trả lời.")
    return gettext("Cuộc trao đổi chưa kết thúc.")


def talk_fault(fault: TalkFault) -> str:
    """Why a link does not open a conversation, with the way on."""
    return {
        TalkFault.FORGED: gettext(
            "Liên kết này không đúng: có thể đã bị cắt khi chép. Mở lại từ thư, hoặc gọi cho Sở."
        ),
        TalkFault.RENEWED: gettext("Sở đã gửi liên kết mới hơn: mở bằng liên kết trong thư mới nhất."),
        TalkFault.EXPIRED: gettext("Liên kết đã hết hạn."),
        TalkFault.GONE: gettext("Điều bạn hỏi đã được rút và xoá."),
        TalkFault.HELD_BACK: gettext("Cuộc trao đổi này không mở được bằng liên kết nữa. Cần hỏi gì, gọi cho Sở."),
    }[fault]
