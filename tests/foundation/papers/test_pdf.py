"""Papers as PDF: structure, letters, order, look."""

import io
import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from gieo.foundation.papers import engine
from gieo.foundation.papers.engine import VIETNAMESE, Unprintable
from gieo.foundation.papers.engine.fonts import CANDIDATES, face, sets
from gieo.foundation.papers.engine.typesetting import draw, lacking
from gieo.foundation.papers.rules import Column, Paragraph, Table, plain_text
from tests.foundation.papers import pdfa
from tests.foundation.papers.conftest import Reader, squeezed
from tests.foundation.papers.sample import DATED, DIGEST, minutes

MM = 72 / 25.4


@pytest.mark.parametrize("system", [True, False], ids=["font of this machine", "font inside typst"])
def test_minutes_are_tagged_pdf_a_2b_in_one_font(system: bool) -> None:
    content = draw(minutes(40), system=system).pdf
    assert pdfa.faults(content) == []
    assert {name.removesuffix("MT").replace("PS", "") for name in pdfa.font_families(content)} == {
        face(system=system).family.replace(" ", "")
    }


def test_the_check_finds_what_is_not_pdf_a() -> None:
    with pikepdf.open(io.BytesIO(engine.pdf(minutes(1)))) as pdf:
        del pdf.Root.OutputIntents, pdf.Root.MarkInfo
        pdf.Root.AA = pikepdf.Dictionary()
        for font in [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item][:1]:
            del font.FontFile2
        out = io.BytesIO()
        pdf.save(out)
    found = " / ".join(pdfa.faults(out.getvalue()))
    for fault in ("output intent", "not marked as tagged", "acts by itself", "is not embedded"):
        assert fault in found


def test_equal_papers_give_equal_bytes_and_carry_their_own_date() -> None:
    first, again = draw(minutes(3)), draw(minutes(3))
    assert first == again
    assert draw(minutes(4)).pdf != first.pdf
    with pikepdf.open(io.BytesIO(first.pdf)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20231107024112")
        assert DATED.utcoffset() == timedelta(0)


def test_sheets_are_a4_and_the_seal_has_its_room_on_the_sheet_of_the_signatures() -> None:
    drawn = draw(minutes(11))
    assert drawn.seal is not None
    left, bottom, right, top = drawn.seal.box
    assert right - left == pytest.approx(74 * MM, abs=0.1)
    assert top - bottom == pytest.approx(14 * MM, abs=0.1)
    assert left >= 30 * MM
    assert right <= 195 * MM
    with pikepdf.open(io.BytesIO(drawn.pdf)) as pdf:
        assert {tuple(round(float(n)) for n in page.MediaBox) for page in pdf.pages} == {(0, 0, 595, 842)}
        assert 0 <= drawn.seal.page < len(pdf.pages)
    assert draw(minutes(1, signed=False)).seal is not None


def test_drawn_signatures_are_lines_with_words_for_those_who_do_not_see() -> None:
    with pikepdf.open(io.BytesIO(engine.pdf(minutes(1)))) as pdf:
        alts = {str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item}
        images = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Image
        ]
    assert {"Chữ ký của Cà Văn Hặc", "Chữ ký của Nguyễn Văn A", "Chữ ký của Vàng Thị Dua"} <= alts
    assert images == []


@pytest.mark.pdfsig
def test_the_structure_reads_like_the_plain_text(pdf_reading: Reader) -> None:
    paper = minutes(40)
    assert pdf_reading(engine.pdf(paper)).replace(" ", "") == squeezed(plain_text(paper)).replace(" ", "")


@pytest.mark.pdfsig
def test_feet_carry_code_and_short_digest(pdf_text: Reader) -> None:
    text = pdf_text(engine.pdf(minutes(40)))
    assert "Mã văn bản BB-2023-04 · Vân tay nội dung 9f2c 41d7 88ab 03e5" in text
    assert text.count("Tên kết quả, sản phẩm") > 3


@pytest.mark.pdfsig
def test_a_sheet_has_one_number_on_top_from_the_second_on(pdf_sheets: Callable[[bytes], list[str]]) -> None:
    """Decree 30/2020/NĐ-CP, annex I (M): in the middle of the top margin, none on the first sheet."""
    sheets = pdf_sheets(engine.pdf(minutes(40)))
    assert len(sheets) > 3
    assert not any("Trang" in sheet for sheet in sheets)
    assert [sheet.split(" ")[0] for sheet in sheets[1:]] == [str(number) for number in range(2, len(sheets) + 1)]
    assert not sheets[0].startswith("1 ")


def test_the_face_is_whole_and_never_one_that_lacks_letters() -> None:
    chosen = face()
    assert chosen.family in CANDIDATES
    assert sets(chosen, VIETNAMESE)
    assert not any("Liberation" in family for family in CANDIDATES)
    assert face(system=False).family == "Libertinus Serif"
    assert face(("Not A Font", "Libertinus Serif")).family == "Libertinus Serif"
    with pytest.raises(LookupError, match="New Computer Modern Math"):
        face(("New Computer Modern Math",), system=False)


def test_a_letter_without_glyph_is_refused_by_name_never_taken_from_another_font() -> None:
    assert lacking("Nguyễn Văn A, 40 kg – “tốt” \u200b") == ""
    assert lacking("x 漢 y 😀") == "漢😀"
    with pytest.raises(Unprintable) as refused:
        engine.pdf(minutes(1, extra=(Paragraph("Giống 漢"),)))
    assert refused.value.characters == "漢"


def test_words_are_never_read_as_markup() -> None:
    paper = minutes(1, extra=(Paragraph('#panic("x") $x$ *a* _b_ @c <d> \\ // `e` = f', indent=False),))
    assert pdfa.faults(engine.pdf(paper)) == []


@pytest.mark.pdfsig
def test_long_words_are_broken_inside_their_cell_and_copied_out_whole(tmp_path: Path) -> None:
    address = "https://khcn.dienbien.gov.vn/ket-qua/tep/KQ-2021-018/quy_trinh_canh_tac_lua_nuong_ban_cuoi.pdf"
    table = Table((Column("STT", 12), Column("Vân tay", 60), Column("Nơi lưu")), ((f"1 {DIGEST}", DIGEST, address),))
    path = tmp_path / "long.pdf"
    path.write_bytes(engine.pdf(minutes(1, extra=(table,))))
    drawn = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True).stdout.decode()
    ends = [float(x) for x in re.findall(r'xMax="([\d.]+)"', drawn)]
    assert max(ends) <= 195 * MM + 0.1
    raw = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True).stdout.decode()
    assert "".join(raw.split()).count(DIGEST) == 2
    assert address in "".join(raw.split())
    assert "\u200b" not in raw


def test_a_stamp_is_a_page_of_its_size_in_the_papers_font() -> None:
    content = engine.stamp(("Ký số bởi: Sở Khoa học và Công nghệ tỉnh Điện Biên", "Thời gian: …"), dated=DATED)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(n) / MM) for n in pdf.pages[0].MediaBox] == [0, 0, 74, 14]
    assert {name.removesuffix("MT").replace("PS", "") for name in pdfa.font_families(content)} == {
        face().family.replace(" ", "")
    }
