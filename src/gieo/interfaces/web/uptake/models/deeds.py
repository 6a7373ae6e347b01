"""What is done with a demonstration model: each deed has a page that says what comes of it; nothing typed is lost."""

from collections.abc import Callable, Sequence
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import GieoError
from gieo.domain.uptake.access.demonstrations import access_field_day, access_model, access_visit_photo
from gieo.domain.uptake.models import Demonstration, FieldDay
from gieo.domain.uptake.permits.demonstrations import MODEL_PERMITS, may_plan_model
from gieo.domain.uptake.services import demonstrations as services
from gieo.domain.uptake.wording.demonstrations import MODEL_VERBS
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import drop_file
from gieo.foundation.files.vocab import FileKind
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes
from gieo.interfaces.web.ui.uploads import taken
from gieo.interfaces.web.uptake.models import forms
from gieo.interfaces.web.uptake.models.office import crumbs
from gieo.interfaces.web.uptake.models.shown import day_words

PICTURES = frozenset({FileKind.IMAGE})


@fills
def new(request: HttpRequest) -> HttpResponse:
    """A plan; from the page of a result its code stands there already."""
    may_plan_model(request.actor).require()
    actor = request.actor
    initial = {"result": request.GET.get("of", "")[:40], "keeper": actor.person_id}
    form = forms.PlanForm(request.POST or None, actor=actor, today=clock.today(), initial=initial)

    def plan(values: dict[str, Any]) -> Demonstration:
        return services.plan_model(
            values["result"], values["receiver"], values["place"], form.said(), household=values["household"],
            actor=actor, now=clock.now(),
        )  # fmt: skip

    heading = str(MODEL_VERBS["plan_model"])
    return filled(
        request,
        form,
        "uptake/form.html",
        plan,
        said=_("Đã lập mô hình. Khi bắt đầu làm thì bấm “Bắt đầu làm”."),
        to=lambda made: ("models:record", made.code),
        heading=heading,
        lead="",
        consequences=(_("Kế hoạch chưa tính là đang ứng dụng và chưa hiện trên cổng."),),
        submit=heading,
        back=reverse("models:list"),
        trail=crumbs(Link(heading)),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    model = _permitted(request, code, "edit_model")
    form = forms.EditForm(request.POST or None, today=clock.today(), model=model)
    return _form(
        request, model, form, "edit_model",
        lambda values: services.edit_model(
            model, form.said(), version=values["version"], actor=request.actor, now=clock.now()
        ),
        said=_("Đã lưu kế hoạch."),
    )  # fmt: skip


@fills
def start(request: HttpRequest, code: str) -> HttpResponse:
    model = _permitted(request, code, "start_model")
    form = forms.StartForm(request.POST or None, initial={"on": clock.today()})
    return _form(
        request, model, form, "start_model",
        lambda values: services.start_model(model, actor=request.actor, now=clock.now(), **values),
        said=_("Đã bắt đầu."),
        consequences=(
            _("Mô hình hiện trên cổng công khai nếu kết quả công khai."),
            _("Ai làm theo đã khai được bằng mã của mô hình."),
            _("Lần thăm đã hẹn và ngày cuối thành việc của người phụ trách."),
        ),
    )  # fmt: skip


@writes
def withdraw_photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    photo = access_visit_photo(access_model(code, request.actor), pk)
    return deed(
        request,
        lambda: services.withdraw_photo(photo, actor=request.actor, now=clock.now()),
        said=_("Ảnh không còn hiện ngoài Sở."),
        to=("models:record", code),
    )


@fills
def visit(request: HttpRequest, code: str) -> HttpResponse:
    model = _permitted(request, code, "visit_model")
    form = forms.VisitForm(request.POST or None, request.FILES or None, model=model, initial={"on": clock.today()})

    def record(_values: dict[str, Any]) -> Any:
        """Store what came through the one gate, then do the deed; what a refused deed leaves is let go."""
        stored: dict[int, StoredFile] = {}
        now, actor = clock.now(), request.actor
        try:
            for row, upload in form.uploads:
                stored[row] = taken(request, upload, f"photo_{row}", PICTURES)
            return services.visit_model(model, form.said(stored), actor=actor, now=now)
        except GieoError:
            for file in stored.values():
                drop_file(file)
            raise

    return _form(
        request, model, form, "visit_model", record, said=_("Đã ghi lần thăm."), template="uptake/models/visit.html"
    )


@fills
def spend(request: HttpRequest, code: str) -> HttpResponse:
    model = _permitted(request, code, "spend_on_model")
    form = forms.SpendForm(request.POST or None, model=model)
    return _form(
        request, model, form, "spend_on_model",
        lambda _values: services.spend_on_model(model, form.said(), actor=request.actor, now=clock.now()),
        said=_("Đã ghi chi phí."),
    )  # fmt: skip


@fills
def conclude(request: HttpRequest, code: str) -> HttpResponse:
    model = _permitted(request, code, "conclude_model")
    initial = {"on": clock.today(), "amount": model.amount, "measure": model.measure}
    form = forms.ConcludeForm(request.POST or None, initial=initial)
    return _form(
        request, model, form, "conclude_model",
        lambda _values: services.conclude_model(model, form.said(), actor=request.actor, now=clock.now()),
        said=_("Đã kết luận; mức ứng dụng chờ người khác của Sở xác nhận."),
        consequences=(
            _("Các lần thăm thành bằng chứng của nơi ứng dụng."),
            _("Người khác của Sở xác nhận rồi mới được đếm, đúng một lần."),
        ),
    )  # fmt: skip


@fills
def abandon(request: HttpRequest, code: str) -> HttpResponse:
    model = _permitted(request, code, "abandon_model")
    form = forms.ReasonForm(request.POST or None)
    return _form(
        request, model, form, "abandon_model",
        lambda values: services.abandon_model(model, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi là bỏ, kèm lý do."),
        consequences=(_("Hội thảo đã thông báo bị huỷ theo. Không mở lại được."),),
    )  # fmt: skip


@fills
def announce(request: HttpRequest, code: str) -> HttpResponse:
    model = _permitted(request, code, "announce_field_day")
    form = forms.AnnounceForm(request.POST or None, initial={"place": model.where})
    return _form(
        request, model, form, "announce_field_day",
        lambda values: services.announce_field_day(model, actor=request.actor, now=clock.now(), **values),
        said=_("Đã thông báo trên trang công khai."),
        consequences=(_("Hiện ngay trên trang công khai của mô hình và của kết quả."),),
    )  # fmt: skip


@fills
def hold(request: HttpRequest, code: str, number: int) -> HttpResponse:
    model, day = _day(request, code, number, "hold_field_day")
    return _form(
        request, model, forms.HoldForm(request.POST or None), "hold_field_day",
        lambda values: services.hold_field_day(day, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi hội thảo."), lead=day_words(day),
    )  # fmt: skip


@fills
def cancel(request: HttpRequest, code: str, number: int) -> HttpResponse:
    model, day = _day(request, code, number, "cancel_field_day")
    return _form(
        request, model, forms.ReasonForm(request.POST or None), "cancel_field_day",
        lambda values: services.cancel_field_day(day, actor=request.actor, now=clock.now(), **values),
        said=_("Đã huỷ hội thảo, kèm lý do."), lead=day_words(day),
    )  # fmt: skip


def _permitted(request: HttpRequest, code: str, verb: str) -> Demonstration:
    model = access_model(code, request.actor)
    MODEL_PERMITS[verb](request.actor, model).require()
    return model


def _day(request: HttpRequest, code: str, number: int, verb: str) -> tuple[Demonstration, FieldDay]:
    model = _permitted(request, code, verb)
    day = access_field_day(model, number)
    day.demonstration = model
    return model, day


def _form(
    request: HttpRequest,
    model: Demonstration,
    form: Form,
    verb: str,
    do: Callable[[dict[str, Any]], Any],
    *,
    said: str,
    lead: str = "",
    consequences: Sequence[str] = (),
    template: str = "uptake/form.html",
) -> HttpResponse:
    """A form about one model."""
    back, heading = reverse("models:record", args=[model.code]), str(MODEL_VERBS[verb])
    return filled(
        request,
        form,
        template,
        do,
        said=said,
        to=back,
        heading=heading,
        lead=lead or model.title,
        consequences=consequences,
        submit=heading,
        back=back,
        trail=crumbs(Link(model.code, back), Link(heading)),
    )
