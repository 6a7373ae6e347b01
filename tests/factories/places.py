"""A small map: one province with an old district, its communes, and what became of them."""

from datetime import timedelta

from gieo.core.text import fold
from gieo.foundation.places.models import Area, AreaSuccession
from gieo.foundation.places.rules import split_name
from gieo.foundation.places.vocab import MAP_CHANGE, AreaKind, Era, Rank

_KINDS = {
    Rank.PROVINCE: AreaKind.PROVINCE,
    Rank.DISTRICT: AreaKind.DISTRICT,
    Rank.TOWN: AreaKind.DISTRICT,
    Rank.URBAN_DISTRICT: AreaKind.DISTRICT,
    Rank.TOWNSHIP: AreaKind.COMMUNE,
    Rank.WARD: AreaKind.COMMUNE,
    Rank.COMMUNE: AreaKind.COMMUNE,
    Rank.SPECIAL_ZONE: AreaKind.COMMUNE,
}


def make_area(
    name: str = "Xã Mường Phăng", code: str = "03325", *, era: Era = Era.AFTER_2025, parent: Area | None = None
) -> Area:
    """A unit of the level its rank says; without a parent it stands in the province Điện Biên of its map."""
    rank, short_name = split_name(name)
    kind = _KINDS[rank]
    if parent is None and kind is not AreaKind.PROVINCE:
        parent = Area.objects.filter(era=era, code="11").first() or make_area("Tỉnh Điện Biên", "11", era=era)
    after = era is Era.AFTER_2025
    return Area.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        rank=rank,
        kind=kind,
        era=era,
        parent=parent,
        since=MAP_CHANGE if after else None,
        until=None if after else MAP_CHANGE - timedelta(days=1),
        name_folded=fold(name),
        short_name_folded=fold(short_name),
    )


def succeed(old: Area, *heirs: Area) -> None:
    AreaSuccession.objects.bulk_create([AreaSuccession(old=old, new=heir) for heir in heirs])
