"""Labels of kinds and acts, and how an abolished unit is named."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.foundation.units.rules import ActFault
from gieo.foundation.units.vocab import ActKind, UnitKind

KIND_LABELS: dict[str, str | Promise] = {
    UnitKind.PROVINCE_COMMITTEE: gettext_lazy("UBND tỉnh"),
    UnitKind.DEPARTMENT: gettext_lazy("Sở, ngành"),
    UnitKind.DISTRICT_COMMITTEE: gettext_lazy("UBND cấp huyện"),
    UnitKind.COMMUNE_COMMITTEE: gettext_lazy("UBND cấp xã"),
    UnitKind.COLLEGE: gettext_lazy("Trường cao đẳng, đại học"),
    UnitKind.INSTITUTE: gettext_lazy("Viện nghiên cứu"),
    UnitKind.PUBLIC_SERVICE: gettext_lazy("Đơn vị sự nghiệp công lập"),
    UnitKind.INFORMATION_CENTRE: gettext_lazy("Trung tâm thông tin"),
    UnitKind.ENTERPRISE: gettext_lazy("Doanh nghiệp"),
    UnitKind.COOPERATIVE: gettext_lazy("Hợp tác xã"),
    UnitKind.ASSOCIATION: gettext_lazy("Hội, hiệp hội"),
    UnitKind.OTHER: gettext_lazy("Khác"),
}

VERBS: dict[str, str | Promise] = {
    "create": gettext_lazy("Ghi đơn vị"),
    "edit": gettext_lazy("Sửa đơn vị"),
    "abolish": gettext_lazy("Ghi đơn vị không còn hoạt động"),
    "change_face": gettext_lazy("Đổi tên hoặc loại"),
    "restore": gettext_lazy("Khôi phục như trước việc sắp xếp"),
    "remove": gettext_lazy("Bỏ đơn vị lập nhầm"),
    "record": gettext_lazy("Ghi việc sắp xếp"),
    "undo": gettext_lazy("Bỏ việc sắp xếp ghi nhầm"),
    "add_contact": gettext_lazy("Thêm người liên hệ"),
    "edit_contact": gettext_lazy("Sửa người liên hệ"),
    "remove_contact": gettext_lazy("Xoá người liên hệ"),
}

ACT_LABELS: dict[str, str | Promise] = {
    ActKind.MERGE: gettext_lazy("Sáp nhập, hợp nhất"),
    ActKind.SPLIT: gettext_lazy("Chia, tách"),
    ActKind.RENAME: gettext_lazy("Đổi tên"),
    ActKind.CHANGE_KIND: gettext_lazy("Đổi loại"),
    ActKind.ABOLISH: gettext_lazy("Chấm dứt hoạt động"),
}

ACT_NOTES: dict[str, str | Promise] = {
    ActKind.MERGE: gettext_lazy("Nhiều đơn vị thành một, hoặc nhập vào một đơn vị đang có."),
    ActKind.SPLIT: gettext_lazy("Một đơn vị thành nhiều; một trong số đó là đơn vị kế thừa chính."),
    ActKind.RENAME: gettext_lazy("Vẫn là đơn vị ấy dưới tên mới; hồ sơ trước ngày đổi giữ tên cũ."),
    ActKind.CHANGE_KIND: gettext_lazy("Ví dụ hợp tác xã thành doanh nghiệp; con số của ngày trước giữ loại cũ."),
    ActKind.ABOLISH: gettext_lazy("Một đơn vị thôi hoạt động; cơ quan nhà nước phải có đơn vị kế thừa."),
}

ACT_FAULTS: dict[ActFault, str | Promise] = {
    ("units", "few"): gettext_lazy("Chọn các đơn vị được sáp nhập: ít nhất hai, hoặc một đơn vị nhập vào đơn vị khác."),
    ("units", "one"): gettext_lazy("Chọn đúng một đơn vị."),
    ("heir", "missing"): gettext_lazy("Chọn đơn vị kế thừa chính, hoặc ghi tên đơn vị mới."),
    ("heir", "itself"): gettext_lazy("Đơn vị không thể kế thừa chính mình."),
    ("others", "missing"): gettext_lazy("Ghi ít nhất một đơn vị khác cùng nhận."),
    ("others", "repeats"): gettext_lazy("Mỗi đơn vị chỉ ghi một lần."),
    ("name", "missing"): gettext_lazy("Ghi tên mới."),
    ("changed_kind", "missing"): gettext_lazy("Chọn loại mới."),
}


def succeeded(name: str, successor: str, since: date) -> str:
    """ "UBND huyện Mường Chà (từ 01/07/2025: UBND xã Na Sang)"."""
    return _("%(name)s (từ %(date)s: %(successor)s)") % {
        "name": name,
        "date": f"{since:%d/%m/%Y}",
        "successor": successor,
    }


def ended(name: str, since: date) -> str:
    """ "Hợp tác xã Pá Khoang (giải thể từ 01/03/2024)"."""
    return _("%(name)s (giải thể từ %(date)s)") % {"name": name, "date": f"{since:%d/%m/%Y}"}


def formerly(name: str, before: str) -> str:
    """ "UBND xã Na Sang (trước là UBND huyện Mường Chà)"."""
    return _("%(name)s (trước là %(before)s)") % {"name": name, "before": before}
