"""Labels per reader, verbs, and why a deed cannot be done now."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from gieo.domain.handovers.vocab import (
    IdentityPaper,
    MinutesState,
    Party,
    Receipt,
)

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    MinutesState.DRAFT: _("Bản thảo"),
    MinutesState.SEALED: _("Chờ ký"),
    MinutesState.SIGNED: _("Đã ký, chờ nhận"),
    MinutesState.RECEIVED: _("Đã nhận đủ"),
    MinutesState.VOID: _("Đã huỷ"),
}
STATE_LABELS_RECEIVER: Mapping[str, Label] = {
    MinutesState.DRAFT: _("Sở đang soạn"),
    MinutesState.SEALED: _("Mời đơn vị ký"),
    MinutesState.SIGNED: _("Mời đơn vị xác nhận đã nhận"),
    MinutesState.RECEIVED: _("Đơn vị đã nhận đủ"),
    MinutesState.VOID: _("Sở đã huỷ"),
}
STATE_TONES: Mapping[str, str] = {
    MinutesState.DRAFT: "",
    MinutesState.SEALED: "wait",
    MinutesState.SIGNED: "info",
    MinutesState.RECEIVED: "ok",
    MinutesState.VOID: "late",
}
PARTY_LABELS: Mapping[str, Label] = {
    Party.RECEIVER: _("Đại diện bên nhận"),
    Party.GIVER: _("Đại diện bên giao"),
    Party.WITNESS: _("Người chứng kiến"),
}
PARTY_SHORT: Mapping[str, Label] = {
    Party.RECEIVER: _("bên nhận"),
    Party.GIVER: _("bên giao"),
    Party.WITNESS: _("người chứng kiến"),
}
RECEIPT_LABELS: Mapping[str, Label] = {
    Receipt.PENDING: _("Chưa nhận"),
    Receipt.RECEIVED: _("Đã nhận"),
}
IDENTITY_LABELS: Mapping[str, Label] = {
    IdentityPaper.CITIZEN_CARD: _("Căn cước công dân"),
    IdentityPaper.PASSPORT: _("Hộ chiếu"),
    IdentityPaper.STAFF_CARD: _("Thẻ công chức, viên chức, thẻ ngành"),
    IdentityPaper.INTRODUCTION: _("Giấy giới thiệu của đơn vị"),
    IdentityPaper.AUTHORISATION: _("Giấy uỷ quyền"),
    IdentityPaper.SUCCESSION: _("Văn bản sắp xếp đơn vị: người ký của đơn vị kế thừa"),
    IdentityPaper.KNOWN: _("Cán bộ tại bàn biết rõ người ký"),
}
VERBS: Mapping[str, Label] = {
    "prepare": _("Lập biên bản"),
    "edit": _("Sửa biên bản"),
    "edit_items": _("Ghi số lượng, tình trạng"),
    "refresh_items": _("Lấy lại danh mục từ quyết định"),
    "pass_on": _("Lập cho đơn vị kế thừa"),
    "pass": _("Chuyển cho đơn vị nhận tiếp"),
    "seal": _("Niêm phong"),
    "sign": _("Ký"),
    "complete": _("Ký xong"),
    "receive": _("Xác nhận đã nhận"),
    "finish": _("Nhận đủ"),
    "send_plan": _("Gửi kế hoạch ứng dụng"),
    "void": _("Huỷ biên bản"),
    "render": _("In ra tệp"),
    "follow_access": _("Theo quyền xem của kết quả"),
    "explain_fault": _("Giải thích chỗ chưa khớp"),
    "change_wording": _("Sửa đoạn văn mẫu"),
}
FIELD_LABELS: Mapping[str, Label] = {
    "number": _("số, ký hiệu biên bản"),
    "held_on": _("ngày lập"),
    "locality": _("địa danh"),
    "place": _("địa điểm"),
    "giver_name": _("người đại diện bên giao"),
    "giver_title": _("chức vụ người đại diện bên giao"),
    "receiver_name": _("người đại diện bên nhận"),
    "receiver_title": _("chức vụ người đại diện bên nhận"),
    "witness_name": _("người chứng kiến"),
    "witness_title": _("chức vụ người chứng kiến"),
    "report_start": _("ngày bắt đầu tính báo cáo ứng dụng"),
    "report_start_reason": _("lý do chọn ngày bắt đầu"),
    "items": _("ít nhất một mục bàn giao"),
    "quantity": _("số lượng của từng mục"),
    "condition": _("tình trạng khi giao của từng mục"),
    "kit": _("bộ chuyển giao đầy đủ, hoặc phiếu miễn có lý do"),
    "decision": _("quyết định chuyển giao đã ban hành"),
}
PART_LABELS: Mapping[str, Label] = {
    "code": _("mã"),
    "number": _("số, ký hiệu"),
    "illustrative": _("dấu dữ liệu minh hoạ"),
    "held_on": _("ngày lập"),
    "starts_at": _("giờ bắt đầu"),
    "ends_at": _("giờ kết thúc"),
    "locality": _("địa danh"),
    "place": _("địa điểm"),
    "people": _("người đại diện, người chứng kiến"),
    "items": _("danh mục bàn giao"),
    "plan": _("kế hoạch ứng dụng"),
    "texts": _("đoạn văn"),
    "grounds": _("căn cứ"),
    "reports": _("kỳ báo cáo"),
    "copies": _("số bản"),
    "decisions": _("quyết định"),
    "conference": _("hội nghị"),
    "giver": _("bên giao"),
    "receiver": _("bên nhận"),
}
PLACE_HINTS: Mapping[str, Label] = {
    "đơn vị giao": _("tên bên giao"),
    "đơn vị nhận": _("tên bên nhận"),
    "số ngày lập kế hoạch": _("số ngày bên nhận có để lập kế hoạch"),
    "ngày bắt đầu báo cáo": _("ngày bắt đầu tính báo cáo ứng dụng"),
    "số bản": _("số bản của biên bản"),
}
# Stored with the minutes in Vietnamese; said in the reader's language.
REPORT_START_REASON = gettext_noop("Tính từ ngày bàn giao")
LETTER_RECEIPT = _("Biên bản %(code)s đã ký xong: mời đơn vị xác nhận các mục đã nhận")
LETTER_RECEIPT_UNNAMED = _("Một biên bản đã ký xong: mời đơn vị xác nhận các mục đã nhận")


def left_out(number: int) -> str:
    """Lines of a receiver that has minutes, and that these do not carry."""
    words = ngettext(
        "%(n)s mục của quyết định chưa có trong biên bản: lấy lại danh mục, hoặc lập biên bản bổ sung",
        "%(n)s mục của quyết định chưa có trong biên bản: lấy lại danh mục, hoặc lập biên bản bổ sung",
        number,
    )
    return words % {"n": number}


def blocked(verb: str, state: str) -> str:
    """Why a deed on minutes cannot be done in their present state, with the way on."""
    label = str(STATE_LABELS[state]).lower()
    if verb in {"edit", "edit_items", "refresh_items", "pass_on", "seal"}:
        if state == MinutesState.SEALED:
            return gettext(
                "Biên bản đã niêm phong, không sửa được nữa. Muốn đổi nội dung: huỷ biên bản này, lập biên bản mới."
            )
        if state in (MinutesState.SIGNED, MinutesState.RECEIVED):
            return gettext("Biên bản đã ký, không sửa được nữa. Phần còn thiếu ghi ở biên bản bổ sung.")
    if verb in {"sign", "complete"}:
        if state == MinutesState.DRAFT:
            return gettext("Biên bản chưa niêm phong: niêm phong trước để mọi người ký đúng một nội dung.")
        if state in (MinutesState.SIGNED, MinutesState.RECEIVED):
            return gettext("Các bên đã ký xong biên bản này.")
    if verb in {"receive", "finish"}:
        if state in (MinutesState.DRAFT, MinutesState.SEALED):
            return gettext("Các bên chưa ký xong nên chưa xác nhận nhận được.")
        if state == MinutesState.RECEIVED:
            return gettext("Tất cả các mục đã được xác nhận nhận.")
    if verb == "send_plan" and state in (MinutesState.DRAFT, MinutesState.SEALED):
        return gettext("Các bên chưa ký xong: kế hoạch gửi được sau khi ký, hoặc ghi sẵn vào bản thảo.")
    if verb == "void" and state in (MinutesState.SIGNED, MinutesState.RECEIVED):
        return gettext("Biên bản đã ký không huỷ được; lập biên bản bổ sung nếu cần sửa.")
    return gettext("Không làm được việc này khi biên bản ở tình trạng “%(state)s”.") % {"state": label}
