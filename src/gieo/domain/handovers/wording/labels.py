"""Labels per reader, verbs, and why a deed cannot be done now."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_noop, ngettext, override
from django.utils.translation import gettext_lazy as _

from gieo.core.text import fold
from gieo.domain.handovers.rules.turns import ORDERS, written
from gieo.domain.handovers.vocab import (
    SIGNED_STATES,
    IdentityPaper,
    MinutesState,
    Outcome,
    Party,
    Receipt,
    RefusalReason,
)
from gieo.foundation.signing.vocab import Method

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    MinutesState.DRAFT: _("Bản thảo"),
    MinutesState.SEALED: _("Chờ ký"),
    MinutesState.SIGNED: _("Đã ký, chờ nhận"),
    MinutesState.PARTLY: _("Đã nhận một phần"),
    MinutesState.RECEIVED: _("Đã nhận đủ"),
    MinutesState.SUPERSEDED: _("Đã được thay thế"),
    MinutesState.VOID: _("Đã huỷ"),
}
STATE_LABELS_RECEIVER: Mapping[str, Label] = {
    MinutesState.DRAFT: _("Sở đang soạn"),
    MinutesState.SEALED: _("Mời đơn vị ký"),
    MinutesState.SIGNED: _("Mời đơn vị xác nhận đã nhận"),
    MinutesState.PARTLY: _("Đơn vị đã nhận một phần"),
    MinutesState.RECEIVED: _("Đơn vị đã nhận đủ"),
    MinutesState.SUPERSEDED: _("Đã được thay thế"),
    MinutesState.VOID: _("Sở đã huỷ"),
}
STATE_TONES: Mapping[str, str] = {
    MinutesState.DRAFT: "",
    MinutesState.SEALED: "wait",
    MinutesState.SIGNED: "info",
    MinutesState.PARTLY: "info",
    MinutesState.RECEIVED: "ok",
    MinutesState.SUPERSEDED: "",
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
ORDER_LABELS: Mapping[str, Label] = {
    written(order): format_lazy("{} → {} → {}", *(PARTY_SHORT[party] for party in order)) for order in ORDERS
}
RECEIPT_LABELS: Mapping[str, Label] = {
    Receipt.PENDING: _("Chưa nhận"),
    Receipt.PARTLY: _("Đã nhận một phần"),
    Receipt.RECEIVED: _("Đã nhận"),
    Receipt.REFUSED: _("Không nhận"),
}
RECEIPT_TONES: Mapping[str, str] = {
    Receipt.PENDING: "wait",
    Receipt.PARTLY: "info",
    Receipt.RECEIVED: "ok",
    Receipt.REFUSED: "late",
}
OUTCOME_LABELS: Mapping[str, Label] = {
    Outcome.RECEIVED: _("Đã nhận"),
    Outcome.AWAITED: _("Nhận sau"),
    Outcome.REFUSED: _("Không nhận"),
}
REFUSAL_LABELS: Mapping[str, Label] = {
    RefusalReason.QUALITY: _("Không đạt chất lượng"),
    RefusalReason.QUANTITY: _("Không đủ số lượng"),
    RefusalReason.WRONG: _("Không đúng mục đã ghi"),
    RefusalReason.NOT_NEEDED: _("Không có nhu cầu nữa"),
    RefusalReason.OTHER: _("Lý do khác"),
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
SIGNING_NOTED: Mapping[str, Label] = {
    "sign": _("Ghi nhận chữ ký của %(who)s"),
    "sign_digitally": _("Ghi nhận chữ ký số của %(who)s"),
    "sign_in_ink": _("Ghi nhận chữ ký trên giấy của %(who)s"),
    "add_signature": _("Ghi chữ ký của %(who)s vào nội dung niêm phong"),
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
    "scan_sheets": _("Nhận trang quét"),
    "drop_sheet": _("Bỏ trang quét"),
    "sign_in_ink": _("Ghi chữ ký trên giấy"),
    "refuse_to_sign": _("Từ chối ký, có lý do"),
    "remind_to_sign": _("Nhắc ký"),
    "ask_remote": _("Gửi đi ký từ xa"),
    "answer_remote": _("Nộp chữ ký từ xa"),
    "give_up_remote": _("Thôi chờ chữ ký từ xa"),
    "lapse_remote": _("Chữ ký từ xa hết hiệu lực"),
    "complete": _("Ký xong"),
    "receive": _("Xác nhận đã nhận"),
    "refuse": _("Không nhận, có lý do"),
    "retract": _("Thu hồi lần nhận"),
    "begin": _("Nhận một phần"),
    "finish": _("Nhận đủ"),
    "reopen": _("Trở lại nhận một phần"),
    "clear": _("Trở lại chờ nhận"),
    "correct": _("Lập bản thay thế"),
    "supersede": _("Được thay thế"),
    "send_plan": _("Gửi kế hoạch ứng dụng"),
    "void": _("Huỷ biên bản"),
    "render": _("In ra tệp"),
    "follow_access": _("Theo quyền xem của kết quả"),
    "explain_fault": _("Giải thích chỗ chưa khớp"),
    "change_wording": _("Sửa đoạn văn mẫu"),
    "open_tablet": _("Mở máy để ký không cần mạng"),
    "stock": _("Tải biên bản về máy"),
    "synchronise": _("Nhận chữ ký từ máy"),
    "refuse_signature": _("Không nhận chữ ký từ máy"),
    "close_tablet": _("Đóng máy"),
    "lose_tablet": _("Báo mất máy"),
    "reopen_tablet": _("Mở lại máy"),
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
    "replaces": _("biên bản được thay thế"),
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
LETTER_REMINDER = _("Biên bản %(code)s (số %(number)s) chờ %(party)s ký")
LETTER_REMINDER_UNNAMED = _("Một biên bản chờ ký")
LETTER_REFUSED = _("%(party)s không ký biên bản %(code)s")
LETTER_REFUSED_UNNAMED = _("Một bên không ký biên bản")
LETTER_RECEIPT_UNNAMED = _("Một biên bản đã ký xong: mời đơn vị xác nhận các mục đã nhận")


def is_usual_reason(typed: str) -> bool:
    """Whether somebody typed REPORT_START_REASON, in whichever language and however carelessly."""
    usual = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            usual.add(fold(gettext(REPORT_START_REASON)))
    return fold(typed).rstrip(" .") in usual


def out_of_turn(party: str, turn: str) -> str:
    """Where parties sign one after another: whose turn it is."""
    words = gettext("Các bên ký lần lượt: %(turn)s ký trước, rồi mới đến %(party)s.")
    return words % {"turn": PARTY_SHORT[turn], "party": PARTY_SHORT[party]}


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
    if state == MinutesState.SUPERSEDED:
        return gettext("Biên bản này đã được thay thế: làm tiếp trên bản thay thế.")
    said = _BLOCKED.get(_FAMILY.get(verb, ""), {}).get(state)
    if said is not None:
        return str(said)
    label = str(STATE_LABELS[state]).lower()
    return gettext("Không làm được việc này khi biên bản ở tình trạng “%(state)s”.") % {"state": label}


_FAMILY = {
    **dict.fromkeys(("edit", "edit_items", "refresh_items", "pass_on", "seal"), "edit"),
    **dict.fromkeys(("sign", "complete"), "sign"),
    **dict.fromkeys(("receive", "refuse", "retract", "begin", "finish", "reopen", "clear"), "receive"),
    "send_plan": "send_plan",
    "correct": "correct",
    "void": "void",
}
_NOT_SIGNED = _("Các bên chưa ký xong nên chưa xác nhận nhận được.")
_BLOCKED: Mapping[str, Mapping[str, Label]] = {
    "edit": {
        MinutesState.SEALED: _("Biên bản đã niêm phong, không sửa được nữa. Muốn đổi nội dung: lập bản thay thế."),
        **dict.fromkeys(
            SIGNED_STATES,
            _(
                "Biên bản đã ký, không sửa được nữa. Ghi sai thì lập bản thay thế; phần còn thiếu ghi ở biên bản "
                "bổ sung."
            ),
        ),
    },
    "sign": {
        MinutesState.DRAFT: _("Biên bản chưa niêm phong: niêm phong trước để mọi người ký đúng một nội dung."),
        **dict.fromkeys(SIGNED_STATES, _("Các bên đã ký xong biên bản này.")),
    },
    "receive": {
        MinutesState.DRAFT: _NOT_SIGNED,
        MinutesState.SEALED: _NOT_SIGNED,
        MinutesState.RECEIVED: _("Tất cả các mục đã được xác nhận nhận."),
    },
    "send_plan": dict.fromkeys(
        (MinutesState.DRAFT, MinutesState.SEALED),
        _("Các bên chưa ký xong: kế hoạch gửi được sau khi ký, hoặc ghi sẵn vào bản thảo."),
    ),
    "correct": {MinutesState.DRAFT: _("Biên bản còn là bản thảo: sửa ngay trên bản thảo.")},
    "void": dict.fromkeys(SIGNED_STATES, _("Biên bản đã ký không huỷ được; lập bản thay thế nếu ghi sai.")),
}


def signing_noted(verb: str, changes: Mapping[str, Any]) -> str:
    """Whose signature a deed noted, by what the journal keeps of it: who held the tablet is not who signed.

    The party is named, not the person: names are personal in the journal, and stand under the minutes themselves. Empty
    for a deed that noted none.
    """
    after = {name: values[1] for name, values in changes.items() if name in ("party", "parties", "method")}
    parties = str(after.get("parties") or after.get("party") or "").split(", ")
    who = ", ".join(str(PARTY_SHORT[party]) for party in parties if party in PARTY_SHORT)
    way = "sign_digitally" if verb == "sign" and after.get("method") == Method.DIGITAL else verb
    return str(SIGNING_NOTED[way]) % {"who": who} if who and way in SIGNING_NOTED else ""
