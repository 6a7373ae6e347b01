"""Units for tests, entered as an office would."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Unpack

from gieo.core.actor import SYSTEM
from gieo.foundation.units.models import Unit
from gieo.foundation.units.services import UnitValues, abolish_unit, create_unit
from gieo.foundation.units.vocab import UnitKind

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
MERGER = date(2025, 7, 1)


def make_unit(
    name: str = "Trung tâm Khuyến nông", kind: UnitKind = UnitKind.PUBLIC_SERVICE, *, code: str = "",
    **values: Unpack[UnitValues],
) -> Unit:  # fmt: skip
    """A unit in being."""
    return create_unit(code=code, name=name, kind=kind, actor=SYSTEM, now=NOW, **values)


def make_department() -> Unit:
    """The department whose office this is."""
    return make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT, code="SKHCN", short_name="Sở KH&CN")


def make_district(name: str = "UBND huyện Mường Chà", heir: str = "UBND xã Na Sang") -> tuple[Unit, Unit]:
    """A district's committee that ended on 1 July 2025, and the commune's that took over."""
    commune = make_unit(heir, UnitKind.COMMUNE_COMMITTEE)
    district = make_unit(name, UnitKind.DISTRICT_COMMITTEE)
    ended = abolish_unit(district, on=MERGER, successor=commune, act_number="1661/NQ-UBTVQH15", actor=SYSTEM, now=NOW)
    return ended, commune
