"""Each fault of the ledger as a heading, a sentence and the ways out of it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.domain.handovers.rules.faults import Fault, Value
from gieo.domain.handovers.rules.paper import paper_number
from gieo.domain.handovers.rules.world import World
from gieo.domain.handovers.vocab import FaultKind, MinutesState, Party
from gieo.domain.handovers.wording.labels import PART_LABELS, PARTY_SHORT
from gieo.domain.handovers.wording.receipts import not_received, received_unsigned, refused, version_unsigned
from gieo.domain.handovers.wording.told import Names, Told, Way, minutes_ways


def tell(fault: Fault, world: World) -> Told:
    """The fault in words, with names from the world."""
    names = {
        "unit": world.unit_name(fault.unit),
        "subject": world.title(fault.subject),
        "subject_code": fault.subject,
        "decision": world.decision_label(fault.decision),
        "minutes": ", ".join(fault.minutes),
        **{name: _shown(value) for name, value in fault.values.items()},
    }
    return _SENTENCES[fault.kind](fault, names)


def _shown(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return paper_number(value) if isinstance(value, Decimal) else str(value)


def _unit_without_minutes(fault: Fault, names: Names) -> Told:
    count = int(str(fault.values["lines"]))
    return Told(
        _("%(unit)s: có trong quyết định nhưng chưa có biên bản") % names,
        ngettext(
            "Quyết định %(decision)s giao %(lines)s mục cho đơn vị này. Lập biên bản, hoặc sửa quyết định "
            "nếu không giao nữa.",
            "Quyết định %(decision)s giao %(lines)s mục cho đơn vị này. Lập biên bản, hoặc sửa quyết định "
            "nếu không giao nữa.",
            count,
        )
        % names,
        (Way(_("Lập biên bản"), "prepare", fault.unit), Way(_("Xem quyết định"), "decision", fault.decision)),
    )


def _line_without_item(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: biên bản thiếu một mục của quyết định") % names,
        _(
            "Quyết định %(decision)s giao “%(subject)s”, biên bản %(minutes)s không có mục này. Nếu biên "
            "bản còn là bản thảo: lấy lại danh mục; nếu đã ký: lập biên bản bổ sung."
        )
        % names,
        (*minutes_ways(fault), Way(_("Xem quyết định"), "decision", fault.decision)),
    )


def _item_without_line(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: biên bản ghi mục mà quyết định không giao") % names,
        _(
            "Mục thừa là “%(subject)s” trong %(minutes)s. Hoặc bổ sung quyết định %(decision)s, hoặc bỏ "
            "mục này khỏi biên bản."
        )
        % names,
        (*minutes_ways(fault), Way(_("Xem quyết định"), "decision", fault.decision)),
    )


def _received_twice(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: nhận cùng một mục %(times)s lần") % names,
        _("“%(subject)s” được giao cho đơn vị này trong %(minutes)s. Giữ một lần, bỏ lần kia.") % names,
        minutes_ways(fault),
    )


def _two_minutes(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: có %(count)s biên bản cho cùng một hội nghị") % names,
        _("Các biên bản %(minutes)s cùng giao cho một đơn vị. Huỷ bản thừa, hoặc gộp các mục vào một biên bản.")
        % names,
        minutes_ways(fault),
    )


def _unit_abolished(fault: Fault, names: Names) -> Told:
    ways = [Way(_("Xem đơn vị"), "unit", fault.unit)]
    if fault.values["successor"]:
        text = _(
            "Đơn vị không còn từ ngày %(abolished_on)s, trước ngày bàn giao %(day)s. Đơn vị kế thừa là "
            "%(successor)s: sửa quyết định hoặc biên bản theo tên đó."
        )
        ways.append(Way(_("Xem đơn vị kế thừa"), "unit", str(fault.values["successor_code"])))
    else:
        text = _("Đơn vị không còn từ ngày %(abolished_on)s, trước ngày bàn giao %(day)s, và chưa ghi đơn vị kế thừa.")
    return Told(
        _("%(unit)s: không còn hoạt động vào ngày bàn giao") % names, text % names, (*ways, *minutes_ways(fault))
    )


def _unit_renamed(fault: Fault, names: Names) -> Told:
    where = (
        _("Biên bản %(minutes)s ghi tên “%(written)s”, vào ngày bàn giao đơn vị mang tên “%(name)s”.")
        if fault.values["where"] == "minutes"
        else _("Khi ban hành quyết định đơn vị mang tên “%(written)s”, vào ngày bàn giao mang tên “%(name)s”.")
    )
    after = _("Kiểm tra đây có đúng là một đơn vị, rồi ghi lời giải thích.")
    return Told(
        _("%(unit)s: tên đơn vị đã đổi") % names,
        f"{where % names} {after}",
        (Way(_("Xem đơn vị"), "unit", fault.unit), *minutes_ways(fault)),
    )


def _unit_not_listed(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: có trong quyết định nhưng không có trong danh sách hội nghị") % names,
        _("Quyết định giao %(lines)s mục cho đơn vị này, danh sách mời không có tên. Mời đơn vị, hoặc bàn giao riêng.")
        % names,
        (Way(_("Sửa danh sách mời"), "conference", fault.conference),),
    )


def _quantity(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: số lượng trong biên bản khác quyết định") % names,
        _("“%(subject)s”: quyết định %(decision)s giao %(ordered)s %(measure)s, biên bản %(minutes)s ghi %(given)s.")
        % names,
        (*minutes_ways(fault), Way(_("Xem quyết định"), "decision", fault.decision)),
    )


def _measure(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: đơn vị tính trong biên bản khác quyết định") % names,
        _("“%(subject)s”: quyết định %(decision)s tính bằng “%(ordered)s”, biên bản %(minutes)s tính bằng “%(given)s”.")
        % names,
        (*minutes_ways(fault), Way(_("Xem quyết định"), "decision", fault.decision)),
    )


def _sign(fault: Fault) -> tuple[Way, ...]:
    """The signing page, for minutes that are sealed."""
    if fault.values["state"] == MinutesState.DRAFT:
        return ()
    return tuple(Way(_("Ký %(code)s") % {"code": code}, "sign", code) for code in fault.minutes)


def _unsigned(fault: Fault, names: Names) -> Told:
    if fault.values["state"] == MinutesState.DRAFT:
        text = _("Biên bản %(minutes)s với %(items)s mục còn là bản thảo: hoàn thiện, niêm phong rồi ký.")
    elif fault.values.get("absent"):
        text = _(
            "Đơn vị vắng mặt; biên bản %(minutes)s với %(items)s mục còn thiếu chữ ký: %(who)s. Hẹn ký "
            "sau, nội dung đã niêm phong không đổi."
        )
    else:
        text = _("Biên bản %(minutes)s với %(items)s mục còn thiếu chữ ký: %(who)s.")
    parties = [str(PARTY_SHORT[Party(party)]) for party in str(fault.values["missing"]).split(",") if party]
    return Told(
        _("%(unit)s: biên bản chưa ký xong") % names,
        text % {**names, "who": ", ".join(parties)},
        (*_sign(fault), *minutes_ways(fault)),
    )


def _witness(fault: Fault, names: Names) -> Told:
    text = (
        _("Hai bên đã ký biên bản %(minutes)s, người chứng kiến %(witness)s chưa ký.")
        if fault.values["witness"]
        else _("Biên bản %(minutes)s đã niêm phong nhưng không ghi người chứng kiến.")
    )
    return Told(_("%(unit)s: thiếu người chứng kiến") % names, text % names, minutes_ways(fault))


def _present_unsigned(fault: Fault, names: Names) -> Told:
    told = _unsigned(fault, names)
    return Told(_("%(unit)s: có mặt tại hội nghị nhưng chưa ký") % names, told.text, told.ways)


def _absent_signed(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: ghi vắng mặt nhưng đã ký trong ngày hội nghị") % names,
        _("Biên bản %(minutes)s được ký ngày %(on)s. Sửa danh sách dự, hoặc kiểm tra lại chữ ký.") % names,
        (Way(_("Sửa danh sách dự"), "conference", fault.conference), *minutes_ways(fault)),
    )


def _figure(what: str) -> Callable[[Fault, Names], Told]:
    def sentence(fault: Fault, names: Names) -> Told:
        titles = {
            "results": _("%(source)s viết %(published)s kết quả, sổ này đếm được %(counted)s"),
            "products": _("%(source)s viết %(published)s sản phẩm, sổ này đếm được %(counted)s"),
            "units": _("%(source)s viết %(published)s đơn vị nhận, sổ này đếm được %(counted)s"),
            "enterprises": _("%(source)s viết %(published)s doanh nghiệp, sổ này đếm được %(counted)s"),
        }
        text = _("Số của sổ đếm từ các dòng quyết định, mỗi tên một lần.")
        if what == "units" and fault.values["guests"]:
            text += " " + _("Có %(guests)s đơn vị dự hội nghị mà không nhận mục nào.") % names
        return Told(
            titles[what] % names,
            text,
            (
                Way(_("Xem các dòng được đếm"), f"figure:{what}", fault.conference),
                Way(_("Sửa số đã công bố"), "conference", fault.conference),
            ),
        )

    return sentence


def _revoked(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: biên bản dựa trên quyết định đã bị thu hồi") % names,
        _("Quyết định %(decision)s đã bị thu hồi, biên bản %(minutes)s giao %(items)s mục theo quyết định đó.") % names,
        (Way(_("Xem quyết định"), "decision", fault.decision), *minutes_ways(fault)),
    )


def _withdrawn(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: nhận kết quả đã bị rút") % names,
        _(
            "“%(subject)s” (%(subject_code)s) đã bị rút nhưng vẫn nằm trong biên bản %(minutes)s. Báo đơn "
            "vị ngừng dùng, hoặc bỏ mục này."
        )
        % names,
        (Way(_("Xem kết quả"), "subject", fault.subject), *minutes_ways(fault)),
    )


def _expired(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: nhận kết quả đã hết hạn") % names,
        _(
            "“%(subject)s” (%(subject_code)s) đã hết hạn dùng nhưng vẫn nằm trong biên bản %(minutes)s. "
            "Thẩm định lại trước khi giao."
        )
        % names,
        (Way(_("Xem kết quả"), "subject", fault.subject), *minutes_ways(fault)),
    )


def _file_changed(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: tệp “%(file)s” khác với tệp ghi trong biên bản") % names,
        _("“%(subject)s”: biên bản %(minutes)s ghi vân tay %(written)s…, tệp đang giữ có vân tay %(present)s….")
        % names,
        (Way(_("Xem tệp của kết quả"), "subject", fault.subject), *minutes_ways(fault)),
    )


def _file_gone(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: tệp “%(file)s” ghi trong biên bản không còn") % names,
        _("“%(subject)s”: biên bản %(minutes)s ghi tệp này (vân tay %(written)s…), hồ sơ hiện không còn tệp đó.")
        % names,
        (Way(_("Xem tệp của kết quả"), "subject", fault.subject), *minutes_ways(fault)),
    )


def _before_decision(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: biên bản lập trước ngày quyết định") % names,
        _("Biên bản %(minutes)s đề ngày %(minutes_on)s, quyết định %(decision)s ban hành ngày %(decision_on)s.")
        % names,
        (*minutes_ways(fault), Way(_("Xem quyết định"), "decision", fault.decision)),
    )


def _kit(fault: Fault, names: Names) -> Told:
    return Told(
        _("%(unit)s: giao kết quả thiếu bộ chuyển giao") % names,
        _(
            "“%(subject)s” (%(subject_code)s) chưa đủ bộ chuyển giao và không có phiếu miễn. Bổ sung phần "
            "thiếu, hoặc xin lãnh đạo Sở miễn có lý do."
        )
        % names,
        (Way(_("Bổ sung bộ chuyển giao"), "subject", fault.subject), *minutes_ways(fault)),
    )


def _changed(fault: Fault, names: Names) -> Told:
    text = _(
        "Biên bản %(minutes)s được niêm phong với vân tay %(sealed)s…, dữ liệu hiện cho vân tay "
        "%(present)s…. Chữ ký chỉ có giá trị với bản đã niêm phong; báo quản trị hệ thống."
    )
    parts = [str(PART_LABELS[part]) for part in str(fault.values.get("parts", "")).split(",") if part]
    where = " " + _("Chỗ khác: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""
    return Told(
        _("%(unit)s: nội dung biên bản khác với bản đã niêm phong") % names,
        text % names + where,
        minutes_ways(fault),
    )


_SENTENCES: Mapping[FaultKind, Callable[[Fault, Names], Told]] = {
    FaultKind.UNIT_WITHOUT_MINUTES: _unit_without_minutes,
    FaultKind.LINE_WITHOUT_ITEM: _line_without_item,
    FaultKind.ITEM_WITHOUT_LINE: _item_without_line,
    FaultKind.RECEIVED_TWICE: _received_twice,
    FaultKind.TWO_MINUTES: _two_minutes,
    FaultKind.UNIT_ABOLISHED: _unit_abolished,
    FaultKind.UNIT_RENAMED: _unit_renamed,
    FaultKind.UNIT_NOT_LISTED: _unit_not_listed,
    FaultKind.QUANTITY_DIFFERS: _quantity,
    FaultKind.MEASURE_DIFFERS: _measure,
    FaultKind.MINUTES_UNSIGNED: _unsigned,
    FaultKind.WITNESS_MISSING: _witness,
    FaultKind.PRESENT_NOT_SIGNED: _present_unsigned,
    FaultKind.ABSENT_BUT_SIGNED: _absent_signed,
    FaultKind.SIGNED_NOT_RECEIVED: not_received,
    FaultKind.ITEM_REFUSED: refused,
    FaultKind.RECEIVED_NOT_SIGNED: received_unsigned,
    FaultKind.RESULTS_FIGURE: _figure("results"),
    FaultKind.PRODUCTS_FIGURE: _figure("products"),
    FaultKind.UNITS_FIGURE: _figure("units"),
    FaultKind.ENTERPRISES_FIGURE: _figure("enterprises"),
    FaultKind.DECISION_REVOKED: _revoked,
    FaultKind.RESULT_WITHDRAWN: _withdrawn,
    FaultKind.RESULT_EXPIRED: _expired,
    FaultKind.FILE_CHANGED: _file_changed,
    FaultKind.FILE_GONE: _file_gone,
    FaultKind.DATE_BEFORE_DECISION: _before_decision,
    FaultKind.KIT_INCOMPLETE: _kit,
    FaultKind.CONTENT_CHANGED: _changed,
    FaultKind.VERSION_UNSIGNED: version_unsigned,
}
