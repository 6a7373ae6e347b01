"""The words of the story, without a database: Vietnamese throughout, whole and consistent."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image

from gieo.foundation.signing.rules import read_strokes
from gieo.interfaces.ops.demo import pen, tables
from gieo.interfaces.ops.demo.archive import titles
from gieo.interfaces.ops.demo.content import DATA, nine, read
from gieo.interfaces.ops.demo.drawings import SCENES, picture

KEYS_IN_ENGLISH = {
    "key", "code", "kind", "role", "nature", "natures", "delivery", "file", "scene", "grade", "indicator", "level",
    "to", "unit", "owner", "what", "result", "conference", "host", "account", "parent", "successor", "place", "places",
    "objective", "field",
}  # fmt: skip
# A word of Vietnamese ends in a vowel or one of these; ASCII words that do not are foreign.
FOREIGN = re.compile(r"\b(the|and|with|for|of|results?|products?|report|data|demo|test|sample|unit|name|title)\b", re.I)


def _texts(words: Any, key: str = "") -> list[str]:
    if isinstance(words, dict):
        return [text for name, value in words.items() for text in _texts(value, name)]
    if isinstance(words, list):
        return [text for value in words for text in _texts(value, key)]
    return [words] if isinstance(words, str) and key not in KEYS_IN_ENGLISH else []


def test_no_english_word_in_the_story() -> None:
    texts = [text for path in DATA.rglob("*.toml") for text in _texts(read(str(path.relative_to(DATA))[:-5]))]
    assert len(texts) > 800
    found = [text for text in texts if FOREIGN.search(re.sub(r"\|[a-z]+(:|$)", "|", text))]
    assert found == []


def test_three_hundred_results_without_a_double() -> None:
    found = [title for _topic, title, _place in titles()] + [row["title"] for row in read("earlier")["result"]]
    found += [row["title"] for row in nine()]
    assert len(found) == 300
    assert [title for title, times in Counter(found).items() if times > 1] == []
    assert not [title for title in found if "{" in title or "huyện huyện" in title]


def test_every_unit_of_the_decision_receives_something() -> None:
    receivers = {row["to"] for row in read("products")["product"]}
    lines = [(row["result"], to) for row in read("story")["decision"]["line"] for to in row["to"]]
    assert len(read("products")["product"]) == 31
    assert len({result for result, _to in lines}) == 9
    assert len(receivers | {to for _result, to in lines}) == 11
    kinds = {row["key"]: row["kind"] for row in read("units")["unit"]}
    assert [key for key in receivers if kinds[key] == "enterprise"] == ["cong-ty"]
    assert {row["unit"] for row in read("plans")["plan"]} == receivers


@pytest.mark.parametrize("row", nine(), ids=lambda row: row["key"])
def test_a_result_has_its_procedure_and_real_steps(row: dict[str, Any]) -> None:
    procedures = [product for product in row["product"] if product.get("role") == "procedure"]
    assert procedures
    assert all(len(product["steps"]) >= 5 for product in procedures)
    assert row["title"][-1] not in ".;"
    assert row["scene"] in SCENES
    assert [member for member in row["members"] if member.endswith("leader")]


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_is_drawn(scene: str) -> None:
    with Image.open(io.BytesIO(picture(scene))) as drawn:
        assert drawn.size == (1200, 800)
        assert len(drawn.convert("RGB").getcolors(maxcolors=100_000) or []) > 8
    assert len(picture(scene)) < 80_000


def test_signatures_differ_by_name_and_hold_as_signatures() -> None:
    one, other = pen.strokes("Lò Thị Mai"), pen.strokes("Giàng A Sương")
    assert one == pen.strokes("Lò Thị Mai")
    assert one != other
    assert len(read_strokes(one).strokes) >= 3


def test_a_sheet_has_its_head_and_rows(now: Any) -> None:
    columns = ["Xã|commune:098", "Năm|year:2010", "Số|int:3-9", "Tỷ lệ|dec:1-2", "Loại|pick:a,b"]
    page = load_workbook(io.BytesIO(tables.sheet("Bảng thử", columns, 5, seed="x", dated=now))).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    assert rows[0] == ["Xã", "Năm", "Số", "Tỷ lệ", "Loại"]
    assert [row[1] for row in rows[1:]] == [2010, 2011, 2012, 2013, 2014]
    assert tables.make_rows(columns, 5, seed="x") == rows[1:]
    assert tables.listing(columns, 5, seed="x").startswith(b"\xef\xbb\xbfX\xc3\xa3;")
