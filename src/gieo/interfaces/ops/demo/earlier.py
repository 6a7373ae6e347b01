"""The fifteen results that went to twelve units in 2021 and 2022."""

from datetime import date, timedelta

from gieo.interfaces.ops.demo import chance
from gieo.interfaces.ops.demo.archive import make_life, work_day
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.day import Day, Gift
from gieo.interfaces.ops.demo.records import Books, Life

WAIVER = "Kết quả nghiệm thu trước khi Sở quy định bộ chuyển giao; tài liệu giấy đã giao đủ theo biên bản."


def plan_earlier(books: Books) -> None:
    """Their lives, and the two conferences that handed them over."""
    luck = chance.luck("earlier")
    words = read("earlier")
    gifts: dict[str, list[Gift]] = {row["key"]: [] for row in words["conference"]}
    lives: dict[str, list[Life]] = {key: [] for key in gifts}
    for at, row in enumerate(words["result"]):
        life = make_life(row, row["title"], "tỉnh Điện Biên", row["accepted_on"], luck, number=400 + at)
        life.certificate_no = f"MH-{at + 1:02d}/KQNC-{(life.registered_on or row['accepted_on']).year}"
        life.offered_on = work_day((life.registered_on or row["accepted_on"]) + timedelta(days=35))
        lives[row["conference"]].append(life)
        gifts[row["conference"]].append(Gift(life=life, to=row["to"]))
    for row in words["conference"]:
        day = work_day(row["submitted_on"] - timedelta(days=40))
        books.plan_import(day, f"Hồ sơ kết quả đề nghị chuyển giao năm {row['key']}", lives[row["key"]])
        Day(books, row | _usual(row), gifts[row["key"]], waiver=WAIVER).plan()


def _usual(row: Words) -> Words:
    """What is the same at every conference."""
    held: date = row["held_on"]
    return {
        "decision_title": f"Phê duyệt chuyển giao kết quả nghiên cứu khoa học và công nghệ, đợt năm {held.year}",
        "place": "Hội trường Sở Khoa học và Công nghệ tỉnh Điện Biên",
        "report_number": f"MH-{held.year % 100}/BC-SKHCN",
        "submission_number": f"MH-{held.year % 100}/TTr-SKHCN",
    }
