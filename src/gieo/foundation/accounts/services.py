"""People, sign-ins, roles, invitations: every deed leaves its entry in the journal."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.core.text import fold, squeeze
from gieo.foundation.accounts.models import Invitation, Person, RoleHeld, User
from gieo.foundation.accounts.permits import may_edit_people, may_give_role, may_invite
from gieo.foundation.accounts.queries import open_invitation, token_digest
from gieo.foundation.accounts.vocab import INVITATION_DAYS
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter
from gieo.foundation.units.models import Unit

PERSON_FIELDS = ("name", "title", "email", "phone")
_PERSONAL = ("email", "phone")


def create_person(*, actor: Actor, now: datetime, name: str, **fields: Any) -> Person:
    """Enter a person in the directory. Raises NotAllowed, or Invalid without a name."""
    may_edit_people(actor).require()
    if not squeeze(name):
        raise Invalid({"name": [_("Ghi họ và tên.")]})
    with transaction.atomic():
        person = Person(name=squeeze(name), **fields)
        person.folded = _folded(person)
        person.save()
        write_journal("create", person, actor=actor, now=now, changes={"name": ("", person.name)})
    return person


def _folded(person: Person) -> str:
    """What the directory is searched by: name, e-mail and phone, without accents."""
    return fold(f"{person.name} {person.email} {person.phone}")[:300]


def edit_person(person: Person, *, actor: Actor, now: datetime, values: Mapping[str, Any]) -> Person:
    """Change a person's name, title or contacts; contacts are journalled as keyed digests."""
    may_edit_people(actor).require()
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        before = {name: getattr(person, name) for name in PERSON_FIELDS}
        for name in PERSON_FIELDS:
            if name in values:
                setattr(person, name, squeeze(values[name]))
        if not person.name:
            raise Invalid({"name": [_("Ghi họ và tên.")]})
        person.folded = _folded(person)
        person.save()
        changes = changes_between(before, {name: getattr(person, name) for name in PERSON_FIELDS})
        write_journal("edit", person, actor=actor, now=now, changes=changes, personal=_PERSONAL)
    return person


def give_role(
    person: Person, *, unit: Unit, role: Role, since: date, actor: Actor, now: datetime, title: str = ""
) -> RoleHeld:
    """Give a person a role in a unit from a day on. Raises NotAllowed, or Refused when it is held already."""
    may_give_role(actor, role).require()
    try:
        with transaction.atomic():
            held = RoleHeld.objects.create(person=person, unit=unit, role=role, title=squeeze(title), since=since)
            changes = {"role": ("", role.value), "unit": ("", unit.name), "person": ("", person.name)}
            write_journal("give_role", held, actor=actor, now=now, changes=changes)
    except IntegrityError:
        raise Refused(_("Người này đang giữ vai trò đó ở đơn vị đó rồi.")) from None
    return held


def end_role(held: RoleHeld, *, until: date, actor: Actor, now: datetime) -> RoleHeld:
    """End a role with the close of a day. Raises Invalid when that day lies before its first."""
    may_give_role(actor, held.role).require()
    with transaction.atomic():
        held = RoleHeld.objects.select_for_update().get(pk=held.pk)
        if until < held.since:
            raise Invalid({"until": [_("Ngày kết thúc vai trò không được trước ngày bắt đầu.")]})
        before, held.until = held.until, until
        held.save(update_fields=["until"])
        write_journal("end_role", held, actor=actor, now=now, changes={"until": (before, until)})
    return held


def create_user(person: Person, *, email: str, password: str | None, now: datetime, **fields: Any) -> User:
    """Make a sign-in for a person; without a password it can only be entered by a link."""
    return User.objects.create_user(email, password, person=person, date_joined=now, **fields)


def invite(person: Person, *, email: str, link_to: str, actor: Actor, now: datetime) -> str:
    """Invite a person by mail; returns the secret token of the link.

    `link_to` is the address with `{token}` in it. Earlier open invitations of the person end. Raises Refused when the
    person already has a sign-in.
    """
    may_invite(actor).require()
    if User.objects.filter(person=person).exists():
        raise Refused(_("Người này đã có tài khoản. Dùng “Quên mật khẩu” ở trang đăng nhập."))
    if User.objects.filter(email=email.strip().lower()).exists():
        raise Invalid({"email": [_("Địa chỉ thư này đã có tài khoản.")]})
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(person=person, used_at__isnull=True).delete()
        invitation = Invitation.objects.create(
            person=person,
            email=email.strip().lower(),
            token_digest=token_digest(token),
            made_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
        write_journal("invite", invitation, actor=actor, now=now, changes={"person": ("", person.name)})
        post_letter(
            to_email=invitation.email,
            to_name=person.name,
            subject=_("Lời mời vào Gieo"),
            body=_(
                "Kính gửi %(name)s,\n\n%(actor)s mời ông/bà dùng Gieo. Mở liên kết sau để đặt mật khẩu; "
                "liên kết dùng được một lần, trong %(days)d ngày:\n\n%(link)s\n"
            )
            % {
                "name": person.name,
                "actor": actor.name,
                "days": INVITATION_DAYS,
                "link": link_to.replace("{token}", token),
            },
            kind="invitation",
            record=invitation,
            now=now,
        )
    return token


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


def choose_language(user: User, language: str) -> None:
    """Remember the language a person works in."""
    User.objects.filter(pk=user.pk).update(language=language)
