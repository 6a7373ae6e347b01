"""Vietnamese words of the newsroom, per reader where they differ."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gieo.domain.news.vocab import ArticleState, Part, SourceKind, Standing, What

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    ArticleState.DRAFT: _("Đang viết"),
    ArticleState.SUBMITTED: _("Chờ duyệt"),
    ArticleState.APPROVED: _("Chờ đến giờ đăng"),
    ArticleState.PUBLISHED: _("Đã đăng"),
    ArticleState.WITHDRAWN: _("Đã gỡ"),
}
STATE_TONES: Mapping[str, str] = {
    ArticleState.DRAFT: "plain",
    ArticleState.SUBMITTED: "wait",
    ArticleState.APPROVED: "info",
    ArticleState.PUBLISHED: "ok",
    ArticleState.WITHDRAWN: "late",
}
KIND_LABELS: Mapping[str, Label] = {
    SourceKind.CONFERENCE: _("Hội nghị"),
    SourceKind.DECISION: _("Quyết định chuyển giao"),
    SourceKind.LINES: _("Các dòng quyết định của hội nghị"),
    SourceKind.MINUTES: _("Các biên bản của hội nghị"),
    SourceKind.UNIT: _("Mục giao cho đơn vị"),
    SourceKind.PROGRAMME: _("Chương trình"),
    SourceKind.RESULT: _("Kết quả"),
    SourceKind.DIRECTIVE: _("Yêu cầu của lãnh đạo tỉnh"),
}
WHAT_LABELS: Mapping[str, Label] = {
    What.DAY: _("ngày"),
    What.PLACE: _("địa điểm"),
    What.TITLE: _("tên"),
    What.CHAIR: _("chức vụ người chủ trì"),
    What.STATE: _("tình trạng"),
    What.NUMBER: _("số, ký hiệu"),
    What.ISSUER: _("cơ quan ban hành"),
    What.RESULTS: _("số kết quả"),
    What.PRODUCTS: _("số sản phẩm"),
    What.UNITS: _("số đơn vị nhận"),
    What.ENTERPRISES: _("số doanh nghiệp"),
    What.NATURES: _("dạng sản phẩm"),
    What.ITEMS: _("mục được giao"),
    What.NAME: _("tên"),
    What.SIGNED: _("biên bản đã ký / đã lập"),
    What.RECEIVED: _("mục đã nhận / trong biên bản đã ký"),
    What.PLAIN_WORDS: _("giới thiệu dễ hiểu"),
    What.REQUEST: _("nội dung yêu cầu"),
}
STATE_VALUES = (_("đã bế mạc"), _("chưa bế mạc"))
"""What a conference's state reads as among the sources of a sentence (rules.drafting)."""
STANDING_LABELS: Mapping[str, Label] = {
    Standing.AS_DRAFTED: _("Đúng như hồ sơ lúc soạn"),
    Standing.BY_HAND: _("Đã sửa tay"),
    Standing.TAKEN_OUT: _("Đã bỏ khỏi bài"),
}
STANDING_TONES: Mapping[str, str] = {
    Standing.AS_DRAFTED: "ok",
    Standing.BY_HAND: "info",
    Standing.TAKEN_OUT: "plain",
}
PART_LABELS: Mapping[str, Label] = {
    Part.TITLE: _("Tiêu đề"),
    Part.LEAD: _("Đoạn dẫn"),
    Part.BODY: _("Nội dung"),
    Part.AUTHOR_UNIT: _("Đơn vị viết bài"),
    Part.BYLINE: _("Người viết"),
    Part.CAPTIONS: _("Chú thích của mọi ảnh"),
    Part.CREDITS: _("Người chụp hoặc nguồn của mọi ảnh"),
    Part.CONSENTS: _("Đồng ý của người trong mọi ảnh"),
}

VERBS: Mapping[str, Label] = {
    "draft": _("Soạn bài"),
    "edit": _("Sửa bài"),
    "redraft": _("Soạn lại từ hồ sơ"),
    "set_photographs": _("Thêm, sửa ảnh"),
    "withdraw_photograph": _("Thôi đăng ảnh"),
    "discard": _("Bỏ bản viết"),
    "submit": _("Gửi duyệt"),
    "return": _("Trả lại để sửa"),
    "approve": _("Duyệt bài"),
    "publish": _("Đăng bài"),
    "hold": _("Hoãn đăng vì hồ sơ đã đổi"),
    "revise": _("Sửa bài đã đăng"),
    "abandon": _("Thôi sửa"),
    "withdraw": _("Gỡ bài"),
}


def blocked(verb: str, state: str) -> str:
    """Why a deed is not possible now, and what would have to happen first."""
    if state == ArticleState.SUBMITTED and verb in ("edit", "redraft", "set_photographs", "submit"):
        return gettext("Bài đang chờ duyệt. Trả lại để sửa trước đã.")
    if state == ArticleState.APPROVED and verb in ("edit", "redraft", "set_photographs", "submit", "approve"):
        return gettext("Bài đã duyệt, đang chờ đến giờ đăng. Trả lại để sửa trước đã.")
    if state == ArticleState.PUBLISHED and verb in ("edit", "redraft", "set_photographs", "submit", "approve"):
        return gettext("Bài đã đăng. Bấm “Sửa bài đã đăng” và ghi lý do trước đã.")
    if state == ArticleState.WITHDRAWN:
        return gettext("Bài đã gỡ. Bấm “Sửa bài đã đăng” và ghi lý do nếu muốn viết lại.")
    if verb in ("approve", "return"):
        return gettext("Bài chưa gửi duyệt.")
    if verb in ("publish", "hold"):
        return gettext("Bài chưa được duyệt.")
    if verb in ("revise", "withdraw", "abandon"):
        return gettext("Bài chưa đăng.")
    return gettext("Bài “%(state)s” không làm được việc này.") % {"state": STATE_LABELS[state]}
