"""The map of circles: true places, areas as the numbers are, none hidden behind another."""

import pytest

from gieo.interfaces.web.ui.charts import LARGEST, MAP_EDGE, MAP_WIDTH, Spot, circle_map


def spot(label: str, lat: float, lon: float, value: int = 0) -> Spot:
    return Spot(label=label, lat=lat, lon=lon, value=value, url=f"/{label}/")


def test_north_is_up_east_is_right_and_nothing_leaves_the_sheet() -> None:
    found = circle_map([spot("b", 22.4, 102.2, 4), spot("n", 21.0, 103.4, 1), spot("trống", 21.7, 102.9)])
    north, south = found.circles
    (dot,) = found.dots
    assert (north.spot.label, south.spot.label, dot.spot.label) == ("b", "n", "trống")
    assert north.x < dot.x < south.x
    assert north.y < dot.y < south.y
    for each in (north, south, dot):
        assert MAP_EDGE <= each.x <= MAP_WIDTH - MAP_EDGE
        assert MAP_EDGE <= each.y <= found.height - MAP_EDGE


def test_four_times_the_number_is_four_times_the_area_and_the_largest_lies_below() -> None:
    found = circle_map([spot("một", 21, 103, 25), spot("hai", 22, 103, 100)])
    assert [circle.spot.value for circle in found.circles] == [100, 25]
    assert [circle.r for circle in found.circles] == [LARGEST, LARGEST / 2]


@pytest.mark.parametrize("spots", [[], [spot("một mình", 21.4, 103.0, 3)]])
def test_no_place_or_one_is_drawn_too(spots: list[Spot]) -> None:
    found = circle_map(spots)
    assert len(found.circles) == len(spots)
    assert found.height >= 2 * MAP_EDGE
