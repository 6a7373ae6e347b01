"""A believable minutes of handover to try the layout with: long titles, drawn signatures, an annex."""

from datetime import UTC, date, datetime
from math import cos, sin

from gieo.foundation.papers.rules import (
    Annex,
    Block,
    Column,
    Drawing,
    Fields,
    Foot,
    Grounds,
    Head,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Party,
    Recipients,
    Run,
    SignatureRow,
    Table,
    Total,
)
from gieo.foundation.papers.vocab import SIGN_AND_SEAL_HINT, Align, Numbering

DATED = datetime(2023, 11, 7, 2, 41, 12, tzinfo=UTC)
DIGEST = "9f2c41d788ab03e5" + "0123456789abcdef" * 3

LONG_TITLE = (
    "Nghiên cứu tuyển chọn và phục tráng giống lúa nếp nương bản địa, hoàn thiện quy trình kỹ thuật canh tác bền vững "
    "trên đất dốc gắn với liên kết sản xuất, bảo quản, chế biến và tiêu thụ sản phẩm theo chuỗi giá trị tại các xã "
    "vùng cao, biên giới đặc biệt khó khăn của tỉnh Điện Biên trong điều kiện biến đổi khí hậu giai đoạn 2019 - 2022"
)
TITLES = (
    LONG_TITLE,
    "Biểu bảng theo dõi sinh trưởng nếp nương 2019 đến 2021",
    "Cơ sở dữ liệu hiện trạng đất dốc, phần của xã",
    "Quy trình nhân giống và trồng cây sa nhân tím dưới tán rừng",
)
NATURES = ("Quy trình; báo cáo", "Biểu, bảng", "Cơ sở dữ liệu", "Quy trình công nghệ")
AMOUNTS = ("01 quyển; 01 bản", "12 tờ; 01 tệp", "01 tệp", "02 quyển")
DELIVERIES = ("Bản giấy", "Bản giấy; tệp", "Tệp", "Bản giấy")


def drawing(seed: float = 1.0) -> Drawing:
    """Strokes like those of a finger on a tablet: 240 points, the same for the same seed."""
    wave = tuple(
        (0.15 + 0.6 * t / 180, 0.55 + 0.28 * sin(t / 9 * seed) * cos(t / 31) + 0.05 * sin(t / 3)) for t in range(180)
    )
    tail = tuple((0.2 + 0.65 * t / 60, 0.8 - 0.06 * sin(t / 14 * seed)) for t in range(60))
    return Drawing((wave, tail, ((0.86, 0.5),)), aspect=2.6)


def items(count: int) -> Table:
    return Table(
        columns=(
            Column("STT", 11, Align.CENTRE),
            Column("Tên kết quả, sản phẩm"),
            Column("Dạng", 27),
            Column("Số lượng", 23),
            Column("Hình thức, mã kiểm của tệp", 37),
        ),
        rows=tuple(
            (
                str(n + 1),
                TITLES[n % 4],
                NATURES[n % 4],
                AMOUNTS[n % 4],
                DELIVERIES[n % 4]
                + ("" if n % 4 != 2 else "\nhien-trang-dat-doc-2021-phan-xa-muong-phang.xlsx\n9f2c 41d7 88ab 03e5"),
            )
            for n in range(count)
        ),
        total=Total("Cộng", (f"{count:02d} mục", "")),
    )


