"""Vietnamese words of what readers say, per reader where they differ."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gieo.foundation.audience.vocab.comments import CommentState

Label = str | Promise

STATE_LABELS: Mapping[str, Label] = {
    CommentState.WAITING: _("Chờ duyệt"),
    CommentState.PUBLISHED: _("Đã đăng"),
    CommentState.REFUSED: _("Không đăng"),
    CommentState.WITHDRAWN: _("Đã gỡ"),
    CommentState.TAKEN_BACK: _("Người viết rút"),
}
STATE_TONES: Mapping[str, str] = {
    CommentState.WAITING: "wait",
    CommentState.PUBLISHED: "ok",
    CommentState.REFUSED: "late",
    CommentState.WITHDRAWN: "late",
    CommentState.TAKEN_BACK: "plain",
}
TOLD_THE_WRITER: Mapping[str, Label] = {
    CommentState.WAITING: _("Bình luận đang chờ biên tập viên duyệt, chưa hiện trên trang."),
    CommentState.PUBLISHED: _("Bình luận đang hiện trên trang."),
    CommentState.REFUSED: _("Biên tập viên không đăng bình luận này."),
    CommentState.WITHDRAWN: _("Biên tập viên đã gỡ bình luận này khỏi trang."),
    CommentState.TAKEN_BACK: _("Bạn đã rút bình luận này; tên, nội dung và thư điện tử đã bị xoá."),
}
"""The same states as who wrote the comment reads them."""

VERBS: Mapping[str, Label] = {
    "send": _("Gửi bình luận"),
    "publish": _("Đăng bình luận"),
    "refuse": _("Không đăng bình luận"),
    "withdraw": _("Gỡ bình luận"),
    "take_back": _("Rút bình luận của mình"),
    "answer": _("Trả lời bình luận"),
    "open": _("Mở lại bình luận của trang"),
    "close": _("Đóng bình luận của trang"),
    "set_counter": _("Đặt bộ đếm lượt truy cập"),
}

VISITOR_FAULTS: Mapping[str, Label] = {
    "name": _("Ghi tên."),
    "either": _("Ghi số điện thoại hoặc thư điện tử."),
    "no_phone": _("Ghi số điện thoại."),
    "no_email": _("Ghi thư điện tử."),
    "phone": _("Số điện thoại chưa đúng."),
    "email": _("Địa chỉ thư điện tử chưa đúng."),
    "consents": _("Chỉ giữ được tên và cách liên lạc khi có đồng ý."),
}
"""What is wrong with who sends something without an account, as every form says it."""

NUMBERS: tuple[Label, ...] = (
    *(_("một"), _("hai"), _("ba"), _("bốn"), _("năm"), _("sáu"), _("bảy"), _("tám"), _("chín")),
)
"""From one to nine."""


def question(first: int, second: int) -> str:
    """A small sum in words: "Ba cộng bốn bằng mấy?"."""
    numbers = {"first": NUMBERS[first - 1], "second": NUMBERS[second - 1]}
    words = gettext("%(first)s cộng %(second)s bằng mấy?") % numbers
    return words[:1].upper() + words[1:]


def wrong_code() -> str:
    return gettext("Mã xác thực không đúng. Những gì bạn gõ còn nguyên: xin gửi lại với mã mới.")


def blocked(verb: str, state: str) -> str:
    """Why a deed is not possible now."""
    if state == CommentState.TAKEN_BACK:
        return gettext("Người viết đã rút bình luận này, không còn gì để làm với nó.")
    if verb == "publish":
        return gettext("Bình luận này đang hiện trên trang rồi.")
    if verb == "refuse" and state == CommentState.PUBLISHED:
        return gettext("Bình luận đã đăng. Muốn bỏ thì gỡ và ghi lý do.")
    if verb == "take_back":
        return gettext("Bình luận không hiện trên trang nên không có gì để rút.")
    if verb in ("withdraw", "answer"):
        return gettext("Bình luận chưa hiện trên trang.")
    return gettext("Bình luận “%(state)s” không làm được việc này.") % {"state": STATE_LABELS[state]}
