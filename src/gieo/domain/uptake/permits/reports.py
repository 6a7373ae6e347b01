"""Who may do what with a yearly report. Whoever holds its link is asked nothing here: the link is the permit."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.domain.handovers.permits import is_receiver
from gieo.domain.uptake.models import Report


def _keeps(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return YES
    return no(_("Việc này do chuyên viên hoặc lãnh đạo Sở làm."))


def may_fill_report(actor: Actor, report: Report) -> Permit:
    """The receiver's representative, or an officer who types in what was said or sent (the record says which)."""
    if is_receiver(actor, report.minutes) or _keeps(actor):
        return YES
    return no(_("Chỉ đại diện của đơn vị nhận, hoặc cán bộ của Sở thay đơn vị, ghi báo cáo."))


may_send_report = may_fill_report


def may_read_report(actor: Actor, report: Report) -> Permit:
    """Upload the Word form: as filling."""
    return may_fill_report(actor, report)


def may_confirm_report(actor: Actor, report: Report) -> Permit:
    """The unit answers for its own report; an officer only takes in the signed paper (may_scan_report)."""
    if is_receiver(actor, report.minutes):
        return YES
    return no(_("Báo cáo do người đứng đầu đơn vị xác nhận; Sở chỉ ghi nhận bản giấy đã ký."))


def may_scan_report(actor: Actor, report: Report) -> Permit:
    """The signed paper comes from whoever has it: the unit itself, or the officer it was brought to."""
    if is_receiver(actor, report.minutes) or _keeps(actor):
        return YES
    return no(_("Bản ký giấy do đại diện của đơn vị, hoặc cán bộ của Sở, tải lên."))


def may_send_back_report(actor: Actor) -> Permit:
    return _keeps(actor)


def may_forward_report(actor: Actor) -> Permit:
    return _keeps(actor)


def may_make_report_link(actor: Actor) -> Permit:
    return _keeps(actor)


may_withdraw_report_link = may_make_report_link

REPORT_PERMITS: Mapping[str, Callable[..., Permit]] = {
    "fill": may_fill_report,
    "read": may_read_report,
    "send": may_send_report,
    "confirm": may_confirm_report,
    "send_back": may_send_back_report,
    "forward": may_forward_report,
}
