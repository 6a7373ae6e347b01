"""How the name of a place is built, and which map a day belongs to."""

from datetime import date

from gieo.core.text import squeeze
from gieo.foundation.places.vocab import MAP_CHANGE, Era, Rank

# As written at the head of a name. Longer ones first where one begins another.
RANK_WORDS: dict[Rank, str] = {
    Rank.CITY: "Thành phố",
    Rank.TOWN: "Thị xã",
    Rank.TOWNSHIP: "Thị trấn",
    Rank.SPECIAL_ZONE: "Đặc khu",
    Rank.PROVINCE: "Tỉnh",
    Rank.URBAN_DISTRICT: "Quận",
    Rank.DISTRICT: "Huyện",
    Rank.WARD: "Phường",
    Rank.COMMUNE: "Xã",
}


def era_of(day: date) -> Era:
    """The map in force on a day."""
    return Era.BEFORE_2025 if day < MAP_CHANGE else Era.AFTER_2025


def split_name(name: str) -> tuple[Rank, str]:
    """ "Thị xã Mường Lay" → (town, "Mường Lay"). Raises ValueError when the name begins with no rank."""
    name = squeeze(name)
    for rank, word in RANK_WORDS.items():
        if name.lower().startswith(word.lower() + " "):
            return rank, name[len(word) + 1 :]
    raise ValueError(f"no rank at the head of {name!r}")


def in_sentence(name: str) -> str:
    """The name inside a sentence: "Huyện Mường Chà" → "huyện Mường Chà"; a name without a rank stays as it is."""
    try:
        split_name(name)
    except ValueError:
        return name
    return name[0].lower() + name[1:]
