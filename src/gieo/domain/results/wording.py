"""Vietnamese words of the room, per reader where they differ."""

from collections.abc import Mapping

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from gieo.domain.results.vocab import (
    Access,
    Delivery,
    FileRole,
    Grade,
    Holding,
    KitKey,
    MemberRole,
    Origin,
    ProductNature,
    QuestionFault,
    ResultState,
    SavedState,
)

STATES: Mapping[str, Text] = {
    ResultState.DRAFT: _("Bản nháp"),
    ResultState.ACCEPTED: _("Đã nghiệm thu"),
    ResultState.REGISTERED: _("Đã đăng ký"),
    ResultState.TRANSFERABLE: _("Sẵn sàng chuyển giao"),
    ResultState.WITHDRAWN: _("Đã rút"),
    ResultState.EXPIRED: _("Hết hạn dùng"),
}
HOLDS: Mapping[str, Text] = {
    "held": _("Còn trong thời hạn xác nhận"),
    "silent": _("Chưa được xác nhận lại"),
}
UNCONFIRMED = _("Chưa được xác nhận lại từ %(day)s")

# What anybody reads on the portal; only two states are ever shown there.
PUBLIC_STATES: Mapping[str, Text] = {
    ResultState.REGISTERED: _("Đã đăng ký, chưa chào chuyển giao"),
    ResultState.TRANSFERABLE: _("Sẵn sàng chuyển giao"),
}

STATE_TONES: Mapping[str, str] = {
    ResultState.DRAFT: "plain",
    ResultState.ACCEPTED: "info",
    ResultState.REGISTERED: "info",
    ResultState.TRANSFERABLE: "ok",
    ResultState.WITHDRAWN: "late",
    ResultState.EXPIRED: "wait",
}

HOLDINGS: Mapping[str, Text] = {
    Holding.HOLDS: _("Còn dùng được như đã đăng ký"),
    Holding.CHANGED: _("Còn dùng được, có thay đổi"),
    Holding.ENDED: _("Không còn dùng được"),
}
ASK_VALIDITY = _("Xác nhận kết quả còn dùng được không")
DECIDE_SAID = _("Quyết định về câu trả lời qua liên kết: kết quả còn dùng được không")
BY_LINK = _("Người giữ liên kết của %(unit)s")
QUESTION_FAULTS: Mapping[str, Text] = {
    QuestionFault.FORGED: _("Liên kết này không đúng: có thể đã bị cắt khi chép. Mở lại từ thư hoặc tin nhắn."),
    QuestionFault.EXPIRED: _("Liên kết này đã hết hạn. Gọi cho Sở: cán bộ đọc liên kết mới hoặc ghi giúp câu trả lời."),
    QuestionFault.ANSWERED: _("Câu hỏi này đã có câu trả lời. Cần sửa thì gọi cho Sở."),
    QuestionFault.CLOSED: _("Câu hỏi này không còn cần trả lời. Cần hỏi gì, gọi cho Sở."),
}

ORIGINS: Mapping[str, Text] = {
    Origin.PROVINCIAL_TASK: _("Nhiệm vụ cấp tỉnh"),
    Origin.PROGRAMME_TASK: _("Nhiệm vụ của chương trình"),
    Origin.ELSEWHERE: _("Nguồn khác"),
}

GRADES: Mapping[str, Text] = {
    Grade.EXCELLENT: _("Xuất sắc"),
    Grade.GOOD: _("Khá"),
    Grade.PASS: _("Đạt"),
}

ACCESSES: Mapping[str, Text] = {
    Access.OPEN: _("Mở"),
    Access.RESTRICTED: _("Hạn chế xem"),
}

MEMBER_ROLES: Mapping[str, Text] = {
    MemberRole.LEADER: _("Chủ nhiệm"),
    MemberRole.SECRETARY: _("Thư ký khoa học"),
    MemberRole.MEMBER: _("Thành viên"),
}

