"""Form 12 as Gieo prints it and reads it back, and as people send it."""

from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest

from gieo.domain.uptake.engine.word_forms import Unreadable, read_tables
from gieo.domain.uptake.rules.report_form import FormTable, Read, rows_of, understand
from gieo.domain.uptake.rules.report_paper import WrittenReport, compose_report
from gieo.domain.uptake.vocab.reports import Answers, Facts
from gieo.foundation.papers import engine
from tests.factories.odd_files import without_its_end

FACTS = Facts("Nuôi bò vùng cao", "Nhiệm vụ cấp tỉnh", "TS. Quàng Văn Sơn; Trường A", "Chăn nuôi", "Số 12/KQ")
APPLIED = Answers(
    answer="applied", area="Chăn nuôi", address="Xã Nà Tấu", scale="12 hộ", effect="Đàn khoẻ", economy="Thêm 2 triệu",
    impact="Chín hộ học theo", methods=("documents", "experts"), commercial="Chưa",
)  # fmt: skip
REFUSED = Answers(answer="not_applied", reason="legal", words="Chờ quy hoạch", area="Chăn nuôi")
WRITTEN = WrittenReport("BC-2023-07-N1", 1, "UBND tỉnh", "Trung tâm A", "Tủa Chùa", "12/BB", None, date(2024, 11, 7))


def printed(*sheets: Answers) -> bytes:
    paper = compose_report(
        WRITTEN, [(FACTS, answers, ["Quy trình"]) for answers in sheets], dated=datetime(2024, 11, 1, tzinfo=UTC)
    )
    return engine.docx(paper)


def read(content: bytes) -> list[Read]:
    return understand(read_tables(content))


def word(*rows: tuple[str, ...], above: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph(above)
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=False):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_form_has_the_twelve_fields_in_order_and_a_row_for_why_not() -> None:
    rows = rows_of(FACTS, APPLIED)
    assert [number for number, _label, _text in rows] == [str(n) for n in range(1, 13)] + [""]
    assert rows[0][1:] == ("Tên nhiệm vụ", "Nuôi bò vùng cao")
    assert rows[10][2].startswith("[x] Tài liệu   [ ] Đào tạo, tập huấn   [x] Cử chuyên gia")


@pytest.mark.parametrize("answers", [APPLIED, REFUSED], ids=["applied", "not applied"])
def test_what_is_printed_in_word_is_read_back_the_same(answers: Answers) -> None:
    assert read(printed(answers)) == [Read(1, answers)]


def test_two_sheets_are_told_apart_by_their_numbers() -> None:
    assert [(sheet.number, sheet.answers) for sheet in read(printed(APPLIED, REFUSED))] == [(1, APPLIED), (2, REFUSED)]


def test_a_form_that_comes_back_empty_says_nothing_although_the_place_was_printed() -> None:
    (sheet,) = read(printed(Answers(area="Chăn nuôi", address="Nà Tấu", scale="5 ha")))
    assert (sheet.answers.answer, sheet.answers.address, sheet.unread) == ("", "Nà Tấu", ())


def test_the_paper_is_a_pdf_too_and_equal_reports_give_equal_bytes() -> None:
    paper = compose_report(WRITTEN, [(FACTS, APPLIED, [])], dated=datetime(2024, 11, 1, tzinfo=UTC))
    assert engine.pdf(paper).startswith(b"%PDF-")
    assert printed(APPLIED) == printed(APPLIED)


def test_messy_cells_are_met_kindly() -> None:
    content = word(
        ("STT", "Nội dung", "Thông tin"),
        ("5/", "LĨNH VỰC ỨNG DỤNG :", "  Trồng   trọt "),
        ("", "6. Địa điểm ứng dụng", "Xã Mường Báng"),
        ("7", "Quy mô", "…………"),
        ("8. Hiệu quả ứng dụng: năng suất tăng", "", ""),
        ("", "", "mỗi vụ thêm một tạ"),
        ("9", "Hieu qua kinh te", "4 triệu đồng một sào"),
        ("11", "Phương thức chuyển giao", "Đào tạo, tập huấn"),
        ("Ghi chú của xã: đề nghị hỗ trợ giống", "", ""),
    )
    (sheet,) = read(content)
    assert sheet.answers == Answers(
        answer="applied", area="Trồng trọt", address="Xã Mường Báng", effect="năng suất tăng mỗi vụ thêm một tạ",
        economy="4 triệu đồng một sào", methods=("training",),
    )  # fmt: skip
    assert sheet.unread == ("Ghi chú của xã: đề nghị hỗ trợ giống",)


def test_a_line_that_nobody_understands_is_given_back() -> None:
    rows = (("6", "Địa chỉ ứng dụng", "Nà Tấu"), ("Kính mong Sở xem xét", "", "hỗ trợ thêm giống"))
    (sheet,) = understand([FormTable("", rows)])
    assert (sheet.answers.address, sheet.unread) == ("Nà Tấu", ("Kính mong Sở xem xét hỗ trợ thêm giống",))


def test_a_reason_in_own_words_is_a_reason_and_two_answers_are_a_doubt() -> None:
    (own,) = understand([FormTable("", (("Lý do chưa ứng dụng", "Đang sửa chuồng"),))])
    assert (own.answers.answer, own.answers.reason, own.answers.words) == ("not_applied", "other", "Đang sửa chuồng")
    both = (("8. Hiệu quả ứng dụng", "Tốt"), ("Nếu chưa ứng dụng, vì sao", "[x] Thiếu tiền"))
    (doubt,) = understand([FormTable("", both)])
    assert (doubt.answers.answer, len(doubt.unread)) == ("", 1)


def test_other_tables_and_other_files() -> None:
    assert read(word(("Họ tên", "Điện thoại"), ("Lò Văn Ơn", "0912"))) == []
    with pytest.raises(Unreadable):
        read_tables(b"\xd0\xcf\x11\xe0 an old .doc")
    with pytest.raises(Unreadable):
        read_tables(without_its_end(printed(APPLIED)))
