"""Vietnamese words of the room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gieo.core.basis import Mark
from gieo.core.calendar import SpanUnit
from gieo.domain.procedures.vocab import CodeKey

CODE_KEYS = {
    CodeKey.FIELD: _("Lĩnh vực nghiên cứu"),
    CodeKey.OBJECTIVE: _("Mục tiêu kinh tế - xã hội"),
    CodeKey.PRODUCT_KIND: _("Dạng sản phẩm"),
}

# What the office reads beside a rule: how sure we are of it.
MARKS = {
    Mark.FOUND: _("Đã đọc văn bản"),
    Mark.SECOND_HAND: _("Theo nguồn gián tiếp"),
    Mark.COMPUTED: _("Tính từ quy định đã đọc"),
    Mark.MEMORY: _("Chưa đối chiếu"),
    Mark.PROPOSAL: _("Đề xuất, không phải quy định"),
}

SPANS = {
    SpanUnit.WORKING: ngettext_lazy("%(count)d ngày làm việc", "%(count)d ngày làm việc", "count"),
    SpanUnit.CALENDAR: ngettext_lazy("%(count)d ngày", "%(count)d ngày", "count"),
    SpanUnit.MONTH: ngettext_lazy("%(count)d tháng", "%(count)d tháng", "count"),
}

VERBS = {
    "load_code_tables": _("Nạp bảng mã"),
    "add_code_entry": _("Thêm mã"),
    "edit_code_entry": _("Sửa mã"),
    "edit_code_system": _("Sửa bảng mã"),
}


def span(count: int, unit: SpanUnit) -> str:
    """ "30 ngày làm việc"."""
    return str(SPANS[unit] % {"count": count})
