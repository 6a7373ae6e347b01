"""Labels of kinds, and how an abolished unit is named."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.foundation.units.vocab import UnitKind

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
    "add_contact": gettext_lazy("Thêm người liên hệ"),
    "edit_contact": gettext_lazy("Sửa người liên hệ"),
    "remove_contact": gettext_lazy("Xoá người liên hệ"),
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
