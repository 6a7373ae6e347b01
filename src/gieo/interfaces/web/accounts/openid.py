"""In by a provider of OpenID Connect: out to its page, and back with its word on who it is.

What belongs together on the way is kept in a signed cookie of the browser: setting out writes nothing.
"""

import json
import logging
import secrets
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound, Refused
from gieo.foundation.accounts.engine import openid
from gieo.foundation.accounts.services import recognise
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import go, page, public, public_address, reads

logger = logging.getLogger(__name__)

JOURNEY = "gieo_openid"
LASTS = 600
"""Seconds one may spend at the provider."""


def button(then: str) -> dict[str, str] | None:
    """What the page of sign-in shows; None without a provider."""
    if settings.OPENID is None:
        return None
    asked = f"?{urlencode({'next': then})}" if then else ""
    return {"label": settings.OPENID.name or _("Đăng nhập bằng OpenID"), "url": reverse("account_openid") + asked}


@public
@reads
@limited("openid")
def set_out(request: HttpRequest) -> HttpResponse:
    if settings.OPENID is None:
        raise NotFound
    if request.user.is_authenticated:
        return go(request, "desk:home")
    asked = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    journey = openid.begin(asked if here else reverse("desk:home"))
    try:
        address = openid.door(settings.OPENID, journey, _back())
    except openid.Unreachable as error:
        return _unreachable(request, error)
    answer = HttpResponse(status=303, headers={"Location": address, "Cache-Control": "no-store"})
    answer.set_signed_cookie(
        JOURNEY,
        json.dumps(asdict(journey)),
        salt=JOURNEY,
        max_age=LASTS,
        path=reverse("account_openid"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@public
@reads
@limited("openid")
def come_back(request: HttpRequest) -> HttpResponse:
    if settings.OPENID is None:
        raise NotFound
    if request.user.is_authenticated:
        return go(request, "desk:home")
    answer = _arrive(request)
    answer.delete_cookie(JOURNEY, path=reverse("account_openid"), samesite="Lax")
    return answer


come_back.may_write_on_get = True  # type: ignore[attr-defined]  # the provider sends the browser by GET; state guards it


def _arrive(request: HttpRequest) -> HttpResponse:
    kept = request.get_signed_cookie(JOURNEY, default=None, salt=JOURNEY, max_age=LASTS)
    journey = openid.Journey(**json.loads(kept)) if kept else None
    if journey is None or not secrets.compare_digest(request.GET.get("state", "").encode(), journey.state.encode()):
        return _told(
            request, _("Lần đăng nhập này đã quá hạn, hoặc không bắt đầu từ trình duyệt này. Bắt đầu lại."), status=400
        )
    code = request.GET.get("code", "")
    if not code or "error" in request.GET:
        return _told(
            request, _("Nơi xác nhận không cho vào, hoặc ông/bà đã dừng ở đó. Chưa có gì thay đổi."), status=403
        )
    try:
        vouched = openid.vouched(settings.OPENID, code, journey, _back())
        user = recognise(vouched, now=clock.now())
    except openid.Unreachable as error:
        return _unreachable(request, error)
    except openid.Forged as error:
        logger.warning("an answer in the name of %s was refused: %s", settings.OPENID.issuer, error)
        return _told(request, _("Không tin được câu trả lời của nơi xác nhận. Bắt đầu lại."), status=400)
    except Refused as refused:
        return _told(request, refused.message, status=403)
    return perform_login(request, user, email_verification="none", redirect_url=journey.then)


def _back() -> str:
    """Where the provider sends the browser: one address, told to the provider beforehand."""
    return public_address(reverse("account_openid_back"))


def _unreachable(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.warning("sign-in by OpenID Connect: %s", error)
    words = _("Nơi xác nhận đang không trả lời. Chờ vài phút rồi thử lại, hoặc đăng nhập bằng mật khẩu.")
    return _told(request, words, status=503)


def _told(request: HttpRequest, words: Any, *, status: int) -> HttpResponse:
    answer = page(request, "account/openid.html", status=status, words=words)
    answer["Cache-Control"] = "no-store"
    return answer
