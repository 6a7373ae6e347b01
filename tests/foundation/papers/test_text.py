"""The normal form of words and the marks of the decree, without any rendering."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.errors import GieoError
from gieo.foundation.papers.engine import Unprintable
from gieo.foundation.papers.rules import (
    Annex,
    Column,
    Fields,
    Foot,
    Grounds,
    Head,
    Numbered,
    Paper,
    Paragraph,
    Party,
    Recipients,
    Run,
    SignatureRow,
    Table,
    Total,
    clean,
    date_line,
    day_in_words,
    plain_text,
    time_in_words,
    tree,
)
from gieo.foundation.papers.rules.text import breakable, pieces, words_of
from gieo.foundation.papers.rules.tree import TEXT_WIDTH
from gieo.foundation.papers.vocab import LETTERS, Numbering
from tests.foundation.papers.sample import DATED, LONG_TITLE, minutes


def paper(*blocks: object, head: Head | None = None) -> Paper:
    head = head or Head("UBND tỉnh Điện Biên", "Sở Khoa học và Công nghệ", "04/BB", "Điện Biên", date(2023, 11, 7))
    return Paper(head, "Biên bản", "Bàn giao", blocks, Foot("BB-2023-04"), DATED)  # type: ignore[arg-type]


def body(*blocks: object) -> list[str]:
    return plain_text(paper(*blocks)).split("\n")[8:]


@given(st.text())
def test_clean_text_is_one_composed_visible_line(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == unicodedata.normalize("NFC", cleaned) == clean(cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned)
    assert "  " not in cleaned
    assert "\n" not in cleaned


@given(st.lists(st.tuples(st.text(), st.booleans())))
def test_pieces_hold_the_words_of_the_text_line_by_line(parts: list[tuple[str, bool]]) -> None:
    lines = pieces(tuple(Run(words, bold=bold) for words, bold in parts))
    joined = unicodedata.normalize("NFC", "".join(words_of(line) for line in lines))
    whole = "".join(clean(line) for line in "".join(unicodedata.normalize("NFC", w) for w, _ in parts).splitlines())
    assert joined.replace(" ", "") == unicodedata.normalize("NFC", whole).replace(" ", "")


@given(st.text(alphabet="abc-_./ ếđ", max_size=200))
def test_places_to_break_change_no_word(text: str) -> None:
    assert words_of([{"text": breakable(text), "bold": False, "italic": False}]) == text
    assert all(len(word) <= 40 for part in breakable(text).split(" ") for word in part.split("\u200b"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 11, 7), "ngày 07 tháng 11 năm 2023"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 1), "ngày 01 tháng 3 năm 2024"),
        (date(2024, 1, 10), "ngày 10 tháng 01 năm 2024"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_zero_before_small_days_and_the_first_two_months(day: date | None, words: str) -> None:
    assert day_in_words(day) == words
    assert date_line(" Điện  Biên ", day) == f"Điện Biên, {words}"


def test_an_hour_in_words() -> None:
    assert time_in_words(datetime(2023, 11, 7, 9, 5, tzinfo=UTC)) == "09 giờ 05 phút ngày 07 tháng 11 năm 2023"


def test_the_heads_stand_in_the_order_of_the_decree() -> None:
    assert plain_text(paper()).split("\n") == [
        "UBND TỈNH ĐIỆN BIÊN",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 04/BB",
        "Điện Biên, ngày 07 tháng 11 năm 2023",
        "BIÊN BẢN",
        "Bàn giao",
    ]


def test_a_paper_without_number_and_day_leaves_dots() -> None:
    lines = plain_text(paper(head=Head("", "Hợp tác xã", "", "", None, mark="Dự thảo"))).split("\n")
    assert lines[0] == "HỢP TÁC XÃ"
    assert lines[3:6] == ["Số: …", "…, ngày … tháng … năm …", "Dự thảo"]


def test_grounds_and_recipients_end_with_semicolons_and_one_full_stop() -> None:
    assert body(Grounds(("Căn cứ A;", " ", "Căn cứ B.", "Căn cứ C"))) == ["Căn cứ A;", "Căn cứ B;", "Căn cứ C."]
    assert body(Recipients(("- Như trên;", "Lưu: VT."))) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def test_letters_of_a_list_follow_the_office_alphabet() -> None:
    assert "".join(LETTERS)[:8] == "abcdđegh"
    items = tuple(f"việc {n}" for n in range(6))
    assert body(Numbered(items, Numbering.LETTER))[4] == "đ) việc 4"
    assert body(Numbered(items[:1], Numbering.DASH)) == ["- việc 0"]
    assert body(Numbered(items[:2], start=3)) == ["3. việc 0", "4. việc 1"]


def test_newlines_make_paragraphs_and_lines_of_a_cell() -> None:
    assert body(Paragraph("một\n\n  hai \r\n ba")) == ["một", "hai", "ba"]
    table = Table((Column("A"), Column("B")), (("x\ny", (Run("đậm ", bold=True), "thường")),), Total("Cộng", ("2",)))
    assert body(table) == ["A", "B", "x", "y", "đậm thường", "Cộng", "2"]


def test_an_empty_value_leaves_dots() -> None:
    assert body(Fields((("Địa chỉ", ""), ("Điện thoại", "0215")))) == ["Địa chỉ: " + "…" * 12, "Điện thoại: 0215"]


def test_widths_fill_the_text_exactly() -> None:
    columns = (Column("a", 10), Column("b"), Column("c", 30.5), Column("d"))
    node = tree(paper(Table(columns, ())))["blocks"][0]
    assert sum(node["widths"]) == pytest.approx(TEXT_WIDTH, abs=0.01)
    assert node["widths"][1] == node["widths"][3]
    with pytest.raises(ValueError, match="at least 10 mm"):
        tree(paper(Table((Column("a", 160), Column("b")), ())))


def test_a_definition_that_cannot_be_laid_out_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table((Column("a"), Column("b")), (("1",),))
    with pytest.raises(ValueError, match="at least one column"):
        Table((Column("a"),), (), Total("x", ("1",)))
    with pytest.raises(ValueError, match="one to three"):
        SignatureRow(())
    with pytest.raises(ValueError, match="seal"):
        SignatureRow((Party("A", "a", seal=True), Party("B", "b", seal=True)))
    one = SignatureRow((Party("A", "a", seal=True),))
    with pytest.raises(ValueError, match="one seal"):
        paper(one, one)
    with pytest.raises(ValueError, match="time zone"):
        Paper(Head("", "A", "", "", None), "K", "s", (), Foot("c"), datetime(2023, 11, 7))


def test_the_text_of_whole_minutes() -> None:
    lines = plain_text(minutes(2)).split("\n")
    assert lines.count(LONG_TITLE) == 1
    assert lines[lines.index("ĐẠI DIỆN BÊN NHẬN") :][:4] == [
        "ĐẠI DIỆN BÊN NHẬN",
        "(Ký, ghi rõ họ tên)",
        "Cà Văn Hặc",
        "Ký trên máy lúc 09 giờ 41 phút ngày 07 tháng 11 năm 2023",
    ]
    assert lines[lines.index("PHỤ LỤC") + 1] == "Kế hoạch áp dụng"


def test_annexes_may_be_numbered() -> None:
    assert body(Annex("Danh mục", (Paragraph("x"),), number="II")) == ["PHỤ LỤC II", "Danh mục", "x"]


def test_an_unprintable_paper_is_a_refusal_with_words() -> None:
    error = Unprintable("漢😀")
    assert isinstance(error, GieoError)
    assert error.message.endswith("漢 😀")
