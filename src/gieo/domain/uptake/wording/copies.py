"""What people read about copying."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gieo.domain.uptake.vocab.copies import CopyState, Looked

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    CopyState.WAITING: _("Chờ xác nhận"),
    CopyState.CONFIRMED: _("Đã xác nhận"),
    CopyState.REFUSED: _("Không xác nhận"),
}

STATE_TONES: Mapping[str, str] = {CopyState.WAITING: "wait", CopyState.CONFIRMED: "ok", CopyState.REFUSED: "late"}

LOOKED_LABELS: Mapping[str, Label] = {
    Looked.VISITED: _("Đã tới xem tận nơi"),
    Looked.ASKED: _("Đã gọi hỏi, hoặc hỏi trưởng bản"),
}

COPY_VERBS: Mapping[str, Label] = {
    "copy": _("Khai đã làm theo"),
    "confirm_copy": _("Xác nhận làm theo"),
    "refuse_copy": _("Không xác nhận làm theo"),
    "forget_copier": _("Xoá thông tin của người làm theo"),
}

DUTY_CONFIRM = _("Hỏi hoặc tới xem, rồi xác nhận người làm theo")
LETTER_COPIED = _("%(code)s: có người ở %(place)s khai đã làm theo một kết quả")


def copy_blocked(state: str) -> str:
    """Why a deed cannot be done any more."""
    if state == CopyState.CONFIRMED:
        return gettext("Lời khai này đã được xác nhận.")
    return gettext("Lời khai này đã bị từ chối.")


def household_of(unit: str) -> str:
    """Who uses it when it is a household: never its name where many see it."""
    return gettext("Hộ dân, %(unit)s") % {"unit": unit}
