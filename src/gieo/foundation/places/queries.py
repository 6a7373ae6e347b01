"""Reading the two maps."""

import re
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value

from gieo.core.text import fold, nfc, sort_key, squeeze
from gieo.foundation.places.models import Area, AreaSuccession
from gieo.foundation.places.rules import RANK_WORDS, era_of
from gieo.foundation.places.vocab import AreaKind, Era


def areas_of(parent: Area, kind: AreaKind | None = None) -> QuerySet[Area]:
    """What stands directly in `parent`: districts of an old province, communes of an old district or a new province.

    With `kind` COMMUNE and an old province, the communes of all its districts.
    """
    if kind is AreaKind.COMMUNE and parent.kind == AreaKind.PROVINCE and parent.era == Era.BEFORE_2025:
        return Area.objects.filter(parent__parent=parent, kind=kind)
    areas = Area.objects.filter(parent=parent)
    return areas.filter(kind=kind) if kind else areas


def areas_on(day: date, kind: AreaKind) -> QuerySet[Area]:
    """Every unit of a level on the map in force on `day`."""
    return Area.objects.filter(era=era_of(day), kind=kind)


def choosable_areas() -> QuerySet[Area]:
    """What a unit may stand in: every province, and all within the provinces that are carried in full on both maps."""
    whole = Area.objects.filter(kind=AreaKind.DISTRICT).values("parent__code")
    within = Q(parent__code__in=whole) | Q(parent__parent__code__in=whole)
    return Area.objects.filter(Q(kind=AreaKind.PROVINCE) | within).select_related("parent")


def successors(area: Area) -> list[Area]:
    """The units of today on the land of an old one, by name; a district gives those of its communes. Today's: none."""
    if area.era == Era.AFTER_2025:
        return []
    old = Q(old__parent=area) if area.kind == AreaKind.DISTRICT else Q(old=area)
    return _by_name(Area.objects.filter(pk__in=AreaSuccession.objects.filter(old).values("new")))


def counted_at(area: Area, today: date) -> Area:
    """Where an area's figures are counted by the map in force on a day. Fetch with `heir`."""
    return area.heir if area.heir is not None and era_of(today) is Era.AFTER_2025 else area


def shares(path: str) -> Subquery:
    """Inside a query: among how many areas of today the land of the old area at `path` went."""
    old = Q(old=OuterRef(path)) | Q(old__parent=OuterRef(path))
    rows = AreaSuccession.objects.filter(old).order_by().annotate(all=Value(1)).values("all")
    return Subquery(rows.annotate(parts=Count("new", distinct=True)).values("parts"))


def predecessors(area: Area) -> list[Area]:
    """The old units, by name, whose land (or a part of it) a unit of today has."""
    return _by_name(Area.objects.filter(pk__in=AreaSuccession.objects.filter(new=area).values("old")))


def find_areas(
    name: str, *, era: Era | None = None, kind: AreaKind | None = None, within: Area | None = None
) -> list[Area]:
    """Units called `name`, with or without rank ("huyện") and accents; a name typed with its accents comes first.

    `within` keeps to a province, or to an old district.
    """
    areas = Area.objects.filter(Q(name_folded=fold(name)) | Q(short_name_folded=fold(name)))
    if era:
        areas = areas.filter(era=era)
    if kind:
        areas = areas.filter(kind=kind)
    if within:
        areas = areas.filter(Q(parent=within) | Q(parent__parent=within))
    typed = nfc(name).strip().lower()
    return sorted(areas, key=lambda area: (typed not in (area.name.lower(), area.short_name.lower()), area.code))


def find_area(
    name: str, *, era: Era | None = None, kind: AreaKind | None = None, within: Area | None = None
) -> Area | None:
    """The one unit called `name`; None when there is none or when the name alone does not decide between several.

    Accents decide: "Mường Lạn" is found although "Mường Làn" folds alike.
    """
    found = find_areas(name, era=era, kind=kind, within=within)
    typed = nfc(name).strip().lower()
    exact = [area for area in found if typed in (area.name.lower(), area.short_name.lower())]
    for candidates in (exact, found):
        if len(candidates) == 1:
            return candidates[0]
    return None


def area_in_name(name: str, on: date) -> Area | None:
    """The place that the name of a body ends with: "Uỷ ban nhân dân xã Na Sang" → Xã Na Sang, on the map of the day.

    None when it names none, or one of several of that name.
    """
    found = re.search(rf"\b({'|'.join(RANK_WORDS.values())}) .+", squeeze(name), flags=re.IGNORECASE)
    if found is None:
        return None
    areas = choosable_areas().filter(era=era_of(on), name_folded=fold(found[0]))
    return areas[0] if len(areas) == 1 else None


def _by_name(areas: QuerySet[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: sort_key(area.short_name))
