"""Parts that the pages of acts share: crumbs, names, open things with the heirs to choose from, what is said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.handovers.queries.passing import Estate
from gieo.domain.handovers.services import Assigned
from gieo.domain.handovers.wording import STATE_LABELS
from gieo.foundation.units.models import ActPart, Unit, UnitAct
from gieo.foundation.units.vocab import CHANGES_FACE, ActKind, Side
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.todos import duty_title

DUTY, MINUTES, LINE = "duty", "minutes", "line"


def trail(*more: Link) -> list[Link]:
    here = Link(_("Sắp xếp đơn vị"), reverse("units:acts") if more else "")
    return [Link(_("Đơn vị"), reverse("units:list")), here, *more]


def names(act: UnitAct, side: Side) -> list[str]:
    return [part.name for part in act.parts.all() if part.side == side]


def pill(act: UnitAct) -> Pill:
    if act.undone_at is not None:
        return Pill(word=_("Đã bỏ"), tone="late")
    if act.on > clock.today():
        return Pill(word=_("Từ %(day)s") % {"day": legal_date(act.on)}, tone="wait")
    return Pill(word=_("Có hiệu lực"), tone="ok")


def assigned_in(sent: Mapping[str, str]) -> Assigned:
    """Which heir was chosen for which record: fields duty-12, minutes-3, line-40, each the place of an heir."""
    chosen: dict[str, dict[int, int]] = {DUTY: {}, MINUTES: {}, LINE: {}}
    for name, place in sent.items():
        what, _dash, pk = name.partition("-")
        if what in chosen and pk.isdecimal() and place.isdecimal():
            chosen[what][int(pk)] = int(place)
    return Assigned(chosen[DUTY], chosen[MINUTES], chosen[LINE])


@dataclass(frozen=True)
class Row:
    """One open thing: what it is, its field of the form, the heirs to choose from (the present one marked)."""

    title: str
    detail: str
    url: str
    name: str
    heirs: tuple[tuple[int, str, bool], ...]


def sentences(kind: ActKind, on: date, ending: Sequence[Unit], heirs: Sequence[str], estate: Estate) -> list[str]:
    """Beforehand, what will be so from that day."""
    day = legal_date(on)
    if kind in CHANGES_FACE:
        return [
            _("Từ %(day)s mọi trang ghi tên, loại mới; hồ sơ của những ngày trước giữ tên, loại cũ.") % {"day": day},
            _("Việc phải làm, biên bản và quyền của người giữ vai trò không đổi."),
        ]
    said = [
        _("%(unit)s không còn từ %(day)s; ngày trước đó trang vẫn ghi như cũ.") % {"unit": unit.name, "day": day}
        for unit in ending
    ]
    passing = ", ".join(_passing(estate))
    if not passing:
        said.append(_("Không có việc nào còn dở để chuyển."))
    elif heirs:
        said.append(_("%(heir)s nhận tiếp: %(what)s.") % {"heir": heirs[0], "what": passing})
    else:
        said.append(_("Không ai nhận tiếp: %(what)s.") % {"what": passing})
    return [*said, *_to_be_seen_to(estate)]


def _passing(estate: Estate) -> list[str]:
    """What passes by itself, each kind with its number."""
    duties, minutes, lines, seats = len(estate.duties), len(estate.minutes), len(estate.lines), len(estate.seats)
    counts = (
        (duties, ngettext("%(n)s việc đang nợ", "%(n)s việc đang nợ", duties)),
        (minutes, ngettext("%(n)s biên bản chưa nhận xong", "%(n)s biên bản chưa nhận xong", minutes)),
        (lines, ngettext("%(n)s dòng quyết định chưa có biên bản", "%(n)s dòng quyết định chưa có biên bản", lines)),
        (seats, ngettext("%(n)s lời mời hội nghị sắp tới", "%(n)s lời mời hội nghị sắp tới", seats)),
    )
    return [words % {"n": count} for count, words in counts if count]


def _to_be_seen_to(estate: Estate) -> list[str]:
    """What passes only by somebody's deed."""
    roles, contacts = len(estate.roles), len(estate.contacts)
    counts = (
        (
            roles,
            ngettext(
                "%(n)s vai trò ở đơn vị cũ không tự chuyển: giao lại ở trang mở ra sau khi ghi.",
                "%(n)s vai trò ở đơn vị cũ không tự chuyển: giao lại ở trang mở ra sau khi ghi.",
                roles,
            ),
        ),
        (contacts, ngettext("%(n)s người liên hệ cần xem lại.", "%(n)s người liên hệ cần xem lại.", contacts)),
    )
    return [words % {"n": count} for count, words in counts if count]


def open_rows(
    estate: Estate, heirs: Sequence[str], *, chosen: Assigned | None = None, parts: Sequence[ActPart] = ()
) -> tuple[Row, ...]:
    """Open things with the heirs to choose from: as `chosen` on the page, else as recorded for one of `parts`."""
    places = {part.unit_id: place for place, part in enumerate(parts)}
    picked = chosen or Assigned()

    def row(what: str, record: Any, title: str, detail: str, url: str, wanted: Mapping[int, int]) -> Row:
        present = wanted.get(record.pk, places.get(record.heir_id, 0))
        options = tuple((place, name, place == present) for place, name in enumerate(heirs))
        return Row(title, detail, url, f"{what}-{record.pk}", options)

    return (
        *(
            row(DUTY, duty, duty_title(duty), f"{duty.record_code} · {legal_date(duty.due)}", "", picked.duties)
            for duty in estate.duties
        ),
        *(
            row(
                MINUTES,
                paper,
                _("Biên bản %(code)s") % {"code": paper.code},
                str(STATE_LABELS[paper.state]),
                reverse("handovers:record", args=[paper.code]),
                picked.minutes,
            )
            for paper in estate.minutes
        ),
        *(
            row(
                LINE,
                line,
                str(line.item),
                _("dòng của quyết định %(number)s") % {"number": line.decision},
                reverse("transfers:decision", args=[line.decision.code]),
                picked.lines,
            )
            for line in estate.lines
        ),
    )
