"""The front door. Only reads."""

from django.http import HttpRequest, HttpResponse

from gieo.interfaces.web.ui.pages import page, public, reads


@public
@reads
def home(request: HttpRequest) -> HttpResponse:
    return page(request, "portal/home.html")
