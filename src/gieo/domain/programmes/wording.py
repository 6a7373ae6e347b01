"""Vietnamese words of the room."""

from collections.abc import Mapping

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from gieo.domain.programmes.vocab import Level

LEVELS: Mapping[str, Text] = {
    Level.NATIONAL: _("Cấp quốc gia"),
    Level.REGIONAL: _("Cấp vùng"),
    Level.PROVINCIAL: _("Cấp tỉnh"),
}

VERBS: Mapping[str, Text] = {
    "add_programme": _("Thêm chương trình"),
    "edit_programme": _("Sửa chương trình"),
    "add_priority": _("Thêm ưu tiên"),
    "edit_priority": _("Sửa ưu tiên"),
    "end_priority": _("Thôi ưu tiên"),
}
