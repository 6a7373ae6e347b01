"""Files of classes: added in the office, served to everybody or to who takes part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.training import permits, services, wording
from gieo.domain.training.access import access_course, access_material, access_public_course, open_enrolment
from gieo.interfaces.web.training.forms import MaterialForm
from gieo.interfaces.web.training.office import form_page
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import deed, fills, private, public, reads, writes
from gieo.interfaces.web.ui.serving import stored_response


@fills
def add_material(request: HttpRequest, code: str) -> HttpResponse:
    course = access_course(code, request.actor)
    permits.may_add_material(request.actor).require()

    def add(values: dict[str, Any]) -> Any:
        file = values["file"]
        return services.add_material(
            course, file.file, name=file.name, is_public=values["is_public"], actor=request.actor, now=clock.now()
        )

    form = MaterialForm(request.POST or None, request.FILES or None)
    heading = str(wording.COURSE_VERBS["add_material"])
    return form_page(request, course, form, add, heading=heading, said=_("Đã thêm tài liệu."), upload=True)


@writes
def remove_material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    course = access_course(code, request.actor)
    found = access_material(course, pk, public=False)
    return deed(
        request,
        lambda: services.remove_material(found, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ tài liệu."),
        to=reverse("training:record", args=[code]) + "#tai-lieu",
    )


@reads
def material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return stored_response(request, access_material(access_course(code, request.actor), pk, public=False).file)


@public
@reads
def public_material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return stored_response(request, access_material(access_public_course(code), pk, public=True).file)


@public
@private
@reads
@limited("links")
def own_material(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """For who takes part: the link is asked."""
    opened = open_enrolment(token)
    if opened.fault is not None or opened.enrolment is None:
        raise NotFound(wording.seat_fault(opened.fault) if opened.fault else "")
    return stored_response(request, access_material(opened.enrolment.course, pk, public=False).file)
