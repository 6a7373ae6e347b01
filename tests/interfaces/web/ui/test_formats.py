"""Numbers, sums and days as both languages write them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from gieo.core.actor import SYSTEM, Actor
from gieo.core.basis import Basis
from gieo.domain.handovers.rules.reporting import DELIVERY_BASIS, PLAN_BASIS, REPORT_BASIS
from gieo.domain.uptake.rules.evidence import DECAY_BASIS
from gieo.interfaces.web.ui import formats
from gieo.interfaces.web.ui.charts import Bar, bar_chart, qr_path
from gieo.interfaces.web.ui.weekdays import day_words


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (-1234, "-1.234", "-1,234"),
        (0, "0", "0"),
        (Decimal("12.50"), "12,5", "12.5"),
        (Decimal("1234.25"), "1.234,25", "1,234.25"),
        (None, "", ""),
    ],
)
def test_numbers(value: int | Decimal | None, vietnamese: str, english: str) -> None:
    with translation.override("vi"):
        assert formats.number(value) == vietnamese
    with translation.override("en"):
        assert formats.number(value) == english


def test_sums_carry_their_unit() -> None:
    with translation.override("vi"):
        assert formats.dong(1284500000) == "1.284.500.000 đồng"
        assert formats.dong(None) == ""


def test_dates_are_local_and_day_first() -> None:
    assert formats.legal_date(date(2023, 11, 7)) == "07/11/2023"
    assert formats.legal_date(datetime(2023, 11, 6, 18, 0, tzinfo=UTC)) == "07/11/2023"
    assert formats.moment(datetime(2023, 11, 7, 2, 41, tzinfo=UTC)) == "07/11/2023 09:41"
    assert formats.legal_date(None) == formats.moment(None) == formats.date_words(None) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 11, 7), "ngày 07 tháng 11 năm 2023"),
        (date(2023, 5, 12), "ngày 12 tháng 5 năm 2023"),
        (date(2024, 2, 9), "ngày 09 tháng 02 năm 2024"),
        (date(2024, 1, 10), "ngày 10 tháng 01 năm 2024"),
        (date(2024, 3, 1), "ngày 01 tháng 3 năm 2024"),
    ],
)
def test_dates_of_papers(day: date, words: str) -> None:
    with translation.override("vi"):
        assert formats.date_words(day) == words


def test_dates_in_words_in_english() -> None:
    with translation.override("en"):
        assert formats.date_words(date(2023, 11, 7)) == "7 November 2023"
        assert day_words(date(2023, 11, 7)) == "Tuesday, 7 November 2023"


def test_bars_measure_by_the_longest_and_share_by_the_first() -> None:
    chart = bar_chart([Bar(label="a", value=40), Bar(label="b", value=80), Bar(label="c", value=5)])
    assert [(drawn.width, drawn.share) for drawn in chart.bars] == [(50.0, 100), (100.0, 200), (6.25, 13)]
    assert bar_chart([]).bars == ()
    assert [drawn.width for drawn in bar_chart([Bar(label="a", value=0)]).bars] == [0]


def test_qr_is_square_with_a_quiet_zone() -> None:
    code = qr_path("https://gieo.example/ket-qua/KQ-2023-014")
    assert (code.size - 8 - 17) % 4 == 0
    assert code.path.startswith("M4 4h7v1h-7z")


def test_codes_stay_on_one_line_and_nothing_else_is_touched() -> None:
    assert formats.codes("Giải thích: HN-2023-01") == 'Giải thích: <span class="nowrap">HN-2023-01</span>'
    kept = formats.codes("Theo 797/QĐ-UBND & BB-2023-04")
    assert kept == 'Theo <span class="nowrap">797/QĐ-UBND</span> &amp; <span class="nowrap">BB-2023-04</span>'
    for words in ("Hạn 07/11/2023", "Khối A-B", "<b>đất dốc</b>", "2020–2022", "sau-thu-hoach-5"):
        assert "nowrap" not in formats.codes(words)
    assert formats.codes("<b>") == "&lt;b&gt;"
    assert formats.codes("https://gieo.example/desk/BB-2023-04") == "https://gieo.example/desk/BB-2023-04"
    assert formats.codes(mark_safe("<b>KQ-2022-014</b>")) == '<b><span class="nowrap">KQ-2022-014</span></b>'


def test_grounds_are_read_in_both_languages() -> None:
    basis = Basis("Thông tư 14/2014/TT-BKHCN", "Điều 19 và Điều 20")
    assert formats.ground(basis) == "Điều 19 và Điều 20, Thông tư 14/2014/TT-BKHCN"
    with translation.override("en"):
        assert formats.ground(basis) == "Article 19 and Article 20, Circular 14/2014/TT-BKHCN"
        assert formats.ground("Quyết định số 797/QĐ-UBND") == "Decision No. 797/QĐ-UBND"


@pytest.mark.parametrize("basis", [PLAN_BASIS, DELIVERY_BASIS, REPORT_BASIS, DECAY_BASIS], ids=str)
def test_no_ground_of_ours_is_left_vietnamese(basis: Basis) -> None:
    assert formats.ground(basis) == str(basis)
    with translation.override("en"):
        assert formats.ground(basis).isascii()


def test_whom_a_record_names_is_said_in_the_readers_language() -> None:
    person = Actor(1, "Lò Thị Mai")
    deputy = replace(person, behalf_id=2, behalf_name="Quàng Văn Rừng")
    guest = Actor(None, "Người giữ giấy mời của UBND huyện Tủa Chùa")
    for actor in (person, deputy, guest, SYSTEM):
        assert formats.who_did(actor.name_on_record) == actor.name_on_record
    with translation.override("en"):
        assert formats.who_did(person.name_on_record) == "Lò Thị Mai"
        assert formats.who_did(deputy.name_on_record) == "Lò Thị Mai, on behalf of Quàng Văn Rừng"
        assert formats.who_did(guest.name_on_record).endswith(" UBND huyện Tủa Chùa")
        assert "Người giữ" not in formats.who_did(guest.name_on_record)
        assert formats.who_did(SYSTEM.name_on_record) == "System"
        assert formats.who_did("") == ""


def test_texts_of_records_are_said_in_the_readers_language_where_it_has_them() -> None:
    assert formats.said("") == ""
    with translation.override("en"):
        assert formats.said("Tính từ ngày bàn giao") == "Counted from the day of handover"
        assert formats.said("Lời của người viết") == "Lời của người viết"
