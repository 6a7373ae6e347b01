"""`search --corpus` and `match`: files in, one JSON object a line out, whatever is wrong is named by file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from gieo.interfaces.ops.__main__ import main

RESULTS = [
    {"id": "r1", "title": "Nuôi lợn sạch", "text": "đệm lót sinh học, không mùi"},
    {"id": 2, "title": "Trồng lúa nếp nương", "text": "giống bản địa"},
    {"id": "r3", "title": "", "text": "Nuôi bò sữa ở vùng cao"},
]


def laid(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return laid(tmp_path / "results.jsonl", RESULTS)


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_needs_meet_results_with_reasons(tmp_path: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    needs = laid(tmp_path / "needs.jsonl", [{"id": 7, "title": "Heo hôi", "text": "Bà con muốn nuôi heo đỡ mùi."}])
    assert main(["match", "--needs", str(needs), "--results", str(results), "--json"]) == 0
    (row,) = rows(capsys)
    assert row["id"] == 7
    assert row["hits"][0]["id"] == "r1"
    assert "“lợn” cũng là “heo”" in row["hits"][0]["why"]
    assert [hit["score"] for hit in row["hits"]] == sorted((hit["score"] for hit in row["hits"]), reverse=True)
    assert main(["match", "--needs", str(needs), "--results", str(results), "--json", "--language", "en"]) == 0
    assert "“lợn” is another word for “heo”" in rows(capsys)[0]["hits"][0]["why"]


def test_queries_find_texts_in_their_order(tmp_path: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        {"id": "a", "text": "cách nuôi bò sữa ở vùng cao"},
        {"id": "b", "title": "lua nep"},
        {"id": "c", "text": "xyzzy"},
    ]
    queries = laid(tmp_path / "queries.jsonl", asked)
    assert main(["search", "--corpus", str(results), "--queries", str(queries), "--json", "--top", "1"]) == 0
    assert [(row["id"], [hit["id"] for hit in row["hits"]]) for row in rows(capsys)] == [
        ("a", ["r3"]),
        ("b", [2]),
        ("c", []),
    ]


def test_for_people_without_json(tmp_path: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queries = laid(tmp_path / "queries.jsonl", [{"id": "a", "text": "bò sữa"}])
    assert main(["search", "--corpus", str(results), "--queries", str(queries)]) == 0
    said = capsys.readouterr()
    assert "r3" in said.out
    assert "1 asked, 3 texts." in said.err


def test_a_mark_of_windows_and_blank_lines_are_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(
        b'\xef\xbb\xbf{"id": "x", "text": "nu\xc3\xb4i ong"}\r\n\r\n{"id": "y", "text": null, "title": "ong"}'
    )
    assert main(["search", "--corpus", str(file), "--queries", str(file), "--json"]) == 0
    assert [row["id"] for row in rows(capsys)] == ["x", "y"]


def test_markup_is_read_as_plain_text_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marked = [{"id": "x", "title": "<b>Nuôi</b> ong &amp; d&ecirc;", "text": "<script>alert(1)</script> a < b > c"}]
    file = laid(tmp_path / "a.jsonl", marked)
    queries = laid(tmp_path / "q.jsonl", [{"id": "q", "text": "nuôi ong dê"}])
    assert main(["search", "--corpus", str(file), "--queries", str(queries), "--json"]) == 0
    said = capsys.readouterr()
    assert f"{file}, line 1: markup is read as plain text" in said.err
    assert "<" not in json.loads(said.out)["hits"][0]["why"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b'{"id": "a", "text": "x"}\nnuoi ong\n', "line 2: this is not JSON"),
        (b'{"id": "a", "text": "x"\n', "line 1: this is not JSON"),
        (b'["a", "x"]\n', "line 1: a line must be one JSON object"),
        (b'{"text": "x"}\n', "line 1: the id is missing"),
        (b'{"id": null, "text": "x"}\n', "line 1: the id is missing"),
        (b'{"id": true, "text": "x"}\n', "line 1: the id is missing"),
        (b'{"id": "", "text": "x"}\n', "line 1: the id is missing"),
        (b'{"id": "\\ud83d", "text": "x"}\n', "line 1: the id holds half a character"),
        (
            b'{"id": "a", "text": "x"}\n{"id": "b", "text": "x"}\n{"id": "a", "text": "y"}\n',
            "line 3: the id “a” stands",
        ),
        (b'{"id": "a"}\n', "line 1: there is neither title nor text"),
        (b'{"id": "a", "text": ["x"]}\n', "line 1: text must be a text"),
        (b'{"id": "a", "text": "nu\xf4i"}\n', "line 1: this is not UTF-8"),
        ('{"id": "a", "text": "nuôi"}\n'.encode("utf-16"), "line 1: this is not UTF-8"),
        (b'{"id": "a", "text": ' + b"[" * 100_000 + b"\n", "line 1: this is not JSON"),
        (b'{"id": "a", "text": "' + b"x" * 8_000_000 + b'"}\n', "line 1: the line is longer than 8 MB"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, results: Path, capsys: pytest.CaptureFixture[str], raw: bytes, said: str
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_bytes(raw)
    for other in ("--corpus", "--queries"):
        files = {"--corpus": results, "--queries": results} | {other: file}
        assert main(["search", *(str(part) for pair in files.items() for part in pair), "--json"]) == 1
        told = capsys.readouterr()
        assert said in told.err
        assert str(file) in told.err
        assert not told.out


def test_a_text_of_strange_signs_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = [
        {"id": "a", "text": "\x00 \ud83d ong \u0301\u0301 🐝 " + "x" * 70_000},
        {"id": "b", "text": "nuôi " * 50_000},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in strange), encoding="utf-8")
    queries = laid(tmp_path / "q.jsonl", [{"id": "q", "text": "ong"}])
    assert main(["search", "--corpus", str(file), "--queries", str(queries), "--json"]) == 0
    assert rows(capsys)[0]["hits"][0]["id"] == "a"


def test_a_missing_file_is_named(tmp_path: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--needs", str(tmp_path / "no.jsonl"), "--results", str(results)]) == 1
    assert "no.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "--corpus", "a"],
        ["search", "rebuild", "--corpus", "a"],
        ["match", "--needs", "a"],
        ["match", "--needs", "a", "--results", "b", "--top", "0"],
        ["match", "--needs", "a", "--results", "b", "--language", "fr"],
    ],
)
def test_wrong_use(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as wrong:
        main(arguments)
    assert wrong.value.code == 2
