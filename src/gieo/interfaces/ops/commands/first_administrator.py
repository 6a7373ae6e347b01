"""./gieo first-administrator: the department, its first administrator, and the link by which that person comes in."""

from argparse import Namespace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import GieoError
from gieo.core.text import squeeze
from gieo.foundation.accounts.models import Person, RoleHeld, User
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.accounts.services import create_person, edit_person, give_role, invite
from gieo.foundation.accounts.vocab import INVITATION_DAYS
from gieo.foundation.units.models import Unit
from gieo.foundation.units.services import create_unit
from gieo.foundation.units.vocab import UnitKind
from gieo.interfaces.ops.databases import refuse_waiting_migrations
from gieo.interfaces.ops.terminal import Failed, answer


def run(options: Namespace) -> int:
    refuse_waiting_migrations(options.home)
    name, email, department = squeeze(options.name), options.email.strip().lower(), squeeze(options.department)
    if not name or not department:
        raise Failed("an administrator and a department have a name.")
    try:
        validate_email(email)
        with transaction.atomic():
            person = appoint(name, email, department)
            token = invite(person, email=email, link_to=link_to("{token}"), actor=SYSTEM, now=clock.now())
    except ValidationError:
        raise Failed(f"“{options.email}” is not an e-mail address.") from None
    except GieoError as refused:
        raise Failed(refused.message) from None
    answer(f"{name} is administrator of: {department}")
    answer(f"Open this link within {INVITATION_DAYS} days and choose a password (it also waits in the outbox):")
    answer(link_to(token))
    return 0


def appoint(name: str, email: str, department: str) -> Person:
    """The administrator: entered now, or entered before and never come in, with the name and address of today."""
    now = clock.now()
    held = first_held()
    if held is not None:
        if User.objects.filter(person=held.person).exists():
            raise Failed(f"{held.person.name} is administrator and can sign in; further ones are given the role there.")
        return edit_person(held.person, actor=SYSTEM, now=now, values={"name": name, "email": email})
    unit = Unit.objects.filter(kind=UnitKind.DEPARTMENT, name=department, abolished_on__isnull=True).first()
    if unit is None:
        unit = create_unit(actor=SYSTEM, now=now, name=department, kind=UnitKind.DEPARTMENT)
    person = create_person(actor=SYSTEM, now=now, name=name, email=email)
    give_role(person, unit=unit, role=Role.ADMINISTRATOR, since=clock.local_date(now), actor=SYSTEM, now=now)
    return person


def first_held() -> RoleHeld | None:
    """An administrator of today, one who can sign in before one who cannot."""
    held = roles_on(clock.today()).filter(role=Role.ADMINISTRATOR).select_related("person")
    return held.order_by("person__user", "id").last()


def link_to(token: str) -> str:
    return settings.PUBLIC_ADDRESS + reverse("accounts_public:invitation", args=["TOKEN"]).replace("TOKEN", token)
