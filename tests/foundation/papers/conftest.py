"""Reading back what was printed, with tools that had no part in printing it."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Reader = Callable[[bytes], str]


def squeezed(text: str) -> str:
    """Single spaces; places to break a word, form feeds and the mark at a file's head fall away."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


@pytest.fixture
def pdf_text(tmp_path: Path) -> Reader:
    """The text of a PDF as pdftotext gives it."""

    def read(content: bytes) -> str:
        return squeezed(_run(tmp_path, content, "pdftotext", "-enc", "UTF-8", "{}", "-"))

    return read


@pytest.fixture
def pdf_sheets(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The text of each sheet of a PDF."""

    def read(content: bytes) -> list[str]:
        sheets = _run(tmp_path, content, "pdftotext", "-enc", "UTF-8", "{}", "-").split("\f")
        return [squeezed(sheet) for sheet in sheets if sheet.strip()]

    return read


@pytest.fixture
def pdf_reading(tmp_path: Path) -> Reader:
    """The text of a tagged PDF in the order of its structure tree, without feet and page numbers."""

    def read(content: bytes) -> str:
        drawn = _run(tmp_path, content, "pdfinfo", "-enc", "UTF-8", "-struct-text", "{}")
        words = re.findall(r'^\s*"(.*)"$', drawn, re.MULTILINE)
        return squeezed("".join(words).replace('\\"', '"'))

    return read


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def word_text(tmp_path: Path, office_profile: Path) -> Reader:
    """The text of a .docx as LibreOffice gives it."""

    def read(content: bytes) -> str:
        source = tmp_path / "paper.docx"
        source.write_bytes(content)
        command = ["soffice", "--headless", f"-env:UserInstallation={office_profile.as_uri()}", "--convert-to"]
        command += ["txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return squeezed((tmp_path / "paper.txt").read_text(encoding="utf-8"))

    return read


def _run(folder: Path, content: bytes, *command: str) -> str:
    source = folder / "paper.pdf"
    source.write_bytes(content)
    made = subprocess.run([word.format(source) for word in command], check=True, capture_output=True, timeout=60)
    return made.stdout.decode("utf-8", "replace")  # pdfinfo prints titles of headings as they are, in UTF-16