def minutes(
    count: int = 11,
    *,
    names: tuple[str, str, str] = ("Cà Văn Hặc", "Nguyễn Văn A", "Vàng Thị Dua"),
    signed: bool = True,
    extra: tuple[Block, ...] = (),
    number: int = 4,
) -> Paper:
    """Minutes of `count` items to one receiver, signed by three or not yet."""
    receiver, giver, witness = names
    drawn = (drawing(1.0), drawing(0.8), drawing(1.3)) if signed else (None, None, None)
    note = "Ký trên máy lúc 09 giờ 41 phút ngày 07 tháng 11 năm 2023" if signed else ""
    blocks: tuple[Block, ...] = (
        Grounds(
            (
                "Căn cứ Quyết định số 797/QĐ-UBND ngày 12 tháng 5 năm 2023 của Ủy ban nhân dân tỉnh Điện Biên",
                "Căn cứ hồ sơ đăng ký kết quả thực hiện nhiệm vụ khoa học và công nghệ KQ-2021-018;",
            )
        ),
        Fields(
            (
                ("Thời gian bắt đầu", "09 giờ 30 phút ngày 07 tháng 11 năm 2023."),
                ("Địa điểm", "Hội trường nơi tổ chức hội nghị bàn giao (minh hoạ)."),
            )
        ),
        Heading("I. Thành phần"),
        Numbered(
            (
                (
                    Run("Bên giao (Bên A): ", bold=True),
                    f"Sở Khoa học và Công nghệ tỉnh Điện Biên. Đại diện: ông {giver}.",
                ),
                (Run("Bên nhận (Bên B): ", bold=True), f"Hợp tác xã nếp nương. Đại diện: ông {receiver}."),
                (Run("Người chứng kiến: ", bold=True), f"bà {witness}, Phòng Quản lý khoa học."),
            )
        ),
        Heading("II. Nội dung bàn giao"),
        items(count),
        Paragraph(
            "Mục “Giống gốc nếp nương, 40 kg” chưa giao tại buổi này; hai bên hẹn giao ngày 25 tháng 11 năm 2023."
        ),
        Heading("III. Trách nhiệm của hai bên"),
        Heading("1. Bên A", level=2),
        Numbered(("Giao đủ hồ sơ của từng mục;", "Cử người hướng dẫn trong thời gian áp dụng."), Numbering.LETTER),
        Heading("2. Bên B", level=2),
        Numbered(("Gửi kế hoạch áp dụng trong 30 ngày;", "Mỗi 12 tháng báo cáo một lần."), Numbering.DASH),
        Paragraph(
            "Biên bản kết thúc vào 09 giờ 41 phút cùng ngày, đã đọc cho các bên cùng nghe, được lập thành 04 bản có "
            "giá trị như nhau, mỗi bên giữ 02 bản./."
        ),
        *extra,
        SignatureRow(
            (
                Party("Đại diện bên nhận", receiver, drawing=drawn[0], note=note),
                Party("Đại diện bên giao", giver, hint=SIGN_AND_SEAL_HINT, drawing=drawn[1], note=note, seal=True),
                Party("Người chứng kiến", witness, drawing=drawn[2], note=note),
            )
        ),
        Recipients(("Như thành phần", "UBND tỉnh (để báo cáo)", "Lưu: VT, hồ sơ hội nghị")),
        Annex(
            "Kế hoạch áp dụng",
            (
                Table(
                    (
                        Column("STT", 12, Align.CENTRE),
                        Column("Việc"),
                        Column("Hạn", 30, Align.CENTRE),
                        Column("Kinh phí (đồng)", 34, Align.RIGHT),
                    ),
                    (
                        ("1", "Trồng thử 2 ha tại xã Mường Phăng", "30/6/2024", "120.000.000"),
                        ("2", "Tập huấn 40 hộ", "31/3/2024", "1.284.500.000"),
                    ),
                    Total("Cộng", ("1.404.500.000",)),
                ),
            ),
            note="(Kèm theo Biên bản số 04/BB-SKHCN ngày 07 tháng 11 năm 2023)",
        ),
    )
    return Paper(
        head=Head(
            "UBND tỉnh Điện Biên", "Sở Khoa học và Công nghệ", f"{number:02d}/BB-SKHCN", "Điện Biên", date(2023, 11, 7)
        ),
        kind="Biên bản",
        subject="Bàn giao kết quả thực hiện nhiệm vụ khoa học và công nghệ",
        blocks=blocks,
        foot=Foot(
            f"BB-2023-{number:02d}",
            DIGEST,
            "Kiểm tra bản này: mở trang “Xác minh một biên bản” trên cổng của Sở, nhập mã hoặc tải tệp lên.",
            f"https://gieo.example/xac-minh/?ma=BB-2023-{number:02d}",
        ),
        dated=DATED,
    )
