"""Machines are answered at the very door: before hosts, cookies, languages and the database are asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gieo.interfaces.web.health.views import PAGES


class ForMachines:
    """A supervisor knows only an address and a port: no host name, no session, no language is asked of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = PAGES.get(request.path_info.removeprefix("/"))
        return view(request) if view else self.get_response(request)
