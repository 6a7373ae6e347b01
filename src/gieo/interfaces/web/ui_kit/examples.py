"""Made-up values for the kit: ordinary, empty and extreme ones."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.templatetags.static import static

from gieo.interfaces.web.ui.charts import Bar
from gieo.interfaces.web.ui.components import (
    Cell,
    Deed,
    FaultLine,
    GateRow,
    Happening,
    Link,
    Matrix,
    MatrixHead,
    MatrixRow,
    NextStep,
    Photo,
    Pill,
    Stage,
    Todo,
)
from gieo.interfaces.web.ui.lists import Chip, Column, Facet, FacetValue, Head
from gieo.interfaces.web.ui.thread import make_thread

LONG = (
    "Nghiên cứu tuyển chọn và phục tráng giống lúa nếp nương bản địa, hoàn thiện quy trình kỹ thuật canh tác bền vững "
    "trên đất dốc gắn với liên kết sản xuất, tiêu thụ sản phẩm tại các xã vùng cao tỉnh Điện Biên, có tính đến "
    "biến đổi khí hậu, tập quán của đồng bào và khả năng nhân rộng sang những vùng có điều kiện tương tự"
)
TITLES = (
    LONG,
    "Quy trình vỗ béo bò vàng vùng cao bằng cỏ trồng và thân ngô ủ chua",
    "Bộ mẫu hoa văn thổ cẩm số hoá phục vụ du lịch cộng đồng",
    "Cơ sở dữ liệu hiện trạng đất dốc và nguy cơ xói mòn",
    "Quy trình đốn, bón, hái chè cổ thụ bền cây",
)
STROKES = (
    ((0.1, 0.7), (0.14, 0.4), (0.18, 0.25), (0.22, 0.5), (0.26, 0.75), (0.3, 0.45), (0.36, 0.4), (0.4, 0.65)),
    ((0.38, 0.6), (0.5, 0.3), (0.56, 0.65), (0.64, 0.4), (0.7, 0.6), (0.86, 0.35)),
)
CODE = "KQ-2021-018"
BLOCKED = "Chưa giao thêm được: bộ chuyển giao phải đủ 8 trên 8 giấy tờ, hoặc có phiếu miễn của lãnh đạo Sở."
REGISTER = Deed(
    label="Đăng ký kết quả",
    url="#",
    icon="file-check",
    kind="main",
    consequences=(
        "Kết quả nhận số đăng ký và vào danh mục công khai.",
        "Tên, thành viên và năm thực hiện không sửa được nữa.",
        "Đồng hồ 30 ngày công bố bắt đầu chạy từ hôm nay.",
    ),
)


def next_step() -> NextStep:
    return NextStep(
        title="Bổ sung bảng chi phí vào bộ chuyển giao",
        who="Lò Thị Mai, chuyên viên",
        due=date(2023, 11, 3),
        due_note="10 ngày làm việc",
        basis="Quyết định 797/QĐ-UBND, Điều 2",
        basis_url="#",
        after="Báo cho 2 đơn vị nhận",
        state=Pill(word="Trễ 6 ngày làm việc", tone="late"),
        deeds=(
            Deed(label="Bổ sung bảng chi phí", url="#", icon="plus", kind="main"),
            Deed(label="Giao thêm đơn vị", blocked=BLOCKED, way_out=Link("Xin miễn, nêu lý do", "#")),
        ),
    )


def thread() -> Any:
    return make_thread(
        here="result",
        links={
            "need": (Link("NC-2018-022", "#", "2 xã nêu, 03/2018"),),
            "proposal": (Link("ĐX-2018-007", "#", "xếp thứ 3 trong 27"),),
            "task": (Link("NV-2019-005", "#", "2019 đến 2021"),),
            "result": (Link(CODE, "#"),),
            "transfer": (Link("797/QĐ-UBND", "#", "2 đơn vị nhận"),),
            "uptake": (Link("1 nơi đang dùng", "#", "1 nơi chưa báo cáo"),),
        },
        notes={"-replication": "Chưa có nơi nào"},
    )


def happenings() -> tuple[Happening, ...]:
    return (
        Happening(when="Hạn 07/11/2024", text="Báo cáo ứng dụng năm thứ nhất, 2 đơn vị", later=True),
        Happening(when="07/11/2023 09:41", text="Bàn giao tại hội nghị, 2 biên bản", url="#", who="Lò Thị Mai"),
        Happening(when="12/05/2023", text="Quyết định chuyển giao 797/QĐ-UBND", url="#"),
        Happening(when="18/02/2022", text="Đăng ký kết quả, cấp giấy chứng nhận"),
    )


def gate() -> tuple[GateRow, ...]:
    return (
        GateRow(label="Quy trình kỹ thuật", filled=True, note="PDF, 4,1 MB"),
        GateRow(label="Tờ hướng dẫn một trang cho nông dân", filled=True, note="PDF, 0,6 MB"),
        GateRow(label="Bảng chi phí cho một héc-ta", filled=False, note="Thiếu từ 20/10/2023", url="#"),
        GateRow(label="Người liên hệ, số điện thoại", filled=True, note="Đã kiểm 02/11/2023"),
    )


def todos() -> tuple[Todo, ...]:
    return (
        Todo(
            title="Nhắc đơn vị gửi xác nhận đã nhận 3 tệp của biên bản BB-2023-08",
            url="#",
            due=date(2023, 11, 7),
            detail="Trễ 4 ngày làm việc · Biên bản bàn giao, mục 4 · Trường cao đẳng (minh hoạ)",
            late=True,
            deed=Deed(label="Gửi nhắc", url="#", kind="main", post=True),
        ),
        Todo(title=LONG, url="#", due=date(2023, 11, 15), detail="Còn 2 ngày", deed=Deed(label="Mở hồ sơ", url="#")),
        Todo(title="Rà soát danh mục đơn vị đổi tên", url="#", detail="Không có hạn"),
    )


def photos() -> tuple[Photo, ...]:
    def one(name: str, caption: str) -> Photo:
        url = static(f"gieo/img/scenes/{name}.svg")
        return Photo(
            url=url,
            caption=caption,
            credit="nhóm thiết kế (minh hoạ)",
            place="Tủa Chùa",
            taken_on=date(2023, 9, 14),
            full_url=url,
        )

    return (
        one("terraces", "Nương giống sau 60 ngày."),
        one("cattle", "Rơm nếp dùng nuôi bò mùa rét."),
        one("loom", LONG),
    )


def funnel() -> tuple[Bar, ...]:
    return (
        Bar(label="Quyết định giao", value=40, url="#"),
        Bar(label="Đã ký biên bản", value=36, url="#"),
        Bar(label="Đơn vị nhận đã có đủ hồ sơ", value=34, url="#"),
        Bar(label="Đang dùng, có minh chứng", value=21, url="#"),
        Bar(label="Đã nhân rộng sang nơi khác", value=5, url="#"),
    )


def clock() -> tuple[Bar, ...]:
    return (
        Bar(label="Nghiệm thu tới đăng ký", value=58),
        Bar(label="Đăng ký tới quyết định", value=448, url="#"),
        Bar(label="Quyết định tới hội nghị", value=179, url="#", mark=True),
        Bar(label="Hội nghị tới lần dùng đầu", value=0),
    )


def faults() -> tuple[FaultLine, ...]:
    return (
        FaultLine(
            title="UBND huyện D: biên bản ghi 4 mục, quyết định chỉ giao 3",
            detail="Mục thừa là “Bản đồ nguy cơ sạt lở”. Bổ sung quyết định, hoặc lập phụ lục rút mục này.",
            links=(Link("Biên bản BB-2023-05", "#"), Link("Điều 1, dòng 12", "#")),
            deeds=(Deed(label="Lập phụ lục", url="#", kind="main"), Deed(label="Xem mục thừa", url="#")),
        ),
        FaultLine(
            title="Trường cao đẳng H đổi tên sau ngày quyết định", detail="Nay là Trường K (minh hoạ).", tone="wait"
        ),
    )


def matrix() -> Matrix:
    heads = (*(MatrixHead(mark=f"KQ{n}", name=TITLES[n % 5], url="#") for n in range(1, 10)),)
    totals = tuple(
        MatrixHead(mark=mark, total=True)
        for mark in ("Sản phẩm Tây Bắc", "Theo quyết định", "Trong biên bản", "Đã nhận")
    )
    states = {0: 1, 1: 3, 2: 4, 3: 0, 4: 5, 5: 6, 6: 7, 7: 0, 8: 8, 9: 1, 10: 5}
    names = (
        "Sở chuyên ngành A",
        "Sở chuyên ngành B",
        "Sở chuyên ngành C",
        "Hợp tác xã nếp nương",
        "UBND huyện D",
        "UBND huyện E",
        "UBND huyện G",
        "Trường cao đẳng H",
        "Vườn quốc gia K",
        "Hội nghề nghiệp L",
        "Công ty nông sản M",
    )
    rows = []
    for order, name in enumerate(names):
        fault = order in (4, 6, 7)
        kind = {6: "none", 7: "part"}.get(order, "full")
        cells = tuple(Cell(state=kind, url="#") if at == states[order] else Cell() for at in range(9))
        sums = tuple(
            Cell(state="number", text=str(value), url="#")
            for value in (2 + order % 3, 3, 3 + (order == 4), 0 if order == 6 else 3)
        )
        rows.append(
            MatrixRow(
                label=name,
                cells=cells + sums,
                url="#",
                fault=fault,
                pill=Pill(word="chưa khớp", tone="late") if fault else None,
                note="nay: xã D1" if order == 4 else "",
            )
        )
    foot = MatrixRow(
        label="Cộng lượt giao",
        cells=tuple(Cell(state="number", text=str(n)) for n in (2, 2, 1, 1, 1, 2, 1, 1, 1, 31, 43, 43, 36)),
    )
    return Matrix(
        corner="Đơn vị nhận",
        heads=heads + totals,
        rows=tuple(rows),
        caption="Đơn vị nhận và kết quả được giao",
        sums=foot,
    )


def components() -> dict[str, Any]:
    """Everything that kit.html shows."""
    return {
        "long": LONG,
        "code": CODE,
        "strokes": STROKES,
        "trail": (Link("Việc của tôi", "#"), Link("Kết quả", "#"), Link(CODE)),
        "deeds": (
            Deed(label="Ghi kết quả", url="#", icon="plus", kind="main"),
            Deed(label="Xuất Excel", url="#", icon="download", download=True),
            REGISTER,
            Deed(label="Thu hồi", url="#", kind="danger", icon="ban", post=True),
            Deed(label="Đăng lên cổng", blocked="Còn thiếu bảng chi phí."),
        ),
        "next": next_step(),
        "done": NextStep(title="Hồ sơ đã đủ, không còn việc", done=True, state=Pill(word="Đã bàn giao", tone="ok")),
        "thread": thread(),
        "young_thread": make_thread(here="need"),
        "stages": (
            Stage(label="Dự thảo", state="done", url="#"),
            Stage(label="Sở trình", state="done", note="12/04/2023"),
            Stage(label="UBND tỉnh ban hành", state="here"),
            Stage(label="Hội nghị bàn giao"),
        ),
        "happenings": happenings(),
        "gate": gate(),
        "todos": todos(),
        "photos": photos(),
        "funnel": funnel(),
        "clock": clock(),
        "faults": faults(),
        "matrix": matrix(),
        "tabs": (
            Link("Tóm tắt", "#a"),
            Link("Bộ chuyển giao", "#b", "7/8"),
            Link("Sản phẩm", "#c", "31"),
            Link("Nhật ký", "#d"),
        ),
        "retry": Deed(label="Bỏ hết bộ lọc", url="#"),
        "more": Link("Xem cả 32 kết quả", "#"),
    }


def record() -> dict[str, Any]:
    """A record as the office sees it."""
    return {
        **components(),
        "title": LONG,
        "state": Pill(word="Đã chuyển giao", tone="ok"),
        "lack": Pill(word="Thiếu 1 giấy tờ", tone="late"),
    }


def ledger() -> dict[str, Any]:
    """The ledger of a conference."""
    return components()


@dataclass
class KitRow:
    """A row of the kit's list."""

    code: str
    title: str
    receivers: int
    places: int
    state: Pill
    budget: int


