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

TABLES: Mapping[Kind, Table] = {table.kind: table for table in (UNITS,)}
