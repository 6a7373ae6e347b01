"""Names of the archive that every system unpacks, and its manifest."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.handovers.rules.archive import Packed, free_path, manifest_json, manifest_text, safe_name
from tests.domain.handovers.contents import content


@pytest.mark.parametrize(
    "name, safe",
    [
        ("Quy trình kỹ thuật.pdf", "Quy trình kỹ thuật.pdf"),
        (unicodedata.normalize("NFD", "Bản đồ.png"), "Bản đồ.png"),
        ('a<b>c:d"e/f\\g|h?i*j.pdf', "a b c d e f g h i j.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("tên . ", "tên"),
        ("\x00\x1f", "tep"),
        ("x" * 200 + ".docx", "x" * 75 + ".docx"),
    ],
)
def test_names_that_windows_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 82
    assert not set(safe) & set('<>:"/\\|?*\x00\n\r\t')
    assert safe == safe.strip(" ")
    assert not safe.endswith(".")


def test_two_files_of_one_name_lie_side_by_side() -> None:
    first = free_path("01 KQ", "Tệp.pdf", [])
    second = free_path("01 KQ", "TỆP.pdf", [first])
    assert (first, second) == ("01 KQ/Tệp.pdf", "01 KQ/TỆP (2).pdf")


def test_the_manifest_names_minutes_and_every_file() -> None:
    files = [Packed("Bien ban/BB.pdf", 10, "a" * 64), Packed("01 KQ/Tệp.pdf", 20, "b" * 64, 1)]
    said = content()
    machine = json.loads(manifest_json(said, "c" * 64, files))
    assert machine["minutes"]["sha256"] == "c" * 64
    assert [(row["path"], row["size"], row["sha256"], row["item"]) for row in machine["files"]] == [
        ("Bien ban/BB.pdf", 10, "a" * 64, None),
        ("01 KQ/Tệp.pdf", 20, "b" * 64, 1),
    ]
    text = manifest_text(said, "c" * 64, files, link="https://example.vn/xac-minh/?ma=BB")
    assert "2 tệp, 30 byte." in text
    assert f"Vân tay nội dung biên bản (SHA-256): {'c' * 64}" in text
    assert text.count("\r\n") == len(text.splitlines())