_STATES = (
    Pill(word="Thiếu 1 giấy tờ", tone="late"),
    Pill(word="Đang dùng", tone="ok"),
    Pill(word="Chưa dùng", tone="wait"),
    Pill(word="Hạn chế xem", tone="info", icon="lock"),
    Pill(word="Chưa có nơi nhận"),
)


class KitList:
    """Speaks like ui.lists.ListPage over rows that stand in no table."""

    columns = tuple(
        Column(key, label, value=lambda row: row, kind=kind)
        for key, label, kind in (
            ("title", "Kết quả", "text"),
            ("receivers", "Đơn vị nhận", "number"),
            ("places", "Nơi dùng", "number"),
            ("state", "Tình trạng", "pill"),
            ("budget", "Kinh phí (đồng)", "money"),
        )
    )
    search = ("title",)
    words = "chè"
    is_narrowed = True
    count = 118
    count_of_all = 148
    said_count = "118 trong 148 kết quả khớp bộ lọc"
    totals = {"budget": 1_104_216_350_000}
    query = "q=ch%C3%A8"
    bare_address = "?"
    kept = ()
    facets = (
        Facet(
            "field",
            "Lĩnh vực",
            (
                FacetValue("a", "Trồng trọt", 41, True),
                FacetValue("b", "Chăn nuôi", 22, False),
                FacetValue("c", "Tài nguyên, môi trường và ứng phó biến đổi khí hậu", 25, False),
                FacetValue("d", "Y, dược", 0, False),
            ),
        ),
        Facet(
            "state",
            "Tình trạng",
            (FacetValue("r", "Sẵn sàng chuyển giao", 32, False), FacetValue("t", "Đã chuyển giao", 1240, False)),
        ),
    )
    chips = (Chip("“chè”", "?"), Chip("Lĩnh vực: Trồng trọt", "?"))

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def heads(self) -> tuple[Head, ...]:
        return tuple(
            Head(
                column.key,
                str(column.label),
                column.kind,
                "down" if column.key == "budget" else "",
                "?" if column.key != "state" else "",
            )
            for column in self.columns
        )

    @cached_property
    def page(self) -> Page[KitRow]:
        rows = [
            KitRow(
                f"KQ-{2015 + n % 9}-{n:03d}",
                TITLES[n % 5],
                n % 5,
                n * 7 % 50,
                _STATES[n % 5],
                1_284_500_000 + n * 1_000_003 * (10 ** (n % 4)),
            )
            for n in range(1, 119)
        ]
        return Paginator(rows, 40).get_page(self.request.GET.get("page"))

    @property
    def rows(self) -> Any:
        return self.page.object_list
