"""Vietnamese words of the files room: why a file is not taken, and the way on."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gieo.foundation.files.vocab import FileFault

FILE_FAULTS: Mapping[FileFault, str | Promise] = {
    FileFault.EMPTY: _("Tệp “%(name)s” rỗng."),
    FileFault.TOO_LARGE: _("Tệp “%(name)s” lớn hơn %(limit)s."),
    FileFault.WRONG_TYPE: _("Tệp “%(name)s” không đúng loại hoặc đuôi tệp không khớp nội dung."),
    FileFault.NOT_HERE: _("Tệp “%(name)s” không thuộc loại được nhận ở đây."),
    FileFault.TWO_KINDS: _(
        "Trong tệp “%(name)s” còn giấu một tệp loại khác. Lưu lại bằng phần mềm đã tạo ra nó (hoặc in ra PDF) rồi gửi."
    ),
    FileFault.BURSTS: _(
        "Tệp “%(name)s” bị hỏng, hoặc giải nén ra lớn quá mức. Lưu lại bằng phần mềm đã tạo ra nó, hoặc chia nhỏ."
    ),
    FileFault.BROKEN_PICTURE: _("Ảnh “%(name)s” không đọc được: tệp hỏng hoặc bị đứt quãng. Gửi lại bản gốc."),
    FileFault.TOO_MANY_PIXELS: _(
        "Ảnh “%(name)s” có %(width)s × %(height)s điểm ảnh, quá lớn: nhiều nhất %(most)s triệu điểm. Thu nhỏ rồi gửi "
        "lại."
    ),
    FileFault.INFECTED: _("Tệp “%(name)s” có mã độc (%(virus)s), không nhận. Quét máy đã tạo ra tệp này."),
    FileFault.SCANNER_AWAY: _(
        "Máy quét vi-rút không trả lời nên tệp “%(name)s” chưa được nhận. Vài phút nữa gửi lại; vẫn vậy thì báo quản "
        "trị hệ thống."
    ),
    FileFault.SCANNER_LIMIT: _(
        "Tệp “%(name)s” lớn hơn mức máy quét vi-rút nhận. Chia nhỏ, hoặc nhờ quản trị hệ thống nâng StreamMaxLength."
    ),
    FileFault.NOT_EQUAL: _("Tệp “%(name)s” tới nơi không giống tệp trên máy bạn (vân tay khác). Gửi lại từ đầu."),
}

VERBS: Mapping[str, str | Promise] = {"sweep": _("Xoá tệp không hồ sơ nào dùng")}
