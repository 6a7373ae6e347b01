"""Demonstration models: planned, begun, visited, shown, concluded; the use they are counts once, by its evidence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, Stale, WrongState
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.access.demonstrations import (
    public_models,
)
from gieo.domain.uptake.models import Demonstration, ModelVisit, Use
from gieo.domain.uptake.queries.figures import sums_of
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.rules.demonstrations import Visited, days_wrong, grade_of, is_too_far, telling
from gieo.domain.uptake.services import claim_use, verify_claim
from gieo.domain.uptake.services.demonstrations import (
    MeasurementInput,
    PhotoInput,
    VisitInput,
    abandon_model,
    edit_model,
    spend_on_model,
    start_model,
    visit_model,
)
from gieo.domain.uptake.vocab import ClaimState, Grade, Level, Measure, StopReason
from gieo.domain.uptake.vocab.demonstrations import ModelState, Outcome, Source
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.files.models import Photograph
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from tests.factories.copies import a_committee
from tests.factories.demonstrations import (
    BEGUN,
    HOUSEHOLD,
    a_plan,
    concluded,
    keeper_of,
    planned_model,
    running_model,
    visited,
)
from tests.factories.transfers import a_result
from tests.factories.uptake import NOW, SEEN, a_claim, a_picture, a_place, officer_of, used_at, verified_use, verify
from tests.factories.uptake import people_of as speaker_of

pytestmark = pytest.mark.django_db

TODAY = date(2024, 5, 20)


def hectares(day: date = SEEN) -> Decimal:
    return sums_of(visible_uses(officer_of()), day).totals.get(Measure.HECTARE, Decimal())


def owed(model: Demonstration) -> dict[str, date]:
    open_ones = Duty.objects.filter(record_code=model.code, state=DutyState.OPEN)
    return dict(open_ones.values_list("kind", "due"))


def test_a_visit_is_as_good_as_what_it_brought():
    assert grade_of(Visited(1, SEEN, by_office=True, has_photograph=False)) is Grade.INSPECTION
    assert grade_of(Visited(1, SEEN, by_office=False, has_photograph=True)) is Grade.PHOTOGRAPH
    assert grade_of(Visited(1, SEEN, by_office=False, has_photograph=False)) is Grade.STATEMENT


def test_a_claim_rests_on_the_last_visit_of_each_grade():
    random, many = Random(34), []
    for number in range(1, 40):
        on = BEGUN + timedelta(days=random.randrange(100))
        many.append(Visited(number, on, random.random() < 0.4, random.random() < 0.5))
    told = telling(many)
    assert len({grade_of(visit) for visit in told}) == len(told) == 3
    for visit in told:
        assert visit.on == max(one.on for one in many if grade_of(one) is grade_of(visit))


def test_days_that_cannot_be_so():
    assert days_wrong(BEGUN, BEGUN) == "ends_on"
    assert days_wrong(date(1999, 1, 1), BEGUN) == "starts_on"
    assert days_wrong(BEGUN, date(2090, 1, 1)) == "ends_on"
    assert days_wrong(BEGUN, date(2030, 1, 1)) == ""
    assert [is_too_far(day, BEGUN) for day in (BEGUN, date(2026, 2, 1), date(2026, 2, 2))] == [False, False, True]


def test_a_plan_is_a_use_that_counts_nothing_yet():
    model = planned_model()
    assert (model.code, model.state, model.use.household) == ("MH-2024-001", ModelState.PLANNED, HOUSEHOLD)
    assert {row.source: row.planned for row in model.costs.all()} == {
        Source.STATE: 30_000_000, Source.HOUSEHOLD: 12_000_000, Source.OTHER: 0,
    }  # fmt: skip
    assert (hectares(), owed(model), used_at(model.use.result, SEEN)) == (0, {}, [])
    told = Entry.objects.get(record_code=model.code, verb="plan_model")
    assert "Hộ nhận" not in str(told.changes)
    assert public_models().count() == 0


def test_only_the_department_plans_and_concludes():
    place = a_place()
    people = speaker_of(a_committee(place))
    with pytest.raises(NotAllowed):
        planned_model(actor=people, place=place, keeper=keeper_of(officer_of()))
    model = running_model(place=place)
    visited(model)
    with pytest.raises(NotAllowed):
        concluded(model, actor=people)
    for deed in (
        lambda: edit_model(model, a_plan(), actor=people, now=NOW),
        lambda: spend_on_model(model, {Source.STATE: 1}, actor=people, now=NOW),
        lambda: abandon_model(model, reason="Thôi", actor=people, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title", {"title": " … "}),
        ("plan", {"plan": ""}),
        ("title", {"title": "a" * 201}),
        ("ends_on", {"ends_on": BEGUN}),
        ("ends_on", {"ends_on": date(2095, 1, 1)}),
        ("starts_on", {"starts_on": date(1975, 1, 1)}),
        ("amount", {"amount": Decimal(-1)}),
        ("amount", {"amount": Decimal(0)}),
        ("amount", {"amount": Decimal("9999999.5")}),
        ("amount", {"measure": Measure.HOUSEHOLD, "amount": Decimal("2.5")}),
        ("next_visit_on", {"next_visit_on": date(2024, 5, 1)}),
        ("planned_state", {"costs": {Source.STATE: -1}}),
        ("planned_other", {"costs": {Source.OTHER: 10**15}}),
    ],
)
def test_what_cannot_be_so_is_said_beside_its_field(field, values, nothing_written):
    a_committee(a_place())
    officer, result = officer_of(), a_result()
    with nothing_written(), pytest.raises(Invalid) as wrong:
        planned_model(result, actor=officer, **values)
    assert list(wrong.value.errors) == [field]


def test_who_follows_a_model_is_of_the_department_and_may_see_its_result():
    with pytest.raises(Invalid) as wrong:
        planned_model(keeper=keeper_of(speaker_of(a_committee(a_place()))))
    assert "keeper" in wrong.value.errors
    hidden = a_result(access=Access.RESTRICTED)
    with pytest.raises(NotFound):
        planned_model(hidden)


def test_one_use_is_one_model():
    model = planned_model()
    with pytest.raises(Conflict):
        planned_model(model.use.result, household=HOUSEHOLD.upper())
    assert Use.objects.count() == 1
    planned_model(model.use.result, household="Mùa A Tủa, bản Háng Á")
    assert Use.objects.count() == 2


def test_a_use_there_is_becomes_a_model_and_keeps_its_claims():
    use = verified_use()
    model = planned_model(use.result, receiver=use.receiver, place=use.place, household="")
    assert model.use == use
    assert hectares() == 12


def test_begun_it_is_followed_until_its_last_day():
    model = planned_model(next_visit_on=date(2024, 6, 10))
    with pytest.raises(WrongState):
        visited(model)
    with pytest.raises(Invalid):
        start_model(model, on=TODAY + timedelta(days=1), actor=officer_of(), now=NOW)
    model = start_model(model, on=BEGUN, actor=officer_of(), now=NOW)
    assert owed(model) == {"visit_model": date(2024, 6, 10), "conclude_model": date(2024, 12, 31)}
    assert Duty.objects.filter(record_code=model.code).first().debtor_person == model.keeper
    visited(model, next_visit_on=date(2024, 7, 1))
    assert owed(model) == {"visit_model": date(2024, 7, 1), "conclude_model": date(2024, 12, 31)}
    model.refresh_from_db()
    other = keeper_of(officer_of("Quàng Thị Lả"))
    plan = a_plan(other, ends_on=date(2025, 1, 31), title="Tên khác")
    model = edit_model(model, plan, version=model.version, actor=officer_of(), now=NOW)
    assert (model.title, owed(model)) == ("Tên khác", {"conclude_model": date(2025, 1, 31)})
    with pytest.raises(Stale):
        edit_model(model, plan, version=1, actor=officer_of(), now=NOW)


def test_a_visit_keeps_what_was_seen_measured_and_photographed():
    model = running_model()
    figure = MeasurementInput("Chiều cao cây", Decimal(40), "cm")
    visit = visited(model, photos=2, measurements=(figure,), advice="Làm cỏ trước mưa.")
    again = visited(model)
    assert (visit.number, again.number, visit.by_office) == (1, 2, True)
    assert [row.name for row in visit.measurements.all()] == ["Chiều cao cây"]
    picture = visit.photos.first().photograph
    assert (picture.taken_on, picture.place, picture.may_be_published) == (SEEN, "Bản Nà Sự", True)
    told = Entry.objects.filter(record_code=model.code, verb="visit_model").first()
    assert "Cán bộ phòng" not in str(told.changes)


def test_the_people_of_the_place_visit_too_and_others_do_not():
    place = a_place()
    model = running_model(place=place)
    visit = visited(model, actor=speaker_of(a_committee(place)), photos=1)
    assert not visit.by_office
    with pytest.raises(NotAllowed):
        visited(model, actor=speaker_of(a_committee(a_place("Xã Mường Pồn"))))


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("on", {"on": TODAY + timedelta(days=1)}),
        ("on", {"on": BEGUN - timedelta(days=1)}),
        ("who", {"who": ""}),
        ("seen", {"seen": "  "}),
        ("seen", {"seen": "a" * 2001}),
        ("next_visit_on", {"next_visit_on": date(2024, 5, 1)}),
        ("photos", {"photos": 7}),
        ("measurements", {"measurements": (MeasurementInput("", Decimal(1), "cm"),)}),
    ],
)
def test_a_visit_that_cannot_be_so(field, values):
    model = running_model()
    with pytest.raises(Invalid) as wrong:
        visited(model, **values)
    assert list(wrong.value.errors) == [field]
    assert ModelVisit.objects.count() == 0


def test_a_photograph_of_a_visit_says_where_it_was_taken(nothing_written):
    model, officer = running_model(), officer_of()
    said = VisitInput(SEEN, "Cán bộ", "Thấy gì", photos=(PhotoInput(a_picture(), "Nương khoai", " "),))
    with nothing_written(), pytest.raises(Invalid, match="nơi chụp"):
        visit_model(model, said, actor=officer, now=NOW)


def test_a_photograph_without_its_place_makes_no_claim_rest_on_a_photograph():
    place = a_place()
    model = running_model(place=place)
    visit = visited(model, actor=speaker_of(a_committee(place)), photos=1)
    Photograph.objects.filter(pk=visit.photos.get().photograph_id).update(place="")
    piece = concluded(model).evidence.get()
    assert (piece.grade, piece.photograph) == (Grade.STATEMENT, None)


def test_a_photograph_that_is_a_program_is_no_photograph():
    with pytest.raises(Invalid):
        store_file(b"MZ\x90\x00" + b"\0" * 200, name="anh.jpg", actor=officer_of(), now=NOW)
    paper = store_file(b"%PDF-1.4\n%%EOF\n", name="giay.pdf", actor=officer_of(), now=NOW)
    said = VisitInput(SEEN, "Cán bộ", "Thấy gì", photos=(PhotoInput(paper, "Giấy", "Bản Nà Sự"),))
    with pytest.raises(Invalid):
        visit_model(running_model(), said, actor=officer_of(), now=NOW)
    assert ModelVisit.objects.count() == 0


def test_markup_in_words_is_kept_as_words():
    model = running_model(title="<b>Mô hình</b> <script>alert(1)</script>")
    visit = visited(model, seen="<img src=x onerror=alert(1)> cây tốt")
    assert model.title == "<b>Mô hình</b> <script>alert(1)</script>"
    assert "cây tốt" in visit.seen


def test_concluded_it_claims_what_its_visits_prove_and_counts_once_verified():
    model = running_model()
    visited(model, on=date(2024, 4, 1), photos=1)
    visited(model)
    officer = officer_of()
    claim = concluded(model, actor=officer)
    model.refresh_from_db()
    assert (model.state, model.outcome, model.ended_on) == (ModelState.CONCLUDED, Outcome.WORTH, SEEN)
    assert (claim.state, claim.level, claim.since, claim.on) == (ClaimState.CLAIMED, Level.TRIED, BEGUN, SEEN)
    assert [(row.grade, row.on) for row in claim.evidence.all()] == [(Grade.INSPECTION, SEEN)]
    assert hectares() == 0
    assert owed(model) == {}
    with pytest.raises(NotAllowed):
        verify_claim(claim, actor=officer, now=NOW)
    assert verify(model.use).good_until == date(2026, 5, 10)
    assert hectares() == Decimal("1.2")
    assert hectares(date(2026, 5, 11)) == 0


def test_what_only_the_commune_photographed_lasts_as_a_photograph():
    place = a_place()
    model = running_model(place=place)
    visited(model, actor=speaker_of(a_committee(place)), photos=1)
    claim = concluded(model)
    piece = claim.evidence.get()
    assert (piece.grade, piece.photograph.caption, piece.photograph.taken_on) == (
        Grade.PHOTOGRAPH, piece.words, SEEN,
    )  # fmt: skip
    assert verify(model.use).good_until == date(2025, 11, 10)


def test_its_land_counts_once_beside_what_the_commune_and_the_use_say():
    """The same household's field in a model, in its own later claim, and within what its commune says of itself."""
    place, result = a_place(), a_result()
    committee = a_committee(place)
    model = running_model(result, place=place)
    visited(model)
    concluded(model)
    verify(model.use)
    assert hectares() == Decimal("1.2")
    whole = a_claim(scales=(ScaleSaid(Measure.HECTARE, Decimal(8)),))
    verified_use(whole, subject=result, receiver=committee, place=place)
    assert hectares() == 8
    claim_use(model.use, a_claim(scales=(ScaleSaid(Measure.HECTARE, Decimal(2)),)), actor=officer_of(), now=NOW)
    verify(model.use)
    assert hectares() == 8


