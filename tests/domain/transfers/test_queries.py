from datetime import date

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import services
from gieo.domain.transfers.queries import clocks, conferences, decisions, figures
from gieo.domain.transfers.queries.deeds import conference_deeds, decision_deeds
from gieo.domain.transfers.rules.figures import Figures
from gieo.domain.transfers.services import LinePick
from gieo.domain.transfers.vocab import Attendance, FigureKind
from gieo.foundation.units.models import FormerFace
from gieo.foundation.units.vocab import UnitKind
from tests.factories import transfers as make
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db

OFFICER = actor(Role.OFFICER)


def test_every_figure_has_exactly_as_many_rows():
    decision = make.issued_decision(results=9, products=31, units=11, enterprises=1)
    lines = list(figures.with_items(decision.lines.all()))
    counted = figures.line_figures(lines, decision.issued_on)
    for kind in FigureKind:
        assert len(figures.figure_rows(lines, kind, decision.issued_on)) == counted.of(kind)


def test_an_enterprise_is_what_was_one_on_the_day():
    decision = make.issued_decision(units=1, enterprises=1)
    unit = decision.lines.get().unit
    FormerFace.objects.create(unit=unit, until=date(2023, 8, 1), name="Hợp tác xã cũ", kind=UnitKind.COOPERATIVE)
    lines = decision.lines.all()
    assert figures.line_figures(lines, make.ISSUED_ON).enterprises == 0
    assert figures.line_figures(lines, make.HELD_ON).enterprises == 1
    assert figures.line_figures(lines).enterprises == 1
    assert figures.figure_rows(figures.with_items(lines), FigureKind.ENTERPRISES, make.ISSUED_ON) == []


@pytest.mark.parametrize("number", [1, 3])
def test_counting_costs_the_same_for_many_lines(number, django_assert_num_queries):
    decision = make.issued_decision(results=number, units=number)
    with django_assert_num_queries(2):
        assert figures.line_figures(decision.lines.all(), make.HELD_ON).results == number


def test_lists_count_only_what_the_actor_sees():
    decision = make.draft_decision(results=2, products=1, units=2)
    secret, unit = make.a_result(access=Access.RESTRICTED), make.receivers(1)[0]
    services.add_lines(decision, [LinePick(unit, result=secret)], actor=SYSTEM, now=make.moment(make.HELD_ON))
    row = decisions.decision_list(OFFICER).get()
    assert (row.result_count, row.product_count, row.unit_count) == (2, 1, 2)
    page = decisions.decision_page(decision, OFFICER, today=make.HELD_ON)
    assert (page.figures.results, page.figures.units) == (2, 2)
    assert secret.code not in {group.item.code for group in page.items}
    row = decisions.decision_list(SYSTEM).get()
    assert (row.result_count, row.unit_count) == (3, 3)


def test_the_page_of_a_decision_knows_its_clock_and_its_conference():
    decision = make.issued_decision(results=2, products=1)
    conference = make.planned_conference(decision)
    page = decisions.decision_page(decision, OFFICER, today=make.HELD_ON)
    assert page.conferences == (conference,)
    spreads = {spread.key: (spread.count, spread.middle) for spread in page.spreads}
    assert spreads == {
        "acceptance_registration": (2, 58),
        "registration_decision": (2, 448),
        "decision_conference": (3, 179),
        "conference_receipt": (0, None),
    }
    early = decisions.decision_page(decision, OFFICER, today=date(2023, 6, 1))
    assert {clock.waiting.days for clock in early.clocks if clock.waiting} == {20}


def test_the_years_of_decisions_and_conferences():
    make.draft_decision()
    make.planned_conference()
    assert decisions.decision_years(OFFICER) == [2023]
    assert conferences.conference_years(OFFICER) == [2023]


def test_only_what_may_be_given_is_offered_for_a_line(now):
    good, product = make.a_result(), make.a_product()
    make.a_result(state="accepted")
    make.a_result(access=Access.RESTRICTED)
    inner = make.a_product(result=good)
    assert list(decisions.giveable_results(OFFICER)) == [good]
    assert set(decisions.giveable_products(OFFICER)) == {product, inner}


def test_a_conference_counts_the_lines_of_those_it_invites():
    decision = make.issued_decision(results=3, units=3)
    conference = make.planned_conference(decision, invite=False)
    assert conferences.conference_figures(conference, OFFICER).units == 3
    first = decision.lines.first().unit
    services.invite_units(conference, [first, make.receivers(1)[0]], actor=SYSTEM, now=make.moment(make.HELD_ON))
    assert conferences.conference_figures(conference, OFFICER) == Figures(results=1, units=1, lines=1)


