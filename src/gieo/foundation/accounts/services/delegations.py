"""Letting somebody else exercise one's roles for some days, and taking it back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.accounts.lifecycle import DELEGATION
from gieo.foundation.accounts.models import Delegation, Person, RoleHeld, User
from gieo.foundation.accounts.permits import may_delegate, may_revoke
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.accounts.rules import delegation_state
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter

GIVEN = gettext_lazy(
    "%(delegator)s uỷ quyền cho %(delegate)s: %(roles)s, từ %(since)s đến hết %(until)s. Người được uỷ quyền mở "
    "“Làm việc thay” ở đầu trang Gieo; mọi việc làm thay đều ghi rõ."
)
TAKEN_BACK = gettext_lazy("Uỷ quyền của %(delegator)s cho %(delegate)s (%(roles)s) đã được thu hồi. Lý do: %(reason)s")


def delegate(
    delegator: Person,
    *,
    held: Sequence[RoleHeld],
    delegate: Person,
    since: date,
    until: date,
    reason: str = "",
    paper_number: str = "",
    paper_date: date | None = None,
    paper: StoredFile | None = None,
    actor: Actor,
    now: datetime,
) -> Delegation:
    """Let `delegate` exercise roles of the delegator from a day to 24:00 of another.

    In order: both people locked → permit (in person, or the administrator on a paper) → rules → saved → journal →
    letters to both. Raises NotAllowed; Invalid for days, for roles that the delegator does not hold in one unit all
    that time, for a missing paper; Refused when the delegate holds no role in that unit or has it from them already.
    """
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk__in=[delegator.pk, delegate.pk]).order_by("pk"))
        may_delegate(actor, delegator).require()
        roles = list(RoleHeld.objects.filter(pk__in=[row.pk for row in held]).select_related("unit"))
        number = squeeze(paper_number)
        on_paper = actor.person_id != delegator.pk and not actor.is_system
        errors = _faults(delegator, delegate, roles, since, until, clock.local_date(now))
        if on_paper and not number:
            errors["paper_number"] = [_("Ghi số văn bản uỷ quyền: quản trị hệ thống chỉ ghi theo văn bản.")]
        if on_paper and paper_date is None:
            errors["paper_date"] = [_("Ghi ngày văn bản uỷ quyền.")]
        if errors:
            raise Invalid(errors)
        _refuse_strangers(delegate, roles[0], since)
        _refuse_doubles(delegator, delegate, roles, since, until)
        made = Delegation.objects.create(
            delegator=delegator,
            delegate=delegate,
            unit=roles[0].unit,
            since=since,
            until=until,
            reason=squeeze(reason),
            paper_number=number,
            paper_date=paper_date,
            paper=paper,
            made_at=now,
        )
        made.held.set(roles)
        changes = {
            "delegator": ("", delegator.name),
            "delegate": ("", delegate.name),
            "roles": ([], sorted(row.role for row in roles)),
            "unit": ("", made.unit.name),
            "since": (None, since),
            "until": (None, until),
            "paper": ("", number),
        }
        write_journal("delegate", made, actor=actor, now=now, changes=changes)
        _tell(made, GIVEN, now=now)
    return made


def _faults(
    delegator: Person, delegate: Person, roles: Sequence[RoleHeld], since: date, until: date, today: date
) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if until < since:
        errors["until"] = [_("Ngày kết thúc uỷ quyền không được trước ngày bắt đầu.")]
    elif until < today:
        errors["until"] = [_("Ngày kết thúc đã qua.")]
    if delegator.pk == delegate.pk:
        errors["delegate"] = [_("Không uỷ quyền cho chính mình.")]
    if not roles:
        errors["held"] = [_("Chọn ít nhất một vai trò.")]
    elif len({row.unit_id for row in roles}) > 1:
        errors["held"] = [_("Chọn vai trò ở cùng một đơn vị; đơn vị khác thì lập uỷ quyền khác.")]
    elif "until" not in errors and not all(_is_held(row, delegator, since, until) for row in roles):
        errors["held"] = [_("Chỉ uỷ quyền được vai trò đang giữ trong suốt thời gian uỷ quyền.")]
    return errors


def _is_held(row: RoleHeld, delegator: Person, since: date, until: date) -> bool:
    ended = row.unit.abolished_on
    lasts = (row.until is None or row.until >= until) and (ended is None or ended > until)
    return row.person_id == delegator.pk and row.since <= since and lasts


def _refuse_strangers(delegate: Person, role: RoleHeld, since: date) -> None:
    if not roles_on(since).filter(person=delegate, unit=role.unit).exists():
        raise Refused(
            _("%(name)s không giữ vai trò nào ở %(unit)s trong ngày đầu uỷ quyền.")
            % {"name": delegate.name, "unit": role.unit}
        )


def _refuse_doubles(delegator: Person, delegate: Person, roles: Sequence[RoleHeld], since: date, until: date) -> None:
    same = Delegation.objects.filter(delegator=delegator, delegate=delegate, held__in=roles, revoked_at__isnull=True)
    if same.filter(since__lte=until, until__gte=since).exists():
        raise Refused(_("Đã có uỷ quyền vai trò này cho %(name)s trong thời gian đó.") % {"name": delegate.name})


def revoke_delegation(delegation: Delegation, *, reason: str, actor: Actor, now: datetime) -> Delegation:
    """Take a delegation back at once, planned or in force. Raises NotAllowed, WrongState, Invalid without a reason."""
    with transaction.atomic():
        found = Delegation.objects.select_for_update(of=("self",)).select_related("delegator", "delegate", "unit")
        delegation = found.get(pk=delegation.pk)
        may_revoke(actor, delegation).require()
        before = state_of(delegation, clock.local_date(now))
        after = DELEGATION.target("revoke", before)
        if not squeeze(reason):
            raise Invalid({"reason": [_("Ghi lý do thu hồi.")]})
        delegation.revoked_at, delegation.revoked_reason = now, squeeze(reason)
        delegation.save(update_fields=["revoked_at", "revoked_reason"])
        changes = {"reason": ("", delegation.revoked_reason)}
        write_journal("revoke", delegation, actor=actor, now=now, from_state=before, to_state=after, changes=changes)
        _tell(delegation, TAKEN_BACK, now=now)
    return delegation


def state_of(delegation: Delegation, on: date) -> Any:
    return delegation_state(delegation.since, delegation.until, revoked=delegation.revoked_at is not None, on=on)


def _tell(delegation: Delegation, what: Any, *, now: datetime) -> None:
    """A letter to each of the two who has a sign-in, in the language chosen there."""
    for user in User.objects.filter(person__in=[delegation.delegator_id, delegation.delegate_id], is_active=True):
        with override(user.language):
            roles = ", ".join(str(row.get_role_display()) for row in delegation.held.order_by("role"))
            words = {
                "delegator": delegation.delegator.name,
                "delegate": delegation.delegate.name,
                "roles": f"{roles} · {delegation.unit}",
                "since": f"{delegation.since:%d/%m/%Y}",
                "until": f"{delegation.until:%d/%m/%Y}",
                "reason": delegation.revoked_reason,
            }
            post_letter(
                to_email=user.email,
                to_name=user.person.name,
                subject=_("Uỷ quyền trong Gieo: %(code)s") % {"code": delegation.code},
                body=str(what) % words + "\n",
                kind="delegation",
                record=delegation,
                now=now,
            )
