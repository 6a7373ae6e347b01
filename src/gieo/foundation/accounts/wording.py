"""Roles as people call them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Role
from gieo.foundation.accounts.vocab import DelegationState, Need

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

NEED_LABELS: dict[str, Any] = {
    Need.OFF: _("Không dùng"),
    Need.OPTIONAL: _("Tuỳ chọn"),
    Need.REQUIRED: _("Bắt buộc"),
}

NEED_CHOICES = list(NEED_LABELS.items())

FACTOR_LABELS: dict[str, Any] = {
    "totp": _("Ứng dụng tạo mã"),
    "webauthn": _("Khoá truy cập"),
    "recovery_codes": _("Mã dự phòng"),
}

ROLE_POWERS: dict[str, tuple[Any, ...]] = {
    Role.OFFICER: (
        _("Ghi, sửa kết quả và bộ chuyển giao; lập quyết định, hội nghị, biên bản; niêm phong, mời ký tại bàn."),
        _("Ghi đơn vị, danh bạ; giao vai trò của đơn vị ngoài Sở và mời họ; sửa ngày nghỉ, danh mục, hạn định."),
    ),
    Role.DIRECTOR: (
        _("Lập quyết định, hội nghị, biên bản như chuyên viên; rút, mở lại kết quả; giao việc theo chỉ đạo."),
        _(
            "Riêng lãnh đạo: miễn phần còn thiếu của bộ chuyển giao, "
            "huỷ biên bản, thôi chỉ đạo. Duyệt tin và bình luận, xem nhật ký."
        ),
    ),
    Role.PROVINCE_LEADER: (_("Xem số liệu, quyết định, hội nghị, chỉ đạo và việc của cả Sở; không sửa gì."),),
    Role.UNIT_REP: (_("Xem biên bản của đơn vị mình và xác nhận đã nhận; sửa người liên hệ của đơn vị."),),
    Role.HOST: (_("Ghi kết quả của tổ chức mình và sửa khi còn là bản nháp."),),
    Role.REGISTRAR: (_("Ghi, sửa kết quả như chuyên viên; riêng cán bộ đăng ký: ghi giấy chứng nhận đăng ký."),),
    Role.EDITOR: (
        _("Viết tin, chọn ảnh; duyệt và đăng bài người khác viết; ảnh và trang công khai của hội nghị."),
        _("Duyệt, trả lời, gỡ bình luận của bạn đọc; đóng, mở bình luận của một bài."),
    ),
    Role.ADMINISTRATOR: (
        _("Giao mọi vai trò; mời, ngừng, mở lại tài khoản; đổi địa chỉ đăng nhập; xoá lớp bảo vệ thứ hai."),
        _("Xem nhật ký, thư đi, việc nền không xong. Những việc về tài khoản người khác không uỷ quyền được."),
    ),
}
"""What each role may do, in short; address by address it stands in tests/house/permissions.toml."""

DELEGATION_LABELS: dict[str, Any] = {
    DelegationState.PLANNED: _("Sắp có hiệu lực"),
    DelegationState.IN_FORCE: _("Đang có hiệu lực"),
    DelegationState.ENDED: _("Đã hết hạn"),
    DelegationState.REVOKED: _("Đã thu hồi"),
}

DELEGATION_TONES: dict[str, str] = {
    DelegationState.PLANNED: "wait",
    DelegationState.IN_FORCE: "ok",
    DelegationState.ENDED: "plain",
    DelegationState.REVOKED: "late",
}

ROLE_CHOICES = list(ROLE_LABELS.items())

VERBS: dict[str, Any] = {
    "create": _("Ghi vào danh bạ"),
    "edit": _("Sửa thông tin"),
    "remove": _("Bỏ người ghi nhầm"),
    "give_role": _("Giao vai trò"),
    "take_back_role": _("Bỏ vai trò giao nhầm"),
    "end_role": _("Kết thúc vai trò"),
    "invite": _("Mời vào Gieo"),
    "accept_invitation": _("Nhận lời mời"),
    "change_password": _("Đổi mật khẩu"),
    "reset_password": _("Đặt lại mật khẩu bằng liên kết"),
    "lock_sign_in": _("Khoá đăng nhập một lúc vì gõ sai nhiều lần"),
    "choose_language": _("Đổi ngôn ngữ làm việc"),
    "choose_reach": _("Đổi cách nhận thư"),
    "suspend_user": _("Ngừng tài khoản"),
    "restore_user": _("Mở lại tài khoản"),
    "change_sign_in_email": _("Đổi địa chỉ đăng nhập"),
    "add_second_factor": _("Thêm lớp bảo vệ thứ hai"),
    "remove_second_factor": _("Bỏ lớp bảo vệ thứ hai"),
    "renew_recovery_codes": _("Lập bộ mã dự phòng mới"),
    "use_recovery_code": _("Đăng nhập bằng mã dự phòng"),
    "reset_second_factor": _("Xoá lớp bảo vệ thứ hai vì mất thiết bị"),
    "set_second_factor_need": _("Đổi yêu cầu về lớp bảo vệ thứ hai"),
    "link_account": _("Nối tài khoản đăng nhập ở nơi khác"),
    "unlink_account": _("Bỏ nối tài khoản đăng nhập ở nơi khác"),
    "delegate": _("Uỷ quyền"),
    "revoke": _("Thu hồi uỷ quyền"),
    "end_session": _("Kết thúc một phiên làm việc"),
    "end_other_sessions": _("Kết thúc các phiên làm việc khác"),
}
