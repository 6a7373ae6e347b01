"""Who sends something without an account: one rule for names, ways to be reached, consent."""

from __future__ import annotations

from typing import Any

import pytest

from gieo.foundation.audience.services.visitors import digits, faults_of, said_of

LONGEST = {"name": 20, "where": 30, "phone": 40, "email": 254}
WHO = {"name": " Giàng  A Páo ", "phone": "0215 111 2222", "email": "pao@example.vn"}


def faults(*, consents: bool = True, **values: Any) -> set[str]:
    ways = values.pop("ways", ("phone", "email"))
    said = said_of(WHO | values, LONGEST)
    found = faults_of(said, LONGEST, consents=consents, ways=ways)
    assert all(len(words) == 1 and words[0].endswith(".") for words in found.values())
    return set(found)


def test_what_is_said_is_one_plain_line_each() -> None:
    assert said_of(WHO, LONGEST) == {
        "name": "Giàng A Páo", "where": "", "phone": "0215 111 2222", "email": "pao@example.vn",
    }  # fmt: skip
    with pytest.raises(TypeError):
        said_of({"hobby": "x"}, LONGEST)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, set()),
        ({"phone": ""}, set()),
        ({"email": ""}, set()),
        ({"phone": "", "email": ""}, {"phone"}),
        ({"phone": "", "email": "", "ways": ("email",)}, {"email"}),
        ({"phone": "", "ways": ("phone",)}, {"phone"}),
        ({"phone": "0215 11"}, {"phone"}),
        ({"email": "pao@"}, {"email"}),
        ({"name": "…"}, {"name"}),
        ({"where": "x" * 31}, {"where"}),
        ({"consents": False}, {"consents"}),
        ({"name": "", "phone": "1", "email": "x", "consents": False}, {"name", "phone", "email", "consents"}),
    ],
)
def test_every_fault_stands_beside_its_field(values: dict[str, Any], wrong: set[str]) -> None:
    assert faults(**values) == wrong


def test_a_number_is_what_is_dialled() -> None:
    assert digits("+84 215-111.2222") == "842151112222"
