import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.actor import Actor, Held, Role
from gieo.core.codes import Code, make_code, parse_code
from gieo.core.digest import canonical, digest, digest_of_plain, plain, short

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_plain_form_has_the_digest_of_its_content():
    content = {"b": Decimal("1.50"), "a": unicodedata.normalize("NFD", "Điện"), "d": [date(2023, 11, 7), None]}
    assert digest_of_plain(plain(content)) == digest(content)


def test_equal_content_gives_equal_bytes():
    one = {"b": Decimal("1.50"), "a": unicodedata.normalize("NFD", "Điện"), "d": date(2023, 11, 7)}
    two = {"d": "2023-11-07", "a": "Điện", "b": Decimal("1.5")}
    assert canonical(one) == canonical(two) == '{"a":"Điện","b":"1.5","d":"2023-11-07"}'.encode()
    assert digest(one) == digest(two)


@given(PLAIN)
def test_lists_and_tuples_are_one_content(value):
    assert digest([value]) == digest((value,))


def test_floats_have_no_canonical_form():
    with pytest.raises(TypeError, match="float"):
        canonical({"area": 1.5})


def test_short_form_for_reading_aloud():
    assert short("9f2c41d788ab03e5ffff") == "9f2c 41d7 88ab 03e5"


def test_codes_can_be_read_back():
    assert make_code("KQ", 2023, 14) == "KQ-2023-014"
    assert parse_code(" kq-2023-014 ") == Code("KQ", 2023, 14)
    assert parse_code("KQ2023") is None


def test_an_actor_knows_its_roles_and_units():
    actor = Actor(1, "Lò Thị Mai", frozenset({Held(Role.UNIT_REP, 7), Held(Role.HOST, 8)}))
    assert actor.has(Role.UNIT_REP)
    assert actor.has(Role.UNIT_REP, unit_id=7)
    assert not actor.has(Role.UNIT_REP, unit_id=8)
    assert actor.units() == {7, 8}
    assert actor.units(Role.HOST) == {8}
    assert not actor.is_office
