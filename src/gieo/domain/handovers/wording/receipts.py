"""Faults about what was received, refused, or written anew."""

from django.utils.translation import gettext as _

from gieo.domain.handovers.rules.faults import Fault
from gieo.domain.handovers.wording.labels import REFUSAL_LABELS
from gieo.domain.handovers.wording.told import Names, Told, Way, minutes_ways


def not_received(fault: Fault, names: Names) -> Told:
    said = [
        _("Biên bản %(minutes)s có %(items)s mục, còn %(waiting)s mục chờ đơn vị xác nhận đã nhận."),
        _("Còn: %(owed)s."),
    ]
    if "promised" in fault.values:
        late = fault.values["late"]
        said.append(_("Sở hẹn giao ngày %(promised)s, đã quá hẹn.") if late else _("Sở hẹn giao ngày %(promised)s."))
    return Told(
        _("%(unit)s: đã ký nhưng chưa xác nhận nhận %(waiting)s mục") % names,
        " ".join(words % names for words in said),
        (*(Way(_("Ghi nhận"), "receive", code) for code in fault.minutes), *minutes_ways(fault)),
    )


def refused(fault: Fault, names: Names) -> Told:
    facts = {**names, "reason": str(REFUSAL_LABELS[str(fault.values["reason"])]).lower()}
    text = _("“%(subject)s” (%(subject_code)s): đơn vị không nhận %(rest)s %(measure)s, lý do: %(reason)s.") % facts
    if fault.values["words"]:
        text += " " + _("Nói rõ: %(words)s.") % {"words": str(fault.values["words"]).rstrip(".")}
    after = _("Giao lại rồi ghi nhận, lập bản thay thế không có mục này, hoặc sửa đổi quyết định.")
    return Told(
        _("%(unit)s: không nhận một mục đã ký") % names,
        f"{text} {after}",
        (
            *(Way(_("Giao lại, ghi nhận"), "receive", code) for code in fault.minutes),
            *minutes_ways(fault, _("Lập bản thay thế")),
            Way(_("Xem quyết định"), "decision", fault.decision),
        ),
    )


def version_unsigned(fault: Fault, names: Names) -> Told:
    text = (
        _("Bản thay thế %(version)s đã niêm phong, chờ các bên ký. Đến khi ký xong, biên bản %(minutes)s còn hiệu lực.")
        if fault.values["sealed"]
        else _("Bản thay thế %(version)s còn là bản thảo. Niêm phong, ký, hoặc huỷ bản ấy nếu không cần nữa.")
    )
    return Told(
        _("%(unit)s: biên bản %(minutes)s đang chờ bản thay thế") % names,
        text % names,
        (Way(_("Mở bản thay thế"), "minutes", str(fault.values["version"])), *minutes_ways(fault)),
    )


def received_unsigned(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: đã nhận %(received)s mục nhưng biên bản chưa ký xong") % names,
        _("Biên bản %(minutes)s chưa đủ chữ ký mà đã ghi nhận bàn giao. Mời các bên ký, hoặc sửa việc xác nhận nhận.")
        % names,
        minutes_ways(fault),
    )
