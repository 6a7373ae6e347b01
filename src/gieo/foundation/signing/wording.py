"""Words for people. A refusal says what is wrong and the way on."""

from django.utils.translation import gettext_lazy as _

from gieo.foundation.signing.vocab import Method, Party, RenderingKind, StrokeFault

VERBS = {
    "seal": _("Niêm phong nội dung"),
    "add_signature": _("Ghi chữ ký vào nội dung niêm phong"),
}

PARTY = {
    Party.GIVER: _("Bên giao"),
    Party.RECEIVER: _("Bên nhận"),
    Party.WITNESS: _("Người chứng kiến"),
}

METHOD = {
    Method.IN_PERSON: _("ký trực tiếp trên máy"),
    Method.INK: _("ký trên giấy"),
    Method.DIGITAL: _("ký số"),
}

RENDERING = {
    RenderingKind.PDF: _("PDF"),
    RenderingKind.DOCX: _("Word"),
    RenderingKind.PDF_SIGNED: _("PDF đã ký số"),
}

STROKES = {
    StrokeFault.MALFORMED: _("Nét ký gửi lên không đọc được. Xóa ô ký và ký lại."),
    StrokeFault.OUTSIDE: _("Nét ký vượt ra ngoài ô ký. Xóa ô ký và ký lại."),
    StrokeFault.TOO_MANY: _("Nét ký quá dài. Xóa ô ký và ký gọn hơn."),
    StrokeFault.EMPTY: _("Ô ký còn trống hoặc chỉ có một chấm. Ký đầy đủ vào ô."),
}

ALREADY_SEALED = _("%(code)s đã khóa nội dung khác trước đó; nội dung đã khóa không thay đổi được.")
CONTENT_CHANGED = _("Nội dung đang xem không còn là nội dung đã khóa của %(code)s. Tải lại trang, đọc lại rồi ký.")
CONTENT_DAMAGED = _("Nội dung đã khóa của %(code)s không khớp vân tay của nó. Báo quản trị hệ thống; chưa ký được.")
ALREADY_SIGNED = _("%(party)s đã ký %(code)s: %(name)s, lúc %(time)s. Mỗi bên ký một lần.")
CLIENT_ID_USED = _("Lượt ký này đã dùng cho một chữ ký khác. Tải lại trang rồi ký lại.")
NO_CLIENT_ID = _("Thiếu mã của lượt ký. Tải lại trang rồi ký lại.")
NAME_MISSING = _("Ghi họ tên người ký.")
STROKES_NOT_ALLOWED = _("Cách ký này không kèm nét ký trên máy.")
UNREADABLE = _("Tệp này không phải PDF đọc được.")
