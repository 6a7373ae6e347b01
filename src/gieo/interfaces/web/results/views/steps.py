"""Steps of a result's life, each on a page that says what follows from it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.core.actor import Role
from gieo.core.errors import Invalid, Missing, NotFound
from gieo.domain.procedures.wording import MARKS
from gieo.domain.results import services, wording
from gieo.domain.results.access import access_result
from gieo.domain.results.lifecycle import RESULT
from gieo.domain.results.models import KitWaiver, Result
from gieo.domain.results.permits import may_end_kit_waiver, may_grant_kit_waiver
from gieo.domain.results.queries import handover_gate, registration_due, what_is_missing
from gieo.domain.results.queries.steps import PERMITS
from gieo.domain.results.queries.validity import holds_until, term
from gieo.domain.results.vocab import Grade, Holding, Stage
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.units.permits import answers_for
from gieo.interfaces.web.results import present
from gieo.interfaces.web.results.forms import AcceptForm, ReasonForm, RegisterForm, ValidityForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, writes


def _asked(request: HttpRequest, code: str, verb: str) -> Result:
    """The result, if this person may take this step; a step not in the table goes back with a word why."""
    result = access_result(code, request.actor)
    PERMITS[verb](request.actor, result).require()
    return result


def _frame(result: Result, verb: str, consequences: list[str], **more: Any) -> dict[str, Any]:
    title = str(wording.VERBS[verb])
    record = reverse("results:record", args=[result.code])
    return {
        "result": result,
        "heading": title,
        "submit": title,
        "back": record,
        "consequences": consequences,
        "trail": [Link(_("Kết quả"), reverse("results:list")), Link(result.code, record), Link(title)],
        "danger": verb in ("withdraw", "expire"),
        "missing": [],
        "said_by_link": "",
    } | more


@fills
def accept(request: HttpRequest, code: str) -> HttpResponse:
    result = _asked(request, code, "accept")
    initial = {"accepted_on": result.accepted_on, "grade": result.grade or Grade.PASS}
    missing = [part for part in what_is_missing(result, Stage.ACCEPT) if part.name not in initial]
    due, basis = registration_due(result, work_calendar())
    consequences = [
        _("Tổ chức chủ trì có 30 ngày làm việc để đăng ký kết quả."),
        _("Từ đây những mục bắt buộc không để trống được nữa."),
    ]
    if due:
        said = _("Theo ngày nghiệm thu đang ghi, hạn là %(day)s (%(basis)s).")
        consequences[0] += " " + said % {"day": legal_date(due), "basis": basis}
    return filled(
        request,
        AcceptForm(request.POST or None, initial=initial),
        "results/step.html",
        lambda values: _told(lambda: services.accept_result(result, actor=request.actor, now=clock.now(), **values)),
        said=_("Đã ghi nhận nghiệm thu."),
        to=("results:record", result.code),
        **_frame(result, "accept", consequences, missing=present.missing_rows(result, missing)),
    )


@fills
def register(request: HttpRequest, code: str) -> HttpResponse:
    result = _asked(request, code, "register")
    names = ("certificate_no", "certificate_on", "certificate_place", "rights_holder", "task_code")
    missing = [part for part in what_is_missing(result, Stage.REGISTER) if part.name not in names]
    consequences = [
        _("Kết quả có số giấy chứng nhận; số này chỉ cấp một lần và không cấp lại."),
        _("Việc “đăng ký kết quả” của tổ chức chủ trì được ghi là xong."),
        _("Kết quả vẫn chỉ người được nêu tên xem.")
        if result.is_restricted
        else _("Kết quả hiện trên cổng công khai."),
    ]
    return filled(
        request,
        RegisterForm(request.POST or None, initial={name: getattr(result, name) for name in names}),
        "results/step.html",
        lambda values: _told(lambda: services.register_result(result, actor=request.actor, now=clock.now(), **values)),
        said=_("Đã đăng ký kết quả."),
        to=("results:record", result.code),
        **_frame(result, "register", consequences, missing=present.missing_rows(result, missing)),
    )


def _told(do: Callable[[], Result]) -> Result:
    """A stage that lacks something names the fields of this form beside them, the others in one sentence."""
    try:
        return do()
    except Missing as error:
        raise Invalid({name: [_("Còn thiếu: %(what)s.") % {"what": label}] for name, label in error.fields}) from None


@fills
def make_transferable(request: HttpRequest, code: str) -> HttpResponse:
    result = _asked(request, code, "make_transferable")
    if request.method == "POST":
        return deed(
            request,
            lambda: services.make_transferable(result, actor=request.actor, now=clock.now()),
            said=_("Kết quả đã sẵn sàng chuyển giao."),
            to=("results:record", result.code),
        )
    missing = present.missing_rows(result, what_is_missing(result, Stage.TRANSFER))
    consequences = [
        _("Trên cổng, kết quả hiện là “sẵn sàng chuyển giao” và đứng trước."),
        _("Đưa được vào quyết định chuyển giao. Khi giao, bộ chuyển giao phải đủ hoặc được miễn."),
    ]
    frame = _frame(result, "make_transferable", consequences, missing=missing)
    return page(request, "results/step.html", form=None, **frame)


ASIDE: dict[str, tuple[Callable[..., Result], Callable[[Result], list[str]], Any]] = {
    "reopen": (
        services.reopen_result,
        lambda result: [
            _("Kết quả trở lại bản nháp, tổ chức chủ trì sửa được."),
            _("Hạn đăng ký đang chạy được bỏ; tính lại khi nghiệm thu được ghi lại."),
        ],
        gettext_lazy("Đã mở lại bản nháp."),
    ),
    "hold_back": (
        services.hold_back_result,
        lambda result: [
            _("Kết quả vẫn hiện trên cổng nhưng không còn ghi “sẵn sàng chuyển giao”."),
            _("Không đưa thêm được vào quyết định, không giao thêm cho đơn vị nào."),
        ],
        gettext_lazy("Đã tạm ngừng chào chuyển giao."),
    ),
    "withdraw": (
        services.withdraw_result,
        lambda result: [
            _("Kết quả biến khỏi cổng công khai và mọi danh sách để chọn giao."),
            _("Biên bản đã ký với đơn vị nhận giữ nguyên; sổ đối chiếu sẽ nêu kết quả đã rút."),
            _("Lý do hiện ở đầu hồ sơ và trong nhật ký."),
            _("Khôi phục được, nhưng phải qua lại từ bản nháp."),
        ],
        gettext_lazy("Đã rút kết quả."),
    ),
    "expire": (
        services.expire_result,
        lambda result: [
            _("Kết quả biến khỏi cổng công khai và không giao thêm được."),
            _("Đơn vị đã nhận không bị mất gì; Sở nên báo cho họ."),
            _("Khi kiểm tra lại thấy còn dùng được thì xác nhận để dùng tiếp."),
        ],
        gettext_lazy("Đã ghi hết hạn dùng."),
    ),
    "reinstate": (
        services.reinstate_result,
        lambda result: [_("Kết quả trở lại bản nháp và phải qua nghiệm thu, đăng ký lại từ đầu.")],
        gettext_lazy("Đã khôi phục kết quả."),
    ),
    "revalidate": (
        services.revalidate_result,
        lambda result: [_("Kết quả trở lại trạng thái đã đăng ký, hiện lại trên cổng và chào lại được.")],
        gettext_lazy("Đã xác nhận còn dùng được."),
    ),
}


def aside(verb: str) -> Callable[..., HttpResponse]:
    """The view of one step back or aside: a reason, and what follows."""

    @fills
    def view(request: HttpRequest, code: str) -> HttpResponse:
        result = _asked(request, code, verb)
        RESULT.target(verb, result.state)
        do, follows, said = ASIDE[verb]
        return filled(
            request,
            ReasonForm(request.POST or None),
            "results/step.html",
            lambda values: do(result, reason=values["reason"], actor=request.actor, now=clock.now()),
            said=said,
            to=("results:record", result.code),
            **_frame(result, verb, follows(result)),
        )

    return view


@fills
def confirm_validity(request: HttpRequest, code: str) -> HttpResponse:
    """Whether it still holds: answered by the owner, or written down for the owner who told it."""
    result, today = _asked(request, code, "confirm_validity"), clock.today()
    RESULT.target("confirm_validity", result.state)
    is_owner = result.host_id in answers_for(request.actor, Role.HOST)
    said = _said_by_link(result) if not is_owner else {}
    until = holds_until(result)
    consequences = [
        _("Còn dùng được: kết quả được coi là dùng được thêm %(n)s tháng kể từ ngày trả lời (%(basis)s).")
        % {"n": term(today).count, "basis": MARKS[term(today).mark]},
        _("Không còn dùng được: kết quả biến khỏi cổng công khai và không giao thêm được; lý do ghi ở đầu hồ sơ."),
    ]
    if until:
        consequences.insert(0, _("Lần xác nhận trước có giá trị đến hết ngày %(day)s.") % {"day": legal_date(until)})

    def do(values: dict[str, Any]) -> Result:
        values["answer"] = Holding(values["answer"])
        return services.answer_validity(result, actor=request.actor, now=clock.now(), **values)

    return filled(
        request,
        ValidityForm(request.POST or None, is_owner=is_owner, today=today, initial=said),
        "results/step.html",
        do,
        said=_("Đã ghi câu trả lời."),
        to=("results:record", result.code),
        **_frame(result, "confirm_validity", consequences, said_by_link=_whose_words(result) if said else ""),
    )


def _said_by_link(result: Result) -> dict[str, Any]:
    """What was said by link is put before who decides about it, but that a result has ended: to press a button alone
    would end it."""
    if not result.said_words:
        return {}
    answer = "" if result.said_answer == Holding.ENDED else result.said_answer
    teller = result.said_by.rpartition("; ")[0]  # then comes whose link it was
    return {"answer": answer, "words": result.said_words, "told_by": teller, "on": result.said_on}


def _whose_words(result: Result) -> str:
    return _("%(who)s, %(day)s, qua liên kết: “%(answer)s”. Gọi lại để biết chắc ai trả lời, rồi chọn và sửa.") % {
        "who": result.said_by, "day": legal_date(result.said_on), "answer": result.get_said_answer_display(),
    }  # fmt: skip


@fills
def grant_kit_waiver(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    may_grant_kit_waiver(request.actor, result).require()
    gate = handover_gate(result)
    lacking = ", ".join(gate.missing_labels).lower() or _("không phần nào")
    consequences = [
        _("Được giao khi còn thiếu: %(parts)s.") % {"parts": lacking},
        _("Phần thiếu phát sinh sau này không được miễn theo phiếu này."),
        _("Lý do và tên bạn được in trong biên bản bàn giao."),
    ]
    return filled(
        request,
        ReasonForm(request.POST or None),
        "results/step.html",
        lambda values: services.grant_kit_waiver(result, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi phiếu miễn."),
        to=("results:record", result.code),
        **_frame(result, "grant_kit_waiver", consequences),
    )


@writes
def end_kit_waiver(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    result = access_result(code, request.actor)
    may_end_kit_waiver(request.actor, result).require()
    waiver = KitWaiver.objects.select_related("result").filter(pk=pk, result=result).first()
    if waiver is None:
        raise NotFound(_("Không có phiếu miễn này."))
    return deed(
        request,
        lambda: services.end_kit_waiver(waiver, actor=request.actor, now=clock.now()),
        said=_("Đã thôi miễn."),
        to=("results:record", code),
    )
