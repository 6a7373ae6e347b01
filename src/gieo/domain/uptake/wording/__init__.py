"""Vietnamese words of use."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gieo.domain.uptake.rules.claims import Fault, Found
from gieo.domain.uptake.rules.evidence import needs
from gieo.domain.uptake.vocab import (
    Channel,
    ClaimState,
    Grade,
    Level,
    Measure,
    Push,
    Silence,
    Sphere,
    StopReason,
)
from gieo.domain.uptake.wording.copies import COPY_VERBS as COPY_VERBS
from gieo.domain.uptake.wording.demonstrations import MODEL_VERBS as MODEL_VERBS
from gieo.domain.uptake.wording.reports import REPORT_VERBS as REPORT_VERBS

Label = str | Promise

LEVEL_LABELS: Mapping[str, Label] = {
    Level.RECEIVED: _("Đã nhận"),
    Level.TRIED: _("Dùng thử"),
    Level.ROUTINE: _("Dùng thường xuyên"),
    Level.EXTENDED: _("Đã mở rộng"),
    Level.STOPPED: _("Đã dừng"),
}

LEVEL_HINTS: Mapping[str, Label] = {
    Level.RECEIVED: _("Có trong tay, chưa làm gì với nó."),
    Level.TRIED: _("Đang làm thử ở một chỗ, chưa chắc làm tiếp."),
    Level.ROUTINE: _("Đã qua ít nhất hai vụ hoặc hai kỳ và vẫn làm."),
    Level.EXTENDED: _("Đã vượt ra ngoài nơi làm đầu tiên: thêm hộ, thêm thôn, thêm cơ sở."),
    Level.STOPPED: _("Không làm nữa."),
}

STANDING_LABELS: Mapping[str, Label] = {
    **LEVEL_LABELS,
    Silence.EXPIRED: _("Hết hạn, chưa ai xác nhận lại"),
    Silence.UNPROVEN: _("Chưa có gì được xác nhận"),
}

STANDING_TONES: Mapping[str, str] = {
    Level.RECEIVED: "info",
    Level.TRIED: "info",
    Level.ROUTINE: "ok",
    Level.EXTENDED: "ok",
    Level.STOPPED: "plain",
    Silence.EXPIRED: "late",
    Silence.UNPROVEN: "wait",
}

STOP_LABELS: Mapping[str, Label] = {
    StopReason.MONEY: _("Thiếu tiền"),
    StopReason.PEOPLE: _("Thiếu người làm"),
    StopReason.LEGAL: _("Vướng pháp lý"),
    StopReason.FIT: _("Không hợp với nơi này"),
    StopReason.MARKET: _("Không bán được"),
    StopReason.SEASON: _("Thời tiết, mùa vụ"),
    StopReason.OTHER: _("Lý do khác"),
}

GRADE_LABELS: Mapping[str, Label] = {
    Grade.STATEMENT: _("Lời khai"),
    Grade.DOCUMENT: _("Giấy tờ"),
    Grade.PHOTOGRAPH: _("Ảnh có nơi và ngày"),
    Grade.INSPECTION: _("Kiểm tra tại chỗ"),
    Grade.THIRD_PARTY: _("Bên thứ ba xác nhận"),
}

STATE_LABELS: Mapping[str, Label] = {
    ClaimState.CLAIMED: _("Chờ xác nhận"),
    ClaimState.VERIFIED: _("Đã xác nhận"),
    ClaimState.REFUSED: _("Không xác nhận"),
}

STATE_TONES: Mapping[str, str] = {
    ClaimState.CLAIMED: "wait",
    ClaimState.VERIFIED: "ok",
    ClaimState.REFUSED: "late",
}

CHANNEL_LABELS: Mapping[str, Label] = {
    Channel.DESK: _("Đơn vị tự ghi"),
    Channel.PHONE: _("Qua điện thoại"),
    Channel.PAPER: _("Bằng văn bản"),
    Channel.VISIT: _("Cán bộ xuống tận nơi"),
    Channel.COPY: _("Người làm theo khai bằng mã trên tờ giới thiệu"),
}

PUSH_LABELS: Mapping[str, Label] = {
    Push.SPONTANEOUS: _("Tự làm, không được hỗ trợ tiền"),
    Push.SUBSIDISED: _("Có tiền hoặc vật tư hỗ trợ"),
}

MEASURE_LABELS: Mapping[str, Label] = {
    Measure.HECTARE: _("ha"),
    Measure.HOUSEHOLD: _("hộ"),
    Measure.ANIMAL: _("con vật nuôi"),
    Measure.PLANT: _("cây"),
    Measure.FACILITY: _("cơ sở (trại, trường, trạm, cơ quan)"),
    Measure.ENTERPRISE: _("doanh nghiệp, hợp tác xã"),
    Measure.TRAINED: _("lượt người được tập huấn"),
    Measure.INSTALLATION: _("bản cài đặt, máy, bộ dữ liệu"),
    Measure.COPY: _("cuốn sách, bản đồ, tài liệu"),
    Measure.TONNE: _("tấn một năm"),
    Measure.VISITOR: _("lượt khách một năm"),
}

MEASURE_SHORT: Mapping[str, Label] = {
    **MEASURE_LABELS,
    Measure.ANIMAL: _("con"),
    Measure.FACILITY: _("cơ sở"),
    Measure.TRAINED: _("lượt tập huấn"),
    Measure.INSTALLATION: _("bản cài đặt"),
    Measure.COPY: _("cuốn, bản"),
}

SPHERE_LABELS: Mapping[str, Label] = {
    Sphere.ECONOMIC: _("Kinh tế"),
    Sphere.SOCIAL: _("Xã hội"),
    Sphere.ENVIRONMENTAL: _("Môi trường"),
}

FACT_LABELS: Mapping[str, Label] = {
    "since": _("Từ ngày"),
    "scales": _("Quy mô"),
    "seasons": _("Số vụ, số kỳ đã làm"),
    "push": _("Tự làm hay được hỗ trợ"),
    "words": _("Kể rõ"),
    "reason": _("Vì sao dừng"),
}

VERBS: Mapping[str, Label] = {
    "begin": _("Lập hồ sơ ứng dụng"),
    "claim": _("Ghi mức ứng dụng"),
    "verify": _("Xác nhận"),
    "refuse": _("Không xác nhận"),
    "overturn": _("Huỷ xác nhận"),
    "pass": _("Chuyển cho đơn vị nhận tiếp"),
    "expiry_notice": _("Báo bằng chứng sắp hết hạn"),
}

VERIFY_DUTY_TITLE = _("Xem và xác nhận mức ứng dụng mới ghi")

LETTER_VERIFIED = _("%(code)s: mức ứng dụng “%(level)s” đã được xác nhận")
LETTER_VERIFIED_UNNAMED = _("Mức ứng dụng của một kết quả đã được xác nhận")
LETTER_REFUSED = _("%(code)s: mức ứng dụng “%(level)s” không được xác nhận")
LETTER_REFUSED_UNNAMED = _("Mức ứng dụng của một kết quả không được xác nhận")
LETTER_EXPIRY = _("%(code)s: bằng chứng ứng dụng hết hạn ngày %(day)s")
LETTER_EXPIRY_UNNAMED = _("Bằng chứng ứng dụng của một kết quả sắp hết hạn")


def fault_words(found: Found, level: Level) -> str:
    """What is wrong and what to do; who shows it puts it where it is."""
    need = needs()[level]
    match found.fault:
        case Fault.FUTURE:
            return _now("Ngày này chưa tới. Ghi ngày đã qua hoặc hôm nay.")
        case Fault.LONG_AGO:
            return _now("Ngày này quá xa (trước năm 2000). Xem lại năm.")
        case Fault.AFTER_SEEN:
            return _now("Ngày bắt đầu không thể sau ngày thấy như vậy.")
        case Fault.MISSING:
            return _now("Mức “%(level)s” phải ghi: %(fact)s.") % {
                "level": LEVEL_LABELS[level],
                "fact": str(FACT_LABELS[found.field]).lower(),
            }
        case Fault.TOO_FEW_SEASONS:
            return _now("Mức “%(level)s” cần ít nhất %(n)s vụ hoặc kỳ. Chưa đủ thì chọn “%(lower)s”.") % {
                "level": LEVEL_LABELS[level],
                "n": need.least_seasons,
                "lower": LEVEL_LABELS[Level.TRIED],
            }
        case Fault.NOT_POSITIVE:
            return _now("Ghi số lớn hơn 0, hoặc bỏ trống cả dòng.")
        case Fault.NOT_WHOLE:
            return _now("Số này phải là số nguyên.")
        case Fault.TOO_MUCH:
            return _now("Quá lớn: ở nơi này nhiều nhất %(most)s. Xem lại số và đơn vị đo.") % {"most": _most(found)}
        case Fault.TOO_MANY:
            return _now("Quá lớn: nhiều nhất %(most)s. Xem lại số.") % {"most": _most(found)}
        case Fault.TWICE:
            return _now("Đơn vị đo này đã ghi ở dòng trên. Gộp lại, hoặc ghi tên thửa, khu để phân biệt.")
        case Fault.NOT_PROVEN:
            return _now("Mức “%(level)s” cần bằng chứng từ bậc “%(grade)s” trở lên.") % {
                "level": LEVEL_LABELS[level],
                "grade": GRADE_LABELS[need.grade],
            }
        case Fault.OFFICE_ONLY:
            return _now("Bậc bằng chứng này do Sở ghi. Chọn lời khai, giấy tờ hoặc ảnh.")
        case Fault.NO_PHOTOGRAPH:
            return _now("Bậc “ảnh” phải kèm một ảnh (JPEG, PNG hoặc WebP).")
        case Fault.NO_PLACE:
            return _now("Ghi nơi chụp ảnh: bản, thôn, cánh đồng. Không nhớ thì chọn bậc “lời khai” hoặc “giấy tờ”.")
        case Fault.NO_DAY:
            return _now("Ghi ngày chụp ảnh. Không nhớ thì chọn bậc “lời khai” hoặc “giấy tờ”.")
        case Fault.NO_PAPER:
            return _now("Bậc “giấy tờ” phải kèm tệp, hoặc ghi số của giấy tờ. Không có thì chọn “lời khai”.")
        case Fault.NO_PARTY:
            return _now("Ghi ai xác nhận: cơ quan, tổ chức hoặc người không giao cũng không nhận kết quả này.")
        case Fault.NO_WORD_OF_PARTY:
            return _now("Kèm tệp, hoặc ghi số, hoặc ngày của giấy mà bên thứ ba xác nhận.")
        case Fault.NO_TELLER:
            return _now("Ghi ai của đơn vị đã cho biết.")


def _most(found: Found) -> str:
    return f"{found.limit:,.0f}".replace(",", ".")


def blocked(verb: str, state: str) -> str:
    """Why a deed on a claim cannot be done in its state."""
    if verb == "overturn":
        return _now("Chỉ huỷ được xác nhận của một khai báo đã được xác nhận.")
    return {
        ClaimState.VERIFIED: _now("Khai báo này đã được xác nhận."),
        ClaimState.REFUSED: _now("Khai báo này đã bị từ chối."),
    }.get(ClaimState(state), _now("Không làm được việc này lúc này."))


def days_left(days: int) -> str:
    """ "còn 12 ngày", "hết hạn 3 ngày"."""
    if days < 0:
        return ngettext("hết hạn %(n)d ngày", "hết hạn %(n)d ngày", -days) % {"n": -days}
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
