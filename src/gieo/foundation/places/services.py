"""Loading the maps. No page edits them: they come with Gieo (tools/extract_places.py)."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from gieo.core.text import fold
from gieo.foundation.places.models import Area, AreaSuccession
from gieo.foundation.places.rules import Succession, principal_heir, split_name
from gieo.foundation.places.vocab import MAP_CHANGE, AreaKind, Era

DATA = Path(__file__).parent / "data"
_UPDATED = [
    "name", "short_name", "rank", "kind", "parent", "since", "until", "lat", "lon", "area_km2", "name_folded",
    "short_name_folded",
]  # fmt: skip


@transaction.atomic
def load_areas() -> int:
    """Write both maps and their successions from the data files; returns the number of units.

    Safe to repeat: a unit is known by its map and code, what changed in the files is changed in the table, and nothing
    is removed (records may point at it). Reference data, so nothing is journalled.
    """
    provinces = [*_rows("provinces.tsv")]
    districts = [*_rows("districts_before_2025.tsv")]
    old_communes = [*_rows("communes_before_2025.tsv")]
    new_communes = [*_rows("communes_after_2025.tsv")]
    before, after, province, commune = Era.BEFORE_2025, Era.AFTER_2025, AreaKind.PROVINCE, AreaKind.COMMUNE

    _save([_area(row, Era(row["era"]), province, None) for row in provinces])
    ids = _ids()
    _save([_area(row, before, AreaKind.DISTRICT, ids[before, row["parent"]]) for row in districts])
    ids = _ids()
    _save(
        [_area(row, before, commune, ids[before, row["parent"]]) for row in old_communes]
        + [_area(row, after, commune, ids[after, row["parent"]]) for row in new_communes]
    )
    ids = _ids()
    AreaSuccession.objects.bulk_create(
        [
            AreaSuccession(old_id=ids[before, row["code"]], new_id=ids[after, heir])
            for row in (*provinces, *old_communes)
            for heir in row["successors"].split()
        ],
        ignore_conflicts=True,
    )
    heirs = _heirs(provinces, districts, old_communes, {row["code"]: row["name"] for row in new_communes})
    old = [Area(pk=ids[before, code], heir_id=ids[after, heir]) for code, heir in heirs.items()]
    Area.objects.bulk_update(old, ["heir"], batch_size=500)
    return len(provinces) + len(districts) + len(old_communes) + len(new_communes)


def _heirs(
    provinces: list[dict[str, str]],
    districts: list[dict[str, str]],
    communes: list[dict[str, str]],
    names: dict[str, str],
) -> dict[str, str]:
    """Old area → where its figures are counted today, by code: its first successor, a district by `principal_heir`."""
    heirs = {row["code"]: row["successors"].split()[0] for row in (*provinces, *communes) if row["successors"]}
    within: dict[str, list[Succession]] = {}
    for row in communes:
        heir = heirs[row["code"]]
        rank, heir_name = split_name(row["name"])[0], split_name(names[heir])[1]
        within.setdefault(row["parent"], []).append(Succession(rank, heir, heir_name))
    for row in districts:
        heirs[row["code"]] = principal_heir(split_name(row["name"])[1], within[row["code"]])
    return heirs


def _rows(filename: str) -> Iterator[dict[str, str]]:
    with (DATA / filename).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _area(row: dict[str, str], era: Era, kind: AreaKind, parent_id: int | None) -> Area:
    rank, short_name = split_name(row["name"])
    return Area(
        code=row["code"],
        name=row["name"],
        short_name=short_name,
        rank=rank,
        kind=kind,
        era=era,
        parent_id=parent_id,
        since=MAP_CHANGE if era is Era.AFTER_2025 else None,
        until=MAP_CHANGE - timedelta(days=1) if era is Era.BEFORE_2025 else None,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        area_km2=float(row["area_km2"]) if row.get("area_km2") else None,
        name_folded=fold(row["name"]),
        short_name_folded=fold(short_name),
    )


def _save(areas: list[Area]) -> None:
    Area.objects.bulk_create(
        areas, batch_size=500, update_conflicts=True, unique_fields=["era", "code"], update_fields=_UPDATED
    )


def _ids() -> dict[tuple[str, str], int]:
    return {(era, code): pk for era, code, pk in Area.objects.values_list("era", "code", "pk")}
