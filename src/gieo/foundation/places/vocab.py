"""Words of the map: what an administrative unit is and which of the two maps it stands on."""

from datetime import date
from enum import StrEnum

# The first day of the map without districts. Working date of the two-level local government (law.md 0.15) [M].
MAP_CHANGE = date(2025, 7, 1)


class Era(StrEnum):
    """The two maps."""

    BEFORE_2025 = "before_2025"
    AFTER_2025 = "after_2025"


class MapOf(StrEnum):
    """By which map a figure is read: that of the day it tells of, or today's."""

    DAY = "day"
    TODAY = "today"


class AreaKind(StrEnum):
    """The level. Districts stand on the old map only."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Rank(StrEnum):
    """What a unit of a level is called."""

    PROVINCE = "province"  # tỉnh
    CITY = "city"  # thành phố: of a province's level, or of a district's in the old map
    URBAN_DISTRICT = "urban_district"  # quận
    DISTRICT = "district"  # huyện
    TOWN = "town"  # thị xã
    TOWNSHIP = "township"  # thị trấn
    WARD = "ward"  # phường
    COMMUNE = "commune"  # xã
    SPECIAL_ZONE = "special_zone"  # đặc khu
