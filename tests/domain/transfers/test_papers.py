"""The papers of a conference as files: PDF/A by structure, and the same words in PDF and Word."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from gieo.core.actor import SYSTEM
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.queries.invitations import letter_paper
from gieo.domain.transfers.queries.seats import paper_content, room_of, seat_rows
from gieo.domain.transfers.rules.programme import compose_programme, compose_seat_list
from gieo.foundation.papers import engine
from gieo.foundation.papers.rules import Paper, plain_text
from tests.factories import transfers as make
from tests.factories.invitations import SENT, WRITTEN, an_officer, sent, with_addresses, written
from tests.foundation.papers import pdfa
from tests.foundation.papers.conftest import Reader, squeezed

pytestmark = pytest.mark.django_db
PRINTED = datetime(2023, 11, 6, 3, 0, tzinfo=UTC)
LONG = "Trung tâm Nghiên cứu, ứng dụng và chuyển giao tiến bộ khoa học kỹ thuật nông lâm nghiệp vùng cao " * 2


def a_day() -> Conference:
    conference = with_addresses(make.planned_conference(make.issued_decision(results=2, units=2)))
    for hour in range(8, 11):
        services.add_agenda_item(
            conference,
            title=f"Báo cáo số {hour}",
            at=time(hour),
            minutes=45,
            speaker="Chủ nhiệm",
            actor=SYSTEM,
            now=WRITTEN,
        )
    services.add_guest(
        conference, name="Vàng Thị Dua", title="Phó Giám đốc", organisation=LONG, actor=SYSTEM, now=WRITTEN
    )
    services.lay_room(conference, "A: 5", actor=SYSTEM, now=SENT)
    services.seat_in_order(conference, actor=SYSTEM, now=SENT)
    return conference


def first_letter() -> Paper:
    return letter_paper(written(a_day())[0])


def second_letter() -> Paper:
    conference = sent(a_day())
    units = [seat.key for seat in conference.units.all()]
    return letter_paper(written(conference, keys=units, changed="Thời gian: 14 giờ.\nĐịa điểm: Thư viện tỉnh.")[0])


def programme() -> Paper:
    return compose_programme(paper_content(a_day(), an_officer()), dated=PRINTED)


def seat_list() -> Paper:
    conference = a_day()
    room = room_of(conference)
    rows = seat_rows(room, conference)
    return compose_seat_list(paper_content(conference, an_officer()), rows, free=room.free, dated=PRINTED)


PAPERS = [first_letter, second_letter, programme, seat_list]


@pytest.mark.parametrize("paper_of", PAPERS)
def test_the_pdf_is_pdf_a_and_reads_as_the_paper(paper_of: Any, pdf_reading: Reader) -> None:
    paper = paper_of()
    content = engine.pdf(paper)
    assert pdfa.faults(content) == []
    assert pdf_reading(content).replace(" ", "") == squeezed(plain_text(paper)).replace(" ", "")
    assert engine.pdf(paper) == content


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("paper_of", PAPERS)
def test_libreoffice_reads_the_same_words_in_word(paper_of: Any, word_text: Reader) -> None:
    paper = paper_of()
    assert word_text(engine.docx(paper)) == squeezed(plain_text(paper))


def test_a_second_letter_says_on_top_what_it_changes() -> None:
    text = plain_text(second_letter())
    assert "Giấy mời này thay giấy mời số 9/GM-SKHCN ngày 20 tháng 10 năm 2023. Thay đổi:" in text
    assert text.index("- Thời gian: 14 giờ.") < text.index("trân trọng kính mời")


def test_the_code_of_a_letter_says_what_it_is_for() -> None:
    paper = first_letter()
    assert paper.foot.link_alt == "Mã QR để trả lời giấy mời"
    assert "/tra-loi/" in paper.foot.link
    assert "/tra-loi/" not in plain_text(paper)
