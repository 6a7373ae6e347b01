"""The second factor of one's own sign-in: set up, looked at, taken off; and asked for at the door."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import Invalid
from gieo.foundation.accounts import services
from gieo.foundation.accounts.queries import main_factors, recovery_codes, second_factor_need
from gieo.foundation.accounts.vocab import Need
from gieo.foundation.accounts.wording import FACTOR_LABELS
from gieo.interfaces.web.accounts.forms import FirstCodeForm, PasskeyForm
from gieo.interfaces.web.accounts.me import prove_first
from gieo.interfaces.web.ui.components import Deed, Link
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.pages import deed, filled, fills, go, page, reads, writes

SECRET = "totp_secret"  # noqa: S105 - the name of a place in the session


@reads
def second_factor(request: HttpRequest) -> HttpResponse:
    need = second_factor_need(request.user.person_id, clock.today())
    factors, codes = list(main_factors(request.user)), recovery_codes(request.user)
    return page(
        request,
        "accounts/second_factor.html",
        trail=_trail(),
        is_off=need == Need.OFF,
        must=need == Need.REQUIRED and not factors,
        factors=[_shown(factor) for factor in factors],
        has_app=any(factor.type == Authenticator.Type.TOTP for factor in factors),
        codes=len(codes),
        codes_left=sum(not used for _code, used in codes),
    )


def _trail(last: str = "") -> list[Link]:
    trail = [Link(_("Tài khoản của tôi"), reverse("me:home"))]
    if not last:
        return [*trail, Link(_("Lớp bảo vệ thứ hai"))]
    return [*trail, Link(_("Lớp bảo vệ thứ hai"), reverse("me:second_factor")), Link(last)]


def _shown(factor: Authenticator) -> dict[str, Any]:
    is_key = factor.type == Authenticator.Type.WEBAUTHN
    return {
        "kind": FACTOR_LABELS[factor.type],
        "name": factor.wrap().name if is_key else "",
        "icon": "fingerprint-pattern" if is_key else "smartphone",
        "since": factor.created_at,
        "used": factor.last_used_at,
        "remove": Deed(
            label=_("Bỏ"),
            url=reverse("me:remove_factor", args=[factor.pk]),
            kind="danger",
            icon="trash-2",
            consequences=(
                _("Lần đăng nhập sau không dùng được cái này nữa."),
                _("Thư báo được gửi tới hộp thư của tài khoản."),
            ),
        ),
    }


@fills
def set_up_totp(request: HttpRequest) -> HttpResponse:
    if first := prove_first(request):
        return first
    secret = request.session.setdefault(SECRET, generate_totp_secret())

    def keep(values: dict[str, Any]) -> None:
        knock(request, "codes")
        if not validate_totp_code(secret, values["code"]):
            raise Invalid({"code": [get_adapter().error_messages["incorrect_code"]]})
        services.add_totp(request.user, secret=secret, now=clock.now())
        request.session.pop(SECRET, None)

    return filled(
        request,
        FirstCodeForm(request.POST or None),
        "accounts/totp.html",
        keep,
        said=_("Từ lần đăng nhập sau, Gieo hỏi mã của ứng dụng. Cất các mã dự phòng này ở nơi an toàn."),
        to="me:recovery_codes",
        trail=_trail(_("Ứng dụng tạo mã")),
        address=get_adapter().build_totp_url(request.user, secret),
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    )


@reads
def passkey(request: HttpRequest) -> HttpResponse:
    if first := prove_first(request):
        return first
    return page(
        request,
        "accounts/passkey.html",
        form=PasskeyForm(),
        options=_json(webauthn.begin_registration(request.user, False)),
        trail=_trail(_("Khoá truy cập")),
    )


def _json(options: dict[str, Any]) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder)


@writes
def add_passkey(request: HttpRequest) -> HttpResponse:
    if first := prove_first(request, reverse("me:passkey")):
        return first
    form = PasskeyForm(request.POST)

    def keep() -> None:
        knock(request, "codes")
        if not form.is_valid() or not _is_answer(form.cleaned_data["credential"]):
            raise Invalid({"": [_("Trình duyệt chưa tạo được khoá. Thử lại, hoặc dùng ứng dụng tạo mã.")]})
        services.add_passkey(
            request.user, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"], now=clock.now()
        )

    return deed(
        request,
        keep,
        said=_("Đã thêm khoá truy cập. Cất các mã dự phòng này ở nơi an toàn."),
        to="me:recovery_codes",
        back="me:passkey",
    )


def _is_answer(credential: Any) -> bool:
    """The browser's answer belongs to what this session asked, and its signature is right."""
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError):
        return False
    return True


@writes
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(main_factors(request.user).select_related("user__person"), pk=pk)
    if first := prove_first(request, reverse("me:second_factor")):
        return first
    return deed(
        request,
        lambda: services.remove_factor(found, now=clock.now()),
        said=_("Đã bỏ."),
        to="me:second_factor",
    )


@reads
def codes(request: HttpRequest) -> HttpResponse:
    if first := prove_first(request):
        return first
    shown = recovery_codes(request.user)
    if not shown:
        messages.info(request, _("Mã dự phòng có cùng ứng dụng tạo mã hoặc khoá truy cập đầu tiên."))
        return go(request, "me:second_factor")
    return page(
        request,
        "accounts/recovery_codes.html",
        codes=[(f"{code[:4]} {code[4:]}", used) for code, used in shown],
        left=sum(not used for _code, used in shown),
        email=request.user.email,
        consequences=[_("Các mã đang có, dù chưa dùng, không còn giá trị."), _("In hoặc tải bộ mới ngay sau đó.")],
        trail=_trail(_("Mã dự phòng")),
    )


@reads
def codes_file(request: HttpRequest) -> HttpResponse:
    if first := prove_first(request, reverse("me:recovery_codes")):
        return first
    left = [code for code, used in recovery_codes(request.user) if not used]
    words = [_("Mã dự phòng Gieo của %(email)s. Mỗi mã dùng một lần.") % {"email": request.user.email}, "", *left]
    answer = HttpResponse("\n".join(words) + "\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="gieo-ma-du-phong.txt"'
    answer["Cache-Control"] = "no-store"
    return answer


@writes
def renew_codes(request: HttpRequest) -> HttpResponse:
    if first := prove_first(request, reverse("me:recovery_codes")):
        return first
    return deed(
        request,
        lambda: services.renew_recovery_codes(request.user, now=clock.now()),
        said=_("Đây là bộ mã mới; các mã cũ không còn dùng được."),
        to="me:recovery_codes",
    )


class AtTheDoor(AuthenticateView):
    """After the password: a code, a recovery code, or a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        used = getattr(form, "authenticator", None)
        if used is not None and used.type == Authenticator.Type.RECOVERY_CODES:
            services.note_recovery_code(used.user, now=clock.now())
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.stage.login.user
        has_key = main_factors(user).filter(type=Authenticator.Type.WEBAUTHN).exists()
        options = _json(context["js_data"]["request_options"]) if has_key else ""
        return context | {"options": options}


at_the_door = fills(AtTheDoor.as_view())
