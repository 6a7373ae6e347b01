"""A need is stated: by the unit, by an officer who was told, or from the form in Word."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor, Role
from gieo.core.errors import GieoError, Invalid, NotAllowed
from gieo.domain.needs import permits, services, wording
from gieo.domain.needs.access import access_need
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import answer_limit, empty_form, read_word
from gieo.domain.needs.vocab import Channel
from gieo.domain.procedures.wording import span
from gieo.foundation.files.queries import read_file
from gieo.foundation.files.services import drop_file, store_file
from gieo.foundation.files.vocab import FileKind
from gieo.interfaces.web.needs.forms import SALT, NeedForm, WordForm
from gieo.interfaces.web.needs.office import frame
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import add_errors, filled, fills, page, reads
from gieo.interfaces.web.ui.serving import WORD, paper_response


@fills
def new(request: HttpRequest) -> HttpResponse:
    permits.may_state(request.actor).require()
    form = NeedForm(request.POST or None, actor=request.actor, today=clock.today())
    return filled(
        request,
        form,
        "needs/state.html",
        lambda values: _state(form, values, request.actor),
        said=lambda need: _("Đã ghi nhu cầu %(code)s.") % {"code": need.code},
        to=lambda need: ("needs:record", need.code),
        **_new_frame(request.actor),
    )


def _state(form: NeedForm, values: dict[str, Any], actor: Actor) -> Need:
    return services.state_need(
        unit=values["unit"],
        channel=Channel(values.get("channel") or Channel.DESK),
        source=values["source"],
        actor=actor,
        now=clock.now(),
        **form.statement(),
    )


def _new_frame(actor: Actor) -> dict[str, Any]:
    limit = answer_limit(clock.today())
    heading = str(wording.VERBS["state"])
    return {
        "heading": heading,
        "limit": span(limit.count, limit.unit),
        "is_officer": actor.has(Role.OFFICER),
        "not_read": (),
        "need": None,
        "back": reverse("needs:list"),
        "trail": [Link(_("Nhu cầu"), reverse("needs:list")), Link(heading)],
        "action": reverse("needs:new"),
    }


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    need = access_need(code, request.actor)
    permits.may_edit(request.actor, need).require()
    form = NeedForm(request.POST or None, actor=request.actor, today=clock.today(), need=need)

    def save(values: dict[str, Any]) -> Need:
        version = values["version"] or 0
        return services.edit_need(need, actor=request.actor, now=clock.now(), version=version, **form.statement())

    where = {"limit": "", "is_officer": False, "not_read": (), "need": need, "action": request.path}
    heading = str(wording.VERBS["edit"])
    return filled(
        request, form, "needs/state.html", save, said=_("Đã lưu."), to=("needs:record", code),
        **frame(need, heading) | where,
    )  # fmt: skip


@fills
def from_word(request: HttpRequest) -> HttpResponse:
    """The form in Word is read; what it says comes into the form of the page, what was not understood beside it."""
    if not request.actor.has(Role.OFFICER):
        raise NotAllowed(_("Phiếu Word do chuyên viên của Sở nhập."))
    form = WordForm(request.POST or None, request.FILES or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            return _read(request, form.cleaned_data)
        except GieoError as error:
            add_errors(form, error)
    status = 422 if request.method == "POST" else 200
    heading = _("Nhập từ phiếu Word")
    trail = [Link(_("Nhu cầu"), reverse("needs:list")), Link(heading)]
    return page(request, "needs/word.html", status=status, form=form, heading=heading, trail=trail)


def _read(request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    upload = values["file"]
    stored = store_file(upload.file, name=upload.name, actor=request.actor, now=clock.now(), allowed=[FileKind.WORD])
    try:
        reading = read_word(read_file(stored))
    except Invalid:
        drop_file(stored)
        raise
    read = dict(reading.values) | {
        "unit": values["unit"],
        "channel": Channel.WORD,
        "told_by": values["told_by"],
        "source": signing.dumps(stored.pk, salt=SALT),
    }
    form = NeedForm(actor=request.actor, today=clock.today(), read=read)
    return page(request, "needs/state.html", form=form, **_new_frame(request.actor) | {"not_read": reading.unread})


@reads
def blank(request: HttpRequest) -> HttpResponse:
    """The form to fill in by hand or by keyboard."""
    return paper_response(empty_form(), "phieu-neu-nhu-cau.docx", WORD)
