"""What is found in the office, kind by kind: through which door one sees it, how a line names it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gieo.core.actor import Actor
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.finding import KIND as MINUTES
from gieo.domain.handovers.wording import STATE_LABELS
from gieo.domain.needs import wording as needs
from gieo.domain.needs.access import visible_needs
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import KIND as NEED
from gieo.domain.results import wording
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries.texts import KIND as RESULT
from gieo.domain.training.access import visible_courses
from gieo.domain.training.models import Course
from gieo.domain.training.queries.finding import KIND as COURSE
from gieo.domain.training.wording import STATE_LABELS as COURSE_STATES
from gieo.domain.transfers.access import visible_conferences, visible_decisions, visible_interests
from gieo.domain.transfers.models import Conference, Interest, TransferDecision
from gieo.domain.transfers.queries.finding import CONFERENCE, DECISION, INTEREST
from gieo.domain.transfers.wording import INTEREST_STATE_LABELS
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.access.demonstrations import visible_models
from gieo.domain.uptake.models import Demonstration, Use
from gieo.domain.uptake.queries.finding import KIND as USE
from gieo.domain.uptake.queries.finding import MODEL
from gieo.domain.uptake.queries.standing import holder_label
from gieo.domain.uptake.wording.demonstrations import OUTCOME_LABELS
from gieo.domain.uptake.wording.demonstrations import STATE_LABELS as MODEL_STATES
from gieo.foundation.accounts.access import visible_people
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import PERSON
from gieo.foundation.units.access import visible_units
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import KIND as UNIT
from gieo.foundation.units.queries import label_related, row_label, unit_label
from gieo.foundation.units.wording import KIND_LABELS
from gieo.interfaces.web.ui.formats import legal_date


@dataclass(frozen=True)
class Line:
    """One hit: its number, what it is called, a word about it."""

    code: str
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of record: the door through which one sees it, how a line names it, and what is asked of the database
    where there is no index: words folded in one field, numbers in others."""

    label: Any
    visible: Callable[[Actor], QuerySet[Any]]
    line: Callable[[Any, date], Line]
    folded: str = "folded"
    numbers: tuple[str, ...] = ()
    order: tuple[str, ...] = ("-pk",)
    related: tuple[str, ...] = ()


def _result(row: Result, today: date) -> Line:
    url = reverse("results:record", args=[row.code])
    return Line(row.code, row.shown_title, url, str(wording.STATES[row.state]))


def _need(row: Need, today: date) -> Line:
    return Line(row.code, row.title, reverse("needs:record", args=[row.code]), str(needs.STATES[row.state]))


def _decision(row: TransferDecision, today: date) -> Line:
    url = reverse("transfers:decision", args=[row.code])
    return Line(str(row), row.title, url, legal_date(row.issued_on) if row.issued_on else row.get_state_display())


def _conference(row: Conference, today: date) -> Line:
    return Line(row.code, row.title, reverse("transfers:conference", args=[row.code]), legal_date(row.held_on))


def _interest(row: Interest, today: date) -> Line:
    url = reverse("interests:record", args=[row.code])
    return Line(row.code, row.result.shown_title, url, str(INTEREST_STATE_LABELS[row.state]))


def _course(row: Course, today: date) -> Line:
    url = reverse("training:record", args=[row.code])
    return Line(row.code, row.title, url, f"{COURSE_STATES[row.state]}, {legal_date(row.starts_on)}")


def _minutes(row: Minutes, today: date) -> Line:
    url = reverse("handovers:record", args=[row.code])
    return Line(row.number or row.code, row_label(row, row.receiver, today), url, str(STATE_LABELS[row.state]))


def _use(row: Use, today: date) -> Line:
    url = reverse("uptake:record", args=[row.code])
    return Line(row.code, f"{holder_label(row, today)} · {row.place.name}", url, row.subject.title)


def _model(row: Demonstration, today: date) -> Line:
    url, state = reverse("models:record", args=[row.code]), OUTCOME_LABELS.get(row.outcome) or MODEL_STATES[row.state]
    return Line(row.code, row.title, url, f"{row.use.place.name} · {state}")


def _unit(row: Unit, today: date) -> Line:
    return Line(row.code, unit_label(row, today), reverse("units:record", args=[row.code]), KIND_LABELS[row.kind])


def _person(row: Person, today: date) -> Line:
    return Line("", row.name, reverse("accounts:person", args=[row.pk]), row.title)


KINDS: Mapping[str, Kind] = {
    NEED: Kind(pgettext_lazy("nhiều", "Nhu cầu"), visible_needs, _need, order=("-stated_on", "-pk")),
    RESULT: Kind(pgettext_lazy("nhiều", "Kết quả"), visible_results, _result, order=("-code",)),
    DECISION: Kind(gettext_lazy("Quyết định chuyển giao"), visible_decisions, _decision),
    CONFERENCE: Kind(pgettext_lazy("nhiều", "Hội nghị"), visible_conferences, _conference, order=("-held_on", "-pk")),
    INTEREST: Kind(gettext_lazy("Người quan tâm kết quả"), visible_interests, _interest, related=("result",)),
    COURSE: Kind(pgettext_lazy("nhiều", "Lớp tập huấn"), visible_courses, _course, order=("-starts_on", "-pk")),
    MINUTES: Kind(
        gettext_lazy("Biên bản bàn giao"), visible_minutes, _minutes, "receiver__folded", ("code", "number"),
        related=label_related("receiver") + label_related("heir"),
    ),
    USE: Kind(
        gettext_lazy("Nơi ứng dụng"), visible_uses, _use, numbers=("code",),
        related=("place", "result", "product", *label_related("receiver"), *label_related("heir")),
    ),
    MODEL: Kind(gettext_lazy("Mô hình trình diễn"), visible_models, _model, order=("-code",), related=("use__place",)),
    UNIT: Kind(pgettext_lazy("nhiều", "Đơn vị"), visible_units, _unit, order=("name_order", "pk")),
    PERSON: Kind(pgettext_lazy("nhiều", "Người"), visible_people, _person, order=("name", "pk")),
}  # fmt: skip
