"""Going to see a model: what was seen, measured, advised, photographed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.domain.uptake.models import Demonstration, Measurement, ModelVisit, VisitPhoto
from gieo.domain.uptake.permits.demonstrations import may_visit_model, of_office
from gieo.domain.uptake.rules.demonstrations import is_too_far
from gieo.domain.uptake.services.demonstrations.parts import (
    VISIT_DUTY,
    lock_model,
    owe,
    require_words,
    save,
    step,
    tidy,
)
from gieo.domain.uptake.vocab.demonstrations import LONGEST_LINE, LONGEST_WORDS, MOST_PHOTOGRAPHS
from gieo.domain.uptake.wording import demonstrations as wording
from gieo.foundation.audience.rules.comments import plain_line, says_something
from gieo.foundation.duties.services import fulfil
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import take_photograph, withdraw_consent
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.journal.services import require_valid
from gieo.foundation.units.queries import operator


@dataclass(frozen=True)
class MeasurementInput:
    name: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class PhotoInput:
    """A picture that is stored already; with `consent` anybody may see it. Without a `credit` it is the body's whose
    people went there. `place` is where it was taken, as they said it; its day is that of the visit."""

    file: StoredFile
    caption: str
    place: str
    consent: bool = False
    credit: str = ""


@dataclass(frozen=True)
class VisitInput:
    on: date
    who: str
    seen: str
    advice: str = ""
    measurements: Sequence[MeasurementInput] = ()
    photos: Sequence[PhotoInput] = ()
    next_visit_on: date | None = None


def visit_model(model: Demonstration, said: VisitInput, *, actor: Actor, now: datetime) -> ModelVisit:
    """Write down a visit. What the department saw there is an inspection in the end, a photograph is one.

    In order: lock → permit → life cycle → rules → visit with its rows and photographs → the promised visit is paid, the
    next one owed → journal. Raises NotAllowed, WrongState, Invalid by field; then nothing was written.
    """
    with transaction.atomic():
        row = lock_model(model)
        may_visit_model(actor, row).require()
        step("visit_model", row)
        values = _sound(row, said, today=local_date(now))
        last = row.visits.order_by("-number").first()
        visit = ModelVisit(
            demonstration=row,
            number=last.number + 1 if last else 1,
            by_office=of_office(actor),
            recorded_at=now,
            recorded_by_id=actor.person_id,
            recorded_by_name=actor.name_on_record,
            on=said.on,
            **values,
        )
        require_valid(visit)
        visit.save()
        _measure(visit, said.measurements)
        own = _credit(row, visit)
        for photo in said.photos:
            _photograph(visit, photo, plain_line(photo.credit) or own)
        fulfil(VISIT_DUTY, row, actor=actor, now=now)
        row.next_visit_on = said.next_visit_on
        row.version += 1
        save(row)
        owe(row, actor=actor, now=now)
        changes = {"number": (None, visit.number), "on": (None, said.on)}
        changes |= {name: (None, value) for name, value in values.items() if value}
        changes |= {"photos": (None, [photo.file.digest for photo in said.photos])} if said.photos else {}
        write_journal("visit_model", row, actor=actor, now=now, changes=changes, personal=["who"])
    return visit


def withdraw_photo(photo: VisitPhoto, *, actor: Actor, now: datetime) -> None:
    """The people in it have taken their consent back, whatever the model has come to: the picture stays for the office,
    here and wherever else it stands. Raises Refused when neither it nor a copy has a consent."""
    with transaction.atomic():
        row = lock_model(photo.visit.demonstration)
        may_visit_model(actor, row).require()
        fresh = VisitPhoto.objects.select_for_update(of=("self",)).select_related("photograph__file").get(pk=photo.pk)
        changes = {
            "visit": (None, photo.visit.number),
            "photograph": (None, fresh.photograph.file.name),
            "elsewhere": (None, withdraw_consent(fresh.photograph)),
        }
        write_journal("withdraw_photo", row, actor=actor, now=now, changes=changes)


def _sound(model: Demonstration, said: VisitInput, *, today: date) -> dict[str, str]:
    given = {"who": said.who, "seen": said.seen, "advice": said.advice}
    values = tidy(given, {"who": LONGEST_LINE}, {"seen": LONGEST_WORDS, "advice": LONGEST_WORDS})
    require_words(values, "who", "seen")
    errors: dict[str, list[str]] = {}
    if said.on > today:
        errors["on"] = [str(wording.FUTURE)]
    elif model.started_on is not None and said.on < model.started_on:
        errors["on"] = [str(wording.BEFORE_START)]
    if said.next_visit_on is not None and said.next_visit_on < today:
        errors["next_visit_on"] = [str(wording.PAST)]
    elif said.next_visit_on is not None and is_too_far(said.next_visit_on, today):
        errors["next_visit_on"] = [str(wording.TOO_FAR)]
    if len(said.photos) > MOST_PHOTOGRAPHS:
        errors["photos"] = [_("Mỗi lần thăm nhận nhiều nhất %(n)s ảnh.") % {"n": MOST_PHOTOGRAPHS}]
    elif any(not says_something(photo.caption) for photo in said.photos):
        errors["photos"] = [_("Ghi chú thích cho từng ảnh.")]
    elif any(not says_something(photo.place) for photo in said.photos):
        errors["photos"] = [_("Ghi nơi chụp của từng ảnh.")]
    if errors:
        raise Invalid(errors)
    return values


def _measure(visit: ModelVisit, said: Sequence[MeasurementInput]) -> None:
    for number, one in enumerate(said, start=1):
        row = Measurement(visit=visit, name=plain_line(one.name), value=one.value, unit=plain_line(one.unit))
        try:
            require_valid(row)
        except Invalid as wrong:
            words = " ".join(each for found in wrong.errors.values() for each in found)
            raise Invalid({"measurements": [_("Dòng %(row)s: %(said)s") % {"row": number, "said": words}]}) from None
        row.save()


def _credit(model: Demonstration, visit: ModelVisit) -> str:
    """Whose pictures they are, before everybody: a body's, never a person's."""
    department = operator() if visit.by_office else None
    return department.name if department else model.use.receiver.name


def _photograph(visit: ModelVisit, said: PhotoInput, credit: str) -> None:
    photograph = take_photograph(
        said.file,
        caption=plain_line(said.caption)[:400],
        credit=credit,
        place=plain_line(said.place)[:200],
        taken_on=visit.on,
        consent=said.consent,
    )
    VisitPhoto.objects.create(visit=visit, photograph=photograph)
