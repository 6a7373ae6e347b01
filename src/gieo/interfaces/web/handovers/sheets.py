"""The short address behind the code on every sheet: whoever scans it with a phone comes to the page that checks it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gieo.interfaces.web.ui.pages import public, reads


@public
@reads
def sheet(request: HttpRequest, code: str, number: int, of: int, digest: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('handovers_public:verify')}?{urlencode({'ma': code})}")
