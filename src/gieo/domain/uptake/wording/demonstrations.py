"""What people read about demonstration models."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake.vocab.demonstrations import MOST_YEARS, FieldDayState, ModelState, Outcome, Source

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    ModelState.PLANNED: _("Dự kiến"),
    ModelState.RUNNING: _("Đang làm"),
    ModelState.CONCLUDED: _("Đã kết luận"),
    ModelState.ABANDONED: _("Đã bỏ"),
}

STATE_TONES: Mapping[str, str] = {
    ModelState.PLANNED: "wait",
    ModelState.RUNNING: "info",
    ModelState.CONCLUDED: "ok",
    ModelState.ABANDONED: "plain",
}

OUTCOME_LABELS: Mapping[str, Label] = {
    Outcome.WORTH: _("Đáng làm theo"),
    Outcome.CONDITIONS: _("Làm theo được, có điều kiện"),
    Outcome.NOT_WORTH: _("Không nên làm theo"),
}

OUTCOME_TONES: Mapping[str, str] = {
    Outcome.WORTH: "ok",
    Outcome.CONDITIONS: "wait",
    Outcome.NOT_WORTH: "late",
}

SOURCE_LABELS: Mapping[str, Label] = {
    Source.STATE: _("Ngân sách nhà nước"),
    Source.HOUSEHOLD: _("Hộ, đơn vị tự góp"),
    Source.OTHER: _("Nguồn khác"),
}

FIELD_DAY_LABELS: Mapping[str, Label] = {
    FieldDayState.ANNOUNCED: _("Đã thông báo"),
    FieldDayState.HELD: _("Đã tổ chức"),
    FieldDayState.CANCELLED: _("Đã huỷ"),
}

FIELD_DAY_TONES: Mapping[str, str] = {
    FieldDayState.ANNOUNCED: "info",
    FieldDayState.HELD: "ok",
    FieldDayState.CANCELLED: "plain",
}

MODEL_VERBS: Mapping[str, Label] = {
    "plan_model": _("Lập mô hình"),
    "edit_model": _("Sửa kế hoạch"),
    "start_model": _("Bắt đầu làm"),
    "visit_model": _("Ghi lần thăm"),
    "withdraw_photo": _("Thôi đăng ảnh"),
    "announce_field_day": _("Thông báo hội thảo đầu bờ"),
    "hold_field_day": _("Ghi hội thảo đã tổ chức"),
    "cancel_field_day": _("Huỷ hội thảo đầu bờ"),
    "spend_on_model": _("Ghi chi phí"),
    "conclude_model": _("Kết luận mô hình"),
    "abandon_model": _("Bỏ mô hình"),
}

DUTY_VISIT = _("Tới thăm mô hình trình diễn theo hẹn")
DUTY_CONCLUDE = _("Kết luận mô hình trình diễn đã tới ngày cuối")

FUTURE = _("Ngày này chưa tới. Ghi ngày đã qua hoặc hôm nay.")
LONG_AGO = _("Ngày này quá xa (trước năm 2000). Xem lại năm.")
ENDS_BEFORE = _("Ngày cuối phải sau ngày bắt đầu.")
BEFORE_START = _("Mô hình chưa bắt đầu vào ngày này.")
PAST = _("Ngày này đã qua. Ghi hôm nay hoặc ngày sắp tới.")
TOO_FAR = _("Ngày này xa quá hai năm. Xem lại năm.")
NEED_WORDS = _("Ghi vài lời.")
NEED_GUESTS = _("Ghi có bao nhiêu nam, bao nhiêu nữ; không có ai tới thì huỷ, nêu lý do.")
NEED_REASON = _("Chọn vì sao thôi.")
NOT_MONEY = _("Số tiền từ 0 đến 100 tỷ đồng.")


def too_long() -> str:
    return gettext("Mô hình dài nhất %(years)s năm. Xem lại ngày cuối.") % {"years": MOST_YEARS}


def model_blocked(verb: str, state: str) -> str:
    """Why a deed on a model cannot be done in its state."""
    if state == ModelState.PLANNED:
        return gettext("Mô hình chưa bắt đầu: bấm “Bắt đầu làm” trước.")
    if state == ModelState.CONCLUDED:
        return gettext("Mô hình đã kết luận.")
    if state == ModelState.ABANDONED:
        return gettext("Mô hình đã bỏ.")
    return gettext("Mô hình đã bắt đầu rồi.")


def field_day_blocked(state: str) -> str:
    if state == FieldDayState.HELD:
        return gettext("Hội thảo này đã ghi là tổ chức xong.")
    return gettext("Hội thảo này đã huỷ.")


def evidence_words(code: str, number: int, seen: str) -> str:
    """What a visit says as a piece of evidence."""
    return (gettext("%(code)s, lần thăm %(n)s: %(seen)s") % {"code": code, "n": number, "seen": seen})[:400]