NATURES: Mapping[str, Text] = {
    ProductNature.REPORT: _("Báo cáo"),
    ProductNature.PROCESS: _("Quy trình công nghệ"),
    ProductNature.METHOD: _("Phương pháp"),
    ProductNature.DATABASE: _("Cơ sở dữ liệu"),
    ProductNature.CHART: _("Bảng, biểu đồ"),
    ProductNature.MAP: _("Bản đồ, sơ đồ"),
    ProductNature.SOFTWARE: _("Phần mềm"),
    ProductNature.DESIGN: _("Bản vẽ thiết kế"),
    ProductNature.STANDARD: _("Tiêu chuẩn, quy chuẩn"),
    ProductNature.FORECAST: _("Tài liệu dự báo"),
    ProductNature.SCHEME: _("Đề án, quy hoạch"),
    ProductNature.PRINCIPLE: _("Nguyên lý ứng dụng"),
    ProductNature.VARIETY: _("Giống cây trồng"),
    ProductNature.BREED: _("Giống vật nuôi"),
    ProductNature.MODEL: _("Mô hình"),
    ProductNature.DEVICE: _("Thiết bị, máy móc"),
    ProductNature.MATERIAL: _("Vật liệu"),
    ProductNature.GOODS: _("Sản phẩm hàng hoá"),
    ProductNature.SAMPLE: _("Mẫu"),
    ProductNature.ARTICLE: _("Bài báo, sách"),
    ProductNature.IP: _("Quyền sở hữu trí tuệ"),
    ProductNature.TRAINING: _("Đào tạo"),
    ProductNature.OTHER: _("Sản phẩm khác"),
}

DELIVERIES: Mapping[str, Text] = {
    Delivery.PAPER: _("Bản giấy"),
    Delivery.FILE: _("Tệp"),
    Delivery.SAMPLE: _("Mẫu vật"),
    Delivery.SEED: _("Giống"),
    Delivery.SOURCE_CODE: _("Mã nguồn"),
    Delivery.DEVICE: _("Hiện vật, thiết bị"),
}

FILE_ROLES: Mapping[str, Text] = {
    FileRole.CONTENT: _("Nội dung sản phẩm"),
    FileRole.PROCEDURE: _("Quy trình, hướng dẫn sử dụng"),
    FileRole.PROOF: _("Minh chứng, kết quả kiểm nghiệm"),
}

KIT_PARTS: Mapping[str, Text] = {
    KitKey.PLAIN_SHEET: _("Tờ giới thiệu dễ hiểu"),
    KitKey.PROCEDURE: _("Quy trình kỹ thuật"),
    KitKey.COST: _("Chi phí áp dụng"),
    KitKey.INPUTS: _("Vật tư, đầu vào"),
    KitKey.CONDITIONS: _("Điều kiện áp dụng"),
    KitKey.RISKS: _("Rủi ro, điều cần coi chừng"),
    KitKey.CONTACT: _("Người liên hệ"),
    KitKey.FILES: _("Tệp của sản phẩm, có vân tay"),
}

# What to do when a part lacks: shown beside it.
KIT_HINTS: Mapping[str, Text] = {
    KitKey.PLAIN_SHEET: _("Viết nửa trang cho người sẽ dùng"),
    KitKey.PROCEDURE: _("Tải lên tệp quy trình của một sản phẩm"),
    KitKey.COST: _("Ghi chi phí cho một héc-ta, hộ, máy…"),
    KitKey.INPUTS: _("Liệt kê giống, vật tư, thiết bị, người"),
    KitKey.CONDITIONS: _("Ghi nơi phù hợp và một điều kiện nữa"),
    KitKey.RISKS: _("Ghi khi nào không nên dùng"),
    KitKey.CONTACT: _("Ghi tên, điện thoại hoặc thư điện tử"),
    KitKey.FILES: _("Mỗi sản phẩm giao bằng tệp cần một tệp"),
}

