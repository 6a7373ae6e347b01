"""The short address behind the code on every sheet: whoever scans it with a phone comes to the page that checks it,
or, of a yearly report, to the report."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gieo.domain.uptake.rules.reports import is_report_code
from gieo.interfaces.web.ui.pages import public, reads


@public
@reads
def sheet(request: HttpRequest, code: str, number: int, of: int, digest: str) -> HttpResponse:
    if is_report_code(code):
        return HttpResponseRedirect(reverse("reports:record", args=[code]))
    return HttpResponseRedirect(f"{reverse('handovers_public:verify')}?{urlencode({'ma': code})}")
