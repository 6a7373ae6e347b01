"""Our own pages for everything that goes wrong, in both languages, with a request number and a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _


def refusal(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The error page of a status; htmx requests get the same words for a dialog."""
    template = {409: "errors/400.html"}.get(status, f"errors/{status}.html")
    context = {"message": message, "number": getattr(request, "number", ""), "status": status}
    if getattr(request, "htmx", False):
        return HttpResponse(
            message or _("Không làm được việc này."), status=status, content_type="text/plain; charset=utf-8"
        )
    return render(request, template, context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The one page that must not touch the database."""
    words = get_template("errors/500.html").render({"number": getattr(request, "number", ""), "status": 500})
    return HttpResponse(words, status=500)


def maintenance(request: HttpRequest) -> HttpResponse:
    """Gieo rests: tables are being changed, so this page does not touch the database either. In both languages by
    the address or the browser, since no middleware has run yet."""
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        words = get_template("errors/maintenance.html").render({"number": "", "status": 503})
        if request.headers.get("HX-Request") == "true":
            words = _("Gieo đang được bảo trì. Những gì bạn gõ còn nguyên trên trang: thử lại sau ít phút.")
    return HttpResponse(words, status=503, headers={"Retry-After": "60"})


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    context = {"number": getattr(request, "number", ""), "status": 403}
    return render(request, "errors/csrf.html", context, status=403)


def method_not_allowed(request: HttpRequest, allowed: list[str]) -> HttpResponse:
    response = refusal(request, 405)
    response["Allow"] = ", ".join(allowed)
    return response
