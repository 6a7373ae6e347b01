"""How the name of a place is built, which map a day belongs to, and where an old place is counted today."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Succession:
    """A commune of an old district, and the commune of today that has its land."""

    rank: Rank
    heir: str
    heir_name: str


def principal_heir(name: str, communes: Iterable[Succession]) -> str:
    """The code of the commune that an old district is counted at today [C: our rule, no law names one].

    The one at the district's township (its seat); else the one that bears the district's own name; else the one that
    has the land of most of its communes, the smallest code among equals.
    """
    rows = list(communes)
    seats = [row.heir for row in rows if row.rank is Rank.TOWNSHIP]
    namesakes = [row.heir for row in rows if row.heir_name == name]
    shares = Counter(row.heir for row in rows)
    return next(iter([*seats, *namesakes, *sorted(shares, key=lambda code: (-shares[code], code))]), "")


def in_sentence(name: str) -> str:
    """The name inside a sentence: "Huyện Mường Chà" → "huyện Mường Chà"; a name without a rank stays as it is."""
    try:
        split_name(name)
    except ValueError:
        return name
    return name[0].lower() + name[1:]
