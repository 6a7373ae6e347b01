"""A cell as people leave it, and what is made of it: values read kindly, and flaws by name."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.money import format_number
from gieo.domain.imports.rules.cells import is_blank, read_cell, read_choice
from gieo.domain.imports.rules.days import read_date, read_year
from gieo.domain.imports.rules.letters import letter
from gieo.domain.imports.rules.nearest import nearest
from gieo.domain.imports.rules.reading import Broken, Formula, Raw, Wrong
from gieo.domain.imports.rules.sums import read_number, read_quantity, read_sum
from gieo.domain.imports.rules.tables import Column
from gieo.domain.imports.rules.texts import read_body, read_email, read_name, read_phone, read_text, read_title
from gieo.domain.imports.vocab import Flaw, Mend, Reading
from gieo.domain.imports.wording import flaw_sentence

DAY = date(2023, 11, 7)


@pytest.mark.parametrize(
    "typed",
    [
        DAY, "07/11/2023", "7/11/2023", "7-11-2023", "7.11.2023", "7. 11. 2023", "2023-11-07", "2023-11-07 00:00:00",
        "ngày 7 tháng 11 năm 2023", "Ngày 07 tháng 11 năm 2023", "Điện Biên, ngày 7 tháng 11 năm 2023", 45237, "45237",
        Decimal("45237.5"), unicodedata.normalize("NFD", "ngày 7 tháng 11 năm 2023"), " 07/11/2023 ",
    ],
)  # fmt: skip
def test_a_day_in_the_shapes_people_write(typed: Raw) -> None:
    assert read_date(typed).value == DAY


@pytest.mark.parametrize(
    "typed, flaw",
    [
        (2023, Flaw.ONLY_YEAR), ("2023", Flaw.ONLY_YEAR), ("năm 2023", Flaw.ONLY_YEAR), ("11/2023", Flaw.ONLY_YEAR),
        ("31/02/2023", Flaw.NO_SUCH_DAY), ("11/25/2023", Flaw.MONTH_FIRST), ("7/11/23", Flaw.SHORT_YEAR),
        ("07/11/1823", Flaw.FAR_DAY), (date(2923, 11, 7), Flaw.FAR_DAY), ("quý IV", Flaw.NOT_A_DATE),
        (7, Flaw.NOT_A_DATE), ("07/11", Flaw.NOT_A_DATE), ("0711202", Flaw.NOT_A_DATE),
    ],
)  # fmt: skip
def test_what_is_no_day_says_why(typed: Raw, flaw: Flaw) -> None:
    with pytest.raises(Wrong) as found:
        read_date(typed)
    assert found.value.flaw is flaw


def test_a_day_that_may_be_meant_is_offered() -> None:
    with pytest.raises(Wrong) as found:
        read_date("11/25/2023")
    assert found.value.words == {"day": "25/11/2023"}
    with pytest.raises(Wrong) as found:
        read_date("7/11/23")
    assert found.value.words == {"day": "07/11/2023"}


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_from_each_shape(day: date) -> None:
    for shape in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y"):
        assert read_date(day.strftime(shape) if day.year >= 1000 else str(day)).value == day


@pytest.mark.parametrize(
    "typed, value",
    [
        (1284500000, 1284500000), (Decimal("1284500000.0"), 1284500000), ("1.284.500.000", 1284500000),
        ("1,284,500,000", 1284500000), ("1 284 500 000 đồng", 1284500000), ("1284500000đ", 1284500000),
        ("1.284.500.000 VNĐ", 1284500000), ("1.284.500.000,00", 1284500000), ("1,284,500,000.00", 1284500000),
        ("1,2 tỷ", 1200000000), ("1.2 tỷ đồng", 1200000000), ("350 triệu", 350000000), ("0", 0), (0, 0),
        ("12 tỷ", 12000000000), ("1\u00a0284\u00a0500\u00a0000", 1284500000),
    ],
)  # fmt: skip
def test_a_sum_however_its_groups_are_parted(typed: Raw, value: int) -> None:
    assert read_sum(typed).value == value


@pytest.mark.parametrize(
    "typed, flaw",
    [
        ("1.284 tỷ", Flaw.TWO_SUMS), ("1,284 tỷ", Flaw.TWO_SUMS), ("-5.000.000", Flaw.NEGATIVE), (-1, Flaw.NEGATIVE),
        ("1.28.450.000", Flaw.WRONG_GROUPS), ("1.284,500.000", Flaw.WRONG_GROUPS), ("12,5", Flaw.WRONG_GROUPS),
        ("khoảng hai tỷ", Flaw.NOT_A_SUM), ("5 con bò", Flaw.NOT_A_SUM), (Decimal("12.5"), Flaw.PART_OF_A_DONG),
        (10**16, Flaw.OUT_OF_RANGE), (date(2023, 1, 1), Flaw.NOT_A_SUM), (True, Flaw.NOT_A_SUM),
    ],
)  # fmt: skip
def test_what_is_no_sum_says_why(typed: Raw, flaw: Flaw) -> None:
    with pytest.raises(Wrong) as found:
        read_sum(typed)
    assert found.value.flaw is flaw


@pytest.mark.parametrize(
    "typed, value",
    [
        (Decimal("1284.5"), 1284500000), ("350", 350000000), ("1,5", 1500000), ("1.284,5", 1284500000),
        ("1,284.5", 1284500000), ("1 284,5", 1284500000), ("12.500.284,25", 12500284250000), ("1284,525", 1284525000),
        ("1.284,525", 1284525000), ("1.284,0 ", 1284000000), ("1,2840", 1284000),
    ],
)  # fmt: skip
def test_a_sum_in_millions_where_the_head_says_so(typed: Raw, value: int) -> None:
    read = read_sum(typed, times=10**6)
    assert (read.value, read.mends) == (value, (Mend.MULTIPLIED,))


def test_a_sum_in_millions_that_may_be_in_dong_is_refused() -> None:
    with pytest.raises(Wrong) as found:
        read_sum("1.284", times=10**6)
    words = found.value.words
    assert found.value.flaw is Flaw.TWO_SUMS_IN_UNIT
    assert (words["large"], words["small"]) == ("1.284.000.000", "1.284.000")
    assert [read_sum(words[way], times=10**6).value for way in ("plain", "part")] == [1284000000, 1284000]


@pytest.mark.parametrize("typed", ["1.28,5", "1.284,500.000", "1,284,5", "1.2.3"])
def test_wrong_groups_of_millions_are_not_told_to_write_dong(typed: str) -> None:
    with pytest.raises(Wrong) as found:
        read_sum(typed, times=10**6)
    assert found.value.flaw is Flaw.WRONG_GROUPS_IN_UNIT
    assert "1.284,5" in flaw_sentence({"flaw": found.value.flaw, "words": found.value.words})[1]


@given(st.integers(0, 10**15))
def test_every_sum_is_read_back_from_each_grouping(value: int) -> None:
    dotted = format_number(value)
    for typed in (dotted, dotted.replace(".", ","), dotted.replace(".", " "), f"{dotted} đồng", str(value)):
        assert read_sum(typed).value == value


@pytest.mark.parametrize(
    "typed, value, measure",
    [
        (3, "3", ""), (Decimal("2.5"), "2.5", ""), ("2,5", "2.5", ""), ("2,5 ha", "2.5", "ha"), ("03 bộ", "3", "bộ"),
        ("1.200", "1200", ""), ("1.200,5 kg", "1200.5", "kg"), ("15 bộ hồ sơ", "15", "bộ hồ sơ"),
        (Decimal("0.30000000000000004"), "0.3", ""),
    ],
)  # fmt: skip
def test_a_quantity_with_or_without_its_measure(typed: Raw, value: str, measure: str) -> None:
    read = read_quantity(typed)
    assert (read.value, read.measure) == (Decimal(value), measure)


@pytest.mark.parametrize(
    "typed, flaw",
    [
        ("1,200", Flaw.TWO_AMOUNTS), (0, Flaw.NOT_POSITIVE), ("-2", Flaw.NOT_POSITIVE),
        ("vài con", Flaw.NOT_A_QUANTITY),
        ("2 x 3", Flaw.NOT_A_QUANTITY), (Decimal("1.00001"), Flaw.NOT_A_QUANTITY),
    ],
)  # fmt: skip
def test_what_is_no_quantity_says_why(typed: Raw, flaw: Flaw) -> None:
    with pytest.raises(Wrong) as found:
        read_quantity(typed)
    assert found.value.flaw is flaw


def test_whole_numbers_and_years() -> None:
    assert read_number("7", low=0, high=9).value == 7
    assert read_number(Decimal("7.0"), low=0, high=9).value == 7
    for typed, flaw in (("12", Flaw.OUT_OF_RANGE), ("bảy", Flaw.NOT_A_NUMBER), (Decimal("7.5"), Flaw.NOT_A_NUMBER)):
        with pytest.raises(Wrong) as found:
            read_number(typed, low=0, high=9)
        assert found.value.flaw is flaw
    assert [read_year(typed).value for typed in (2023, "2023", "năm 2023", Decimal("2023"), DAY)] == [2023] * 5
    for typed in ("23", 123, "2021-2023", 20231):
        with pytest.raises(Wrong):
            read_year(typed)


def test_texts_are_composed_and_tidied() -> None:
    spread = unicodedata.normalize("NFD", "  Trung tâm   Khuyến nông ")
    read = read_text(spread, longest=300)
    assert (read.value, read.mends) == ("Trung tâm Khuyến nông", (Mend.COMPOSED, Mend.TRIMMED))


@pytest.mark.parametrize(
    "typed", ["\u00d0ánh giá giống lúa \u00d0iện Biên đƣợc chọn", "\u0189ánh giá giống lúa \u0189iện Biên đƣợc chọn"]
)
def test_letters_of_converted_files_become_ours(typed: str) -> None:
    read = read_title(typed, longest=100)
    assert (read.value, read.mends) == ("Đánh giá giống lúa Điện Biên được chọn", (Mend.OUR_LETTERS,))
    assert read_body("TRUNG TÂM KHUYẾN NÔNG TỈNH \u00d0IỆN BIÊN", longest=100, proper=["Điện Biên"]).value == (
        "Trung tâm Khuyến nông tỉnh Điện Biên"
    )
    with pytest.raises(Wrong) as found:
        read_text("a" * 301, longest=300)
    assert found.value.words == {"most": 300, "length": 301}


@pytest.mark.parametrize(
    "typed, value",
    [
        ("LÒ THỊ MAI", "Lò Thị Mai"),
        ("lò thị mai", "Lò Thị Mai"),
        ("Lò Thị Mai", "Lò Thị Mai"),
        ("Giàng A Páo", "Giàng A Páo"),
    ],
)
def test_names_of_people_are_not_shouted(typed: str, value: str) -> None:
    assert read_name(typed, longest=200).value == value


@pytest.mark.parametrize(
    "typed, value",
    [
        ("TRUNG TÂM KHUYẾN NÔNG TỈNH ĐIỆN BIÊN", "Trung tâm Khuyến nông tỉnh Điện Biên"),
        ("HỢP TÁC XÃ MƯỜNG LAY", "Hợp tác xã Mường Lay"),
        ("UBND HUYỆN MƯỜNG CHÀ", "UBND huyện Mường Chà"),
        ("CÔNG TY TNHH GIỐNG CÂY TRỒNG ĐIỆN BIÊN", "Công ty TNHH Giống Cây Trồng Điện Biên"),
        ("Trung tâm Khuyến nông", "Trung tâm Khuyến nông"),
    ],
)
def test_names_of_bodies_are_not_shouted(typed: str, value: str) -> None:
    assert read_body(typed, longest=300, proper=["Điện Biên", "Mường Lay", "Mường Chà"]).value == value


def test_titles_keep_places_and_short_words() -> None:
    read = read_title(
        "NGHIÊN CỨU GIỮ GIỐNG LÚA NẾP TẠI ĐIỆN BIÊN THEO TCVN 8548:2011", longest=500, proper=["Điện Biên"]
    )
    assert read.value == "Nghiên cứu giữ giống lúa nếp tại Điện Biên theo TCVN 8548:2011"
    assert read.mends == (Mend.RECASED,)


def test_addresses_and_telephones() -> None:
    assert read_email(" Mailto:Lo.Mai@Example.VN ").value == "lo.mai@example.vn"
    with pytest.raises(Wrong) as found:
        read_email("lo.mai(at)example.vn")
    assert found.value.words == {"guess": "lo.mai@example.vn"}
    for typed in ("không có", "a@b", "lờ@example.vn", "a@example.vn; b@example.vn"):
        with pytest.raises(Wrong):
            read_email(typed)
    assert read_phone("0215 000 0101", was_number=False).value == "0215 000 0101"
    lost = read_phone("912000101", was_number=True)
    assert (lost.value, lost.mends) == ("0912000101", (Mend.ZERO_ADDED,))
    for typed in ("115", "gọi văn thư"):
        with pytest.raises(Wrong):
            read_phone(typed, was_number=False)


def test_choices_by_label_or_value_with_the_nearest() -> None:
    choices = {"enterprise": "Doanh nghiệp", "cooperative": "Hợp tác xã", "public_service": "Đơn vị sự nghiệp công lập"}
    for typed in ("Doanh nghiệp", "doanh nghiep", "DOANH NGHIỆP ", "enterprise"):
        assert read_choice(typed, choices).value == "enterprise"
    with pytest.raises(Wrong) as found:
        read_choice("Hợp tác sã", choices)
    assert found.value.words["guess"] == "Hợp tác xã"
    assert nearest("zzz", choices.values()) == ""


def test_formulas_errors_and_blanks() -> None:
    column = Column("name", "Tên", Reading.TEXT, longest=100)
    for raw, flaw in ((Formula("=A1"), Flaw.NO_VALUE_OF_FORMULA), (Broken("#REF!"), Flaw.ERROR_CELL)):
        with pytest.raises(Wrong) as found:
            read_cell(raw, column)
        assert found.value.flaw is flaw
    assert all(is_blank(raw) for raw in (None, "", "  ", "-", "—", "\u00a0", "..."))
    assert not any(is_blank(raw) for raw in (0, "0", "x", False))


def test_letters_of_columns() -> None:
    assert [letter(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
