"""Who may look at whose duties, and who keeps the calendar."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import Scope
from gieo.foundation.units.permits import bears, may_record_act


def may_see_scope(actor: Actor, scope: Scope) -> Permit:
    """One's own and one's unit's are for everybody; those of the office for who works there or leads the province."""
    if scope is not Scope.OFFICE or actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return YES
    return no(_("Chỉ cán bộ của Sở và lãnh đạo tỉnh xem được việc của cả Sở."))


def may_post(actor: Actor) -> Permit:
    """Duties follow from deeds that the rooms above have permitted: here it only matters that somebody is named."""
    return no(_("Cần đăng nhập.")) if actor.is_anonymous else YES


def may_fulfil(actor: Actor) -> Permit:
    """As posting: the deed that fulfils a duty has been permitted above."""
    return may_post(actor)


def may_cancel(actor: Actor) -> Permit:
    """As posting."""
    return may_post(actor)


def may_reopen(actor: Actor) -> Permit:
    """As posting."""
    return may_post(actor)


def may_pass(actor: Actor) -> Permit:
    """As recording the act that splits the debtor."""
    return may_record_act(actor)


def may_suspend(actor: Actor, duty: Duty) -> Permit:
    """Leaders of the department; an officer where others owe, never for what the officer answers for."""
    if actor.is_system or actor.has(Role.DIRECTOR):
        return YES
    if not actor.has(Role.OFFICER):
        return no(_("Thời hạn do lãnh đạo hoặc chuyên viên của Sở tạm dừng."))
    own_unit = duty.debtor_unit_id is not None and bears(actor, duty, duty.debtor_unit_id)
    if own_unit or duty.debtor_person_id == actor.person_id or duty.debtor_role in actor.roles:
        return no(_("Đây là việc của chính bạn: nhờ lãnh đạo Sở tạm dừng thời hạn."))
    return YES


def may_resume(actor: Actor, duty: Duty) -> Permit:
    """As suspending."""
    return may_suspend(actor, duty)


def may_choose_rhythm(actor: Actor) -> Permit:
    """Everybody for themselves."""
    return no(_("Cần đăng nhập.")) if actor.person_id is None else YES


def may_set_confidential(actor: Actor) -> Permit:
    """As posting: who may see the record has been decided above."""
    return may_post(actor)


def may_edit_holidays(actor: Actor) -> Permit:
    """Officers and administrators keep the table of days off."""
    if actor.is_system or actor.has(Role.OFFICER, Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ chuyên viên của Sở và quản trị hệ thống được sửa bảng ngày nghỉ."))
