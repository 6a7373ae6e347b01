"""About three hundred results of 2014–2023: titles by hand, everything else combined from them, the same every time."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from gieo.domain.results.vocab import Grade
from gieo.interfaces.ops.demo import chance
from gieo.interfaces.ops.demo.content import Words, nine, read, topics
from gieo.interfaces.ops.demo.names import leader, team
from gieo.interfaces.ops.demo.records import Books, Life

FIRST_DAY, LAST_DAY = date(2014, 3, 10), date(2023, 10, 20)
THIS_YEAR = date(2023, 1, 1)
PLACES = {
    "11": "tỉnh Điện Biên", "094": "thành phố Điện Biên Phủ", "095": "thị xã Mường Lay", "096": "huyện Mường Nhé",
    "097": "huyện Mường Chà", "098": "huyện Tủa Chùa", "099": "huyện Tuần Giáo", "100": "huyện Điện Biên",
    "101": "huyện Điện Biên Đông", "102": "huyện Mường Ảng", "103": "huyện Nậm Pồ",
}  # fmt: skip
BRANCH = {"1": "TN", "2": "KT", "3": "YD", "4": "NN", "5": "XH", "6": "NV"}
PRODUCTS = {
    "process": ("Quy trình kỹ thuật kèm hướng dẫn áp dụng", "bản", "file"),
    "report": ("Báo cáo khoa học tổng hợp", "bản", "paper"),
    "model": ("Mô hình trình diễn và bảng theo dõi", "mô hình", "paper"),
    "variety": ("Giống cây đã tuyển chọn", "kg", "seed"),
    "breed": ("Đàn hạt nhân giống vật nuôi", "con", "sample"),
    "goods": ("Sản phẩm mẫu có bao bì", "sản phẩm", "sample"),
    "map": ("Bộ bản đồ chuyên đề", "mảnh", "paper"),
    "database": ("Cơ sở dữ liệu điều tra", "bộ", "file"),
    "software": ("Phần mềm và hướng dẫn sử dụng", "bộ", "source_code"),
    "device": ("Thiết bị mẫu đã chạy thử", "thiết bị", "device"),
    "design": ("Bộ bản vẽ thiết kế", "bộ", "paper"),
    "method": ("Tài liệu hướng dẫn phương pháp", "bộ", "paper"),
    "scheme": ("Đề án và các giải pháp đề xuất", "bản", "paper"),
    "forecast": ("Tài liệu dự báo", "bản", "paper"),
    "article": ("Bài báo khoa học", "bài", "paper"),
    "ip": ("Hồ sơ đăng ký nhãn hiệu", "bộ", "paper"),
    "chart": ("Bảng số liệu tổng hợp", "bảng", "file"),
}
WORK = {
    "1": "Nhiệm vụ thu thập tài liệu, khảo sát thực địa, lấy mẫu phân tích và lập bản đồ, bảng số liệu.",
    "2": "Nhiệm vụ khảo sát nhu cầu, thiết kế, chế tạo hoặc lắp đặt thử, vận hành và đo các thông số.",
    "3": "Nhiệm vụ điều tra cắt ngang, can thiệp có đối chứng tại cơ sở và phân tích số liệu thống kê.",
    "4": "Nhiệm vụ bố trí thí nghiệm và mô hình trên đồng ruộng, chuồng trại, theo dõi qua hai đến ba vụ.",
    "5": "Nhiệm vụ điều tra bằng phiếu hỏi, phỏng vấn sâu, toạ đàm và thử giải pháp tại cơ sở.",
    "6": "Nhiệm vụ sưu tầm tư liệu, ghi âm, ghi hình, phỏng vấn nghệ nhân và biên soạn tài liệu.",
}
LIMITS = (
    "Cần thêm thời gian theo dõi để đánh giá độ bền của kết quả.",
    "Kết quả mới thử ở quy mô nhỏ, khi mở rộng cần kiểm tra lại điều kiện.",
    "Chưa có số liệu về hiệu quả kinh tế qua nhiều năm.",
    "Việc duy trì phụ thuộc vào người phụ trách tại chỗ.",
)
WITHDRAWN = "Số liệu của một chỉ tiêu không lặp lại được khi kiểm tra; chờ nhóm thực hiện làm rõ."
EXPIRED = "Quy trình viết theo giống, thuốc hoặc tiêu chuẩn nay không còn dùng; cần kiểm tra lại trước khi giao."
SECRETS = (
    "Tổ chức chủ trì đang nộp đơn đăng ký sáng chế, chưa công bố.",
    "Có hồ sơ người bệnh chưa ẩn danh, chỉ người được nêu tên mới xem.",
    "Cộng đồng đề nghị không phổ biến bài thuốc gia truyền.",
)


def titles() -> Iterator[tuple[Words, str, str]]:
    """(topic, title, place): a topic gives one title for each of its places, its titles in turn."""
    hospitals = {row["key"]: row["name"] for row in read("units")["unit"]}
    for topic in topics():
        for at, code in enumerate(topic["places"]):
            place = hospitals[topic["host"]] if code == "94b" else PLACES[code]
            yield topic, topic["titles"][at % len(topic["titles"])].replace("{p}", place), place


def plan_archive(books: Books) -> int:
    """Put the archive on the timeline; returns how many results it holds."""
    luck = chance.luck("archive")
    rows = list(titles())
    luck.shuffle(rows)
    taken = {words["certificate_no"] for words in nine()}
    days = (LAST_DAY - FIRST_DAY).days
    lives = []
    for at, (topic, title, place) in enumerate(rows):
        accepted = work_day(FIRST_DAY + timedelta(days=round(days * ((at + 0.5) / len(rows)) ** 0.9)))
        lives.append(make_life(topic, title, place, accepted, luck, number=at))
    _set_fates(lives, luck)
    _give_certificates(lives, taken)
    _write_down(books, lives)
    return len(lives)


def _write_down(books: Books, lives: list[Life]) -> None:
    """Registers of past years are taken over each January; what is newer, or restricted, is entered one by one."""
    registers: dict[int, list[Life]] = {}
    for life in lives:
        entered_on = life.registered_on or life.accepted_on
        if entered_on is None or life.restricted or entered_on >= THIS_YEAR:
            books.plan(life)
        else:
            registers.setdefault(entered_on.year, []).append(life)
    for year, found in sorted(registers.items()):
        day = work_day(date(year + 1, 1, 12))
        books.plan_import(day, f"Sổ đăng ký kết quả nhiệm vụ năm {year} của Trung tâm Thông tin", found)


def make_life(
    topic: Words, title: str, place: str, accepted: date, luck: Random, *, number: int, natures: list[str] | None = None
) -> Life:
    """A believable life around a title: years, money, people, products and days."""
    end = accepted.year if accepted.month > 3 else accepted.year - 1
    start = end - luck.choice((1, 2, 2, 2, 3))
    branch = topic["field"]
    budget = luck.randrange(420, 1500 if branch in "24" else 1050) * 1_000_000 + luck.choice((0, 500_000))
    other = luck.choice((0, 0, 80, 150, 240)) * 1_000_000 if branch in "24" else 0
    boss = leader(luck)
    registered = work_day(accepted + timedelta(days=luck.choice((24, 28, 31, 35, 38, 42, 58, 90))))
    return Life(
        values={
            "title": title,
            "task_code": f"{_kind_of_task(title)}-{start}-{BRANCH[branch]}-{number + 101}",
            "start_year": start,
            "end_year": end,
            "budget_state": budget,
            "budget_other": other,
            "abstract": f"{WORK[branch]} Địa bàn: {place}. {topic['use']} {luck.choice(LIMITS)}",
        },
        host=topic["host"],
        field=branch,
        objective=topic["objective"],
        members=[(boss[0], boss[1], "leader"), *team(luck, branch, avoid=boss[1])],
        products=[_product(nature, luck) for nature in natures or topic["natures"]],
        drafted_on=work_day(accepted - timedelta(days=luck.randrange(18, 70))),
        accepted_on=accepted,
        registered_on=registered,
        grade=_grade(accepted, luck),
        kit=_kit(topic, boss[1], number, luck),
    )


def _kind_of_task(title: str) -> str:
    """A project carries a model out into the field, a study does not."""
    return "DA" if title.startswith("Xây dựng mô hình") else "ĐT"


def _product(nature: str, luck: Random) -> Words:
    title, unit, delivery = PRODUCTS[nature]
    amount = {"variety": 200, "breed": 30, "goods": 50, "map": 12, "article": 2}.get(nature, 1)
    quantity = amount if amount < 3 else amount + luck.randrange(0, amount, 2)
    return {"title": title, "nature": nature, "quantity": quantity, "quantity_unit": unit, "delivery": delivery}


def _kit(topic: Words, contact: str, number: int, luck: Random) -> Words:
    """What an offer needs; a complete kit is rare in an old archive, and the pages say so."""
    kit: Words = {
        "readiness": luck.choice((5, 6, 6, 7, 7, 8)),
        "plain_sheet": f"{topic['use']}\nCần xem điều kiện áp dụng và hỏi người liên hệ trước khi làm.",
        "contact_name": contact,
        "contact_phone": f"0215 000 {4000 + number}",
    }
    if luck.random() < 0.4:
        kit |= {
            "fit_places": "Các xã có điều kiện tương tự nơi đã làm thử; hỏi cơ quan chuyên môn trước khi mở rộng.",
            "labour": luck.choice(("Hai lao động của hộ", "Một cán bộ kỹ thuật theo dõi", "Nhóm 5–10 hộ")),
            "inputs_text": "Theo danh mục trong quy trình kèm theo.",
        }
    if luck.random() < 0.3:
        kit["cost_text"] = "Theo dự toán mô hình của nhiệm vụ; giá cần tính lại theo năm áp dụng."
    return kit


def _grade(accepted: date, luck: Random) -> Grade:
    """The grade “Khá” stands in minutes of the years before Circular 11/2014 only."""
    if accepted < date(2014, 8, 1):
        return luck.choice((Grade.GOOD, Grade.PASS))
    return Grade.EXCELLENT if luck.random() < 0.14 else Grade.PASS


def _set_fates(lives: list[Life], luck: Random) -> None:
    """What became of each: still a draft, not registered, offered, expired, withdrawn, restricted."""
    for at, life in enumerate(lives):
        if at >= len(lives) - 10:  # the newest are still being entered
            life.accepted_on = life.registered_on = None
            life.drafted_on -= timedelta(days=at % 5)
        elif at >= len(lives) - 24 or at % 41 == 7:  # accepted, registration still owed; some for years
            life.registered_on = None
        elif at % 53 == 9:
            life.restricted = True
            life.values["restriction_note"] = SECRETS[at % len(SECRETS)]
        elif at % 5 in (0, 2) and life.registered_on is not None:
            life.offered_on = work_day(life.registered_on + timedelta(days=luck.randrange(40, 420)))
        life.drafted_on = work_day(min(life.drafted_on, date(2023, 4, 24 - at % 5)))
    for life in lives[3:60:4]:
        if life.registered_on is not None and not life.restricted:
            life.ended = ("expire", work_day(date(2021, 3, 1) + timedelta(luck.randrange(480))), EXPIRED)
    for life in lives[70:200:31]:
        if life.registered_on is not None and not life.restricted and life.ended is None:
            life.ended = ("withdraw", work_day(date(2022, 9, 5) + timedelta(luck.randrange(120))), WITHDRAWN)


def _give_certificates(lives: list[Life], taken: set[str]) -> None:
    """Numbers of a year in the order of registration, passing over those that the nine results bear."""
    last: dict[int, int] = {}
    registered = [life for life in lives if life.registered_on is not None]
    for life in sorted(registered, key=lambda row: row.registered_on or LAST_DAY):
        year = (life.registered_on or LAST_DAY).year
        number = last.get(year, 0) + 1
        while f"{number:02d}/KQNC-{year}" in taken:
            number += 1
        last[year] = number
        life.certificate_no = f"{number:02d}/KQNC-{year}"


def work_day(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
