"""Who may see to people, roles, invitations, sign-ins and sessions."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.accounts.models import Delegation, Person, User, WorkSession

OFFICERS_MAY_GIVE = frozenset({Role.UNIT_REP, Role.HOST})


def may_see_people(actor: Actor) -> Permit:
    """The office sees the people it deals with."""
    return YES if actor.is_office else no(_("Chỉ cán bộ của Sở xem được danh bạ."))


def may_edit_people(actor: Actor) -> Permit:
    """Officers and administrators keep the directory of people."""
    if actor.is_system or actor.has(Role.OFFICER, Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ chuyên viên và quản trị hệ thống được sửa danh bạ."))


def may_give_role(actor: Actor, role: str) -> Permit:
    """Administrators in person give every role; officers only those of units and hosts."""
    if actor.has(Role.OFFICER, Role.ADMINISTRATOR) and role in OFFICERS_MAY_GIVE:
        return YES
    if actor.is_system or (actor.has(Role.ADMINISTRATOR) and not actor.is_instead):
        return YES
    return no(_("Vai trò trong Sở do quản trị hệ thống giao; chuyên viên chỉ giao vai trò của đơn vị ngoài Sở."))


def may_invite(actor: Actor, person: Person, on: date) -> Permit:
    """Whoever keeps the directory, if he or she may give every role that the invitation would hand over.

    The roles held on the day and those that begin later count: whoever opens the letter holds them.
    """
    handed_over = [held.role for held in person.roles.all() if held.until is None or held.until >= on]
    if all(may_give_role(actor, role) for role in handed_over):
        return may_edit_people(actor)
    return no(_("Người này giữ vai trò trong Sở: lời mời do quản trị hệ thống gửi."))


def may_keep_sign_ins(actor: Actor) -> Permit:
    """Stopping a sign-in, opening it again, correcting its address: the administrator in person."""
    if actor.is_system or (actor.has(Role.ADMINISTRATOR) and not actor.is_instead):
        return YES
    return no(_("Chỉ quản trị hệ thống ngừng, mở lại tài khoản hoặc đổi địa chỉ đăng nhập."))


def may_delegate(actor: Actor, delegator: Person) -> Permit:
    """One's own roles, in person; or the administrator, on a paper."""
    if actor.is_instead:
        return no(_("Người làm thay không uỷ quyền tiếp."))
    if actor.is_system or actor.has(Role.ADMINISTRATOR) or actor.person_id == delegator.pk:
        return YES
    return no(_("Chỉ chính người giữ vai trò uỷ quyền, hoặc quản trị hệ thống ghi theo văn bản."))


def may_revoke(actor: Actor, delegation: Delegation) -> Permit:
    """Whoever may have given it."""
    if may_delegate(actor, delegation.delegator):
        return YES
    return no(_("Chỉ người uỷ quyền hoặc quản trị hệ thống thu hồi được."))


def may_see_delegation(actor: Actor, delegation: Delegation) -> Permit:
    """The two it is between, and the office."""
    if actor.person_id in (delegation.delegator_id, delegation.delegate_id):
        return YES
    return may_see_people(actor)


def may_reset_second_factor(actor: Actor) -> Permit:
    """As all that concerns other people's sign-ins."""
    return may_keep_sign_ins(actor)


def may_set_second_factor_need(actor: Actor) -> Permit:
    """The administrator in person says what a role asks for."""
    if may_keep_sign_ins(actor):
        return YES
    return no(_("Chỉ quản trị hệ thống đặt yêu cầu về lớp bảo vệ thứ hai."))


def may_unlink(actor: Actor, user: User) -> Permit:
    """One's own account elsewhere, or as all that concerns other people's sign-ins."""
    if actor.person_id is not None and actor.person_id == user.person_id:
        return YES
    return may_keep_sign_ins(actor)


def may_choose_reach(actor: Actor, person: Person) -> Permit:
    """Everybody for himself or herself, in person."""
    if actor.person_id == person.pk and not actor.is_instead:
        return YES
    return no(_("Cách nhận thư do chính mỗi người chọn."))


def may_end_session(actor: Actor, session: WorkSession) -> Permit:
    """One's own sessions."""
    if actor.person_id is not None and actor.person_id == session.user.person_id:
        return YES
    return no(_("Chỉ kết thúc được phiên của chính mình."))
