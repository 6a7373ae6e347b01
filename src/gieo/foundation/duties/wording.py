"""What people read about duties and the calendar."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core.basis import Mark
from gieo.core.calendar import SpanUnit
from gieo.foundation.duties.vocab import DutyState, HolidayKind, Rhythm, Scope, Standing, Tell, Urgency

STATE_LABELS: dict[str, str | Promise] = {
    DutyState.OPEN: gettext_lazy("Đang chờ"),
    DutyState.SUSPENDED: gettext_lazy("Tạm dừng tính hạn"),
    DutyState.FULFILLED: gettext_lazy("Đã xong"),
    DutyState.CANCELLED: gettext_lazy("Không còn phải làm"),
}

STATE_TONES: dict[str, str] = {
    DutyState.OPEN: "wait",
    DutyState.SUSPENDED: "info",
    DutyState.FULFILLED: "ok",
    DutyState.CANCELLED: "info",
}

SCOPE_TITLES: dict[str, str | Promise] = {
    Scope.ME: gettext_lazy("Của tôi"),
    Scope.UNIT: gettext_lazy("Của đơn vị tôi"),
    Scope.OFFICE: gettext_lazy("Của cả Sở"),
}

RHYTHM_LABELS: dict[str, str | Promise] = {
    Rhythm.DAILY: gettext_lazy("Mỗi ngày làm việc"),
    Rhythm.WEEKLY: gettext_lazy("Đầu mỗi tuần"),
    Rhythm.NEVER: gettext_lazy("Không nhận"),
}

TOLD_LABELS: dict[str, str | Promise] = {
    Tell.DEBTOR: gettext_lazy("Nhắc người phải làm"),
    Tell.HEAD: gettext_lazy("Báo người đứng đầu đơn vị"),
    Tell.LEADER: gettext_lazy("Báo lãnh đạo Sở"),
}

HOLIDAY_LABELS: dict[str, str | Promise] = {
    HolidayKind.OFF: gettext_lazy("Ngày nghỉ"),
    HolidayKind.MAKEUP: gettext_lazy("Làm bù"),
}

MARK_LABELS: dict[str, str | Promise] = {
    Mark.FOUND: gettext_lazy("Đã đọc văn bản gốc"),
    Mark.SECOND_HAND: gettext_lazy("Theo nguồn thứ hai, cần đối chiếu"),
    Mark.COMPUTED: gettext_lazy("Tính ra từ quy định đã đọc"),
    Mark.MEMORY: gettext_lazy("Chưa đối chiếu văn bản gốc"),
    Mark.PROPOSAL: gettext_lazy("Quy ước nội bộ, không phải quy định"),
}

VERBS: dict[str, str | Promise] = {
    "post": gettext_lazy("Giao việc"),
    "fulfil": gettext_lazy("Xong việc"),
    "cancel": gettext_lazy("Thôi việc"),
    "suspend": gettext_lazy("Tạm dừng thời hạn"),
    "resume": gettext_lazy("Tính tiếp thời hạn"),
    "escalate": gettext_lazy("Nhắc, báo cáo việc"),
    "choose_rhythm": gettext_lazy("Chọn nhịp thư nhắc việc"),
    "reopen": gettext_lazy("Giao lại việc"),
    "set_confidential": gettext_lazy("Đổi phạm vi xem việc"),
    "pass": gettext_lazy("Chuyển cho đơn vị nhận tiếp"),
    "create": gettext_lazy("Thêm vào bảng ngày nghỉ"),
    "edit": gettext_lazy("Sửa bảng ngày nghỉ"),
    "remove": gettext_lazy("Xoá khỏi bảng ngày nghỉ"),
}

TONES: dict[Urgency, str] = {
    Urgency.LATE: "late",
    Urgency.TODAY: "wait",
    Urgency.SOON: "wait",
    Urgency.LATER: "info",
}


def standing_label(standing: Standing) -> str:
    """ "Trễ 4 ngày làm việc", "Hạn hôm nay", "Còn 1 ngày làm việc"."""
    if standing.urgency is Urgency.TODAY:
        return _("Hạn hôm nay")
    late = standing.urgency is Urgency.LATE
    if standing.working_days:
        counted = standing.working_days
        text = (
            ngettext("Trễ %(n)d ngày làm việc", "Trễ %(n)d ngày làm việc", counted)
            if late
            else ngettext("Còn %(n)d ngày làm việc", "Còn %(n)d ngày làm việc", counted)
        )
    else:  # only days off lie between
        counted = standing.days
        text = (
            ngettext("Trễ %(n)d ngày nghỉ", "Trễ %(n)d ngày nghỉ", counted)
            if late
            else ngettext("Còn %(n)d ngày nghỉ", "Còn %(n)d ngày nghỉ", counted)
        )
    return text % {"n": counted}


def limit_label(count: int, unit: str) -> str:
    """ "30 ngày làm việc"."""
    text = {
        SpanUnit.WORKING: ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", count),
        SpanUnit.CALENDAR: ngettext("%(n)d ngày", "%(n)d ngày", count),
        SpanUnit.MONTH: ngettext("%(n)d tháng", "%(n)d tháng", count),
    }[SpanUnit(unit)]
    return text % {"n": count}


def offset_label(offset: int) -> str:
    """ "Trước hạn 3 ngày làm việc", "Trễ 5 ngày làm việc"."""
    if not offset:
        return _("Đúng ngày hạn")
    days = abs(offset)
    if offset < 0:
        text = ngettext("Trước hạn %(n)d ngày làm việc", "Trước hạn %(n)d ngày làm việc", days)
    else:
        text = ngettext("Trễ %(n)d ngày làm việc", "Trễ %(n)d ngày làm việc", days)
    return text % {"n": days}
