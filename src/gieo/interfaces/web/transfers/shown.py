"""How decisions and conferences are composed for the pages: pills, threads, next steps, photographs."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.domain.results.models import Product, Result
from gieo.domain.transfers.models import Conference, ConferencePhoto, Invitee, TransferDecision
from gieo.domain.transfers.queries.conferences import ConferencePage
from gieo.domain.transfers.queries.decisions import DecisionPage
from gieo.domain.transfers.queries.deeds import Deed as Deed_
from gieo.domain.transfers.queries.figures import UnitGroup, by_standing_unit
from gieo.domain.transfers.rules.figures import Figures
from gieo.domain.transfers.rules.publication import photo_faults
from gieo.domain.transfers.vocab import Attendance, ConferenceState, DecisionState, FigureKind, LegState
from gieo.domain.transfers.wording import (
    ATTENDANCE_LABELS,
    ATTENDANCE_TONES,
    CONFERENCE_STATE_LABELS,
    CONFERENCE_STATE_PUBLIC,
    CONFERENCE_STATE_TONES,
    DECISION_STATE_LABELS,
    DECISION_STATE_TONES,
    INVITATION_STATE_LABELS,
    INVITATION_STATE_TONES,
    LEG_LABELS,
    PHOTO_FAULT_LABELS,
    REPLY_LABELS,
    REPLY_TONES,
    figure_words,
)
from gieo.foundation.places.vocab import MapOf
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.ui.charts import Bar
from gieo.interfaces.web.ui.components import Deed, Link, Photo, Pill, Stage
from gieo.interfaces.web.ui.formats import days, legal_date, number
from gieo.interfaces.web.ui.records import record_url
from gieo.interfaces.web.ui.thread import Knot, make_thread

DECISION_WAY = (DecisionState.DRAFT, DecisionState.SUBMITTED, DecisionState.ISSUED)
CONFERENCE_WAY = tuple(ConferenceState)


def decision_pill(decision: TransferDecision) -> Pill:
    return Pill(word=str(DECISION_STATE_LABELS[decision.state]), tone=DECISION_STATE_TONES[decision.state] or "plain")


def conference_pill(conference: Conference) -> Pill:
    return Pill(word=str(CONFERENCE_STATE_LABELS[conference.state]), tone=CONFERENCE_STATE_TONES[conference.state])


def public_conference_pill(conference: Conference) -> Pill:
    return Pill(word=str(CONFERENCE_STATE_PUBLIC[conference.state]), tone=CONFERENCE_STATE_TONES[conference.state])


def attendance_pill(attendance: str) -> Pill:
    return Pill(word=str(ATTENDANCE_LABELS[attendance]), tone=ATTENDANCE_TONES[attendance] or "plain")


def invitation_pill(asked: Invitee) -> Pill:
    """How far an invitation is; once answered, the answer itself."""
    if asked.reply:
        return Pill(word=str(REPLY_LABELS[asked.reply]), tone=REPLY_TONES[asked.reply])
    return Pill(
        word=str(INVITATION_STATE_LABELS[asked.invitation]), tone=INVITATION_STATE_TONES[asked.invitation] or "plain"
    )


def decision_stages(decision: TransferDecision) -> list[Stage]:
    """Where a decision stands on its way; what became of it after it was issued stands at the end."""
    way = [*DECISION_WAY]
    if decision.state in (DecisionState.AMENDED, DecisionState.REVOKED):
        way.append(DecisionState(decision.state))
    place = way.index(DecisionState(decision.state))
    notes = {
        DecisionState.SUBMITTED: legal_date(decision.submitted_on),
        DecisionState.ISSUED: legal_date(decision.issued_on),
        DecisionState.REVOKED: legal_date(decision.revoked_on),
    }
    return [
        Stage(
            label=str(DECISION_STATE_LABELS[state]),
            state="done" if order < place else "here" if order == place else "later",
            note=notes.get(state, ""),
        )
        for order, state in enumerate(way)
    ]


def conference_stages(conference: Conference) -> list[Stage]:
    place = CONFERENCE_WAY.index(ConferenceState(conference.state))
    notes = {
        ConferenceState.OPEN: legal_date(conference.held_on),
        ConferenceState.REPORTED: legal_date(conference.reported_on),
    }
    return [
        Stage(
            label=str(CONFERENCE_STATE_LABELS[state]),
            state="done" if order < place else "here" if order == place else "later",
            note=notes.get(state, ""),
        )
        for order, state in enumerate(CONFERENCE_WAY)
    ]


def item_url(item: Result | Product) -> str:
    """The office page of a result or product."""
    return record_url(item._meta.label_lower, item.code)


def decision_thread(shown: DecisionPage) -> tuple[Knot, ...]:
    """Upstream the results it gives, downstream the conferences that carry it out."""
    results = [group.item for group in shown.items if group.is_result]
    links: dict[str, tuple[Link, ...]] = {}
    if results:
        links["result"] = tuple(Link(item.code, item_url(item)) for item in results[:3])
    notes = {
        "transfer": str(shown.decision),
        "-uptake": _("Chưa có báo cáo"),
        "-replication": _("Chưa có nơi nào"),
    }
    if shown.items:
        notes["result"] = _things(shown.figures)
    return make_thread(here="transfer", links=links, notes=notes)


def conference_thread(shown: ConferencePage) -> tuple[Knot, ...]:
    results = [group.item for group in shown.items if group.is_result]
    links: dict[str, tuple[Link, ...]] = {}
    if results:
        links["result"] = tuple(Link(item.code, item_url(item)) for item in results[:3])
    notes = {
        "transfer": ", ".join(str(decision) for decision in shown.decisions),
        "-uptake": _("Chưa có báo cáo"),
        "-replication": _("Chưa có nơi nào"),
    }
    if shown.items:
        notes["result"] = _things(shown.figures)
    return make_thread(here="transfer", links=links, notes=notes)


def _things(figures: Figures) -> str:
    return _("%(results)s kết quả, %(products)s sản phẩm") % {
        "results": number(figures.results),
        "products": number(figures.products),
    }


def figure_tiles(figures: Figures, rows_at: Any) -> list[tuple[int, str, str]]:
    """(value, words, address of its rows) for the four counts; `rows_at` gives the address of a kind."""
    return [(figures.of(kind), figure_words(kind, figures.of(kind)), rows_at(kind)) for kind in FigureKind]


def clock_bars(shown: DecisionPage) -> list[Bar]:
    """How many days each leg took, in the middle of all things given; the leg that waits now is marked."""
    bars = []
    waiting = [leg for clock in shown.clocks if (leg := clock.waiting) is not None]
    for spread in shown.spreads:
        label = str(LEG_LABELS[spread.key])
        waits = max((leg.days or 0 for leg in waiting if leg.key == spread.key), default=None)
        if spread.middle is not None:
            bars.append(Bar(label=label, value=spread.middle, note=_spread_note(spread)))
        elif waits is not None:
            bars.append(Bar(label=label, value=waits, note=_("đang chờ, tính tới hôm nay"), mark=True))
    return bars


def _spread_note(spread: Any) -> str:
    if spread.shortest == spread.longest:
        return ngettext("%(count)s mục", "%(count)s mục", spread.count) % {"count": number(spread.count)}
    return _("%(count)s mục, từ %(shortest)s đến %(longest)s") % {
        "count": number(spread.count),
        "shortest": number(spread.shortest),
        "longest": days(spread.longest),
    }


def waiting_days(shown: DecisionPage) -> int | None:
    """How long the decision has waited for its conference, in calendar days; None when nothing waits there."""
    legs = [clock.waiting for clock in shown.clocks if clock.waiting is not None]
    found = [leg.days for leg in legs if leg.key == "decision_conference" and leg.state is LegState.WAITING]
    return max((value for value in found if value is not None), default=None)


def photo_shown(photo: ConferencePhoto, address: str) -> Photo:
    """A photograph for the gallery: a small picture that opens the large one."""
    picture = photo.photograph
    width = 480
    height = round(width * picture.height / picture.width) if picture.width else 320
    return Photo(
        url=f"{address}?w=480",
        full_url=f"{address}?w=960",
        caption=picture.caption,
        alt="" if picture.caption else _("Ảnh chưa có chú thích"),
        credit=picture.credit,
        place=picture.place,
        taken_on=picture.taken_on,
        width=width,
        height=height,
    )


def office_photo(photo: ConferencePhoto) -> Photo:
    return photo_shown(photo, reverse("transfers:photograph", args=[photo.conference.code, photo.pk]))


def photo_standing(photo: ConferencePhoto) -> Pill:
    """Whether a picture may go on the public page, and if not, why."""
    picture = photo.photograph
    if not photo.shown:
        return Pill(word=_("Không dùng trên trang công khai"), icon="eye-off")
    faults = photo_faults(caption=picture.caption, credit=picture.credit, consent=picture.consent)
    if faults:
        why = ", ".join(str(PHOTO_FAULT_LABELS[fault]) for fault in faults)
        return Pill(word=why[:1].upper() + why[1:], tone="late")
    return Pill(word=_("Đăng được"), tone="ok")


def button(
    deed: Deed_,
    url: str,
    *,
    kind: str = "plain",
    icon: str = "",
    label: str = "",
    post: bool = False,
    consequences: tuple[str, ...] = (),
    values: Iterable[tuple[str, Any]] = (),
) -> Deed:
    """A deed of the room as a button of the page: where it leads when it is allowed, why not when it is not."""
    return Deed(
        label=label or str(deed.label),
        url=url,
        icon=icon,
        kind=kind,
        post=post,
        consequences=consequences,
        values=tuple(values),
        blocked="" if deed.ok else deed.why,
    )


def receivers(groups: Sequence[UnitGroup], by: MapOf, today: date) -> list[tuple[UnitGroup, str]]:
    """Who received what, by the units of the day or by those that stand for them today."""
    if by is MapOf.TODAY:
        return [(group, name) for name, group in by_standing_unit(groups, today)]
    return [(group, unit_label(group.unit, today)) for group in groups]


def in_days(day: date, today: date) -> str:
    """ "còn 5 ngày", "hôm nay", "đã qua 2 ngày"."""
    left = (day - today).days
    if left == 0:
        return _("hôm nay")
    if left > 0:
        return _("còn %(days)s") % {"days": days(left)}
    return _("đã qua %(days)s") % {"days": days(-left)}


ATTENDANCE_CHOICES = [(value.value, ATTENDANCE_LABELS[value]) for value in Attendance]
