"""Demonstration models before others: field days, who copied them, what is public and what never is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Invalid, NotFound, Refused, WrongState
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.access.demonstrations import (
    access_model,
    access_public_model,
    access_visit_photo,
    public_models,
    visible_models,
)
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.queries.copies import copied_from, tree_of
from gieo.domain.uptake.queries.demonstrations import coming_field_day, listed_models, public_models_of
from gieo.domain.uptake.queries.figures import sums_of
from gieo.domain.uptake.services import follow_access
from gieo.domain.uptake.services.demonstrations import (
    abandon_model,
    announce_field_day,
    cancel_field_day,
    hold_field_day,
)
from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.demonstrations import FieldDayState
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from tests.factories.copies import a_finding, confirmed_copy, said_copy
from tests.factories.demonstrations import (
    HOUSEHOLD,
    field_day,
    planned_model,
    running_model,
    visited,
)
from tests.factories.transfers import a_result
from tests.factories.uptake import NOW, SEEN, officer_of

pytestmark = pytest.mark.django_db

TODAY = date(2024, 5, 20)


def hectares(day: date = SEEN) -> Decimal:
    return sums_of(visible_uses(officer_of()), day).totals.get(Measure.HECTARE, Decimal())


def owed(model: Demonstration) -> dict[str, date]:
    open_ones = Duty.objects.filter(record_code=model.code, state=DutyState.OPEN)
    return dict(open_ones.values_list("kind", "due"))


def test_given_up_it_says_why_and_calls_off_its_field_day():
    model = running_model()
    day = field_day(model)
    with pytest.raises(Invalid):
        abandon_model(model, reason=" ", actor=officer_of(), now=NOW)
    abandon_model(model, reason="Lũ cuốn mất nương.", actor=officer_of(), now=NOW)
    day.refresh_from_db()
    assert (day.state, day.reason, owed(model)) == (FieldDayState.CANCELLED, "Lũ cuốn mất nương.", {})
    with pytest.raises(WrongState):
        visited(model)
    assert access_public_model(model.code) == model


def test_a_field_day_is_announced_then_told_of():
    model = running_model()
    with pytest.raises(Invalid):
        field_day(model, on=date(2024, 5, 1))
    day = announce_field_day(model, on=date(2024, 6, 1), place="Nhà văn hoá", actor=officer_of(), now=NOW)
    assert coming_field_day(model, TODAY) == day
    assert listed_models(Demonstration.objects.all(), TODAY).get().open_day == day.on
    with pytest.raises(Refused):
        hold_field_day(day, men=3, women=4, said="Hay", actor=officer_of(), now=NOW)
    later = NOW + timedelta(days=20)
    for field, told in (
        ("men", {"men": 0, "women": 0}),
        ("women", {"men": 1, "women": -1}),
        ("men", {"men": 10**7, "women": 1}),
        ("said", {"men": 1, "women": 1, "said": ""}),
    ):
        with pytest.raises(Invalid) as wrong:
            hold_field_day(day, actor=officer_of(), now=later, **({"said": "Hay"} | told))
        assert field in wrong.value.errors
    day = hold_field_day(day, men=12, women=20, said="Sẽ làm thử vụ tới.", actor=officer_of(), now=later)
    assert (day.state, coming_field_day(model, TODAY)) == (FieldDayState.HELD, None)
    with pytest.raises(WrongState):
        cancel_field_day(day, reason="Mưa", actor=officer_of(), now=later)
    assert cancel_field_day(field_day(model), reason="Mưa", actor=officer_of(), now=NOW).reason == "Mưa"


def test_a_neighbour_copies_a_model_before_its_use_is_verified():
    model = running_model()
    result = model.use.result
    assert list(copied_from(result, SEEN)) == [model.use]
    copy = said_copy(result, parent=model.use)
    use = confirmed_copy(copy, parent=copy.parent)
    grown = tree_of(result, officer_of(), SEEN)
    assert [(branch.use, branch.all) for branch in grown.branches] == [(model.use.pk, 1)]
    assert grown.branches[0].copies[0].use == use.pk
    assert a_finding(copy).receiver == copy.committee


def test_of_a_plan_nobody_can_have_copied():
    assert list(copied_from(planned_model().use.result, SEEN)) == []


def test_of_what_became_restricted_no_stranger_sees_a_model():
    result = a_result()
    model = running_model(result, next_visit_on=date(2024, 6, 10))
    visited(model, photos=1)
    assert list(public_models_of(result, TODAY)) == [model]
    result.access = Access.RESTRICTED
    result.save()
    follow_access(actor=officer_of(), now=NOW)
    assert list(visible_models(officer_of())) == []
    assert public_models().count() == 0
    assert Duty.objects.filter(record_code=model.code, state=DutyState.OPEN, confidential=False).count() == 0
    with pytest.raises(NotFound):
        access_public_model(model.code)
    with pytest.raises(NotFound):
        access_model(model.code, officer_of(role=Role.DIRECTOR))
    with pytest.raises(Refused):
        field_day(model)


def test_a_photograph_without_consent_is_for_the_office():
    model = running_model()
    photo = visited(model, photos=1, consent=False).photos.get()
    assert access_visit_photo(model, photo.pk) == photo
    with pytest.raises(NotFound):
        access_visit_photo(model, photo.pk, public=True)


def test_a_name_is_public_only_where_there_is_a_household_that_agreed():
    assert planned_model(names_household=True).names_household
    assert not planned_model(a_result(), household="", names_household=True).names_household
    model = planned_model(a_result())
    assert HOUSEHOLD not in model.folded
