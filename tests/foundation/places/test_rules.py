from datetime import date

import pytest

from gieo.foundation.places.rules import Succession, era_of, in_sentence, principal_heir, split_name
from gieo.foundation.places.vocab import Era, Rank


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(2023, 11, 7), Era.BEFORE_2025),
        (date(2025, 6, 30), Era.BEFORE_2025),
        (date(2025, 7, 1), Era.AFTER_2025),
    ],
)
def test_a_day_belongs_to_one_map(day: date, era: Era) -> None:
    assert era_of(day) is era


@pytest.mark.parametrize(
    ("name", "rank", "short"),
    [
        ("Tỉnh Điện Biên", Rank.PROVINCE, "Điện Biên"),
        ("Thành phố Điện Biên Phủ", Rank.CITY, "Điện Biên Phủ"),
        ("Thị Xã Mường Lay", Rank.TOWN, "Mường Lay"),
        ("Thị trấn Tủa Chùa", Rank.TOWNSHIP, "Tủa Chùa"),
        ("  xã   Pú  Nhung ", Rank.COMMUNE, "Pú Nhung"),
        ("Đặc khu Hoàng Sa", Rank.SPECIAL_ZONE, "Hoàng Sa"),
        ("Phu\u031bo\u031b\u0300ng Him Lam", Rank.WARD, "Him Lam"),  # decomposed
    ],
)
def test_a_name_is_a_rank_and_a_proper_name(name: str, rank: Rank, short: str) -> None:
    assert split_name(name) == (rank, short)


@pytest.mark.parametrize("name", ["", "Điện Biên", "Xã", "Xãhội Một"])
def test_a_name_without_rank_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no rank"):
        split_name(name)


def test_inside_a_sentence_the_rank_is_small() -> None:
    assert in_sentence("Huyện Mường Chà") == "huyện Mường Chà"
    assert in_sentence("Đặc khu Hoàng Sa") == "đặc khu Hoàng Sa"
    assert in_sentence("Điện Biên") == "Điện Biên"


def test_an_old_district_is_counted_at_its_township_its_namesake_or_its_greatest_part() -> None:
    seat = Succession(Rank.TOWNSHIP, "3", "Na Sang")
    namesake = Succession(Rank.COMMUNE, "2", "Mường Chà")
    others = [Succession(Rank.COMMUNE, "5", "Pa Ham"), Succession(Rank.COMMUNE, "4", "Hừa Ngài")]
    assert principal_heir("Mường Chà", [*others, namesake, seat]) == "3"
    assert principal_heir("Mường Chà", [*others, namesake]) == "2"
    assert principal_heir("Mường Chà", [*others, others[0]]) == "5"
    assert principal_heir("Mường Chà", others) == "4"
