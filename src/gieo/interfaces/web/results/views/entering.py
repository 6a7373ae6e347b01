"""Entering a result and editing it: nothing typed is lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import Invalid, Missing
from gieo.domain.results import services
from gieo.domain.results.access import access_result
from gieo.domain.results.models import Result
from gieo.domain.results.permits import may_draft, may_edit, may_register
from gieo.domain.results.queries import kit_of, what_is_missing
from gieo.domain.results.rules import REACHED
from gieo.domain.results.services.entering import CERTIFICATE
from gieo.domain.results.vocab import ResultState, Stage
from gieo.interfaces.web.results import present
from gieo.interfaces.web.results.forms import NewResultForm, ResultForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import filled, fills

NEXT_STAGE = {None: Stage.ACCEPT, Stage.ACCEPT: Stage.REGISTER, Stage.REGISTER: Stage.TRANSFER}


@fills
def new(request: HttpRequest) -> HttpResponse:
    may_draft(request.actor).require()
    form = NewResultForm(request.POST or None, today=clock.today())
    return filled(
        request,
        form,
        "results/new.html",
        lambda values: services.draft_result(actor=request.actor, now=clock.now(), **values),
        said=lambda result: _("Đã ghi bản nháp %(code)s. Điền tiếp khi có thêm.") % {"code": result.code},
        to=lambda result: ("results:record", result.code),
        trail=[Link(_("Kết quả"), reverse("results:list")), Link(_("Ghi kết quả mới"))],
        back=reverse("results:list"),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    may_edit(request.actor, result).require()
    fixed = () if may_register(request.actor, result) else CERTIFICATE
    form = ResultForm(request.POST or None, today=clock.today(), result=result, fixed=fixed)

    def save(values: dict[str, Any]) -> Result:
        version = values.pop("version")
        kept = {name: value for name, value in values.items() if name not in fixed}
        try:
            return services.edit_result(result, actor=request.actor, now=clock.now(), version=version, **kept)
        except Missing as error:
            raise Invalid({name: [_needed(result)] for name, _label in error.fields}) from None

    return filled(
        request,
        form,
        "results/edit.html",
        save,
        said=_("Đã lưu."),
        to=("results:record", result.code),
        result=result,
        missing=present.missing_rows(result, what_is_missing(result, stage)) if (stage := _next_stage(result)) else [],
        kit=present.kit_rows(result, kit_of(result), linked=True),
        trail=[
            Link(_("Kết quả"), reverse("results:list")),
            Link(result.code, reverse("results:record", args=[result.code])),
            Link(_("Sửa")),
        ],
        back=reverse("results:record", args=[result.code]),
    )


def _next_stage(result: Result) -> Stage | None:
    return NEXT_STAGE.get(REACHED[ResultState(result.state)])


def _needed(result: Result) -> str:
    state = present.state_pill(result).word.lower()
    return _("Kết quả %(state)s phải có phần này.") % {"state": state}
