"""The form in Word, written and read back cell by cell."""

import io
from datetime import date

import docx
import pytest

from gieo.core.errors import Invalid
from gieo.domain.needs.queries import empty_form, read_word
from tests.factories.odd_files import without_its_end

FILLED = {
    "Cần gì, nói ngắn gọn": "Giống nếp nương",
    "Đang vướng gì": "Giống lẫn tạp,\nnăng suất thấp",
    "Bao nhiêu người": "khoảng 1.200 hộ",
    "Cần có trước ngày": "trước 15/3/2024",
    "Độ cao, mét (từ – đến)": "700 - 1.100",
    "Mùa vụ": "vụ xuân, đông xuân; vụ đông",
    "Nước": "chi co nuoc mua",
    "Vốn của một hộ, một cơ sở": "đi vay",
}


def filled(values: dict[str, str], extra: tuple[tuple[str, str], ...] = ()) -> bytes:
    document = docx.Document(io.BytesIO(empty_form()))
    table = document.tables[0]
    for row in table.rows:
        label = row.cells[0].text.partition("\n")[0]
        row.cells[1].text = values.get(label, "")
    for label, said in extra:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, said
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_form_comes_back_as_it_was_filled_in() -> None:
    reading = read_word(filled(FILLED, extra=(("Ghi chú", "Gọi buổi tối"),)))
    assert reading.values == {
        "title": "Giống nếp nương",
        "problem": "Giống lẫn tạp,\nnăng suất thấp",
        "concerned": 1200,
        "wanted_by": date(2024, 3, 15),
        "altitude_min": 700,
        "altitude_max": 1100,
        "seasons": ["spring", "winter"],
        "water": "rain",
    }
    assert reading.unread == (("Vốn của một hộ, một cơ sở", "đi vay"), ("Ghi chú", "Gọi buổi tối"))


@pytest.mark.parametrize("said", ["31/02/2024", "sang năm", "15/3"])
def test_a_day_that_is_none_is_told_beside(said: str) -> None:
    reading = read_word(filled({"Đang vướng gì": "x", "Cần có trước ngày": said}))
    assert reading.unread == (("Cần có trước ngày", said),)


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"not a Word file"])
def test_a_broken_file_is_told(content: bytes) -> None:
    with pytest.raises(Invalid):
        read_word(content)


def test_a_file_whose_words_break_off_is_told_too() -> None:
    with pytest.raises(Invalid):
        read_word(without_its_end(empty_form()))


def test_another_file_is_told_what_to_use() -> None:
    with pytest.raises(Invalid, match="Dùng phiếu tải"):
        read_word(empty_form())
