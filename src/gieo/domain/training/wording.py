"""What states, verbs and refusals of classes are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gieo.domain.training.vocab import CourseState, EnrolmentState, SeatFault

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    CourseState.DRAFT: _("Đang soạn"),
    CourseState.ANNOUNCED: _("Đã thông báo"),
    CourseState.HELD: _("Đã tổ chức"),
    CourseState.CANCELLED: _("Đã huỷ"),
}
STATE_TONES: Mapping[str, str] = {
    CourseState.DRAFT: "plain",
    CourseState.ANNOUNCED: "info",
    CourseState.HELD: "ok",
    CourseState.CANCELLED: "late",
}
ENROLMENT_LABELS: Mapping[str, Label] = {
    EnrolmentState.WAITING: _("Chờ chỗ"),
    EnrolmentState.ENROLLED: _("Có chỗ"),
    EnrolmentState.WITHDRAWN: _("Đã rút"),
}
ENROLMENT_TONES: Mapping[str, str] = {
    EnrolmentState.WAITING: "wait",
    EnrolmentState.ENROLLED: "ok",
    EnrolmentState.WITHDRAWN: "plain",
}
COURSE_VERBS: Mapping[str, Label] = {
    "draft": _("Soạn lớp tập huấn"),
    "edit": _("Sửa lớp tập huấn"),
    "announce": _("Thông báo lớp"),
    "discard": _("Bỏ bản soạn"),
    "enrol": _("Ghi người đăng ký lớp"),
    "withdraw": _("Rút đăng ký lớp"),
    "promote": _("Xếp chỗ cho người đang chờ"),
    "add_material": _("Thêm tài liệu lớp"),
    "remove_material": _("Bỏ tài liệu lớp"),
    "set_attendance": _("Ghi người dự lớp"),
    "hold": _("Ghi lớp đã tổ chức"),
    "issue_certificates": _("Cấp giấy chứng nhận"),
    "cancel": _("Huỷ lớp"),
    "remind": _("Nhắc người dự lớp"),
    "forget": _("Xoá thông tin người dự lớp"),
}
HOW_TO_REACH = _("Ghi số điện thoại hoặc thư điện tử để Sở báo khi lớp đổi.")
SAY_WHY = _("Ghi lý do.")
WRONG_SEATS = _("Số chỗ từ 1 đến 1.000.")
WRONG_DAYS = {
    "starts_on": _("Ngày này xa quá hai năm. Xem lại năm."),
    "ends_on": _("Ngày cuối phải từ ngày đầu trở đi, trong vòng ba tháng. Xem lại ngày."),
}
FULL = _("Lớp đã hết chỗ và hàng chờ đã đầy. Xin gọi cho Sở.")
CLOSED = _("Lớp đã bắt đầu, không nhận đăng ký nữa.")


def course_blocked(verb: str, state: str) -> str:
    """Why a deed on a class cannot be done in its present state, with the way on."""
    if state == CourseState.DRAFT:
        return gettext("Lớp chưa được thông báo.")
    if state == CourseState.CANCELLED:
        return gettext("Lớp đã huỷ. Muốn mở lại, soạn lớp mới.")
    if state == CourseState.HELD:
        return gettext("Lớp đã tổ chức xong.")
    if verb == "issue_certificates":
        return gettext("Lớp chưa ghi là đã tổ chức: ghi người dự, rồi ghi lớp đã tổ chức.")
    return gettext("Lớp đã được thông báo: muốn thôi thì huỷ lớp, nêu lý do.")


def enrolment_blocked(state: str) -> str:
    if state == EnrolmentState.WITHDRAWN:
        return gettext("Người này đã rút đăng ký.")
    return gettext("Người này đã có chỗ.")


def seat_fault(fault: SeatFault) -> str:
    """Why a link opens nothing, with the way on."""
    return {
        SeatFault.FORGED: gettext(
            "Liên kết này không đúng: có thể đã bị cắt khi chép. Mở lại từ thư, hoặc gọi cho Sở."
        ),
        SeatFault.GONE: gettext("Đăng ký này đã được rút và thông tin đã xoá."),
        SeatFault.HELD_BACK: gettext("Lớp này không mở được bằng liên kết nữa. Cần hỏi gì, gọi cho Sở."),
    }[fault]
