"""Vietnamese words of figures."""

from collections.abc import Mapping

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from gieo.domain.insights.vocab import CostFault, Cut, IndicatorKey, RowSet, Step
from gieo.domain.transfers.vocab import Mark

STEPS: Mapping[str, Text] = {
    Step.ACCEPTED: _("Đã nghiệm thu"),
    Step.REGISTERED: _("Đã đăng ký"),
    Step.DECIDED: _("Có quyết định chuyển giao"),
    Step.HANDED_OVER: _("Đã ký bàn giao"),
    Step.RECEIVED: _("Đơn vị đã nhận"),
    Step.IN_USE: _("Đang ứng dụng"),
    Step.EXTENDED: _("Đã nhân rộng"),
}

STEP_NOTES: Mapping[str, Text] = {
    Step.ACCEPTED: _("Kết quả có ngày nghiệm thu, kể cả đã rút hoặc hết hạn."),
    Step.REGISTERED: _("Trong số đó, có giấy chứng nhận đăng ký."),
    Step.DECIDED: _("Trong số đó, có tên trong quyết định đang có hiệu lực."),
    Step.HANDED_OVER: _("Trong số đó, có mục trong biên bản mà các bên đã ký."),
    Step.RECEIVED: _("Trong số đó, ít nhất một đơn vị đã xác nhận nhận."),
    Step.IN_USE: _("Trong số đó, hôm nay có ít nhất một nơi ứng dụng đã được người thứ hai xác nhận và còn giá trị."),
    Step.EXTENDED: _("Trong số đó, hôm nay có ít nhất một nơi ứng dụng ở mức nhân rộng."),
}

CUTS: Mapping[str, Text] = {
    Cut.YEAR: _("Năm nghiệm thu"),
    Cut.FIELD: _("Lĩnh vực"),
    Cut.PROGRAMME: _("Chương trình"),
    Cut.PRIORITY: _("Ưu tiên"),
}

NO_PRIORITY: Text = _("Không thuộc ưu tiên nào")

LEGS: Mapping[str, Text] = {
    f"{Mark.ACCEPTANCE}_{Mark.REGISTRATION}": _("Nghiệm thu tới đăng ký"),
    f"{Mark.REGISTRATION}_{Mark.DECISION}": _("Đăng ký tới quyết định"),
    f"{Mark.DECISION}_{Mark.CONFERENCE}": _("Quyết định tới hội nghị"),
    f"{Mark.CONFERENCE}_{Mark.RECEIPT}": _("Hội nghị tới khi nhận"),
    f"{Mark.RECEIPT}_{Mark.FIRST_USE}": _("Khi nhận tới lần đầu ứng dụng"),
}

# At whom a thing waits that runs towards a mark; lists name the very units.
WAITED_ON: Mapping[str, Text] = {
    Mark.REGISTRATION: _("Tổ chức chủ trì"),
    Mark.DECISION: _("Sở trình, UBND tỉnh ban hành"),
    Mark.CONFERENCE: _("Sở Khoa học và Công nghệ"),
    Mark.RECEIPT: _("Đơn vị nhận"),
    Mark.FIRST_USE: _("Đơn vị đã nhận"),
}

ROW_SETS: Mapping[str, Text] = {
    RowSet.DRAWER: _("Trong ngăn kéo: nghiệm thu đã lâu, chưa giao cho ai"),
    RowSet.RECENT: _("Nghiệm thu ba năm gần đây"),
    RowSet.PRIORITY: _("Nông, lâm nghiệp và du lịch, ba năm gần đây"),
    RowSet.OUTSTANDING: _("Kết quả nổi bật"),
    RowSet.LED: _("Nghiệm thu ba năm gần đây, chủ nhiệm có học vị"),
    RowSet.TAUGHT: _("Đã giao, có lớp tập huấn hoặc có người được tập huấn ở nơi ứng dụng"),
    RowSet.OFFERED: _("Đang chào chuyển giao"),
    RowSet.TOLD: _("Đã giới thiệu: có lời dễ hiểu và ảnh, hoặc có tin bài"),
    RowSet.WAITS_REGISTRATION: _("Đang đợi đăng ký"),
    RowSet.WAITS_DECISION: _("Đang đợi quyết định chuyển giao"),
    RowSet.WAITS_CONFERENCE: _("Đang đợi hội nghị bàn giao"),
    RowSet.WAITS_RECEIPT: _("Đang đợi đơn vị xác nhận nhận"),
    RowSet.WAITS_USE: _("Đã nhận, đang đợi nơi đầu tiên ứng dụng"),
}

