"""What is composed from records: every sentence with its sources, nothing that no record says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gieo.domain.news.engine import clean
from gieo.domain.news.rules.drafting import (
    Day,
    DecisionFact,
    Progress,
    ReceiverFact,
    RequestFact,
    ResultFact,
    compose,
    first_sentence,
)
from gieo.domain.news.rules.markup import free_text, sentences_in
from gieo.domain.news.rules.standing import Drift, Kept, drifts, standing_of
from gieo.domain.news.vocab import SourceKind, Standing, What

DAY = Day(
    code="HN-2023-001",
    title="Hội nghị chuyển giao kết quả nghiên cứu năm 2023",
    held_on=date(2023, 11, 7),
    place="Hội trường Sở",
    chair_title="Phó Chủ tịch Uỷ ban nhân dân tỉnh",
    is_over=True,
    results=9,
    products=31,
    units=11,
    enterprises=1,
    decisions=(DecisionFact("QD-2023-001", "797/QĐ-UBND", date(2023, 5, 12), "Uỷ ban nhân dân tỉnh Điện Biên"),),
    natures=(("Quy trình công nghệ", 12), ("Bảng, biểu đồ", 19)),
    programme=("TAYBAC", "Chương trình Tây Bắc"),
    receivers=(ReceiverFact("SO-NN", "Sở Nông nghiệp", ("Nếp nương thơm",), 3), ReceiverFact("CTY", "Công ty", (), 1)),
    introduced=(
        ResultFact("KQ-2021-001", "Nếp nương thơm", "Giống lúa chịu hạn. Hợp đất dốc.", False),
        ResultFact("KQ-2021-002", "Chè Shan", "Quy trình sao chè", True),
        ResultFact("KQ-2021-003", "Sạt lở", "", True),
    ),
    requests=(RequestFact("CD-2023-001", "Ưu tiên du lịch.", "Uỷ ban nhân dân tỉnh"),),
    progress=Progress(minutes=11, signed=11, items=43, received=41),
)


def said(day: Day) -> dict[str, str]:
    return {sentence.anchor: sentence.text for sentence in compose(day).sentences}


def test_the_day_of_2023_in_one_sentence() -> None:
    draft = compose(DAY)
    assert draft.title.text == "Bàn giao 9 kết quả nghiên cứu và 31 sản phẩm cho 11 đơn vị"
    assert draft.lead.text == (
        "Ngày 07/11/2023, tại Hội trường Sở, 9 kết quả nghiên cứu và 31 sản phẩm đã được bàn giao cho 11 đơn vị, "
        "trong đó có 1 doanh nghiệp."
    )
    assert {fact.what: fact.value for fact in draft.lead.facts} == {
        What.DAY: "07/11/2023", What.PLACE: "Hội trường Sở", What.STATE: "đã bế mạc", What.RESULTS: "9",
        What.PRODUCTS: "31", What.UNITS: "11", What.ENTERPRISES: "1", What.SIGNED: "11/11",
    }  # fmt: skip


def test_every_sentence_says_where_it_comes_from() -> None:
    words = said(DAY)
    assert words["hoi-nghi"] == (
        "Việc bàn giao diễn ra tại hội nghị chuyển giao kết quả nghiên cứu năm 2023, do Phó Chủ tịch Uỷ ban nhân dân "
        "tỉnh chủ trì."
    )
    assert words["quyet-dinh-QD-2023-001"] == (
        "Việc chuyển giao thực hiện Quyết định số 797/QĐ-UBND ngày 12/05/2023 của Uỷ ban nhân dân tỉnh Điện Biên."
    )
    assert words["san-pham"] == ("Các sản phẩm của Chương trình Tây Bắc gồm 12 quy trình công nghệ; 19 bảng, biểu đồ.")
    assert words["nhan-so-nn"] == "Sở Nông nghiệp được giao “Nếp nương thơm” và 3 sản phẩm."
    assert words["nhan-cty"] == "Công ty được giao 1 sản phẩm."
    assert words["yeu-cau-cd-2023-001"] == "Ưu tiên du lịch."
    assert words["da-nhan"].endswith("41 trong 43 mục ghi trong biên bản đã ký; 2 mục chưa nhận.")
    for sentence in compose(DAY).sentences:
        assert sentence.facts
        assert all(fact.code and fact.value for fact in sentence.facts)


def test_outstanding_results_stand_first_and_only_in_plain_words() -> None:
    told = [text for anchor, text in said(DAY).items() if anchor.startswith("ket-qua-")]
    assert told == ["Chè Shan: quy trình sao chè.", "Nếp nương thơm: giống lúa chịu hạn."]


@pytest.mark.parametrize(
    "progress, words",
    [
        (Progress(), "Chưa có biên bản bàn giao nào được lập."),
        (Progress(11, 0), "Chưa biên bản nào trong 11 biên bản bàn giao được các bên ký."),
        (Progress(11, 5, 20, 0), "Mới có 5 trong 11 biên bản bàn giao được các bên ký."),
        (Progress(11, 11, 43, 43), "Cả 11 biên bản bàn giao đã được các bên ký."),
    ],
)
def test_what_is_not_signed_is_told_as_such(progress: Progress, words: str) -> None:
    day = replace(DAY, progress=progress)
    assert said(day)["ky-bien-ban"] == words
    handed_over = progress.minutes > 0 and progress.signed == progress.minutes
    assert ("đã được bàn giao" in compose(day).lead.text) is handed_over
    assert ("được giao theo quyết định" in compose(day).lead.text) is not handed_over


def test_before_the_day_nothing_has_happened() -> None:
    ahead = replace(DAY, is_over=False, progress=Progress(minutes=11))
    words = said(ahead)
    assert compose(ahead).title.text.startswith("Sắp bàn giao 9 kết quả")
    assert "sẽ được bàn giao" in words["doan-dan"]
    assert words["nhan-cty"] == "Công ty sẽ được giao 1 sản phẩm."
    assert "sẽ diễn ra" in words["hoi-nghi"]
    assert not {"ky-bien-ban", "da-nhan", "yeu-cau"} & set(words)


def test_an_empty_record_gives_few_words() -> None:
    bare = Day("HN-1", "Hội nghị", date(2023, 11, 7), "Điện Biên", "", False, 0, 0, 0, 0)
    assert compose(bare).title.text == "Hội nghị"
    assert compose(bare).lead.text == "Ngày 07/11/2023, tại Điện Biên: hội nghị."
    assert list(said(bare)) == ["tieu-de", "doan-dan", "hoi-nghi"]


def test_the_body_keeps_every_sentence_through_the_sanitiser() -> None:
    draft = compose(replace(DAY, receivers=(ReceiverFact("A<B", "Trạm <b>thử</b> & nghiệm", (), 1),)))
    body = clean(draft.markup)
    assert free_text(body) == "Ai nhận gì Một số kết quả được giao Yêu cầu đặt ra"
    kept = sentences_in(body)
    assert kept == {row.anchor: row.text for row in draft.sentences[2:]}
    assert "Trạm <b>thử</b> & nghiệm được giao 1 sản phẩm." in kept.values()


def test_composing_again_gives_the_same_anchors() -> None:
    assert list(said(DAY)) == list(said(replace(DAY, place="Nơi khác", results=8)))


def test_how_a_sentence_stands_to_the_text() -> None:
    assert standing_of("Một câu.", "Một  câu.") is Standing.AS_DRAFTED
    assert standing_of("Một câu.", "Hai câu.") is Standing.BY_HAND
    assert standing_of("Một câu.", None) is Standing.TAKEN_OUT


def test_how_a_sentence_stands_to_the_records() -> None:
    key = (SourceKind.LINES, "HN-1", What.RESULTS)
    assert drifts([Kept(key, "9")], {key: "9"}) == ()
    assert drifts([Kept(key, "9")], {key: "8"}) == (Drift(key, "9", "8"),)
    assert drifts([Kept(key, "9")], {}) == (Drift(key, "9", ""),)
    assert drifts([Kept(key, "9", "8")], {key: "8"}) == ()
    assert drifts([Kept(key, "9", "")], {}) == ()
    assert drifts([Kept(key, "9", "8")], {key: "7"}) == (Drift(key, "9", "7"),)


def test_first_sentences() -> None:
    assert first_sentence("Một. Hai.") == "Một."
    assert first_sentence("Nặng 1.200 kg ở 3.5 m") == "Nặng 1.200 kg ở 3.5 m."
    assert first_sentence(" Một? ") == "Một?"
