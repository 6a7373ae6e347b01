"""Words for people. A refusal says what is wrong and the way on."""

from django.utils.translation import gettext_lazy as _

from gieo.foundation.signing.vocab import (
    Method,
    Party,
    RemoteFault,
    RenderingKind,
    Revocation,
    SignatureFault,
    StrokeFault,
    TokenFault,
    UploadFault,
)

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
    RenderingKind.PDF_DIGITAL: _("PDF các bên đã ký số"),
    RenderingKind.PDF_SIGNED: _("PDF đã ký số"),
}

STROKES = {
    StrokeFault.MALFORMED: _("Nét ký gửi lên không đọc được. Xóa ô ký và ký lại."),
    StrokeFault.OUTSIDE: _("Nét ký vượt ra ngoài ô ký. Xóa ô ký và ký lại."),
    StrokeFault.TOO_MANY: _("Nét ký quá dài. Xóa ô ký và ký gọn hơn."),
    StrokeFault.EMPTY: _("Ô ký còn trống hoặc chỉ có một chấm. Ký đầy đủ vào ô."),
}

FAULTS = {
    SignatureFault.BROKEN: _("Nội dung đã bị sửa sau khi ký, hoặc chữ ký bị hỏng."),
    SignatureFault.CHANGED_AFTER: _("Sau chữ ký này tệp còn bị thêm nội dung khác chữ ký."),
    SignatureFault.REVOKED: _(
        "Chứng thư số đã bị nơi cấp thu hồi từ %(since)s; không có gì chứng tỏ chữ ký có trước lúc đó."
    ),
    SignatureFault.EXPIRED: _("Chứng thư số không có hiệu lực vào lúc này."),
    SignatureFault.UNTRUSTED: _("Chưa tin cậy nơi cấp chứng thư số: %(issuer)s."),
}

REVOCATIONS = {
    Revocation.GOOD: _("Chứng thư chưa bị thu hồi vào lúc ký."),
    Revocation.REVOKED: _("Chứng thư đã bị thu hồi."),
    Revocation.UNKNOWN: _("Không rõ chứng thư có bị thu hồi hay không: không có danh sách thu hồi nào còn giá trị."),
}

UPLOADS = {
    UploadFault.NOT_PDF: _("Tệp này không phải PDF đọc được. Tải lên đúng tệp PDF đã ký."),
    UploadFault.ENCRYPTED: _("Tệp PDF này bị đặt mật khẩu. Ký lại trên bản tải từ đây, không đặt mật khẩu."),
    UploadFault.OTHER: _("Tệp này là văn bản khác. Tải bản PDF để ký ở bước 1, ký bản ấy rồi tải lên."),
    UploadFault.REWRITTEN: _(
        "Đúng văn bản này nhưng tệp đã bị ghi lại hoặc in lại, không còn là bản đã khóa. Ký thẳng vào tệp PDF tải ở "
        "bước 1; không in, gộp, nén hay lưu lại bằng phần mềm khác trước khi ký."
    ),
    UploadFault.OLD: _(
        "Từ lúc tệp này được tải về đã có bên khác ký số. Tải bản mới nhất ở bước 1, ký lên bản ấy để các chữ ký cùng "
        "còn nguyên."
    ),
    UploadFault.UNSIGNED: _("Tệp này chưa có chữ ký số mới nào. Mở tệp bằng phần mềm ký số, ký, lưu lại rồi tải lên."),
    UploadFault.CHANGED: _(
        "Ngoài chữ ký số, tệp còn bị thêm hoặc sửa nội dung khác (chữ, ghi chú, hình). Tải lại bản PDF ở bước 1 rồi "
        "chỉ ký, không thêm gì khác."
    ),
    UploadFault.LOCKED: _(
        "Chữ ký này khóa tệp, không cho bên khác ký tiếp. Ký lại theo kiểu ký phê duyệt thông thường, không chọn chứng "
        "nhận (certify) hay khóa tài liệu sau khi ký."
    ),
    UploadFault.COVERS: _("Khung chữ ký to quá, có thể che nội dung. Ký lại với khung nhỏ hơn, vào đúng chỗ ký."),
    UploadFault.TOO_MANY: _("Tệp này có quá nhiều chữ ký hoặc lần sửa để kiểm tra."),
    UploadFault.BROKEN: _("Chữ ký của %(name)s không khớp nội dung hoặc bị hỏng. Ký lại trên bản PDF tải ở bước 1."),
    UploadFault.REVOKED: _(
        "Chứng thư số của %(name)s đã bị nơi cấp thu hồi từ %(since)s. Ký bằng chứng thư khác còn hiệu lực."
    ),
    UploadFault.EXPIRED: _("Chứng thư số của %(name)s không có hiệu lực vào lúc này. Ký bằng chứng thư còn hạn."),
    UploadFault.UNTRUSTED: _(
        "Chữ ký của %(name)s dùng chứng thư do “%(issuer)s” cấp, hệ thống chưa tin cậy nơi này. Nhờ quản trị hệ thống "
        "thêm chứng thư gốc ấy (GIEO_TRUST_ROOTS), rồi tải lên lại."
    ),
}

