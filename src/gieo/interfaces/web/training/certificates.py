"""Certificates: issued in the office, given to the office and to who came."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotFound, Refused
from gieo.domain.training import permits, services, wording
from gieo.domain.training.access import access_course, access_enrolment, open_enrolment
from gieo.domain.training.jobs import print_certificates
from gieo.domain.training.models import Certificate, Enrolment
from gieo.domain.training.queries.certificates import printed
from gieo.interfaces.web.training.forms import SignerForm
from gieo.interfaces.web.training.office import form_page
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import fills, private, public, reads
from gieo.interfaces.web.ui.serving import stored_response


@fills
def issue(request: HttpRequest, code: str) -> HttpResponse:
    course = access_course(code, request.actor)
    permits.may_issue_certificates(request.actor).require()

    def do(values: dict[str, Any]) -> list[Certificate]:
        with transaction.atomic():  # the deed and its task: one is not there without the other
            made = services.issue_certificates(course, actor=request.actor, now=clock.now(), **values)
            print_certificates.enqueue()
        return made

    return form_page(
        request,
        course,
        SignerForm(request.POST or None),
        do,
        heading=str(wording.COURSE_VERBS["issue_certificates"]),
        said=lambda made: ngettext("Đã cấp %(n)s giấy.", "Đã cấp %(n)s giấy.", len(made)) % {"n": len(made)},
        to="participants",
    )


@reads
def of_participant(request: HttpRequest, code: str, number: int) -> HttpResponse:
    permits.may_see_participants(request.actor).require()
    return _paper(request, access_enrolment(access_course(code, request.actor), number))


@public
@private
@reads
@limited("links")
def own(request: HttpRequest, token: str) -> HttpResponse:
    """For who came: the link is asked."""
    opened = open_enrolment(token)
    if opened.fault is not None or opened.enrolment is None:
        raise NotFound(wording.seat_fault(opened.fault) if opened.fault else "")
    return _paper(request, opened.enrolment)


def _paper(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    certificate = Certificate.objects.filter(enrolment=enrolment).select_related("sealed").first()
    if certificate is None:
        raise NotFound(_("Chưa có giấy chứng nhận."))
    file = printed(certificate)
    if file is None:
        raise Refused(_("Giấy đang được in. Thử lại sau ít phút."))
    return stored_response(request, file)
