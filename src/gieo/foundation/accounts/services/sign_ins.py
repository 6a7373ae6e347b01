"""Sign-ins: made, their passwords, their address, stopped and opened again."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import SYSTEM, Actor
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.accounts.permits import may_keep_sign_ins
from gieo.foundation.accounts.services.sessions import close_sessions
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter


def create_user(person: Person, *, email: str, password: str | None, now: datetime, **fields: Any) -> User:
    """Make a sign-in for a person; without a password it can only be entered by a link."""
    return User.objects.create_user(email, password, person=person, date_joined=now, **fields)


def change_password(user: User, *, password: str, session_key: str, now: datetime) -> None:
    """Set the password its owner chose; every other session of the owner ends, that of `session_key` goes on."""
    _set_password("change_password", user, password, but=session_key, now=now)


def reset_password(user: User, *, password: str, now: datetime) -> None:
    """Set a password by the link of a letter; every session of the sign-in ends."""
    _set_password("reset_password", user, password, but="", now=now)


def _set_password(verb: str, user: User, password: str, *, but: str, now: datetime) -> None:
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        user.set_password(password)
        user.save(update_fields=["password"])
        close_sessions(user, but=but)
        write_journal(verb, user, actor=Actor(user.person_id, user.person.name), now=now)


def note_lock(email: str, *, now: datetime) -> None:
    """Leave word in the journal that a sign-in is locked for a while after repeated failures."""
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is not None:
            write_journal("lock_sign_in", user, actor=SYSTEM, now=now)


def choose_language(user: User, language: str, *, actor: Actor, now: datetime) -> None:
    """Remember the language a person works in."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before, user.language = user.language, language
        if before != language:
            user.save(update_fields=["language"])
            write_journal("choose_language", user, actor=actor, now=now, changes={"language": (before, language)})


def suspend_user(user: User, *, reason: str, actor: Actor, now: datetime) -> User:
    """Stop a sign-in: its sessions end at once and nobody enters by it until it is restored.

    Raises NotAllowed, Invalid without a reason, Refused for one's own sign-in or one that is stopped already.
    """
    with transaction.atomic():
        user = _lock(user, actor)
        if not squeeze(reason):
            raise Invalid({"reason": [_("Ghi lý do ngừng tài khoản.")]})
        if user.person_id == actor.person_id:
            raise Refused(_("Không ngừng được tài khoản của chính mình."))
        if not user.is_active:
            raise Refused(_("Tài khoản này đã ngừng rồi."))
        user.is_active = False
        user.save(update_fields=["is_active"])
        close_sessions(user)
        write_journal("suspend_user", user, actor=actor, now=now, changes={"reason": ("", squeeze(reason))})
    return user


def restore_user(user: User, *, actor: Actor, now: datetime) -> User:
    """Open a stopped sign-in again; one signs in anew. Raises NotAllowed, or Refused when it is not stopped."""
    with transaction.atomic():
        user = _lock(user, actor)
        if user.is_active:
            raise Refused(_("Tài khoản này đang dùng được."))
        user.is_active = True
        user.save(update_fields=["is_active"])
        close_sessions(user)
        write_journal("restore_user", user, actor=actor, now=now)
    return user


def change_sign_in_email(user: User, *, email: str, actor: Actor, now: datetime) -> User:
    """Correct the address a person signs in with; sessions end, links sent to the old address stop working.

    Both addresses get a letter. Raises NotAllowed, Refused when nothing changes, Invalid when it is another's.
    """
    address = email.strip().lower()
    try:
        with transaction.atomic():
            user = _lock(user, actor)
            before, user.email = user.email, address
            if before == address:
                raise Refused(_("Địa chỉ mới giống địa chỉ đang dùng."))
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()  # allauth's copy: a reset would still go there
            close_sessions(user)
            changes = {"email": (before, address)}
            write_journal("change_sign_in_email", user, actor=actor, now=now, changes=changes, personal=["email"])
            for to in (before, address):
                _tell_address(user, to=to, now=now)
    except IntegrityError:
        raise Invalid({"email": [_("Địa chỉ thư này đã có tài khoản.")]}) from None
    return user


def _tell_address(user: User, *, to: str, now: datetime) -> None:
    with override(user.language):
        post_letter(
            to_email=to,
            to_name=user.person.name,
            subject=_("Địa chỉ đăng nhập Gieo đã đổi"),
            body=_(
                "Kính gửi %(name)s,\n\nTừ nay ông/bà đăng nhập Gieo bằng địa chỉ %(email)s. Mật khẩu vẫn như cũ. "
                "Nếu không biết việc này, xin báo ngay cho quản trị hệ thống của Sở.\n"
            )
            % {"name": user.person.name, "email": user.email},
            kind="sign_in_email",
            record=user,
            now=now,
        )


def _lock(user: User, actor: Actor) -> User:
    """The sign-in, locked for a deed of the administrator."""
    locked = User.objects.select_for_update(of=("self",)).select_related("person").get(pk=user.pk)
    may_keep_sign_ins(actor).require()
    return locked
