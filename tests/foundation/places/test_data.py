"""The maps that come with Gieo, as tables and in the database."""

from datetime import date
from pathlib import Path

import pytest

from gieo.foundation.places import services
from gieo.foundation.places.models import Area, AreaSuccession
from gieo.foundation.places.queries import (
    area_in_name,
    areas_of,
    areas_on,
    counted_at,
    find_area,
    find_areas,
    predecessors,
    shares,
    successors,
)
from gieo.foundation.places.vocab import AreaKind, Era, Rank

pytestmark = pytest.mark.django_db


@pytest.fixture
def maps(db: None) -> None:
    services.load_areas()


def names(areas: list[Area]) -> list[str]:
    return [area.name for area in areas]


def test_the_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in Path(services.DATA).iterdir()) < 400_000


@pytest.mark.usefixtures("maps")
def test_both_maps_are_whole() -> None:
    count = {(era, kind): Area.objects.filter(era=era, kind=kind).count() for era in Era for kind in AreaKind}
    assert count == {
        (Era.BEFORE_2025, AreaKind.PROVINCE): 63,
        (Era.BEFORE_2025, AreaKind.DISTRICT): 10,
        (Era.BEFORE_2025, AreaKind.COMMUNE): 129,
        (Era.AFTER_2025, AreaKind.PROVINCE): 34,
        (Era.AFTER_2025, AreaKind.DISTRICT): 0,
        (Era.AFTER_2025, AreaKind.COMMUNE): 3321,
    }
    assert AreaSuccession.objects.count() == 63 + 129


@pytest.mark.usefixtures("maps")
def test_dien_bien_on_both_maps() -> None:
    old = Area.objects.get(era=Era.BEFORE_2025, code="11")
    new = Area.objects.get(era=Era.AFTER_2025, code="11")
    assert areas_of(old).count() == 10
    assert areas_of(old, AreaKind.COMMUNE).count() == 129
    assert areas_of(new).count() == 45
    assert predecessors(new) == [old]
    assert successors(old) == [new]
    assert successors(new) == []


@pytest.mark.usefixtures("maps")
def test_every_old_unit_has_an_heir_and_every_new_one_of_dien_bien_an_origin() -> None:
    without = Area.objects.filter(era=Era.BEFORE_2025, successions__isnull=True).exclude(kind=AreaKind.DISTRICT)
    assert list(without) == []
    new = Area.objects.filter(era=Era.AFTER_2025, parent__code="11")
    assert new.filter(origins__isnull=True).count() == 0
    assert Area.objects.filter(era=Era.AFTER_2025, kind=AreaKind.PROVINCE, origins__isnull=True).count() == 0


@pytest.mark.usefixtures("maps")
def test_the_heirs_of_a_district_are_those_of_its_communes() -> None:
    district = find_area("Huyện Mường Chà", era=Era.BEFORE_2025)
    assert district is not None
    # The commune called Mường Chà today lies in the former district Nậm Pồ, not here.
    assert names(successors(district)) == [
        "Phường Mường Lay", "Xã Mường Pồn", "Xã Mường Tùng", "Xã Na Sang", "Xã Nậm Nèn", "Xã Pa Ham",
    ]  # fmt: skip
    today = find_area("Xã Mường Chà", era=Era.AFTER_2025)
    assert today is not None
    assert {area.parent.name for area in predecessors(today) if area.parent} == {"Huyện Nậm Pồ"}


@pytest.mark.usefixtures("maps")
def test_loading_again_changes_nothing() -> None:
    before = {*Area.objects.values_list("pk", "code", "name")}
    assert services.load_areas() == 63 + 34 + 10 + 129 + 3321
    assert {*Area.objects.values_list("pk", "code", "name")} == before
    assert AreaSuccession.objects.count() == 63 + 129


@pytest.mark.usefixtures("maps")
def test_loading_again_mends_what_was_changed() -> None:
    Area.objects.filter(era=Era.AFTER_2025, code="03202").update(name="Xã Sai", parent=None, kind=AreaKind.PROVINCE)
    services.load_areas()
    area = Area.objects.get(era=Era.AFTER_2025, code="03202")
    assert (area.name, area.kind, area.rank) == ("Xã Mường Pồn", AreaKind.COMMUNE, Rank.COMMUNE)
    assert area.parent is not None
    assert area.parent.code == "11"


@pytest.mark.usefixtures("maps")
def test_a_map_is_chosen_by_the_day() -> None:
    assert areas_on(date(2025, 6, 30), AreaKind.PROVINCE).count() == 63
    assert areas_on(date(2025, 7, 1), AreaKind.PROVINCE).count() == 34


@pytest.mark.usefixtures("maps")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Xã Sính Phình", "03241"),
        ("xa sinh phinh", "03241"),
        ("Sính Phình", "03241"),
        ("SÍNH  PHÌNH", "03241"),
        ("Si\u0301nh Phi\u0300nh", "03241"),
    ],
)
def test_a_place_is_found_however_it_is_typed(typed: str, code: str) -> None:
    found = find_area(typed, era=Era.AFTER_2025, within=Area.objects.get(era=Era.AFTER_2025, code="11"))
    assert found is not None
    assert found.code == code


@pytest.mark.usefixtures("maps")
def test_accents_and_rank_decide_between_names_that_fold_alike() -> None:
    old = Area.objects.get(era=Era.BEFORE_2025, code="11")
    assert names(find_areas("muong nha", era=Era.BEFORE_2025, within=old)) == ["Xã Mường Nhà"]
    assert find_area("Mường Chà", era=Era.BEFORE_2025) is None  # a district and a township
    assert [area.kind for area in find_areas("Mường Chà", era=Era.BEFORE_2025)] == ["commune", "district"]
    township = find_area("thị trấn Mường Chà", era=Era.BEFORE_2025)
    assert township is not None
    assert township.kind == AreaKind.COMMUNE


@pytest.mark.usefixtures("maps")
def test_nobody_is_found_by_an_unknown_name() -> None:
    assert find_area("Xã Không Có") is None


@pytest.mark.usefixtures("maps")
def test_every_old_area_is_counted_at_one_of_today() -> None:
    old = Area.objects.filter(era=Era.BEFORE_2025)
    assert not old.filter(heir__isnull=True).exists()
    assert not Area.objects.filter(era=Era.AFTER_2025, heir__isnull=False).exists()
    for district in old.filter(kind=AreaKind.DISTRICT).select_related("heir"):
        assert district.heir in successors(district)
    district = find_area("Huyện Mường Chà", era=Era.BEFORE_2025)
    assert district is not None
    assert counted_at(district, date(2025, 6, 30)) == district
    assert counted_at(district, date(2025, 7, 1)).name == "Xã Na Sang"
    assert Area.objects.annotate(parts=shares("pk")).get(pk=district.pk).parts == 6


@pytest.mark.usefixtures("maps")
def test_a_body_is_placed_by_its_name() -> None:
    found = area_in_name("Uỷ ban nhân dân xã Na Sang", date(2025, 7, 1))
    assert found is not None
    assert (found.name, found.era) == ("Xã Na Sang", Era.AFTER_2025)
    assert area_in_name("UBND huyện Mường Chà", date(2025, 7, 1)) is None
    assert area_in_name("Sở Y tế", date(2025, 7, 1)) is None
