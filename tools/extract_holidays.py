"""Write the table of Vietnamese public holidays from the package `holidays`.

A tool for the developer who renews the data, not a part of Gieo: the package is installed in an environment of its own.

    python -m venv /some/where/else && /some/where/else/bin/pip install holidays==0.109
    /some/where/else/bin/python tools/extract_holidays.py 2014 2027

Every row says where it comes from and how far that was checked (gieo.core.basis.Mark): the names of the articles are
remembered, the days of the lunar year are computed by the package, and days exchanged are reported by it second hand.
Offices compare each year with the announcement of that year and edit the table on its page.
"""

import csv
import re
import sys
from datetime import date, datetime
from pathlib import Path

import holidays

TARGET = Path(__file__).parent.parent / "src/gieo/foundation/duties/data/holidays.tsv"
CODE_2012 = "Bộ luật Lao động 10/2012/QH13, Điều 115"
CODE_2019 = "Bộ luật Lao động 45/2019/QH14, Điều 112"
CULTURE_DAY = "Nghị quyết 80-NQ/TW (theo thư viện phần mềm), cần đối chiếu"
COMPUTED = "tính bằng chương trình, cần đối chiếu thông báo hằng năm"
EXCHANGED = "Thông báo hoán đổi ngày làm việc của năm (theo thư viện phần mềm), cần đối chiếu"
LUNAR = {
    "29 Tết": "Ngày 29 tháng Chạp",
    "Giao thừa Tết Nguyên Đán": "Ngày cuối tháng Chạp",
    "Tết Nguyên Đán": "Mùng một Tết Nguyên đán",
    "Mùng hai Tết Nguyên Đán": "Mùng hai Tết Nguyên đán",
    "Mùng ba Tết Nguyên Đán": "Mùng ba Tết Nguyên đán",
    "Mùng bốn Tết Nguyên Đán": "Mùng bốn Tết Nguyên đán",
    "Mùng năm Tết Nguyên Đán": "Mùng năm Tết Nguyên đán",
}


def main(first: int, last: int) -> int:
    rows: dict[date, tuple[str, str, str, str]] = {}
    table = holidays.country_holidays("VN", years=range(first, last + 1), language="vi")
    for day, label in sorted(table.items()):
        exchange = re.fullmatch(r"Ngày nghỉ \(thay cho ngày (\d\d/\d\d/\d{4})\)", label)
        if exchange:
            worked = datetime.strptime(exchange[1], "%d/%m/%Y").date()
            rows[day] = ("off", f"Nghỉ hoán đổi với ngày {worked:%d/%m/%Y}", EXCHANGED, "second_hand")
            rows[worked] = ("makeup", f"Làm bù cho ngày {day:%d/%m/%Y}", EXCHANGED, "second_hand")
            continue
        if label == "Ngày Văn hóa Việt Nam":
            rows[day] = ("off", named(label), CULTURE_DAY, "second_hand")
            continue
        if label == "Quốc khánh" and (day.month, day.day) != (9, 2):
            label = "Quốc khánh (ngày liền kề)"
        code = CODE_2019 if day.year >= 2021 else CODE_2012
        rows[day] = ("off", " / ".join(named(part) for part in label.split("; ")), f"{code}; {COMPUTED}", "memory")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["date", "kind", "name", "source", "mark"])
        writer.writerows([day.isoformat(), *row] for day, row in sorted(rows.items()))
    sys.stderr.write(f"{len(rows)} days in {TARGET.name}\n")
    return 0


def named(label: str) -> str:
    bare, observed = label.removesuffix(" (nghỉ bù)"), label.endswith(" (nghỉ bù)")
    name = LUNAR.get(bare, bare).replace("Văn hóa", "Văn hoá")
    return f"Nghỉ bù {name}" if observed else name


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