# How ready a result is to be used by others, 0 to 9. Our own words; the scale of ten steps follows innovation readiness
# as agricultural research centres use it. No legal force.
READINESS: tuple[Text, ...] = (
    _("Mới là ý tưởng"),
    _("Đã có cơ sở khoa học"),
    _("Đã phác thảo giải pháp"),
    _("Đã chứng minh được nguyên lý"),
    _("Đã thử trong phòng thí nghiệm, ruộng thí nghiệm"),
    _("Đã có mẫu hoặc bản đầu tiên dùng được"),
    _("Đã thử ở nơi sản xuất, có cán bộ kỹ thuật kèm"),
    _("Đã có mô hình trình diễn chạy trọn một vụ, một chu kỳ"),
    _("Người dùng tự làm được ở vài nơi, có tài liệu hướng dẫn"),
    _("Đã dùng thường xuyên ở nhiều nơi, có số liệu xác nhận"),
)

VERBS: Mapping[str, Text] = {
    "draft": _("Ghi kết quả mới"),
    "import": _("Nhập từ sổ cũ"),
    "edit": _("Sửa kết quả"),
    "remove": _("Bỏ kết quả nhập nhầm"),
    "accept": _("Ghi nhận nghiệm thu"),
    "register": _("Đăng ký kết quả"),
    "make_transferable": _("Chào chuyển giao"),
    "reopen": _("Mở lại bản nháp"),
    "hold_back": _("Tạm ngừng chào chuyển giao"),
    "withdraw": _("Rút kết quả"),
    "expire": _("Ghi hết hạn dùng"),
    "reinstate": _("Khôi phục kết quả"),
    "revalidate": _("Xác nhận còn dùng được"),
    "confirm_validity": _("Trả lời còn dùng được không"),
    "say_holding": _("Trả lời qua liên kết"),
    "grant_kit_waiver": _("Miễn bộ chuyển giao"),
    "end_kit_waiver": _("Thôi miễn bộ chuyển giao"),
    "set_access": _("Đặt quyền xem"),
    "add_reader": _("Thêm người được xem"),
    "remove_reader": _("Bớt người được xem"),
    "add_member": _("Thêm thành viên"),
    "edit_member": _("Sửa thành viên"),
    "remove_member": _("Bớt thành viên"),
    "reorder_members": _("Xếp lại thành viên"),
    "add_product": _("Thêm sản phẩm"),
    "edit_product": _("Sửa sản phẩm"),
    "remove_product": _("Bỏ sản phẩm"),
    "reorder_products": _("Xếp lại sản phẩm"),
    "add_product_file": _("Thêm tệp"),
    "remove_product_file": _("Bỏ tệp"),
    "add_photograph": _("Thêm ảnh"),
    "remove_photograph": _("Bỏ ảnh"),
    "withdraw_photograph": _("Thôi đăng ảnh"),
    "reorder_photographs": _("Xếp lại ảnh"),
    "save_search": _("Lưu tìm kiếm"),
    "confirm_search": _("Xác nhận nhận thư"),
    "rename_search": _("Đổi tên tìm kiếm"),
    "pause_search": _("Tạm ngừng báo"),
    "resume_search": _("Báo lại"),
    "end_search": _("Thôi theo dõi"),
}

SAVED_STATES: Mapping[str, Text] = {
    SavedState.WAITING: _("Chờ xác nhận"),
    SavedState.WATCHING: _("Đang theo dõi"),
    SavedState.PAUSED: _("Tạm ngừng"),
}
NOT_SAVED = _("Liên kết này không còn dùng được: tìm kiếm đã được xoá, hoặc không được xác nhận trong những ngày đầu.")
EVERYTHING = _("Mọi kết quả")

# What a missing thing is called; the other names are the labels of the form's fields.
MISSING: Mapping[str, Text] = {
    "leader": _("Chủ nhiệm"),
    "products": _("Sản phẩm"),
}

SECRET_REFUSED = _(
    "Kết quả thuộc bí mật nhà nước không được nhập vào Gieo. Lập, gửi và giữ hồ sơ bằng bản giấy theo quy định về "
    "bảo vệ bí mật nhà nước (Thông tư 14/2014/TT-BKHCN, Điều 5). Gieo chưa lưu gì từ biểu này."
)


def readiness_label(level: int | None) -> str:
    """ "8 trên 9 · Người dùng tự làm được…", or that it was not judged."""
    if level is None:
        return str(_("Chưa đánh giá"))
    return str(_("%(level)d trên 9") % {"level": level}) + f" · {READINESS[level]}"
