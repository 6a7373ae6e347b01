"""The second factor of a sign-in: an app that makes codes, passkeys, and codes on paper for the day both are lost.

The cryptography is allauth's; secrets are sealed by engine/sealing.py.
"""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from gieo.core import clock
from gieo.core.actor import Actor, Role
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.accounts.models import SecondFactorPolicy, User
from gieo.foundation.accounts.permits import may_reset_second_factor, may_set_second_factor_need
from gieo.foundation.accounts.queries import main_factors, second_factor_need
from gieo.foundation.accounts.services.sessions import close_sessions
from gieo.foundation.accounts.vocab import Need
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter

NAME_LENGTH = 60
LETTER_REMOVED = gettext_lazy("Một lớp bảo vệ thứ hai của tài khoản vừa được bỏ.")
LETTER_RESET = gettext_lazy("Quản trị hệ thống đã xoá lớp bảo vệ thứ hai của tài khoản vì báo mất thiết bị.")


def add_totp(user: User, *, secret: str, now: datetime) -> Authenticator:
    """Keep the secret of an app that makes codes; the caller has checked a code of it.

    The first factor brings recovery codes along. Raises Refused when the roles use none, or there is an app already.
    """
    try:
        with transaction.atomic():
            _lock_for_adding(user, now)
            made = TOTP.activate(user, secret).instance
            _added(made, now)
    except IntegrityError:
        raise Refused(_("Đã có ứng dụng tạo mã. Bỏ cái cũ rồi mới thêm cái mới.")) from None
    return made


def add_passkey(user: User, *, name: str, credential: dict, now: datetime) -> Authenticator:
    """Keep a passkey whose answer the caller has checked. Raises Refused when the roles use no second factor."""
    with transaction.atomic():
        _lock_for_adding(user, now)
        known = main_factors(user).filter(type=Authenticator.Type.WEBAUTHN).count()
        words = squeeze(name)[:NAME_LENGTH] or _("Khoá %(n)d") % {"n": known + 1}
        made = WebAuthn.add(user, words, credential).instance
        _added(made, now)
    return made


def _lock_for_adding(user: User, now: datetime) -> None:
    User.objects.select_for_update().get(pk=user.pk)
    if second_factor_need(user.person_id, clock.local_date(now)) == Need.OFF:
        raise Refused(_("Vai trò của ông/bà không dùng lớp bảo vệ thứ hai."))


def _added(made: Authenticator, now: datetime) -> None:
    made.created_at = now
    made.save(update_fields=["created_at"])
    RecoveryCodes.activate(made.user)
    changes = {"factor": ("", made.type)}
    write_journal("add_second_factor", made.user, actor=_owner(made.user), now=now, changes=changes)


def remove_factor(factor: Authenticator, *, now: datetime) -> None:
    """Take an app or a passkey off one's own sign-in; recovery codes go with the last of them. A letter tells.

    Raises Refused for the last one of a sign-in whose roles ask for a second factor.
    """
    user = factor.user
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        others = main_factors(user).exclude(pk=factor.pk).exists()
        if not others and second_factor_need(user.person_id, clock.local_date(now)) == Need.REQUIRED:
            raise Refused(_("Vai trò của ông/bà bắt buộc có lớp bảo vệ thứ hai: thêm cái mới rồi mới bỏ cái này."))
        gone = main_factors(user).filter(pk=factor.pk)
        if not gone.exists():
            return
        gone.delete()
        if not others:
            Authenticator.objects.filter(user=user).delete()
        changes = {"factor": (factor.type, "")}
        write_journal("remove_second_factor", user, actor=_owner(user), now=now, changes=changes)
        _tell(user, LETTER_REMOVED, now=now)


def renew_recovery_codes(user: User, *, now: datetime) -> None:
    """Make new recovery codes; the old ones are worth nothing from now on. Raises Refused without a main factor."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if not main_factors(user).exists():
            raise Refused(_("Mã dự phòng đi cùng ứng dụng tạo mã hoặc khoá truy cập: thêm một trong hai trước."))
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(user)
        write_journal("renew_recovery_codes", user, actor=_owner(user), now=now)


def note_recovery_code(user: User, *, now: datetime) -> None:
    """Leave word in the journal that a recovery code opened the sign-in."""
    with transaction.atomic():
        write_journal("use_recovery_code", user, actor=_owner(user), now=now)


def reset_second_factor(user: User, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take every factor off a sign-in whose owner has lost the device; sessions end, a letter tells the owner.

    Raises NotAllowed, Invalid without a reason, Refused when there is nothing to take off.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).select_related("person").get(pk=user.pk)
        may_reset_second_factor(actor).require()
        if not squeeze(reason):
            raise Invalid({"reason": [_("Ghi lý do và cách đã xác minh đúng người.")]})
        gone = [factor.type for factor in main_factors(user)]
        if not gone:
            raise Refused(_("Tài khoản này không có lớp bảo vệ thứ hai."))
        Authenticator.objects.filter(user=user).delete()
        close_sessions(user)
        changes = {"factor": (gone, []), "reason": ("", squeeze(reason))}
        write_journal("reset_second_factor", user, actor=actor, now=now, changes=changes)
        _tell(user, LETTER_RESET, now=now)


def set_second_factor_need(role: Role, need: Need, *, actor: Actor, now: datetime) -> SecondFactorPolicy:
    """Say whether a role asks for a second factor; it counts from the next sign-in on. Raises NotAllowed."""
    may_set_second_factor_need(actor).require()
    with transaction.atomic():
        policy, _made = SecondFactorPolicy.objects.select_for_update().get_or_create(
            role=role, defaults={"need": Need.OPTIONAL}
        )
        before, policy.need = policy.need, need
        if before != need:
            policy.save(update_fields=["need"])
            changes = {"need": (str(before), need.value)}
            write_journal("set_second_factor_need", policy, actor=actor, now=now, changes=changes)
    return policy


def _owner(user: User) -> Actor:
    return Actor(user.person_id, user.person.name)


def _tell(user: User, what: Any, *, now: datetime) -> None:
    with override(user.language):
        post_letter(
            to_email=user.email,
            to_name=user.person.name,
            subject=_("Lớp bảo vệ thứ hai của tài khoản Gieo"),
            body=_(
                "Kính gửi %(name)s,\n\n%(what)s\n\nNếu không phải ông/bà yêu cầu, xin báo ngay cho quản trị hệ thống "
                "của Sở.\n"
            )
            % {"name": user.person.name, "what": what},
            kind="second_factor",
            record=user,
            now=now,
        )