def test_a_conference_follows_an_amendment():
    old = make.issued_decision(results=2, units=2)
    conference = make.planned_conference(old)
    fresh = services.draft_amendment(old, actor=SYSTEM, now=make.moment(date(2023, 9, 1)))
    services.remove_lines(
        fresh, [fresh.lines.first().pk], version=fresh.version, actor=SYSTEM, now=make.moment(date(2023, 9, 1))
    )
    fresh.refresh_from_db()
    fresh = services.submit_decision(
        fresh,
        version=fresh.version,
        submission_number="2/TTr",
        submitted_on=date(2023, 9, 1),
        actor=SYSTEM,
        now=make.moment(date(2023, 9, 1)),
    )
    assert conferences.conference_figures(conference, OFFICER).results == 2
    fresh = make.issue(fresh, issued_on=date(2023, 9, 2))
    page = conferences.conference_page(conference, OFFICER)
    assert page.decisions == (fresh,)
    assert page.figures.results == 1


def test_the_page_of_a_conference():
    conference = make.open_conference(make.issued_decision(results=3, products=2, units=2, enterprises=1))
    now = make.moment(make.HELD_ON)
    first = conference.units.order_by("unit__name").first()
    services.set_attendance(
        conference, {first.pk: services.SeatMark(Attendance.PRESENT)}, actor=SYSTEM, now=now
    )  # fmt: skip
    services.add_reported_figure(
        conference, what=FigureKind.UNITS, value=3, source="Báo Điện Biên Phủ", actor=SYSTEM, now=now
    )
    page = conferences.conference_page(conference, OFFICER)
    assert page.figures == Figures(results=3, products=2, units=2, enterprises=1, lines=5)
    assert (page.present, len(page.undecided), page.days) == (1, 1, 179)
    assert [(told.figure.value, told.computed, told.agrees) for told in page.told] == [(3, 2, False)]
    assert sum(seat.items for seat in page.seats) == 5


def test_a_unit_sees_its_own_part_of_a_conference():
    conference = make.open_conference(make.issued_decision(results=2, units=2))
    seat = conference.units.first()
    services.add_guest(conference, name="Lò Văn Tiến", actor=SYSTEM, now=make.moment(make.HELD_ON))
    page = conferences.conference_page(conference, actor(Role.UNIT_REP, unit_id=seat.unit_id))
    assert [row.seat for row in page.seats] == [seat]
    assert {line.unit_id for line in page.lines} == {seat.unit_id}
    assert (page.guests, page.told) == ((), ())


def test_the_public_page_has_nothing_restricted():
    decision = make.draft_decision(results=2, units=2)
    secret, unit = make.a_result(access=Access.RESTRICTED), make.receivers(1)[0]
    services.add_lines(decision, [LinePick(unit, result=secret)], actor=SYSTEM, now=make.moment(make.SUBMITTED_ON))
    decision.refresh_from_db()
    decision = services.submit_decision(
        decision,
        version=decision.version,
        submission_number="1/TTr",
        submitted_on=make.SUBMITTED_ON,
        actor=SYSTEM,
        now=make.moment(make.SUBMITTED_ON),
    )
    conference = make.published_conference(make.issue(decision))
    page = conferences.public_conference(conference)
    assert page.figures == Figures(results=2, units=2, lines=2)
    assert unit not in {group.unit for group in page.units}
    assert [row.figures for row in conferences.public_rows()] == [page.figures]


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_list_costs_the_same_for_many(number, django_assert_num_queries):
    for _ in range(number):
        make.published_conference(make.issued_decision(results=2, units=2))
    with django_assert_num_queries(7):
        assert len(conferences.public_rows()) == number


def test_deeds_say_why_not():
    draft = make.draft_decision()
    deeds = decision_deeds(draft, OFFICER)
    assert deeds["submit"].ok
    assert deeds["discard"].ok
    assert deeds["issue"].why == "Quyết định còn là bản thảo: ghi nhận đã trình trước, rồi mới ghi nhận ban hành."
    assert decision_deeds(draft, actor(Role.REGISTRAR))["submit"].why == "Việc này do chuyên viên hoặc lãnh đạo Sở làm."
    conference = make.closed_conference()
    deeds = conference_deeds(conference, OFFICER)
    assert deeds["report"].ok
    assert deeds["reopen"].why == "Việc này do lãnh đạo Sở quyết định."
    assert deeds["edit"].why == "Hội nghị đã bế mạc: lãnh đạo Sở mở lại thì mới sửa được."


def test_leg_spreads_name_a_number_that_occurred():
    decision = make.issued_decision(results=3, units=3)
    lines = list(figures.with_items(decision.lines.all()))
    spreads = clocks.leg_spreads(clock.clock for clock in clocks.line_clocks(
        lines, conferred_on=make.HELD_ON, received={lines[0].pk: date(2023, 11, 10)}, today=date(2024, 1, 1)
    ))  # fmt: skip
    assert [(spread.count, spread.shortest, spread.longest) for spread in spreads][-1] == (1, 3, 3)
