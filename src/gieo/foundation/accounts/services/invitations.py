"""Invitations: a link by mail, good once."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.foundation.accounts.models import Invitation, Person, User
from gieo.foundation.accounts.permits import may_invite
from gieo.foundation.accounts.queries import open_invitation, token_digest
from gieo.foundation.accounts.services.sign_ins import create_user
from gieo.foundation.accounts.vocab import INVITATION_DAYS, LETTER_LANGUAGE
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter


def invite(person: Person, *, email: str, link_to: str, actor: Actor, now: datetime) -> str:
    """Invite a person by mail; returns the secret token of the link.

    `link_to` is the address with `{token}` in it. In order: lock → permit (an invitation hands over every role the
    person holds or will hold) → earlier open invitations end → journal → letter, in the receiver's language. Raises
    NotAllowed, Refused when the person already has a sign-in, Invalid when the address belongs to another one.
    """
    token, address = secrets.token_urlsafe(32), email.strip().lower()
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        may_invite(actor, person, clock.local_date(now)).require()
        if User.objects.filter(person=person).exists():
            raise Refused(_("Người này đã có tài khoản. Dùng “Quên mật khẩu” ở trang đăng nhập."))
        if User.objects.filter(email=address).exists():
            raise Invalid({"email": [_("Địa chỉ thư này đã có tài khoản.")]})
        Invitation.objects.filter(person=person, used_at__isnull=True).delete()
        invitation = Invitation.objects.create(
            person=person,
            email=address,
            token_digest=token_digest(token),
            made_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
        write_journal("invite", invitation, actor=actor, now=now, changes={"person": ("", person.name)})
        _write_invitation(invitation, link=link_to.replace("{token}", token), actor=actor, now=now)
    return token


def _write_invitation(invitation: Invitation, *, link: str, actor: Actor, now: datetime) -> None:
    """Who has no sign-in yet has chosen no language: the letter speaks Vietnamese."""
    with override(LETTER_LANGUAGE):
        body = _(
            "Kính gửi %(name)s,\n\n%(actor)s mời ông/bà dùng Gieo. Mở liên kết sau để đặt mật khẩu; "
            "liên kết dùng được một lần, trong %(days)d ngày:\n\n%(link)s\n"
        ) % {"name": invitation.person.name, "actor": actor.name_on_record, "days": INVITATION_DAYS, "link": link}
        post_letter(
            to_email=invitation.email,
            to_name=invitation.person.name,
            subject=_("Lời mời vào Gieo"),
            body=body,
            kind="invitation",
            record=invitation,
            now=now,
        )


def accept_invitation(token: str, *, password: str, now: datetime) -> User:
    """Make the sign-in an invitation stands for. The link works once.

    Raises NotFound when it was used, has expired or never was; Invalid when the password is too weak.
    """
    with transaction.atomic():
        found = open_invitation(token, now)
        invitation = Invitation.objects.select_for_update().get(pk=found.pk) if found else None
        if invitation is None or invitation.used_at is not None:
            raise NotFound(_("Liên kết này đã dùng hoặc đã hết hạn. Nhờ Sở gửi lời mời mới."))
        person = invitation.person
        try:
            validate_password(password, User(email=invitation.email, person=person))
        except ValidationError as weak:
            raise Invalid({"password1": weak.messages}) from None
        user = create_user(person, email=invitation.email, password=password, now=now)
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
        write_journal("accept_invitation", invitation, actor=Actor(person.pk, person.name), now=now)
    return user