# What is counted of needs, by the year in which they were stated.
NEEDS_NOTE = _(
    "Đếm theo năm nêu. Đã nêu gồm cả nhu cầu đơn vị đã rút. Tỷ lệ: trong các nhu cầu đã trả lời, phần đáp ứng bằng một "
    "kết quả đã có, tức chuyển giao thay cho nghiên cứu mới."
)

COST_FAULTS: Mapping[str, Text] = {
    CostFault.NO_USE: _("Chưa tính: không nơi nào đang ứng dụng"),
    CostFault.NO_COST: _("Chưa tính: hồ sơ chưa ghi kinh phí"),
    CostFault.FEW: _("Chưa tính: quá ít nơi ứng dụng"),
    CostFault.WEAK: _("Chưa tính: bằng chứng còn yếu"),
}

INDICATORS: Mapping[str, Text] = {
    IndicatorKey.POLICY_DOCUMENTS: _("Quyết định chuyển giao đã trình được ban hành"),
    IndicatorKey.PRIORITY_SHARE: _("Kết quả thuộc nông, lâm nghiệp và du lịch"),
    IndicatorKey.NATIONAL_TASKS: _("Sản phẩm chương trình quốc gia, vùng đã bàn giao"),
    IndicatorKey.HANDED_AND_RECEIVED: _("Mục đã giao được đơn vị xác nhận nhận"),
    IndicatorKey.COUNCIL_MEMBERS: _("Kết quả do người có học vị chủ trì"),
    IndicatorKey.TRAINING_CLASSES: _("Kết quả đã giao có người được tập huấn"),
    IndicatorKey.PUBLISHED_RESULTS: _("Kết quả chào chuyển giao đã giới thiệu"),
}

# How each is counted, and what is not in it; shown beside the number.
EXPLAINED: Mapping[str, Text] = {
    IndicatorKey.POLICY_DOCUMENTS: _(
        "Trong các quyết định chuyển giao Sở đã trình UBND tỉnh, phần đã ban hành, kể cả đã sửa đổi hoặc bãi bỏ. "
        "Văn bản chỉ đạo khác chưa có sổ."
    ),
    IndicatorKey.PRIORITY_SHARE: _(
        "Trong các kết quả nghiệm thu ba năm gần đây, phần thuộc lĩnh vực khoa học nông nghiệp hoặc mục tiêu văn hoá, "
        "du lịch. Chưa tách được phần công nghệ cao."
    ),
    IndicatorKey.NATIONAL_TASKS: _(
        "Trong các sản phẩm của chương trình cấp quốc gia, cấp vùng ghi ở Gieo, phần đã có biên bản ký đủ. "
        "Chưa đo được việc quản lý nhiệm vụ đang làm."
    ),
    IndicatorKey.HANDED_AND_RECEIVED: _(
        "Trong các dòng của quyết định đang có hiệu lực, phần đơn vị nhận đã xác nhận. "
        "Phần xây dựng đề xuất đặt hàng chưa đo được."
    ),
    IndicatorKey.COUNCIL_MEMBERS: _(
        "Đo thay: trong các kết quả nghiệm thu ba năm gần đây, phần có chủ nhiệm ghi học hàm, học vị. "
        "Thành phần hội đồng chưa có sổ nên chưa đo được."
    ),
    IndicatorKey.TRAINING_CLASSES: _(
        "Trong các kết quả đơn vị đã nhận, phần đã có lớp tập huấn, hoặc hôm nay có nơi ứng dụng khai số lượt người "
        "được tập huấn và đã được xác nhận."
    ),
    IndicatorKey.PUBLISHED_RESULTS: _(
        "Trong các kết quả đang chào chuyển giao, phần có tờ giới thiệu dễ hiểu và ảnh được phép đăng, hoặc có tin bài "
        "đang đăng nhắc tới. Việc nhân rộng đếm ở phễu."
    ),
}
