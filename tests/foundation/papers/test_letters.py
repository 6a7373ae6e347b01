"""Golden: every Vietnamese letter, upper and lower, typed composed or decomposed, comes out of paper and Word whole."""

import unicodedata

import pytest

from gieo.foundation.papers import engine
from gieo.foundation.papers.engine.fonts import VIETNAMESE
from gieo.foundation.papers.rules import Paragraph, Party, Run, SignatureRow, plain_text
from tests.foundation.papers.conftest import Reader
from tests.foundation.papers.sample import drawing, minutes

ALL = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴđĐ"
)
WORDS = " ".join(ALL[start : start + 6] for start in range(0, len(ALL), 6))
NAMES = ("Lường Thị Xuyến Ỷ", "Nguyễn Ặng Ỗi", "Đỗ Ưỡng Kỵ")
STYLES = tuple((bold, italic) for bold in (False, True) for italic in (False, True))


def test_the_probe_of_fonts_knows_every_letter() -> None:
    assert sorted(VIETNAMESE) == sorted(ALL)
    assert len(set(ALL)) == 146


SIGNERS = tuple(f"{NAMES[n % 3]} {ALL[start : start + 12]}" for n, start in enumerate(range(0, len(ALL), 12)))


def golden(form: str) -> tuple[bytes, bytes, str]:
    """Minutes full of all letters in four styles and in the names of who signs, typed in `form`."""

    def typed(text: str) -> str:
        return unicodedata.normalize(form, text)  # type: ignore[arg-type]

    letters = (Paragraph((Run(typed(f"{WORDS} hết."), bold=b, italic=i),)) for b, i in STYLES)
    signers = (
        SignatureRow(tuple(Party("Ủy viên", typed(name), drawing=drawing()) for name in SIGNERS[start : start + 2]))
        for start in range(0, len(SIGNERS), 2)
    )
    paper = minutes(1, extra=(*letters, *signers))
    return engine.pdf(paper), engine.docx(paper), plain_text(paper)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_ways_of_typing_give_the_same_plain_text(form: str) -> None:
    _, _, text = golden(form)
    assert text.count(f"{WORDS} hết.") == 4
    assert text == golden("NFC")[2]


@pytest.mark.pdfsig
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_in_the_pdf_and_in_the_names_of_who_signs(form: str, pdf_text: Reader) -> None:
    text = pdf_text(golden(form)[0]).replace(" ", "")
    assert text.count(WORDS.replace(" ", "")) == 4
    assert [name for name in SIGNERS if name.replace(" ", "") not in text] == []


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_in_word(form: str, word_text: Reader) -> None:
    text = word_text(golden(form)[1])
    assert text.count(WORDS) == 4
    assert [name for name in SIGNERS if name not in text] == []
