"""How allauth behaves here: nobody signs up by themselves, and its letters go through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.foundation.outbox.services import post_letter


class Adapter(DefaultAccountAdapter):
    """Sign-in by invitation only; messages and mail in our own words."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter down; the postman carries it. Only the reset of a password sends mail here."""
        if not template_prefix.endswith("password_reset_key"):
            return
        body = _(
            "Có người xin đặt lại mật khẩu cho tài khoản này. Nếu là ông/bà, mở liên kết sau trong 24 giờ:\n\n"
            "%(link)s\n\nNếu không phải, bỏ qua thư này; mật khẩu vẫn như cũ.\n"
        ) % {"link": context["password_reset_url"]}
        post_letter(to_email=email, subject=_("Đặt lại mật khẩu Gieo"), body=body, kind="reset", now=clock.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened themselves."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk:home")
