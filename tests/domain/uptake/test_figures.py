"""Sums over uses: only what is verified and good today, nothing twice, the same by either map."""

from datetime import date
from decimal import Decimal

import pytest

from gieo.domain.results.vocab import Access
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.queries.figures import sums_of
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.services import follow_access, pass_uses
from gieo.domain.uptake.vocab import Level, Measure
from gieo.foundation.places.vocab import Era
from tests.factories.places import succeed
from tests.factories.transfers import a_product, a_result, moment
from tests.factories.units import make_unit
from tests.factories.uptake import SEEN, a_claim, a_place, claimed_again, claimed_use, officer_of, used_at, verified_use

pytestmark = pytest.mark.django_db


def land(amount: int, plot: str = "", level: Level = Level.TRIED, **values):
    return a_claim(level, scales=(ScaleSaid(Measure.HECTARE, Decimal(amount), plot),), **values)


def total(day: date = SEEN) -> Decimal:
    return sums_of(visible_uses(officer_of()), day).totals.get(Measure.HECTARE, Decimal())


def test_unverified_expired_stopped_and_received_are_not_counted():
    claimed_use(land(1000))
    verified_use(land(300, level=Level.RECEIVED))
    stopped = verified_use(land(200))
    claimed_again(stopped, a_claim(Level.STOPPED))
    verified_use(land(7))
    assert total() == 7
    assert total(date(2025, 5, 11)) == 0


def test_of_one_use_only_the_claim_it_stands_by_counts():
    use = verified_use(land(10, on=date(2024, 1, 10)), now=moment(date(2024, 1, 20)))
    claimed_again(use, land(40, level=Level.ROUTINE, on=date(2024, 5, 1)))
    assert total() == 40


def test_two_results_on_the_same_land_are_the_land_once():
    receiver, place = make_unit(), a_place()
    verified_use(land(50), receiver=receiver, place=place)
    verified_use(land(30), receiver=receiver, place=place)
    verified_use(land(5, "Khu Hua Thanh"), receiver=receiver, place=place)
    verified_use(land(8), place=place)
    assert total() == 63


def test_an_old_commune_lies_in_its_district_and_in_the_commune_of_today():
    district = a_place("Huyện Mường Chà", era=Era.BEFORE_2025)
    first = a_place("Xã Sa Lông", era=Era.BEFORE_2025, parent=district)
    second = a_place("Xã Hừa Ngài", era=Era.BEFORE_2025, parent=district)
    today = a_place("Xã Na Sang")
    succeed(first, today)
    succeed(second, today)
    receiver = make_unit()
    verified_use(land(20), receiver=receiver, place=first)
    verified_use(land(15), receiver=receiver, place=second)
    assert total() == 35
    verified_use(land(30), receiver=receiver, place=today)
    assert total() == 35
    verified_use(land(60), receiver=receiver, place=district)
    assert total() == 60


def test_people_are_counted_once_by_sex():
    receiver, place = make_unit(), a_place()
    verified_use(a_claim(men=20, women=35), receiver=receiver, place=place)
    verified_use(a_claim(men=25, women=10), receiver=receiver, place=place)
    verified_use(a_claim(men=1, women=None))
    reach = sums_of(visible_uses(officer_of()), SEEN).reach
    assert (reach.men, reach.women) == (26, 35)


def test_the_public_page_shows_places_and_levels_of_what_is_good_today():
    result = a_result()
    old, today = a_place("Xã Sa Lông", era=Era.BEFORE_2025), a_place("Xã Na Sang")
    old.heir = today
    old.save()
    verified_use(land(5), subject=result, place=old)
    verified_use(land(5, level=Level.ROUTINE), subject=a_product(result=result), place=old)
    claimed_use(land(5), subject=result, place=today)
    secret = a_result(access=Access.RESTRICTED)
    verified_use(land(5), subject=secret)
    assert [(at.place.name, at.level) for at in used_at(result, SEEN)] == [("Xã Sa Lông", Level.ROUTINE)]
    later = date(2025, 7, 2)
    assert [(at.place.name, at.level) for at in used_at(result, later)] == [("Xã Na Sang", Level.ROUTINE)]
    assert used_at(secret, SEEN) == []
    assert used_at(result, date(2026, 1, 1)) == []


def test_uses_pass_to_the_heir_named_for_them_and_back():
    use, heir = verified_use(), make_unit("UBND xã Mường Tùng")
    officer = officer_of()
    assert [
        row.pk for row in pass_uses([use.pk], heir=heir, since=date(2025, 7, 1), actor=officer, now=moment(SEEN))
    ] == [use.pk]
    use.refresh_from_db()
    assert (use.heir, use.heir_since) == (heir, date(2025, 7, 1))
    pass_uses([use.pk], heir=None, since=None, actor=officer, now=moment(SEEN))
    use.refresh_from_db()
    assert use.heir is None


def test_duties_follow_the_access_of_the_result():
    use = claimed_use()
    assert use.result is not None
    use.result.access = Access.RESTRICTED
    use.result.save()
    officer = officer_of()
    assert follow_access(actor=officer, now=moment(SEEN)) == 1
    assert follow_access(actor=officer, now=moment(SEEN)) == 0
