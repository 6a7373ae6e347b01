"""Parts that several pages of uses share: pills, crumbs, a claim as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Claim, Period, Use
from gieo.domain.uptake.queries.evidence import Piece, pieces_of
from gieo.domain.uptake.queries.standing import holder_label
from gieo.domain.uptake.vocab import LADDER, Level, Measure, Sphere
from gieo.domain.uptake.wording import (
    GRADE_LABELS,
    LEVEL_LABELS,
    MEASURE_SHORT,
    SPHERE_LABELS,
    STANDING_LABELS,
    STANDING_TONES,
    STATE_LABELS,
    STATE_TONES,
    days_left,
)
from gieo.interfaces.web.ui.components import Link, Photo, Pill, Stage
from gieo.interfaces.web.ui.formats import legal_date, number
from gieo.interfaces.web.ui.records import record_url


def crumbs(*links: Link) -> tuple[Link, ...]:
    return (Link(_("Ứng dụng"), reverse("uptake:list")), *links)


def use_link(use: Use) -> Link:
    return Link(use.code, reverse("uptake:record", args=[use.code]))


def model_link(use: Use) -> Link | None:
    """The demonstration model that the use is, fetched with it; None for a plain use."""
    model = getattr(use, "demonstration", None)
    return Link(model.code, reverse("models:record", args=[model.code])) if model is not None else None


def standing_pill(stands: str) -> Pill:
    return Pill(word=str(STANDING_LABELS[stands]), tone=STANDING_TONES[stands])


def claim_pill(claim: Claim) -> Pill:
    return Pill(word=str(STATE_LABELS[claim.state]), tone=STATE_TONES[claim.state])


def subject_url(use: Use) -> str:
    kind = "results.result" if isinstance(use.subject, Result) else "results.product"
    return record_url(kind, use.subject.code)


def receiver_label(use: Use, today: date, *, short: bool = False) -> str:
    """Who uses it today; `short` for lists."""
    return holder_label(use, today, short=short)


def ladder(stands: str) -> tuple[Stage, ...]:
    """The four levels: those reached, where it stands today, those ahead. Nothing is reached while nobody knows."""
    at = LADDER.index(Level(stands)) if stands in LADDER else -1
    return tuple(
        Stage(label=str(LEVEL_LABELS[level]), state="here" if place == at else "done" if place < at else "later")
        for place, level in enumerate(LADDER)
    )


def plain(amount: Decimal) -> Decimal | int:
    """Whole numbers without decimals."""
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


@dataclass(frozen=True)
class ShownPiece:
    """A piece of evidence on a page: what it is, how long it lasts, its picture or file."""

    grade: str
    words: str
    facts: tuple[tuple[Any, str], ...]
    on: date
    until: date
    left: str
    is_over: bool
    proves: bool
    photo: Photo | None = None
    file: Link | None = None


@dataclass(frozen=True)
class ShownClaim:
    """A claim on a page."""

    claim: Claim
    level: str
    pill: Pill
    facts: list[tuple[str, str]]
    scales: list[str]
    effects: list[tuple[str, str, str]]
    pieces: list[ShownPiece]
    url: str


def shown_claim(claim: Claim, use: Use, today: date) -> ShownClaim:
    """A claim with its rows at hand (`queries.claims_of`)."""
    return ShownClaim(
        claim=claim,
        level=str(LEVEL_LABELS[claim.level]),
        pill=claim_pill(claim),
        facts=[(str(label), words) for label, words in _facts(claim) if words],
        scales=[scale_words(row.measure, row.amount, row.plot) for row in claim.scales.all()],
        effects=[
            (f"{SPHERE_LABELS[row.sphere]}: {row.name}", f"{number(plain(row.before))} {row.unit}",
             f"{number(plain(row.after))} {row.unit}")
            for row in claim.effects.all()
        ],
        pieces=[_piece(piece, use, today) for piece in pieces_of(claim)],
        url=reverse("uptake:look", args=[use.code, claim.number]),
    )  # fmt: skip


def scale_words(measure: str, amount: Decimal, plot: str = "") -> str:
    """ "12,5 ha (Khu Hua Thanh)"."""
    words = f"{number(plain(amount))} {MEASURE_SHORT[measure]}"
    return f"{words} ({plot})" if plot else words


def claim_in_use(use: Use) -> Claim | None:
    """The claim by which a use is in use, fetched with it (`queries.standing.in_use_by`)."""
    used: list[Period] = use.used  # type: ignore[attr-defined] - prefetched
    return used[0].claim if used else None


def scales_of(use: Use) -> str:
    """How much is in use: "12,5 ha (Khu Hua Thanh), 30 hộ"."""
    claim = claim_in_use(use)
    return ", ".join(scale_words(row.measure, row.amount, row.plot) for row in claim.scales.all()) if claim else ""


def amount_of(use: Use, measure: Measure) -> Decimal | int | None:
    """How much is in use in one measure, its plots together."""
    claim = claim_in_use(use)
    amounts = [row.amount for row in claim.scales.all() if row.measure == measure] if claim else []
    return plain(sum(amounts, Decimal())) if amounts else None


def people_said(use: Use, sex: str) -> int | None:
    """How many "men" or "women" it reaches."""
    claim = claim_in_use(use)
    return getattr(claim, sex) if claim else None


def push_of(use: Use) -> str:
    """Whether somebody is paid to use it."""
    claim = claim_in_use(use)
    return claim.get_push_display() if claim else ""


def effects_of(use: Use, sphere: Sphere) -> str:
    """What has changed by it in one sphere: "Thu nhập (triệu đồng/ha): 30 → 45"."""
    claim = claim_in_use(use)
    return "; ".join(
        f"{row.name} ({row.unit}): {number(plain(row.before))} → {number(plain(row.after))}"
        for row in (claim.effects.all() if claim else ())
        if row.sphere == sphere
    )


def _facts(claim: Claim) -> Iterable[tuple[Any, str]]:
    yield _("Thấy như vậy ngày"), legal_date(claim.on)
    yield (_("Dừng từ ngày") if claim.level == Level.STOPPED else _("Từ ngày")), legal_date(claim.since)
    yield _("Vì sao dừng"), claim.get_reason_display()
    yield _("Số vụ, số kỳ đã làm"), str(claim.seasons or "")
    yield _("Tự làm hay được hỗ trợ"), claim.get_push_display()
    yield _("Người được hưởng"), people_words(claim.men, claim.women)
    yield _("Cách khai"), claim.get_channel_display()
    yield _("Người cho biết"), claim.told_by
    yield _("Theo báo cáo"), claim.report.code if claim.report else ""


def people_words(men: int | None, women: int | None) -> str:
    """ "20 nam, 35 nữ"."""
    words = []
    if men is not None:
        words.append(_("%(n)s nam") % {"n": number(men)})
    if women is not None:
        words.append(_("%(n)s nữ") % {"n": number(women)})
    return ", ".join(words)


def _piece(piece: Piece, use: Use, today: date) -> ShownPiece:
    row, left = piece.evidence, (piece.until - today).days
    url = reverse("uptake:evidence", args=[use.code, row.pk])
    photo = None
    if row.photograph is not None:
        picture = row.photograph
        photo = Photo(
            url=f"{url}?w=480",
            full_url=url,
            caption=picture.caption,
            credit=picture.credit,
            place=picture.place,
            taken_on=picture.taken_on,
            width=picture.width or 480,
            height=picture.height or 320,
        )
    return ShownPiece(
        grade=str(GRADE_LABELS[row.grade]),
        words=row.words,
        facts=tuple((label, said) for label, said in ((_("Bên xác nhận"), row.party), (_("Số"), row.number)) if said),
        on=row.on,
        until=piece.until,
        left=days_left(left),
        is_over=left < 0,
        proves=piece.proves,
        photo=photo,
        file=Link(row.file.name, url, row.file.human_size) if row.file is not None else None,
    )
