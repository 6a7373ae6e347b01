"""Accounts elsewhere: whom a provider of OpenID Connect vouches for is found among our sign-ins, never made one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from gieo.core.actor import Actor
from gieo.core.errors import Refused
from gieo.foundation.accounts.engine.openid import Vouched
from gieo.foundation.accounts.models import LinkedAccount, User
from gieo.foundation.accounts.permits import may_unlink
from gieo.foundation.accounts.services.sessions import close_sessions
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter

LETTER_LINKED = gettext_lazy("Tài khoản vừa được nối với một tài khoản ở %(issuer)s: từ nay vào được bằng cả hai.")
LETTER_UNLINKED = gettext_lazy("Quản trị hệ thống đã bỏ nối tài khoản với tài khoản ở %(issuer)s.")


def recognise(vouched: Vouched, *, now: datetime) -> User:
    """The sign-in of whom the provider vouches for: by the subject once linked, by a verified address before that.

    The first time links the two and tells the owner by letter. Raises Refused, with what to do, for whoever has no
    sign-in here, has a stopped one, comes with an address nobody verified, or with another's.
    """
    with transaction.atomic():
        known = LinkedAccount.objects.filter(issuer=vouched.issuer, subject=vouched.subject).first()
        user = _locked(pk=known.user_id) if known else _by_address(vouched)
        if user is None:
            raise Refused(_("Địa chỉ %(email)s chưa có tài khoản ở đây. Nhờ Sở mời.") % {"email": vouched.email})
        if not user.is_active:
            raise Refused(_("Tài khoản này đã ngừng. Liên hệ Sở nếu cần mở lại."))
        if known is None:
            _link(user, vouched, now=now)
    return user


def _by_address(vouched: Vouched) -> User | None:
    if not vouched.email or not vouched.verified:
        raise Refused(
            _(
                "Nơi xác nhận chưa kiểm tra địa chỉ thư của ông/bà, nên chưa nối được với tài khoản nào. Xác minh "
                "địa chỉ ở đó rồi thử lại, hoặc đăng nhập bằng mật khẩu."
            )
        )
    return _locked(email=vouched.email.strip().lower())


def _locked(**which: Any) -> User | None:
    return User.objects.select_for_update(of=("self",)).select_related("person").filter(**which).first()


def _link(user: User, vouched: Vouched, *, now: datetime) -> None:
    """Under the lock of the sign-in: a second subject finds the first one there."""
    there = user.linked_accounts.filter(issuer=vouched.issuer).first()
    if there is not None and there.subject == vouched.subject:
        return
    if there is not None:
        raise Refused(
            _(
                "Địa chỉ %(email)s đã nối với một người khác ở nơi xác nhận. Nếu đúng là của ông/bà, đăng nhập bằng "
                "mật khẩu rồi bỏ nối ở “Tài khoản của tôi”, hoặc nhờ quản trị hệ thống bỏ nối."
            )
            % {"email": user.email}
        )
    LinkedAccount.objects.create(user=user, issuer=vouched.issuer, subject=vouched.subject, linked_at=now)
    changes = {"issuer": ("", vouched.issuer)}
    write_journal("link_account", user, actor=Actor(user.person_id, user.person.name), now=now, changes=changes)
    _tell(user, LETTER_LINKED, vouched.issuer, now=now)


def unlink(user: User, *, actor: Actor, now: datetime) -> None:
    """Forget whom providers vouched for; the sign-in itself and its password stay.

    Done by the administrator, its sessions end and a letter tells the owner. Raises NotAllowed, or Refused when there
    is nothing to forget.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).select_related("person").get(pk=user.pk)
        may_unlink(actor, user).require()
        issuers = list(user.linked_accounts.order_by("issuer").values_list("issuer", flat=True))
        if not issuers:
            raise Refused(_("Tài khoản này chưa nối với tài khoản nào ở nơi khác."))
        user.linked_accounts.all().delete()
        write_journal("unlink_account", user, actor=actor, now=now, changes={"issuer": (issuers, [])})
        if actor.person_id != user.person_id:
            close_sessions(user)
            _tell(user, LETTER_UNLINKED, ", ".join(issuers), now=now)


def _tell(user: User, what: Any, issuer: str, *, now: datetime) -> None:
    with override(user.language):
        post_letter(
            to_email=user.email,
            to_name=user.person.name,
            subject=_("Cách vào tài khoản Gieo đã đổi"),
            body=_(
                "Kính gửi %(name)s,\n\n%(what)s\n\nNếu không phải ông/bà yêu cầu, xin báo ngay cho quản trị hệ thống "
                "của Sở.\n"
            )
            % {"name": user.person.name, "what": str(what) % {"issuer": issuer}},
            kind="linked_account",
            record=user,
            now=now,
        )
