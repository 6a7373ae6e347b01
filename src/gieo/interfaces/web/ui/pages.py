"""How a view is written: fetch through the door, try the deed, answer.

@reads
def record(request, code):
    return page(request, "results/record.html", result=access_result(code, request.actor))

@writes
def register(request, code):
    result = access_result(code, request.actor)
    return deed(request, lambda: register_result(result, actor=request.actor, now=clock.now()),
                said=_("Đã đăng ký kết quả."), to=("results:record", code))

@fills
def edit(request, code):
    form = ResultForm(request.POST or None, …)
    return filled(request, form, "results/edit.html", lambda values: edit_result(…), said=…, to=…)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gieo.core.errors import GieoError, Invalid, NotAllowed, NotFound, Stale, TooOften
from gieo.foundation.audience.rules.visits import page_of
from gieo.interfaces.web.ui.errors import method_not_allowed, sentence
from gieo.interfaces.web.ui.meanwhile import take_up

View = Callable[..., HttpResponse]
Target = str | tuple[str, ...] | Callable[[Any], str | tuple[str, ...]]


def _only(*allowed: str) -> Callable[[View], View]:
    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in allowed:
                return method_not_allowed(request, list(allowed))
            return view(request, *args, **kwargs)

        inner.methods = allowed
        return inner

    return wrap


reads = _only("GET", "HEAD")
"""A page that shows."""

writes = _only("POST")
"""A deed without a form of its own."""

fills = _only("GET", "HEAD", "POST")
"""A form: shown on GET, tried on POST."""


def public(view: View) -> View:
    """A page for everybody; without this, one must be signed in."""
    return login_not_required(view)


def private(view: View) -> View:
    """A page behind a secret address: nothing of it is kept by machines between, nor found by search engines. Its
    address is told to no other host (Referrer-Policy is same-origin for all pages). Stands below @public."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"], response["X-Robots-Tag"] = "no-store", "noindex, nofollow"
        return response

    return inner


def public_address(path: str) -> str:
    """A path under the address that people type: what a printed code must lead to, whoever printed it from where."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{path}"


SHARED = "X-Gieo-Shared"
"""A header between Django and the front (web/front): this page is the same for everybody, and this is its name, or a
dash for feeds and the like, whose visits are not counted."""


def shared(view: View) -> View:
    """A page that is the same for everybody who is not signed in: kept for a second, and its visits are counted.

    Stands below @public and @reads. Such a page holds no form with a token and nothing of who asks; what is personal is
    loaded by its own address.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            is_page = response["Content-Type"].startswith("text/html")
            response[SHARED] = quote(page_of(request.path_info)) if is_page else "-"
            response.headers.setdefault(
                "Cache-Control", "no-cache" if request.actor.is_anonymous else "private, no-cache"
            )
        return response

    return inner


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page, or with `template#part` one named part of it for htmx."""
    return render(request, template, context, status=status)


def deed(
    request: HttpRequest,
    do: Callable[[], Any],
    *,
    said: str | Callable[[Any], str] = "",
    to: Target,
    back: Target | None = None,
) -> HttpResponse:
    """Try a deed; say what was done and go on to `to`, or say why not and go `back` (default: `to`).

    NotFound and NotAllowed keep their own pages. Targets are URL names with arguments, or functions of the result.
    """
    try:
        done = do()
    except (NotFound, NotAllowed):
        raise
    except GieoError as error:
        messages.error(request, sentence(error))
        answer = go(request, back or to, None)
        answer.is_refusal = True  # type: ignore[attr-defined]  # what was sent is still wanted (ui/uploads.py)
        return answer
    words = said(done) if callable(said) else said
    if words:
        messages.success(request, words)
    return go(request, to, done)


def filled(
    request: HttpRequest,
    form: BaseForm,
    template: str,
    do: Callable[[dict[str, Any]], Any],
    *,
    to: Target,
    said: str | Callable[[Any], str] = "",
    **context: Any,
) -> HttpResponse:
    """Show a form, or try the deed with what it holds. Whatever was typed stays on the page when something is wrong."""
    if request.method != "POST":
        return page(request, template, form=form, **context)
    if form.is_valid():
        try:
            done = do(form.cleaned_data)
        except (NotFound, NotAllowed):
            raise
        except TooOften as error:
            add_errors(form, error)
            answer = page(request, template, form=form, status=429, **context)
            answer["Retry-After"] = str(error.seconds)
            return answer
        except Stale as error:
            add_errors(form, error)
            take_up(form, error.record)
        except GieoError as error:
            add_errors(form, error)
        else:
            words = said(done) if callable(said) else said
            if words:
                messages.success(request, words)
            return go(request, to, done)
    return page(request, template, form=form, status=422, **context)


def add_errors(form: BaseForm, error: GieoError) -> None:
    """Put a refusal where the person looks: beside the field it names, else above the form."""
    if isinstance(error, Invalid):
        for field, said in error.errors.items():
            form.add_error(field if field in form.fields else None, said)
    else:
        form.add_error(None, sentence(error))


def go(request: HttpRequest, to: Target, done: Any = None) -> HttpResponse:
    """See Other, as a browser or as htmx understands it."""
    address = url_of(to(done) if callable(to) else to)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponse(status=303, headers={"Location": address})


def url_of(target: str | tuple[str, ...]) -> str:
    """The address of a URL name with arguments; a text that starts with / is one already."""
    if isinstance(target, str):
        return target if target.startswith("/") else reverse(target)
    return reverse(target[0], args=target[1:])
