"""Why a scanned sheet or a file of scans is not taken, and what to do about it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gieo.foundation.papers.rules import Judged
from gieo.foundation.papers.vocab import SheetFault, Unreadable

HOW_TO_PHOTOGRAPH = _("Chụp lại: đặt trang nơi sáng đều, lấy đủ bốn góc, giữ máy thẳng trên trang và không rung.")

SHEET_FAULTS: Mapping[SheetFault, str | Promise] = {
    SheetFault.NO_CODE: _("Không đọc được mã ở chân trang."),
    SheetFault.OLD_PRINT: _(
        "Mã trên trang không phải mã trang của văn bản này. Ký trên bản in lấy ở bước 1: mỗi trang của bản ấy có mã "
        "riêng."
    ),
    SheetFault.SEVERAL: _("Trong ảnh có nhiều trang. Chụp từng trang một."),
    SheetFault.OTHER_PAPER: _("Đây là trang %(number)s của văn bản khác, mã %(code)s."),
    SheetFault.OTHER_CONTENT: _(
        "Trang %(number)s này in từ nội dung khác với nội dung hiện nay (vân tay %(digest)s). Không nhận: in lại rồi "
        "ký."
    ),
    SheetFault.OTHER_PRINT: _("Trang %(number)s này thuộc bản in có %(of)s trang, không phải bản in của văn bản này."),
    SheetFault.TWICE: _("Trang %(number)s có hai lần trong lần tải lên này. Chỉ tải lên tờ có chữ ký."),
    SheetFault.KEPT_BEFORE: _("Trang %(number)s đã có. Muốn thay thì bỏ ảnh cũ trước."),
}
FILE_FAULTS: Mapping[Unreadable, str | Promise] = {
    Unreadable.TOO_LARGE: _("Tệp lớn hơn 40 MB. Quét ở 200 đến 300 dpi, hoặc chụp từng trang."),
    Unreadable.NOT_A_SCAN: _("Không phải PDF, JPEG, PNG hay WebP."),
    Unreadable.LOCKED: _("PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại."),
    Unreadable.DAMAGED: _("Tệp hỏng, không đọc hết được. Quét hoặc chụp lại."),
    Unreadable.TOO_MANY_PIXELS: _("Ảnh lớn quá 60 triệu điểm. Quét ở 200 đến 300 dpi."),
    Unreadable.TOO_MANY_PAGES: _("Nhiều hơn 60 trang. Tải lên đúng các trang của văn bản này."),
}


def tell_sheet(judged: Judged) -> str:
    """Why this sheet was not taken; empty when it was."""
    if judged.fault is None:
        return ""
    seen = judged.seen
    facts = {"number": seen.number, "of": seen.of, "code": seen.code, "digest": seen.digest} if seen else {}
    said = str(SHEET_FAULTS[judged.fault]) % facts
    return f"{said} {HOW_TO_PHOTOGRAPH}" if judged.fault is SheetFault.NO_CODE else said
