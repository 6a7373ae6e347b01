"""How a demonstration model is shown: pills, visits with their photographs, what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.domain.uptake.models import Demonstration, FieldDay, ModelCost, ModelVisit, VisitPhoto
from gieo.domain.uptake.queries.standing import holder_label
from gieo.domain.uptake.vocab.demonstrations import ModelState
from gieo.domain.uptake.wording.demonstrations import (
    FIELD_DAY_LABELS,
    FIELD_DAY_TONES,
    OUTCOME_LABELS,
    OUTCOME_TONES,
    SOURCE_LABELS,
    STATE_LABELS,
    STATE_TONES,
)
from gieo.interfaces.web.ui.components import Deed, Photo, Pill
from gieo.interfaces.web.ui.formats import dong, legal_date, number
from gieo.interfaces.web.ui.photographs import withdrawal
from gieo.interfaces.web.uptake.present import plain, scale_words


def pill_of(model: Demonstration) -> Pill:
    """Once concluded, what came of it; else how far it has come."""
    if model.state == ModelState.CONCLUDED:
        return Pill(word=str(OUTCOME_LABELS[model.outcome]), tone=OUTCOME_TONES[model.outcome])
    return Pill(word=str(STATE_LABELS[model.state]), tone=STATE_TONES[model.state])


def whose(model: Demonstration, today: date, *, named: bool = False) -> str:
    """The unit; or a household and the unit that answers for it, by name where that may be read."""
    label = holder_label(model.use, today)
    return f"{model.use.household} · {label}" if named and model.use.household else label


def days_of(model: Demonstration) -> str:
    """ "01/02/2024–31/12/2024": as it was, else as it is planned."""
    return f"{legal_date(model.started_on or model.starts_on)}–{legal_date(model.ended_on or model.ends_on)}"


def scale_of(model: Demonstration) -> str:
    return scale_words(model.measure, model.amount)


@dataclass(frozen=True)
class ShownVisit:
    """A visit on a page; `who` and `recorded` only in the office."""

    visit: ModelVisit
    figures: list[str]
    photos: list[tuple[Photo, Deed | None]]
    """Each with the deed that takes it from the public, for whoever may do it."""


def visits_of(model: Demonstration, *, public: bool, may_withdraw: bool = False) -> list[ShownVisit]:
    """The visits, the last first; before everybody only photographs of those who agreed. Three queries."""
    photos = VisitPhoto.objects.select_related("photograph__file")
    rows: QuerySet[ModelVisit] = model.visits.order_by("-on", "-number").prefetch_related(
        "measurements", Prefetch("photos", queryset=photos)
    )
    return [
        ShownVisit(
            visit,
            [f"{row.name}: {number(plain(row.value))} {row.unit}" for row in visit.measurements.all()],
            [
                (_photo(model, row, public=public), _withdrawal(model, row) if may_withdraw else None)
                for row in visit.photos.all()
                if not public or row.photograph.may_be_published
            ],
        )
        for visit in rows
    ]


def _withdrawal(model: Demonstration, row: VisitPhoto) -> Deed | None:
    return withdrawal(reverse("models:withdraw_photo", args=[model.code, row.pk])) if row.photograph.consent else None


def _photo(model: Demonstration, row: VisitPhoto, *, public: bool) -> Photo:
    picture, url = row.photograph, reverse(f"models{'_public' if public else ''}:photo", args=[model.code, row.pk])
    return Photo(
        url=f"{url}?w=480",
        full_url=url,
        caption=picture.caption if public or picture.consent else _("%(caption)s (không đăng)") % {"caption": picture},
        credit=picture.credit,
        place=picture.place,
        taken_on=picture.taken_on,
        width=picture.width or 480,
        height=picture.height or 320,
    )


@dataclass(frozen=True)
class Costs:
    """Rows of (source, planned, spent) and their sums, as money in words of figures."""

    rows: list[tuple[str, str, str]]
    planned: str
    spent: str


def costs_of(model: Demonstration) -> Costs | None:
    """What it costs, by source; None while nothing is known. One query."""
    found: Iterable[ModelCost] = [row for row in model.costs.all() if row.planned or row.spent is not None]
    known = [row.spent for row in found if row.spent is not None]
    if not found:
        return None
    return Costs(
        [
            (str(SOURCE_LABELS[row.source]), dong(row.planned), dong(row.spent) if row.spent is not None else "–")
            for row in found
        ],
        dong(sum(row.planned for row in found)),
        dong(sum(known)) if known else "–",
    )


def day_pill(day: FieldDay) -> Pill:
    return Pill(word=str(FIELD_DAY_LABELS[day.state]), tone=FIELD_DAY_TONES[day.state])


def day_words(day: FieldDay) -> str:
    """ "01/06/2024, 8 giờ · Nhà văn hoá bản"."""
    return f"{', '.join(filter(None, (legal_date(day.on), day.hours)))} · {day.place}"
