"""An old register as it comes: sound rows in every shape people write, and faults planted at known cells.

The same seed gives the same workbook. `planted` says what is wrong where, so that a test or a measure can hold what was
found against what was put there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any

from openpyxl import Workbook

from gieo.domain.imports.rules.letters import letter
from gieo.domain.imports.vocab import Flaw

HEADS = (
    "STT", "TÊN NHIỆM VỤ", "Cơ quan chủ trì", "Chủ nhiệm đề tài", "Linh vuc", "Mục tiêu KT-XH", "Từ năm",
    "Đến năm", "Kinh phí NSNN", "Nguồn khác", "Tóm tắt", "Ngày nghiệm thu", "Kết quả xếp loại", "Số GCN",
    "Ngày cấp GCN", "Nơi cấp", "Mức sẵn sàng", "Email", "Điện thoại", "Ghi chú",
)  # fmt: skip
TITLE, HOST, LEADER, FIELD, OBJECTIVE, FROM, TO, STATE, OTHER = range(2, 11)
ABSTRACT, ACCEPTED, GRADE, NUMBER, GIVEN, PLACE, READY, MAIL, PHONE = range(11, 20)
HEAD_ROW = 4
HOSTS = ("Trung tâm Khuyến nông", "Trung tâm Giống cây trồng", "Viện Bảo vệ rừng")
ENDED, TWINS = "Trạm Khuyến nông cũ", "Hợp tác xã Thanh Xuân"
CROPS = (
    "lúa nếp nương",
    "chè cổ thụ",
    "cà phê",
    "mắc ca",
    "sâm",
    "đậu tương",
    "ngô nếp",
    "bò vàng",
    "cá lăng",
    "mật ong",
)
DEEDS = ("phục tráng", "nhân giống", "thâm canh", "chế biến", "bảo quản", "phòng bệnh", "xây dựng mô hình", "đánh giá")


@dataclass
class Messy:
    content: BytesIO
    planted: list[tuple[int, str, Flaw]] = field(default_factory=list)
    """(row, column letter, what is wrong)."""
    sound: int = 0


def messy_results(rows: int, faults: int, seed: int = 2023) -> Messy:
    """A workbook of so many rows, of which `faults` are faulty, each with one fault, the twenty kinds in turn."""
    dice = Random(seed)
    book = Workbook(write_only=False)
    cover = book.active
    assert cover is not None
    cover.title = "Bìa"
    cover.append(["Sở Khoa học và Công nghệ"])
    sheet = book.create_sheet("Sổ kết quả")
    sheet.append(["SỔ THEO DÕI KẾT QUẢ (dữ liệu minh hoạ)"])
    sheet.append([])
    sheet.append(["Đơn vị tính: đồng"])
    sheet.append(HEADS)
    made = Messy(BytesIO())
    chosen = sorted(dice.sample(range(2, rows), faults))
    kinds = list(PLANTS.items())
    turns = {index: kinds[place % len(kinds)] for place, index in enumerate(chosen)}
    for index in range(rows):
        row = [None, *sound_row(index, dice)]
        number = HEAD_ROW + 1 + index
        if index in turns:
            flaw, (column, spoil) = turns[index]
            spoil(row, column, index)
            made.planted.append((number, letter(column), flaw_of(flaw)))
        row[0] = index + 1
        sheet.append(row)
        for cell in sheet[number]:
            if cell.value == "#REF!":
                cell.data_type = "e"
    made.sound = rows - faults
    book.save(made.content)
    made.content.seek(0)
    return made


def flaw_of(name: str) -> Flaw:
    return Flaw(name.split(" ")[0])


# ---- sound rows, as different hands write them


def title_of(index: int) -> str:
    return f"Nghiên cứu {DEEDS[index % 8]} {CROPS[index // 8 % 10]} tại vùng số {index}"


def sound_row(index: int, dice: Random) -> list[Any]:
    accepted = date(2015, 1, 5) + timedelta(days=index % 2500)
    given = accepted + timedelta(days=40)
    budget = (350 + index % 900) * 1_000_000 + index % 7 * 500
    return [
        title_hand(title_of(index), dice),
        dice.choice((HOSTS[index % 3], HOSTS[index % 3].upper(), HOSTS[index % 3] + "  ")),
        dice.choice(("Lò Thị Mai", "ThS. Giàng A Páo", "TS. QUÀNG VĂN THẮNG", "vừ a dính")),
        dice.choice(("1", "Khoa học tự nhiên", "KHOA HỌC TỰ NHIÊN")),
        None,
        dice.choice((accepted.year - 3, str(accepted.year - 3), f"năm {accepted.year - 3}")),
        accepted.year,
        sum_hand(budget, dice),
        dice.choice((None, "-", "120.000.000")),
        f"Tóm tắt của nhiệm vụ {index}.",
        day_hand(accepted, dice),
        dice.choice(("Đạt", "dat", "ĐẠT", "Xuất sắc")),
        f"GCN-{index:05}",
        day_hand(given, dice),
        "Sở Khoa học và Công nghệ",
        dice.choice((None, index % 10, str(index % 10))),
        dice.choice((None, f"nv{index}@example.vn", f" NV{index}@EXAMPLE.VN ")),
        dice.choice((None, "0215 000 0101", 215000101)),
        None,
    ]


def title_hand(title: str, dice: Random) -> str:
    return dice.choice((title, f"{title} ", f"  {title}", unicodedata.normalize("NFD", title), title.upper()))


def day_hand(day: date, dice: Random) -> Any:
    return dice.choice(
        (
            day, f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", f"{day:%d.%m.%Y}", day.isoformat(),
            f"ngày {day.day} tháng {day.month} năm {day.year}", (day - date(1899, 12, 30)).days,
        )
    )  # fmt: skip


def sum_hand(amount: int, dice: Random) -> Any:
    dotted = f"{amount:,}".replace(",", ".")
    return dice.choice((amount, dotted, f"{amount:,}", f"{dotted} đồng", dotted.replace(".", " ")))


# ---- twenty kinds of faults


def put(value: Any) -> Callable[[list[Any], int, int], None]:
    def spoil(row: list[Any], column: int, _index: int) -> None:
        row[column - 1] = value

    return spoil


def late(row: list[Any], column: int, _index: int) -> None:
    """The end before the beginning."""
    row[FROM - 1], row[column - 1] = 2020, 2018


def early(row: list[Any], column: int, _index: int) -> None:
    """The certificate before the acceptance."""
    row[ACCEPTED - 1], row[column - 1] = date(2021, 5, 5), date(2020, 5, 5)


def not_yet(row: list[Any], column: int, _index: int) -> None:
    """An acceptance that has not been, without a certificate."""
    row[column - 1], row[GIVEN - 1] = "07/11/2031", None


def again(row: list[Any], column: int, _index: int) -> None:
    """The certificate of the first row."""
    row[column - 1] = "GCN-00000"


PLANTS: dict[str, tuple[int, Callable[[list[Any], int, int], None]]] = {
    Flaw.EMPTY: (TITLE, put("  ")),
    Flaw.TOO_LONG: (TITLE, put("Nghiên cứu " * 60)),
    Flaw.NOT_A_DATE: (ACCEPTED, put("cuối năm")),
    Flaw.NO_SUCH_DAY: (ACCEPTED, put("31/02/2019")),
    Flaw.ONLY_YEAR: (ACCEPTED, put(2019)),
    Flaw.SHORT_YEAR: (ACCEPTED, put("7/11/19")),
    Flaw.MONTH_FIRST: (ACCEPTED, put("11/25/2019")),
    Flaw.IN_FUTURE: (ACCEPTED, not_yet),
    Flaw.OUT_OF_ORDER: (TO, late),
    f"{Flaw.OUT_OF_ORDER} certificate": (GIVEN, early),
    Flaw.WRONG_GROUPS: (STATE, put("1.28.450.000")),
    Flaw.TWO_SUMS: (STATE, put("1.284 tỷ")),
    Flaw.NEGATIVE: (STATE, put(-5_000_000)),
    Flaw.NOT_A_SUM: (OTHER, put("chưa quyết toán")),
    Flaw.UNKNOWN_RECORD: (HOST, put("Trung tâm Khuyến nôg")),
    Flaw.SEVERAL_RECORDS: (HOST, put(TWINS)),
    Flaw.UNKNOWN_CHOICE: (GRADE, put("Tương đối")),
    Flaw.OUT_OF_RANGE: (READY, put(12)),
    Flaw.DOUBLE: (NUMBER, again),
    Flaw.ERROR_CELL: (STATE, put("#REF!")),
}
"""Name of the fault → the column it is planted in and how."""
