"""Write the place tables of src/gieo/foundation/places/data/ from the package `vietnamadminunits`.

A tool for the developer who renews the data, not a part of Gieo: the package brings parts under licences that Gieo does
not ship, so it is installed in an environment of its own, and only facts (names, codes, positions, areas, who became
whom on 1 July 2025) are carried over.

    python -m venv /some/where/else && /some/where/else/bin/pip install vietnamadminunits==1.0.4
    /some/where/else/bin/python tools/extract_places.py [--province 11]

Carried: all provinces of both maps and all communes of today; of the old map, districts and communes of the provinces
named by --province only (Điện Biên when nothing is said).
"""

import argparse
import csv
import json
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/gieo/foundation/places/data"
RANKS = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Tỉnh", "Quận", "Huyện", "Phường", "Xã")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--province", action="append", metavar="CODE", help="old province to carry in full (11)")
    chosen = parser.parse_args().province or ["11"]
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        sys.stderr.write("vietnamadminunits is not installed here\n")
        return 2
    data = Path(spec.origin).parent / "data"
    database = sqlite3.connect(data / "dataset.db")
    database.row_factory = sqlite3.Row
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))

    old_rows = database.execute("SELECT * FROM admin_units_legacy ORDER BY wardCode").fetchall()
    new_rows = database.execute("SELECT * FROM admin_units ORDER BY provinceCode, wardCode").fetchall()
    province_codes = {row["provinceKey"]: row["provinceCode"] for row in new_rows}
    province_heirs = {old: province_codes[new] for new, olds in converter["DICT_PROVINCE"].items() for old in olds}
    commune_codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new_rows}
    heirs = commune_heirs(converter, commune_codes)

    provinces: dict[tuple[str, str], list[object]] = {}
    districts: dict[str, list[object]] = {}
    old_communes: dict[str, list[object]] = {}
    for row in old_rows:
        code = row["provinceCode"]
        provinces["before_2025", code] = [
            "before_2025",
            code,
            name(row["province"]),
            place(row["provinceLat"]),
            place(row["provinceLon"]),
            province_heirs[row["provinceKey"]],
        ]
        if code not in chosen:
            continue
        districts[row["districtCode"]] = [
            row["districtCode"],
            code,
            name(row["district"]),
            place(row["districtLat"]),
            place(row["districtLon"]),
        ]
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}"
        old_communes[row["wardCode"]] = [
            row["wardCode"],
            row["districtCode"],
            name(row["ward"]),
            place(row["wardLat"]),
            place(row["wardLon"]),
            " ".join(sorted(heirs[key])),
        ]
    new_communes = []
    for row in new_rows:
        code = row["provinceCode"]
        provinces["after_2025", code] = [
            "after_2025",
            code,
            name(row["province"]),
            place(row["provinceLat"]),
            place(row["provinceLon"]),
            "",
        ]
        new_communes.append(
            [
                row["wardCode"],
                code,
                name(row["ward"]),
                place(row["wardLat"]),
                place(row["wardLon"]),
                "" if row["wardAreaKm2"] is None else f"{row['wardAreaKm2']:.2f}",
            ]
        )

    write("provinces.tsv", "era code name lat lon successors", [provinces[key] for key in sorted(provinces)])
    write("districts_before_2025.tsv", "code parent name lat lon", [districts[key] for key in sorted(districts)])
    write(
        "communes_before_2025.tsv",
        "code parent name lat lon successors",
        [old_communes[key] for key in sorted(old_communes)],
    )
    write("communes_after_2025.tsv", "code parent name lat lon area_km2", sorted(new_communes))
    return 0


def commune_heirs(converter: dict, codes: dict[tuple[str, str], str]) -> dict[str, set[str]]:
    """Old commune (province_district_commune key) → codes of the communes of today that hold its land."""
    heirs: dict[str, set[str]] = defaultdict(set)
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in communes.items():
            for old in olds:
                heirs[old].add(codes[province, new])
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            heirs[old].update(codes[province, part["newWardKey"]] for part in parts)
    return heirs


def name(text: str) -> str:
    """Composed form, and the rank as it is written in law ("Thị xã", not "Thị Xã")."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    for rank in RANKS:
        if text.lower().startswith(rank.lower() + " "):
            return rank + text[len(rank) :]
    raise ValueError(f"no rank in {text!r}")


def place(degrees: float) -> str:
    """Four decimals: some ten metres, finer than the centre of a commune is known."""
    return f"{degrees:.4f}"


def write(filename: str, columns: str, rows: list[list[object]]) -> None:
    path = TARGET / filename
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)
    sys.stderr.write(f"{len(rows):5} {filename} ({path.stat().st_size // 1024} kB)\n")


if __name__ == "__main__":
    sys.exit(main())
