"""How allauth behaves here: nobody signs up by themselves, and its letters go through our outbox."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from gieo.core import clock
from gieo.foundation.accounts.engine.sealing import open_secret, seal_secret
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.services import note_lock
from gieo.foundation.outbox.services import post_letter
from gieo.interfaces.web.accounts.entering import note_entry
from gieo.interfaces.web.ui.clients import client_address


class Adapter(DefaultAccountAdapter):
    """Sign-in by invitation only; messages and mail in our own words."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Tài khoản này đã ngừng."),
        "email_password_mismatch": gettext_lazy("Thư điện tử hoặc mật khẩu không đúng."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại không đúng."),
        "incorrect_password": gettext_lazy("Mật khẩu không đúng."),
        "invalid_password_reset": gettext_lazy("Liên kết đặt lại mật khẩu không còn dùng được."),
        "rate_limited": gettext_lazy("Thử quá nhiều lần. Chờ vài phút rồi thử lại."),
        "same_as_current": gettext_lazy("Mật khẩu mới phải khác mật khẩu hiện tại."),
        "too_many_login_attempts": gettext_lazy("Thử sai quá nhiều lần. Chờ 15 phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_entry(request, user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave word in the journal when this failure was the one that locks the sign-in."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        lock = {"login_failed": settings.SIGN_IN_LOCK}
        if not ratelimit.consume(
            request, app="allauth.account", action="login_failed", config=lock, key=key, dry_run=True
        ):
            note_lock(credentials.get("email", ""), now=clock.now())

    def forget_failures(self, email: str) -> None:
        """Whoever proved to own the mailbox is not held up by what others typed."""
        self._delete_login_attempts_cached_email(self.request, email=email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter down; the postman carries it. Only the reset of a password sends mail here."""
        if not template_prefix.endswith("password_reset_key"):
            return
        user: User = context["user"]
        with override(user.language):
            body = _(
                "Có người xin đặt lại mật khẩu cho tài khoản này. Nếu là ông/bà, mở liên kết sau trong 24 giờ:\n\n"
                "%(link)s\n\nNếu không phải, bỏ qua thư này; mật khẩu vẫn như cũ.\n"
            ) % {"link": context["password_reset_url"]}
            subject = _("Đặt lại mật khẩu Gieo")
        post_letter(to_email=email, to_name=user.person.name, subject=subject, body=body, kind="reset", now=clock.now())

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request.META)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened themselves."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk:home")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets sealed, words our own; letters and the journal are the services' affair."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Mã không đúng hoặc đã hết hạn. Chờ mã mới rồi gõ lại."),
    }

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.person.name}
