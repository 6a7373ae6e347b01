"""An officer sends the list of a district's co-operatives as it came by mail: looked through, not yet let in."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook

from gieo.domain.imports.services import check_import, send_workbook
from gieo.domain.imports.vocab import Kind
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

NAME = "ds-hop-tac-xa-muong-cha (du lieu minh hoa).xlsx"
ROWS = (
    ("DANH SÁCH HỢP TÁC XÃ (dữ liệu minh hoạ)",),
    (),
    ("STT", "TÊN ĐƠN VỊ", "Loại hình", "Trực thuộc", "Số điện thoại", "E-mail", "Ngày thành lập"),
    (1, "HỢP TÁC XÃ LÚA NẾP NẬM NÈN", "Hợp tác xã", None, "0215 000 0711", "namnen@example.vn", "12/03/2018"),
    (2, "Hợp tác xã Mật ong Huổi Lèng ", "hop tac xa", None, 215000712, None, "ngày 5 tháng 9 năm 2019"),
    (3, "Hợp tác xã Chè Sá Tổng", "Hợp tác sã", None, "0215 000 0713", "satong(at)example.vn", "2020"),
    (4, "Hợp tác xã Dược liệu Mường Tùng", "Hợp tác xã", "UBND huyện Mường Tra", "0215 000 0714", None, "31/02/2021"),
    (5, "Hợp tác xã Mật ong Huổi Lèng", "Hợp tác xã", None, None, None, 43713),
    (6, None, "Hợp tác xã", None, "0215 000 0716", None, "07.11.2022"),
    (7, "Hợp tác xã Rau sạch Na Sang", "Hợp tác xã", None, "0215 000 0717", "nasang@example.vn", "11/25/2021"),
    ("Tổng cộng", None, None, None, None, None, None),
)


def plan_imports(books: Books) -> None:
    def send(now: datetime) -> None:
        officer = books.cast.actor("officer")
        sent = send_workbook(Kind.UNITS, _workbook(), name=NAME, actor=officer, now=now)
        check_import(sent, actor=officer, now=now)

    books.timeline.add(moment(date(2023, 10, 20), 15, 10), send)


def _workbook() -> BytesIO:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "DS HTX"
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    kept = BytesIO()
    book.save(kept)  # house: not the database
    kept.seek(0)
    return kept
