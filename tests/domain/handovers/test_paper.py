"""The paper of the minutes: what must stand on it, in which order, before and after sealing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gieo.core.digest import digest
from gieo.domain.handovers.rules import reporting, sealing, texts
from gieo.domain.handovers.rules.annex import readable
from gieo.domain.handovers.rules.paper import Ink, compose, paper_number
from gieo.domain.handovers.vocab import Party
from gieo.foundation.papers.rules import Drawing, plain_text
from tests.domain.handovers.contents import LONG_TITLE, content

SEALED_AT = datetime(2023, 11, 7, 2, 30, tzinfo=UTC)
FINGERPRINT = "9f2c41d788ab03e5" * 4


def words(**changes: object) -> str:
    return plain_text(compose(content(**changes), dated=SEALED_AT, digest=FINGERPRINT))


def test_the_paper_names_parties_grounds_items_and_copies() -> None:
    text = words()
    for said in (
        "UBND TỈNH ĐIỆN BIÊN",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Số: 04/BB-SKHCN",
        "Điện Biên, ngày 07 tháng 11 năm 2023",
        "BIÊN BẢN",
        "Căn cứ Quyết định số 797/QĐ-UBND ngày 12 tháng 5 năm 2023",
        "Thời gian bắt đầu: 09 giờ 30 phút ngày 07 tháng 11 năm 2023.",
        "Bên nhận (Bên B): Hợp tác xã nếp nương.",
        "Vàng Thị Dua, Phó trưởng phòng, Phòng Quản lý khoa học.",
        LONG_TITLE,
        "03 mục",
        "Biên bản kết thúc vào 09 giờ 41 phút cùng ngày, được lập thành 04 bản có giá trị như nhau",
        "mỗi bên giữ 02 bản./.",
        "- Như thành phần;",
    ):
        assert said in text
    assert "DỰ THẢO" not in text


def test_a_draft_says_so_and_carries_no_fingerprint() -> None:
    paper = compose(content(), dated=SEALED_AT, link="https://gieo.example/xac-minh/")
    assert "DỰ THẢO" in plain_text(paper)
    assert (paper.foot.digest, paper.foot.link) == ("", "")


def test_five_reports_and_the_reason_of_their_start_are_printed() -> None:
    text = words()
    assert "lần 1: 07/11/2024; lần 2: 07/11/2025; lần 3: 07/11/2026; lần 4: 07/11/2027; lần 5: 07/11/2028" in text
    assert "Lý do chọn ngày bắt đầu: Tính từ ngày bàn giao" in text
    assert "tính từ ngày 07/11/2023, theo Điều 19 và Điều 20 Thông tư số 14/2014/TT-BKHCN" in text


def test_a_waiver_is_printed_with_what_lacks_who_gave_it_when_and_why() -> None:
    said = (
        "Mục 3 được giao khi bộ chuyển giao còn thiếu: chi phí áp dụng; rủi ro, điều cần coi chừng. "
        "Lò Văn Tiến cho miễn ngày 02/11/2023, lý do: bảng chi phí bổ sung sau."
    )
    assert said in words()


def test_the_paper_says_of_each_item_what_was_sealed_and_nothing_more() -> None:
    text = words()
    assert "Đủ 8 phần của bộ chuyển giao; 02 sản phẩm, 03 tệp" in text
    bare = content(items=1)
    bare["items"][0] |= {"condition": "", "nature": "", "delivery": ""}
    table = plain_text(compose(bare, dated=SEALED_AT))
    assert "Đầy đủ" not in text + table


@pytest.mark.parametrize(
    "held, said",
    [
        ((8, 0, 2, 3), "Đủ 8 phần của bộ chuyển giao; 02 sản phẩm, 03 tệp"),
        ((8, 2, 1, 0), "Có 6 trong 8 phần của bộ chuyển giao; 01 sản phẩm"),
        ((8, 8, 0, 0), "Có 0 trong 8 phần của bộ chuyển giao"),
    ],
)
def test_the_condition_of_a_result_tells_what_its_kit_holds(held: tuple[int, int, int, int], said: str) -> None:
    parts, missing, products, files = held
    assert sealing.kit_condition(parts=parts, missing=missing, products=products, files=files) == said


def test_different_terms_are_said_once_with_their_items() -> None:
    text = words(items=5)
    assert text.count("Bên B có quyền sử dụng.") == 1
    assert "Riêng mục 1, 3, 5: Bên B có quyền sử dụng." in text
    assert "Riêng mục 2: Không công bố tọa độ." in text


def test_every_file_stands_in_the_annex_with_its_whole_fingerprint() -> None:
    text = words(items=2)
    assert "PHỤ LỤC" in text
    assert "quy-trinh-ky-thuat-canh-tac-2.pdf" in text
    assert readable(f"{2:064x}").split("\n")[1] in text
    without = content(items=1)
    without["items"][0]["files"] = []
    assert "PHỤ LỤC" not in plain_text(compose(without, dated=SEALED_AT))


def test_without_plan_the_receiver_promises_one() -> None:
    assert "gửi Bên A trong 30 ngày kể từ ngày ký biên bản này" in words(plan=0)
    assert "350.000.000" in words(plan=1)


def test_open_places_are_filled_and_unknown_ones_stay() -> None:
    assert "để Hợp tác xã nếp nương sử dụng" in words()
    assert texts.filled("{đơn vị nhận} và {ai đó}", {texts.RECEIVER: "Xã Na Sang"}) == "Xã Na Sang và {ai đó}"
    assert texts.unknown_places("{đơn vị nhận} {ai đó} {ai đó}") == ("ai đó",)


def test_standing_blocks_use_known_places_only_and_decomposed_names_are_found() -> None:
    assert len(texts.standing_blocks()) == 7
    assert [texts.unknown_places(block.text) for block in texts.standing_blocks()] == [()] * 7
    assert texts.filled("{đơn vị nhận}", {texts.RECEIVER: "A"}) == "A"


def test_signatures_are_drawn_with_their_hour_and_the_seal_keeps_room() -> None:
    drawing = Drawing((((0.1, 0.5), (0.5, 0.2), (0.9, 0.5)),), 3.0)
    ink = {Party.RECEIVER: Ink(drawing, datetime(2023, 11, 7, 9, 41))}
    paper = compose(content(), dated=SEALED_AT, digest=FINGERPRINT, ink=ink, seal=True)
    assert "Ký lúc 09:41 ngày 07/11/2023" in plain_text(paper)
    assert "Chữ ký của Cà Văn Hặc" not in words()


@pytest.mark.parametrize(
    "amount, shown",
    [
        ("1", "01"),
        ("12", "12"),
        ("2.5", "2,5"),
        ("1200", "1.200"),
        (Decimal("40.000"), "40"),
        (None, ""),
        ("0.125", "0,125"),
    ],
)
def test_quantities_are_written_as_papers_write_them(amount: object, shown: str) -> None:
    assert paper_number(amount) == shown  # type: ignore[arg-type]


def test_report_dates_keep_the_day_or_end_with_the_month() -> None:
    """TT 14/2014/TT-BKHCN Đ19–20: every 12 months, five years in a row."""
    assert reporting.report_dates(date(2024, 2, 29)) == (
        date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28),
    )  # fmt: skip
    assert reporting.plan_due(date(2023, 11, 7), 30) == date(2023, 12, 7)


def test_what_is_missing_before_sealing() -> None:
    filled = dict.fromkeys(sealing.REQUIRED, "x")
    assert sealing.missing_for_seal(filled, items=1) == ()
    assert sealing.missing_for_seal(filled | {"witness_name": ""}, items=0) == ("witness_name", "items")


def test_every_item_says_how_much_and_in_which_condition() -> None:
    whole = {"order": 1, "quantity": Decimal(1), "quantity_unit": "bản", "condition": "Tốt"}
    assert sealing.missing_in_items([whole]) == {}
    assert sealing.missing_in_items(
        [whole, whole | {"order": 2, "condition": ""}, whole | {"order": 3, "quantity": None, "condition": ""}]
    ) == {"condition": (2, 3), "quantity": (3,)}
    assert sealing.missing_in_items([whole | {"quantity_unit": ""}]) == {"quantity": (1,)}


def test_a_change_of_frozen_content_or_of_rows_gives_another_digest() -> None:
    sealed = content()
    fingerprint = digest(sealed)
    assert sealing.sealed_state(sealed, fingerprint, content()) == (fingerprint, ())
    assert sealing.sealed_state(sealed | {"place": "Nơi khác"}, fingerprint, content())[0] != fingerprint
    touched = content()
    touched["items"][0]["quantity"] = "2"
    assert sealing.sealed_state(sealed, fingerprint, touched)[0] != fingerprint
    renamed = content()
    renamed["receiver"]["unit"] = "Tên mới"
    assert sealing.sealed_state(sealed, fingerprint, renamed) == (fingerprint, ())
