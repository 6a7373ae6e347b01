"""Invented names for the people of the archive, combined from parts that are common in the region."""

from random import Random

FAMILIES = {
    "Thái": ("Lò", "Quàng", "Cà", "Lường", "Tòng", "Hoàng", "Bạc"),
    "Mông": ("Giàng", "Vàng", "Sùng", "Thào", "Mùa", "Hạng"),
    "Kinh": ("Nguyễn", "Trần", "Phạm", "Đỗ", "Bùi", "Vũ", "Đặng", "Lê"),
}
MIDDLE = {
    "Thái": (("Văn", "Thanh", "Minh"), ("Thị", "Thị Thanh")),
    "Mông": (("A",), ("Thị",)),
    "Kinh": (("Văn", "Đức", "Quang", "Xuân"), ("Thị", "Thị Thu", "Thị Minh")),
}
GIVEN = {
    "Thái": (
        ("Ún", "Phanh", "Inh", "Tưởng", "Pâng", "Hặc", "Sương", "Mường"),
        ("Ón", "Inh", "Pánh", "Xuân", "Ngoan", "Thoa", "Bun"),
    ),
    "Mông": (("Chua", "Dế", "Lử", "Páo", "Sình", "Tủa", "Vừ", "Nhè"), ("Dính", "Mảy", "Pà", "Sua", "Chứ", "Dợ")),
    "Kinh": (
        ("Đồi", "Khê", "Lâm", "Sơn", "Thuỷ", "Thạch", "Vân", "Giang"),
        ("Hạnh", "Lúa", "Mây", "Nhài", "Suối", "Thảo", "Sen"),
    ),
}  # fmt: skip
DEGREES = ("TS.", "ThS.", "ThS.", "ThS.", "KS.", "CN.")
OF_MEDICINE = ("BSCKII.", "BSCKI.", "ThS.", "BS.", "DS.")


def person(luck: Random) -> str:
    """One name: family, middle, given, of one tongue."""
    people = luck.choice(tuple(FAMILIES))
    woman = luck.randrange(2)
    return f"{luck.choice(FAMILIES[people])} {luck.choice(MIDDLE[people][woman])} {luck.choice(GIVEN[people][woman])}"


def leader(luck: Random) -> tuple[str, str]:
    """Degree and name of a leader."""
    return luck.choice(DEGREES[:4]), person(luck)


def team(luck: Random, field: str, *, avoid: str) -> list[tuple[str, str, str]]:
    """A secretary and one or two members, all different: (degree, name, role)."""
    degrees = OF_MEDICINE if field == "3" else DEGREES
    size = luck.choice((2, 2, 3))
    names: list[str] = []
    while len(names) < size:
        name = person(luck)
        if name != avoid and name not in names:
            names.append(name)
    roles = ("secretary", *("member" for _name in names[1:]))
    return [(luck.choice(degrees), name, role) for name, role in zip(names, roles, strict=True)]