TOKENS = {
    TokenFault.ABSENT: _("Không thấy thiết bị ký số ở máy chủ. Cắm thiết bị vào rồi ký lại."),
    TokenFault.SEVERAL: _(
        "Có nhiều thiết bị ký số hoặc nhiều khóa, chưa rõ dùng cái nào. Nhờ quản trị hệ thống chọn một "
        "(GIEO_TOKEN_LABEL, GIEO_TOKEN_KEY)."
    ),
    TokenFault.EMPTY: _("Thiết bị ký số không có khóa RSA hay ECDSA kèm chứng thư để ký."),
    TokenFault.PIN: _("Sai mã PIN của thiết bị ký số. Sai nhiều lần liền, thiết bị sẽ tự khóa."),
    TokenFault.LOCKED: _("Thiết bị ký số đã khóa mã PIN. Mở khóa bằng công cụ của nơi cấp rồi ký lại."),
    TokenFault.BUSY: _("Người khác đang ký bằng thiết bị này. Đợi một lát rồi ký lại."),
    TokenFault.BROKEN: _("Thiết bị ký số không làm việc. Rút ra cắm lại; nếu vẫn vậy, báo quản trị hệ thống."),
}
NO_TOKEN = _("Máy chủ chưa được cài thiết bị ký số nào. Ký bằng tệp chứng thư hoặc bằng phần mềm của bạn.")

REMOTE = {
    RemoteFault.NO_SIGNATURE: _("Tệp này không phải chữ ký CMS (DER, PEM hoặc Base64)."),
    RemoteFault.WRONG_VALUE: _(
        "Tệp này không phải chữ ký CMS, cũng không phải giá trị chữ ký của chứng thư đã ghi trong yêu cầu."
    ),
    RemoteFault.NOT_DETACHED: _("Chữ ký trả về phải là chữ ký CMS tách rời của đúng một người, không kèm nội dung."),
    RemoteFault.OTHER_DIGEST: _(
        "Chữ ký này ký vân tay khác: của yêu cầu khác hoặc văn bản khác. Gửi lại đúng tệp yêu cầu đang chờ rồi nộp chữ "
        "ký của yêu cầu ấy."
    ),
    RemoteFault.ANONYMOUS: _("Chữ ký trả về không kèm chứng thư của người ký. Ký lại, chọn kèm chứng thư."),
    RemoteFault.TOO_LARGE: _("Chữ ký trả về lớn hơn chỗ dành cho nó. Ký lại, đừng kèm danh sách thu hồi."),
}
NO_CERTIFICATE = _("Tệp này không phải chứng thư số (.cer, .crt, .pem).")

ALREADY_SEALED = _("%(code)s đã khóa nội dung khác trước đó; nội dung đã khóa không thay đổi được.")
CONTENT_CHANGED = _("Nội dung đang xem không còn là nội dung đã khóa của %(code)s. Tải lại trang, đọc lại rồi ký.")
CONTENT_DAMAGED = _("Nội dung đã khóa của %(code)s không khớp vân tay của nó. Báo quản trị hệ thống; chưa ký được.")
ALREADY_SIGNED = _("%(party)s đã ký %(code)s: %(name)s, lúc %(time)s. Mỗi bên ký một lần.")
CLIENT_ID_USED = _("Lượt ký này đã dùng cho một chữ ký khác. Tải lại trang rồi ký lại.")
NO_CLIENT_ID = _("Thiếu mã của lượt ký. Tải lại trang rồi ký lại.")
NAME_MISSING = _("Ghi họ tên người ký.")
STROKES_NOT_ALLOWED = _("Cách ký này không kèm nét ký trên máy.")
UNREADABLE = _("Tệp này không phải PDF đọc được.")
PKCS12_CLOSED = _("Không mở được tệp chứng thư: sai mật khẩu, hoặc tệp không phải .p12/.pfx.")
PKCS12_EMPTY = _("Tệp chứng thư không có khóa RSA hay ECDSA kèm chứng thư để ký.")
