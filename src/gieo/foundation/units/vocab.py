"""Words of units."""

from enum import StrEnum

OPERATOR = "Sở Khoa học và Công nghệ tỉnh Điện Biên"
"""The department whose pages these are: the unit of this name is whom the public calls."""


class UnitKind(StrEnum):
    """What a unit is in law. Figures ask for the kind on a day, since a co-operative may become an enterprise."""

    PROVINCE_COMMITTEE = "province_committee"  # UBND tỉnh
    DEPARTMENT = "department"  # sở, ngành
    DISTRICT_COMMITTEE = "district_committee"  # UBND cấp huyện, until 30/06/2025
    COMMUNE_COMMITTEE = "commune_committee"  # UBND cấp xã
    COLLEGE = "college"
    INSTITUTE = "institute"
    PUBLIC_SERVICE = "public_service"  # đơn vị sự nghiệp công lập
    INFORMATION_CENTRE = "information_centre"  # đầu mối thông tin KH&CN
    ENTERPRISE = "enterprise"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    OTHER = "other"


# Private bodies may end without anybody taking over; a public one never does, since its duties go on.
MAY_END_WITHOUT_SUCCESSOR = frozenset({UnitKind.ENTERPRISE, UnitKind.COOPERATIVE, UnitKind.ASSOCIATION, UnitKind.OTHER})


class ActKind(StrEnum):
    """What an act of reorganisation does to units."""

    MERGE = "merge"  # sáp nhập, hợp nhất: several units, one heir
    SPLIT = "split"  # chia, tách: one unit, several heirs, one of them principal
    RENAME = "rename"
    CHANGE_KIND = "change_kind"
    ABOLISH = "abolish"


class Side(StrEnum):
    """Where a unit stands in an act."""

    BEFORE = "before"
    AFTER = "after"


CHANGES_FACE = frozenset({ActKind.RENAME, ActKind.CHANGE_KIND})
"""Acts after which the unit is the same one, under another name or kind."""
