"""Our own answers to everything that goes wrong, in both languages, with a request number and a way on.

One table of faults, one function that answers: a page for people, the same sentence as plain text for htmx, which
shows it in a dialog. The two bare pages touch neither the database nor the frame, since either may be what is broken.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core.errors import Conflict, GieoError, Missing, NotAllowed, NotFound, TooOften, WrongState
from gieo.foundation.accounts.vocab import CHANGED_WHO

NOT_ITS_OWN = "incorrect."
"""How the reason ends by which Django refuses a token that is not the browser's own."""


@dataclass(frozen=True)
class Fault:
    """What went wrong and what to do now. A refusal that has a sentence of its own puts it in the place of `why`."""

    status: int
    title: Any
    why: Any
    bare: bool = False

    @property
    def template(self) -> str:
        return "errors/bare.html" if self.bare else "errors/page.html"


FAULTS: dict[str, Fault] = {
    "400": Fault(
        400,
        gettext_lazy("Yêu cầu này không làm được"),
        gettext_lazy("Trang nhận được điều nó không đọc nổi. Quay lại trang trước, tải lại rồi thử lần nữa."),
    ),
    "403": Fault(
        403,
        gettext_lazy("Bạn chưa được phép làm việc này"),
        gettext_lazy("Việc này cần một vai trò khác. Nếu đúng là việc của bạn, xin nói với quản trị hệ thống ở Sở."),
    ),
    "csrf": Fault(
        403,
        gettext_lazy("Trang đã để quá lâu"),
        gettext_lazy(
            "Để giữ an toàn, mỗi trang chỉ gửi được trong một thời gian. Quay lại trang trước, tải lại rồi gửi lần "
            "nữa. Trình duyệt phải cho phép cookie của trang này."
        ),
    ),
    "who": Fault(
        409,
        gettext_lazy("Trang này mở ra với tư cách khác"),
        gettext_lazy(
            "Sau khi mở trang này, ở một thẻ khác bạn đã bắt đầu hoặc thôi làm việc thay người khác, nên điều vừa gửi "
            "chưa được ghi."
        ),
    ),
    "404": Fault(
        404,
        gettext_lazy("Không có trang này"),
        gettext_lazy(
            "Có thể địa chỉ gõ nhầm, hồ sơ đã đổi mã, hoặc bạn không thuộc những người được xem. Thử tìm theo tên "
            "hoặc mã."
        ),
    ),
    "405": Fault(
        405,
        gettext_lazy("Địa chỉ này không mở trực tiếp được"),
        gettext_lazy(
            "Đây là nơi nhận một việc đã bấm nút, không phải một trang để xem. Quay lại hồ sơ và bấm nút ở đó."
        ),
    ),
    "409": Fault(
        409,
        gettext_lazy("Việc này chưa làm được"),
        gettext_lazy("Hồ sơ đã đổi trong lúc bạn làm. Quay lại trang trước, tải lại rồi thử lần nữa."),
    ),
    "413": Fault(
        413,
        gettext_lazy("Tệp quá lớn"),
        gettext_lazy(
            "Những gì gửi lên vượt cỡ cho phép. Chia nhỏ hoặc nén tệp rồi gửi lại; những gì đã gõ vẫn còn ở trang "
            "trước."
        ),
    ),
    "429": Fault(
        429,
        gettext_lazy("Xin chậm lại một chút"),
        gettext_lazy("Có quá nhiều lần thử trong thời gian ngắn. Đợi vài phút rồi làm tiếp; không có gì bị mất."),
    ),
    "500": Fault(
        500,
        gettext_lazy("Máy chủ gặp lỗi"),
        gettext_lazy(
            "Lỗi đã được ghi lại. Việc bạn vừa làm có thể chưa được lưu: mở lại hồ sơ để xem, rồi thử lần nữa sau ít "
            "phút."
        ),
        bare=True,
    ),
    "maintenance": Fault(
        503,
        gettext_lazy("Gieo đang được bảo trì"),
        gettext_lazy(
            "Hệ thống tạm dừng để nâng cấp hoặc sao lưu và sẽ trở lại sau ít phút. Không có dữ liệu nào bị mất; những "
            "gì bạn gõ còn nguyên trên trang."
        ),
        bare=True,
    ),
}


