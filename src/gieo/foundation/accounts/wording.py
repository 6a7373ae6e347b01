"""Roles as people call them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Role

ROLE_LABELS: dict[str, Any] = {
    Role.OFFICER: _("Chuyên viên"),
    Role.DIRECTOR: _("Lãnh đạo Sở"),
    Role.PROVINCE_LEADER: _("Lãnh đạo UBND tỉnh"),
    Role.UNIT_REP: _("Đại diện đơn vị"),
    Role.HOST: _("Tổ chức chủ trì, chủ nhiệm"),
    Role.REGISTRAR: _("Cán bộ đăng ký kết quả"),
    Role.EDITOR: _("Biên tập viên"),
    Role.ADMINISTRATOR: _("Quản trị hệ thống"),
}

ROLE_CHOICES = list(ROLE_LABELS.items())

VERBS: dict[str, Any] = {
    "create": _("Ghi vào danh bạ"),
    "edit": _("Sửa thông tin"),
    "give_role": _("Giao vai trò"),
    "end_role": _("Kết thúc vai trò"),
    "invite": _("Mời vào Gieo"),
    "accept_invitation": _("Nhận lời mời"),
}