def test_not_going_on_is_a_stop_with_its_reason():
    model = running_model()
    visited(model)
    with pytest.raises(Invalid) as wrong:
        concluded(model, goes_on=False, outcome=Outcome.NOT_WORTH)
    assert "stop_reason" in wrong.value.errors
    claim = concluded(model, goes_on=False, outcome=Outcome.NOT_WORTH, stop_reason=StopReason.FIT)
    assert (claim.level, claim.reason) == (Level.STOPPED, StopReason.FIT)
    verify(model.use)
    assert hectares() == 0


def test_nothing_is_concluded_without_a_visit_or_before_its_end(nothing_written):
    model, officer = running_model(), officer_of()
    with nothing_written(), pytest.raises(Refused):
        concluded(model, actor=officer)
    visited(model)
    for field, ending in (
        ("on", {"on": TODAY + timedelta(days=1)}),
        ("on", {"on": SEEN - timedelta(days=1)}),
        ("words", {"words": ""}),
        ("amount", {"amount": Decimal(10**9)}),
    ):
        with nothing_written(), pytest.raises(Invalid) as wrong:
            concluded(model, actor=officer, **ending)
        assert field in wrong.value.errors
    claim_use(model.use, a_claim(), actor=officer_of(), now=NOW)
    with pytest.raises(Conflict):
        concluded(model)


def test_costs_are_known_later_too():
    model = running_model()
    visited(model)
    spend_on_model(model, {Source.STATE: 28_500_000, Source.OTHER: None}, actor=officer_of(), now=NOW)
    concluded(model)
    spend_on_model(model, {Source.HOUSEHOLD: 15_000_000}, actor=officer_of(), now=NOW)
    assert dict(model.costs.values_list("source", "spent")) == {
        Source.STATE: 28_500_000, Source.HOUSEHOLD: 15_000_000, Source.OTHER: None,
    }  # fmt: skip
    with pytest.raises(Invalid):
        spend_on_model(model, {Source.STATE: -5}, actor=officer_of(), now=NOW)