def refusal(request: HttpRequest, kind: str, message: str = "", **headers: str) -> HttpResponse:
    """The answer to a fault. Headers are given as keywords: `Retry_After="60"`."""
    fault = FAULTS[kind]
    number = getattr(request, "number", "")
    with _language_of(request):
        if wants_words(request):
            words = [
                message or f"{fault.title}. {fault.why}",
                _("Số yêu cầu: %(number)s.") % {"number": number} if number else "",
            ]
            answer = HttpResponse(" ".join(filter(None, words)), content_type="text/plain; charset=utf-8")
        elif fault.bare:
            answer = HttpResponse(get_template(fault.template).render(told(fault, number, message)))
        else:
            answer = render(request, fault.template, told(fault, number, message))
    answer.status_code = fault.status
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer


def told(fault: Fault, number: str, message: str = "") -> dict[str, Any]:
    """What the pages of faults say. They ask no table, since a table may be the fault: no count of readers."""
    return {"title": fault.title, "why": message or fault.why, "number": number, "is_fault": True}


def wants_words(request: HttpRequest) -> bool:
    """htmx shows a refusal in a dialog: a sentence, no page."""
    return request.headers.get("HX-Request") == "true"


def _language_of(request: HttpRequest) -> AbstractContextManager[Any]:
    """What the middleware has chosen; before it had its turn, the language of the address or the browser."""
    if hasattr(request, "LANGUAGE_CODE"):
        return nullcontext()
    return translation.override(translation.get_language_from_request(request, check_path=True))


def sentence(error: GieoError) -> str:
    """What a refusal says to the person who asked."""
    if isinstance(error, WrongState) and not error.message:
        return _("Hồ sơ đã chuyển sang trạng thái khác nên việc này không còn làm được. Xem lại trạng thái hiện tại.")
    if isinstance(error, Missing):
        return _("Còn thiếu: %(what)s.") % {"what": error.message}
    if isinstance(error, Conflict) and not error.message:
        return _("Người khác vừa sửa hồ sơ này. Xem lại nội dung mới rồi lưu lần nữa.")
    if isinstance(error, TooOften) and not error.message:
        return _("Có quá nhiều lần thử trong thời gian ngắn. %(when)s Không có gì bị mất.") % {
            "when": come_back(error.seconds)
        }
    return str(error.message)


def come_back(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext("Xin quay lại sau %(n)s phút.", "Xin quay lại sau %(n)s phút.", minutes) % {"n": minutes}


def refused(request: HttpRequest, error: GieoError) -> HttpResponse:
    """The answer to a deed that was refused and that no view answered."""
    if isinstance(error, TooOften):
        return refusal(request, "429", sentence(error), Retry_After=str(error.seconds))
    kind = "404" if isinstance(error, NotFound) else "403" if isinstance(error, NotAllowed) else "409"
    return refusal(request, kind, sentence(error))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_big = isinstance(exception, (RequestDataTooBig, TooManyFilesSent))
    return refusal(request, "413" if too_big else "400")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, "403")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, "404")


def too_many(request: HttpRequest) -> HttpResponse:
    """Asked by allauth, which does not say how long one must wait: its limits here are counted by the minute."""
    return refused(request, TooOften(60))


def server_error(request: HttpRequest) -> HttpResponse:
    return refusal(request, "500")


def maintenance(request: HttpRequest) -> HttpResponse:
    """Gieo rests: tables are being changed."""
    return refusal(request, "maintenance", Retry_After="60")


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not hold: too old, or drawn before one began or stopped acting for somebody."""
    if reason.endswith(NOT_ITS_OWN) and request.session.get(CHANGED_WHO):
        with _language_of(request):
            return refusal(request, "who", _opened_as_another(request))
    return refusal(request, "csrf")


def _opened_as_another(request: HttpRequest) -> str:
    acting = getattr(request, "acting", None)
    now = (
        _("Bây giờ bạn đang làm việc thay %(name)s.") % {"name": acting.delegator.name}
        if acting is not None
        else _("Bây giờ bạn đang làm việc với tư cách của mình.")
    )
    back = _("Quay lại trang trước: chữ đã gõ còn ở đó. Tải lại trang ấy, xem đúng tư cách rồi gửi lần nữa.")
    return f"{FAULTS['who'].why} {now} {back}"


def method_not_allowed(request: HttpRequest, allowed: list[str]) -> HttpResponse:
    return refusal(request, "405", Allow=", ".join(allowed))
