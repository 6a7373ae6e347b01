"""Labels of levels, ranks and maps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gieo.foundation.places.vocab import AreaKind, Era, Rank

KIND_LABELS: dict[AreaKind, Promise] = {
    AreaKind.PROVINCE: _("Cấp tỉnh"),
    AreaKind.DISTRICT: _("Cấp huyện (đến hết 30/06/2025)"),
    AreaKind.COMMUNE: _("Cấp xã"),
}

ERA_LABELS: dict[Era, Promise] = {
    Era.BEFORE_2025: _("Bản đồ hành chính trước 01/07/2025"),
    Era.AFTER_2025: _("Bản đồ hành chính từ 01/07/2025"),
}

RANK_LABELS: dict[Rank, Promise] = {
    Rank.PROVINCE: _("tỉnh"),
    Rank.CITY: _("thành phố"),
    Rank.URBAN_DISTRICT: _("quận"),
    Rank.DISTRICT: _("huyện"),
    Rank.TOWN: _("thị xã"),
    Rank.TOWNSHIP: _("thị trấn"),
    Rank.WARD: _("phường"),
    Rank.COMMUNE: _("xã"),
    Rank.SPECIAL_ZONE: _("đặc khu"),
}
