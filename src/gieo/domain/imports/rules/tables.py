"""What a workbook of each kind has: its columns, how each is read, what it is for.

The workbook speaks Vietnamese, the language of the office: heads, notes and examples are data, not words of a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gieo.domain.imports.vocab import Kind, Reading


@dataclass(frozen=True)
class Column:
    """One column. `key` names the field that it fills."""

    key: str
    head: str
    reading: Reading
    note: str = ""
    examples: tuple[str, ...] = ()
    needed: bool = False
    longest: int = 0
    also: tuple[str, ...] = ()
    """Other heads it goes by; accents, capitals and signs do not matter."""
    low: int = 0
    high: int = 0


@dataclass(frozen=True)
class Table:
    kind: Kind
    sheet: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


UNITS = Table(
    Kind.UNITS,
    "Đơn vị",
    (
        Column("name", "Tên đơn vị", Reading.BODY, "Tên đầy đủ, như trên con dấu.",
               ("Trung tâm Khuyến nông tỉnh", "Hợp tác xã Mường Lay"), needed=True, longest=300,
               also=("Tên đầy đủ", "Tên cơ quan", "Tên tổ chức", "Cơ quan, đơn vị", "Đơn vị")),
        Column("kind", "Loại đơn vị", Reading.CHOICE, "Chọn trong danh sách.",
               ("Đơn vị sự nghiệp công lập", "Hợp tác xã"), needed=True, also=("Loại", "Loại hình")),
        Column("code", "Mã đơn vị", Reading.TEXT, "Để trống thì máy đặt mã DV-0001…", ("", "HTX-ML"), longest=30,
               also=("Mã", "Ký hiệu")),
        Column("short_name", "Tên ngắn", Reading.TEXT, "Dùng ở nơi hẹp.", ("TT Khuyến nông", ""), longest=120,
               also=("Tên viết tắt", "Viết tắt")),
        Column("parent", "Đơn vị cấp trên", Reading.RECORD, "Mã hoặc tên; có thể là một dòng ở trên trong tệp này.",
               ("Sở Khoa học và Công nghệ tỉnh Điện Biên", ""), also=("Cấp trên", "Cơ quan chủ quản", "Trực thuộc")),
        Column("place", "Địa bàn", Reading.RECORD, "Tên xã, phường, huyện hoặc tỉnh.", ("", "Xã Mường Phăng"),
               also=("Xã, phường", "Địa phương", "Nơi đóng")),
        Column("address", "Địa chỉ", Reading.TEXT, "", ("Phường Mường Thanh, tỉnh Điện Biên", ""), longest=300,
               also=("Trụ sở", "Địa chỉ trụ sở")),
        Column("phone", "Điện thoại", Reading.PHONE, "Để ô dạng chữ, số 0 ở đầu không mất.", ("0215 000 0101", ""),
               longest=40, also=("Số điện thoại", "ĐT", "SĐT")),
        Column("email", "Thư điện tử", Reading.EMAIL, "", ("khuyennong@example.vn", ""), also=("Email", "E-mail")),
        Column("since", "Thành lập ngày", Reading.DATE, "ngày/tháng/năm.", ("01/03/1994", "07/11/2019"),
               also=("Ngày thành lập", "Từ ngày")),
    ),
)  # fmt: skip

RESULTS = Table(
    Kind.RESULTS,
    "Kết quả",
    (
        Column("title", "Tên kết quả", Reading.TITLE, "Đúng như trong quyết định phê duyệt hoặc biên bản nghiệm thu.",
               ("Nghiên cứu giữ giống lúa nếp nương tại huyện Mường Chà",), needed=True, longest=500,
               also=("Tên nhiệm vụ", "Tên đề tài", "Tên đề tài, dự án", "Tên đầy đủ", "Tên nhiệm vụ KH&CN")),
        Column("code", "Mã kết quả", Reading.TEXT, "Chỉ ghi khi cập nhật kết quả đã có: KQ-2023-014. Mới thì để trống.",
               longest=20),
        Column("short_title", "Tên ngắn", Reading.TEXT, "Cách gọi mà người dân hiểu ngay.",
               ("Giữ giống lúa nếp nương của bản",), longest=200, also=("Tên gọi tắt",)),
        Column("origin", "Nguồn gốc", Reading.CHOICE, "Để trống là nhiệm vụ cấp tỉnh.", ("Nhiệm vụ cấp tỉnh",),
               also=("Cấp quản lý",)),
        Column("task_code", "Mã số nhiệm vụ", Reading.TEXT, "", ("ĐT.03-2020",), longest=60, also=("Mã nhiệm vụ",
               "Mã đề tài")),
        Column("programme", "Chương trình", Reading.RECORD, "Mã hoặc tên chương trình đã có trong sổ.",
               also=("Thuộc chương trình",)),
        Column("host", "Tổ chức chủ trì", Reading.RECORD, "Mã hoặc tên đơn vị đã có trong sổ.",
               ("Trung tâm Khuyến nông tỉnh",), also=("Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì")),
        Column("leader", "Chủ nhiệm", Reading.NAME, "Học vị ghi trước tên cũng được: ThS. Lò Thị Mai.",
               ("ThS. Lò Thị Mai",),
               longest=200, also=("Chủ nhiệm nhiệm vụ", "Chủ nhiệm đề tài", "Họ tên chủ nhiệm")),
        Column("field", "Lĩnh vực nghiên cứu", Reading.RECORD, "Mã hoặc tên trong bảng lĩnh vực.", ("4",),
               also=("Lĩnh vực", "Lĩnh vực KH&CN")),
        Column("objective", "Mục tiêu kinh tế - xã hội", Reading.RECORD, "Mã hoặc tên trong bảng mục tiêu.",
               also=("Mục tiêu KT-XH", "Mục tiêu")),
        Column("start_year", "Năm bắt đầu", Reading.YEAR, "", ("2020",), also=("Từ năm", "Bắt đầu")),
        Column("end_year", "Năm kết thúc", Reading.YEAR, "", ("2022",), also=("Đến năm", "Kết thúc")),
        Column("budget_state", "Kinh phí ngân sách nhà nước", Reading.SUM,
               "Đồng. Cột ghi “(triệu đồng)” thì được nhân lên.",
               ("1.284.500.000",), also=("Kinh phí", "Kinh phí NSNN", "Ngân sách nhà nước", "Kinh phí từ NSNN")),
        Column("budget_other", "Kinh phí nguồn khác", Reading.SUM, "Đồng.", also=("Nguồn khác", "Vốn đối ứng")),
        Column("abstract", "Tóm tắt", Reading.LONG_TEXT, "Mục tiêu, cách làm, kết quả chính.",
               also=("Tóm tắt kết quả", "Kết quả chính")),
        Column("accepted_on", "Ngày nghiệm thu", Reading.DATE, "Ngày hội đồng nghiệm thu chính thức.", ("15/12/2022",),
               also=("Ngày nghiệm thu chính thức", "Nghiệm thu ngày")),
        Column("grade", "Xếp loại", Reading.CHOICE, "", ("Đạt",), also=("Kết quả xếp loại",)),
        Column("certificate_no", "Số giấy chứng nhận đăng ký", Reading.TEXT, "Chỉ cán bộ đăng ký ghi.", longest=60,
               also=("Số giấy chứng nhận", "Số GCN", "Số đăng ký")),
        Column("certificate_on", "Ngày cấp giấy chứng nhận", Reading.DATE, "Chỉ cán bộ đăng ký ghi.",
               also=("Ngày cấp", "Ngày cấp GCN")),
        Column("certificate_place", "Nơi cấp giấy chứng nhận", Reading.TEXT, "Chỉ cán bộ đăng ký ghi.", longest=200,
               also=("Nơi cấp",)),
        Column("rights_holder", "Bên nắm quyền", Reading.TEXT, "Ai nắm quyền sở hữu, quyền sử dụng.", longest=300,
               also=("Chủ sở hữu",)),
        Column("readiness", "Mức sẵn sàng", Reading.NUMBER, "Từ 0 đến 9.", ("7",), high=9),
        Column("plain_sheet", "Giới thiệu dễ hiểu", Reading.LONG_TEXT, "Dùng để làm gì, hợp với ai. Câu ngắn."),
        Column("fit_places", "Nơi phù hợp", Reading.LONG_TEXT, "Vùng đất, loại hình cơ sở hợp với kết quả này."),
        Column("contact_name", "Người liên hệ", Reading.NAME, "", longest=200),
        Column("contact_phone", "Điện thoại liên hệ", Reading.PHONE, "", longest=40, also=("Điện thoại",)),
        Column("contact_email", "Thư điện tử liên hệ", Reading.EMAIL, "", also=("Email", "Thư điện tử")),
    ),
)  # fmt: skip

PRODUCTS = Table(
    Kind.PRODUCTS,
    "Sản phẩm",
    (
        Column("result", "Kết quả", Reading.RECORD, "Mã, số giấy chứng nhận hoặc tên kết quả đã có trong sổ.",
               ("KQ-2023-014",), also=("Mã kết quả", "Thuộc kết quả", "Tên kết quả", "Nhiệm vụ")),
        Column("programme", "Chương trình", Reading.RECORD, "Khi sản phẩm thuộc thẳng một chương trình.",
               also=("Thuộc chương trình",)),
        Column("title", "Tên sản phẩm", Reading.TITLE, "", ("Quy trình trồng lúa nếp nương",), needed=True,
               longest=500),
        Column("code", "Mã sản phẩm", Reading.TEXT, "Chỉ ghi khi cập nhật sản phẩm đã có.", longest=20),
        Column("nature", "Tính chất", Reading.CHOICE, "Chọn trong danh sách.", ("Quy trình công nghệ",), needed=True,
               also=("Loại sản phẩm", "Dạng sản phẩm", "Tính chất sản phẩm")),
        Column("quantity", "Số lượng", Reading.QUANTITY, "Đơn vị tính ghi cùng ô cũng được: 2,5 ha.", ("1",),
               also=("SL",)),
        Column("quantity_unit", "Đơn vị tính", Reading.TEXT, "", ("bản",), longest=40, also=("ĐVT",)),
        Column("delivery", "Hình thức giao", Reading.CHOICE, "Chọn trong danh sách.", ("Tệp",), needed=True,
               also=("Hình thức",)),
        Column("condition", "Tình trạng sản phẩm", Reading.TEXT, "", longest=300, also=("Tình trạng",)),
        Column("restriction_note", "Giới hạn khi dùng", Reading.LONG_TEXT, "Điều người nhận không được làm."),
    ),
)  # fmt: skip

PEOPLE = Table(
    Kind.PEOPLE,
    "Người và vai trò",
    (
        Column("name", "Họ và tên", Reading.NAME, "Học vị ghi trước tên cũng được: ThS. Lò Thị Mai.",
               ("ThS. Lò Thị Mai", "Giàng A Páo"), needed=True, longest=200, also=("Họ tên", "Tên", "Tên cán bộ")),
        Column("email", "Thư điện tử", Reading.EMAIL, "Mỗi người một địa chỉ; theo đó mà nhận ra người đã có.",
               ("mai@example.vn", ""), also=("Email", "E-mail", "Địa chỉ thư")),
        Column("phone", "Điện thoại", Reading.PHONE, "Không có thư điện tử thì phải có điện thoại.",
               ("", "0215 000 0102"), longest=40, also=("Số điện thoại", "ĐT", "SĐT", "Di động")),
        Column("title", "Học hàm, học vị", Reading.TEXT, "", longest=60, also=("Học vị", "Trình độ")),
        Column("unit", "Đơn vị", Reading.RECORD, "Mã hoặc tên đơn vị đã có trong sổ.",
               ("Trung tâm Khuyến nông tỉnh", ""), also=("Cơ quan", "Đơn vị công tác", "Tên đơn vị")),
        Column("role", "Vai trò", Reading.CHOICE, "Chọn trong danh sách; ghi kèm đơn vị.", ("Đại diện đơn vị", "")),
        Column("position", "Chức vụ", Reading.TEXT, "", ("Phó giám đốc", ""), longest=120, also=("Chức danh",)),
        Column("since", "Giữ vai trò từ ngày", Reading.DATE, "Để trống là từ hôm nay.", ("01/03/2021", ""),
               also=("Từ ngày",)),
    ),
)  # fmt: skip

LINES = Table(
    Kind.LINES,
    "Dòng quyết định",
    (
        Column("decision", "Quyết định", Reading.RECORD, "Mã của bản thảo trong sổ: QD-2023-001.", ("QD-2023-001",),
               needed=True, also=("Mã quyết định", "Số quyết định")),
        Column("item", "Kết quả, sản phẩm", Reading.RECORD, "Mã hoặc tên kết quả hay sản phẩm.", ("KQ-2023-014",),
               needed=True, also=("Kết quả", "Sản phẩm", "Mã kết quả, sản phẩm", "Tên kết quả", "Nội dung bàn giao")),
        Column("unit", "Đơn vị nhận", Reading.RECORD, "Mã hoặc tên đơn vị.", ("Hợp tác xã Mường Lay",), needed=True,
               also=("Đơn vị tiếp nhận", "Bên nhận", "Đơn vị")),
        Column("quantity", "Số lượng", Reading.QUANTITY, "Đơn vị tính ghi cùng ô cũng được: 2,5 ha.", ("1",),
               also=("SL",)),
        Column("quantity_unit", "Đơn vị tính", Reading.TEXT, "", ("bộ hồ sơ",), longest=40, also=("ĐVT",)),
        Column("basis", "Căn cứ giao", Reading.TEXT, "", longest=400, also=("Căn cứ", "Ghi chú giao")),
    ),
)  # fmt: skip

TABLES: Mapping[Kind, Table] = {table.kind: table for table in (UNITS, PEOPLE, RESULTS, PRODUCTS, LINES)}
