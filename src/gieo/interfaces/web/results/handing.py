"""What an offered result waits for once a decision gives it to somebody: minutes, a signature, a receipt, a report."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core.permits import Permit
from gieo.domain.handovers.rules.reporting import REPORT_BASIS
from gieo.domain.procedures.wording import MARKS
from gieo.interfaces.web.results.downstream import Receiver, Stage
from gieo.interfaces.web.ui.components import Deed, NextStep


def handing_step(receivers: Sequence[Receiver], edit: Permit) -> NextStep:
    """The earliest stage that still waits, over all receivers: who, by when, on which basis, and the way there."""
    stage = next(one for one in Stage if any(row.stage is one for row in receivers))
    waiting = [row for row in receivers if row.stage is stage]
    first = min(waiting, key=lambda row: (row.due is None, row.due))
    basis, basis_url = _basis(stage, first)
    return NextStep(
        title=_title(stage, waiting),
        who=_("Chuyên viên Sở") if stage is Stage.WRITE else _units(waiting),
        due=first.due,
        due_note=_("hạn gửi kế hoạch ứng dụng") if stage is Stage.CONFIRM and first.due else "",
        basis=basis,
        basis_url=basis_url,
        after=_after(stage),
        state=first.standing,
        deeds=(*_way(stage, first), _more(edit)),
    )


def _units(waiting: Sequence[Receiver]) -> str:
    """The one unit by name, several by number."""
    names = list(dict.fromkeys(row.unit for row in waiting))
    if len(names) == 1:
        return names[0]
    return ngettext("%(count)d đơn vị nhận", "%(count)d đơn vị nhận", len(names)) % {"count": len(names)}


def _title(stage: Stage, waiting: Sequence[Receiver]) -> str:
    values = {"unit": _units(waiting), "count": len(waiting)}
    match stage:
        case Stage.WRITE:
            return _("Lập biên bản bàn giao cho %(unit)s") % values
        case Stage.SIGN:
            return _("Ký biên bản bàn giao với %(unit)s") % values
        case Stage.CONFIRM:
            words = ngettext("Chờ %(unit)s xác nhận %(count)d mục", "Chờ %(unit)s xác nhận %(count)d mục", len(waiting))
            return words % values
    return _("Chờ %(unit)s báo cáo ứng dụng") % values


def _after(stage: Stage) -> str:
    return {
        Stage.WRITE: _("Có biên bản bàn giao của từng đơn vị"),
        Stage.SIGN: _("Đơn vị xác nhận từng mục đã nhận"),
        Stage.CONFIRM: _("Năm kỳ báo cáo ứng dụng được ghi hạn"),
        Stage.USE: _("Biết nơi nào đang dùng, dùng ra sao"),
    }[stage]


def _basis(stage: Stage, row: Receiver) -> tuple[str, str]:
    """What asks for it, and where that is: the decision, the minutes, or the text."""
    if stage is Stage.USE:
        return f"{REPORT_BASIS} ({str(MARKS[REPORT_BASIS.mark]).lower()})", ""
    if stage is Stage.CONFIRM and row.minutes:
        return _("Biên bản %(code)s") % {"code": row.minutes}, row.minutes_url
    return _("Quyết định %(number)s") % {"number": row.decision}, row.decision_url


def _way(stage: Stage, row: Receiver) -> tuple[Deed, ...]:
    if row.minutes_url:
        label = _("Mở biên bản %(code)s") % {"code": row.minutes}
        return (
            Deed(label=label, url=row.minutes_url, icon="handshake", kind="plain" if stage is Stage.USE else "main"),
        )
    if row.decision_url:
        label = _("Mở quyết định %(number)s") % {"number": row.decision}
        return (Deed(label=label, url=row.decision_url, icon="file-check", kind="main"),)
    return ()


def _more(edit: Permit) -> Deed:
    """To another unit, by another decision."""
    blocked = "" if edit else str(edit.why)
    return Deed(label=_("Giao thêm đơn vị"), url=reverse("transfers:decisions"), icon="plus", blocked=blocked)
