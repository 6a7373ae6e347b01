"""Tablets as the office sees them: a row each, and words for other pages of a conference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.handovers.models import Tablet
from gieo.domain.handovers.queries.tablets import TabletLine
from gieo.domain.handovers.vocab import TabletState
from gieo.domain.handovers.wording import PARTY_SHORT, TABLET_STATE_LABELS, TABLET_STATE_TONES, VERBS, holds_unsent
from gieo.interfaces.web.handovers.parts import address
from gieo.interfaces.web.ui.components import Deed, Pill
from gieo.interfaces.web.ui.formats import who_did


@dataclass(frozen=True)
class TabletRow:
    tablet: Tablet
    pill: Pill
    opened: str
    taken: int
    is_open: bool
    close: Deed
    lose_url: str
    consequences: tuple[str, ...]
    reopen: Deed | None


def tablet_rows(lines: Sequence[TabletLine], *, now: datetime) -> list[TabletRow]:
    return [_row(line, now) for line in lines]


def _row(line: TabletLine, now: datetime) -> TabletRow:
    tablet = line.tablet
    code, is_open = tablet.conference.code, tablet.state == TabletState.OPEN
    late = is_open and now >= tablet.sends_until
    label = _("Quá hạn gửi") if late else str(TABLET_STATE_LABELS[tablet.state])
    reopen = Deed(
        label=str(VERBS["reopen_tablet"]),
        url=_address("reopen_tablet", code, tablet),
        icon="rotate-ccw",
        kind="quiet",
        post=True,
    )
    facts = {"name": who_did(tablet.opened_by_name), "time": f"{clock.local(tablet.opened_at):%H:%M %d/%m/%Y}"}
    return TabletRow(
        tablet=tablet,
        pill=Pill(word=label, tone="late" if late else TABLET_STATE_TONES[tablet.state] or "plain"),
        opened=_("%(name)s mở lúc %(time)s") % facts,
        taken=line.taken,
        is_open=is_open,
        close=Deed(
            label=str(VERBS["close_tablet"]),
            url=_address("close_tablet", code, tablet),
            icon="check",
            kind="quiet",
            post=True,
            blocked=holds_unsent(tablet.waiting) if tablet.waiting else "",
        ),
        lose_url=_address("lose_tablet", code, tablet),
        consequences=(
            _("Gieo không nhận gì từ máy này nữa, tới khi mở lại."),
            _("Chữ ký máy chưa gửi coi như chưa có: trang này và sổ đối chiếu nêu tên từng bên phải ký lại."),
        ),
        reopen=None if is_open and not late else reopen,
    )


def refused_words(lines: Sequence[TabletLine]) -> list[str]:
    """Signatures that arrived and were not taken, and why."""
    words = _("%(tablet)s: không nhận chữ ký %(party)s của %(code)s (%(name)s). %(why)s")
    return [
        words
        % {
            "tablet": line.tablet.name,
            "party": PARTY_SHORT[arrival.party],
            "code": arrival.minutes.code if arrival.minutes else "",
            "name": arrival.person_name,
            "why": arrival.refusal,
        }
        for line in lines
        for arrival in line.refused
    ]


@dataclass(frozen=True)
class TabletNote:
    """A tablet that may hold what the office lacks, told on the pages of its conference."""

    title: str
    text: str
    tone: str


def tablet_notes(lines: Sequence[TabletLine]) -> list[TabletNote]:
    return [_note(line) for line in lines if line.may_hold_more]


def _note(line: TabletLine) -> TabletNote:
    facts = {"name": line.tablet.name, "why": line.tablet.end_reason}
    if line.is_lost:
        return TabletNote(_("Máy “%(name)s” đã báo mất: %(why)s") % facts, line.told, "late")
    return TabletNote(_("Máy “%(name)s” còn giữ chữ ký chưa gửi") % facts, line.told, "wait")


def _address(verb: str, code: str, tablet: Tablet) -> str:
    return address(verb, code, str(tablet.number))
