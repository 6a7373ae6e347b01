"""Delegations: given by oneself, entered on a paper by the administrator, looked at, taken back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.foundation.accounts import services
from gieo.foundation.accounts.models import Delegation, Person
from gieo.foundation.accounts.permits import may_delegate, may_revoke, may_see_delegation
from gieo.foundation.accounts.queries import deeds_by, delegations_of
from gieo.foundation.accounts.rules import delegation_state
from gieo.foundation.accounts.vocab import DelegationState
from gieo.foundation.accounts.wording import DELEGATION_LABELS, DELEGATION_TONES
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.accounts.forms import DelegationForm, RevokeForm
from gieo.interfaces.web.ui.components import Deed, Happening, Link, Pill
from gieo.interfaces.web.ui.formats import moment
from gieo.interfaces.web.ui.happenings import happenings, verb_in_words
from gieo.interfaces.web.ui.pages import filled, fills, page, reads
from gieo.interfaces.web.ui.records import record_url
from gieo.interfaces.web.ui.serving import stored_response

PAPERS = (FileKind.PDF, FileKind.IMAGE)


def pill_of(delegation: Delegation) -> Pill:
    """How a delegation stands today."""
    state = _state(delegation)
    return Pill(word=str(DELEGATION_LABELS[state]), tone=DELEGATION_TONES[state])


def _state(delegation: Delegation) -> DelegationState:
    return delegation_state(
        delegation.since, delegation.until, revoked=delegation.revoked_at is not None, on=clock.today()
    )


def roles_in_words(delegation: Delegation) -> str:
    """What is delegated, and where."""
    roles = ", ".join(sorted(str(held.get_role_display()) for held in delegation.held.all()))
    return f"{roles} · {delegation.unit}"


def rows_of(person: Person) -> list[dict[str, Any]]:
    """Delegations a person gave or received, as rows of a table."""
    return [
        {
            "delegation": one,
            "given": one.delegator_id == person.pk,
            "other": one.delegate if one.delegator_id == person.pk else one.delegator,
            "roles": roles_in_words(one),
            "pill": pill_of(one),
        }
        for one in delegations_of(person)
    ]


@fills
def my_delegation(request: HttpRequest) -> HttpResponse:
    """One's own roles to somebody else."""
    return _delegate(request, request.user.person, reverse("me:home"), _("Tài khoản của tôi"))


@fills
def delegate_on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else's roles, on a paper; one's own are delegated on one's own page."""
    found = get_object_or_404(Person, pk=pk)
    return _delegate(request, found, reverse("accounts:person", args=[pk]), str(found))


def _delegate(request: HttpRequest, delegator: Person, back: str, where: str) -> HttpResponse:
    may_delegate(request.actor, delegator).require()
    heading = _("Uỷ quyền")
    in_person = request.actor.person_id == delegator.pk

    def give(values: dict[str, Any]) -> Delegation:
        scan = values.pop("scan", None)
        now = clock.now()
        paper = (
            store_file(scan, name=scan.name, actor=request.actor, now=now, allowed=PAPERS) if scan is not None else None
        )
        return services.delegate(delegator, actor=request.actor, now=now, paper=paper, **values)

    form = DelegationForm(
        request.POST or None,
        request.FILES or None,
        delegator=delegator,
        on_paper=not in_person,
        initial={"since": clock.today()},
    )
    return filled(
        request,
        form,
        "accounts/delegate.html",
        give,
        said=_("Đã ghi uỷ quyền và báo cho hai người bằng thư."),
        to=lambda made: ("accounts:delegation", made.pk),
        heading=heading,
        back=back,
        trail=[Link(where, back), Link(heading)],
        delegator=delegator,
        in_person=in_person,
    )


def _found(pk: int, actor: Actor) -> Delegation:
    """The delegation for one of the two, or for the office; nobody else learns that there is one."""
    found = Delegation.objects.select_related("delegator", "delegate", "unit", "paper").filter(pk=pk).first()
    if found is None or not may_see_delegation(actor, found):
        raise NotFound(_("Không có uỷ quyền này."))
    return found


@reads
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk, request.actor)
    state = _state(found)
    return page(
        request,
        "accounts/delegation.html",
        delegation=found,
        roles=roles_in_words(found),
        pill=pill_of(found),
        revoke=_revoke_deed(request.actor, found, state),
        deeds=[_done(entry) for entry in deeds_by(found)],
        happenings=happenings(history(found)),
        trail=[Link(_("Vai trò và uỷ quyền"), reverse("accounts:roles")), Link(found.code)]
        if request.actor.is_office
        else [Link(_("Tài khoản của tôi"), reverse("me:home")), Link(found.code)],
    )


def _revoke_deed(actor: Actor, found: Delegation, state: DelegationState) -> Deed | None:
    if state not in (DelegationState.PLANNED, DelegationState.IN_FORCE):
        return None
    return Deed(
        label=_("Thu hồi"),
        url=reverse("accounts:revoke_delegation", args=[found.pk]),
        icon="undo-2",
        kind="danger",
        blocked=may_revoke(actor, found).why,
    )


def _done(entry: Any) -> Happening:
    return Happening(
        when=moment(entry.at),
        text=f"{verb_in_words(entry)}: {entry.record_code}",
        url=record_url(entry.record_kind, entry.record_code) or "",
    )


@fills
def revoke_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk, request.actor)
    may_revoke(request.actor, found).require()
    heading, back = _("Thu hồi uỷ quyền"), reverse("accounts:delegation", args=[pk])
    return filled(
        request,
        RevokeForm(request.POST or None),
        "accounts/form.html",
        lambda values: services.revoke_delegation(found, actor=request.actor, now=clock.now(), **values),
        said=_("Uỷ quyền đã thu hồi, có hiệu lực ngay."),
        to=("accounts:delegation", pk),
        heading=heading,
        submit=_("Thu hồi"),
        lead=_("%(delegate)s không làm thay %(delegator)s được nữa kể từ bây giờ. Việc đã làm vẫn giữ nguyên.")
        % {"delegate": found.delegate.name, "delegator": found.delegator.name},
        back=back,
        trail=[Link(found.code, back), Link(heading)],
    )


@reads
def delegation_paper(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk, request.actor)
    if found.paper is None:
        raise NotFound(_("Uỷ quyền này không có bản chụp."))
    return stored_response(request, found.paper)
