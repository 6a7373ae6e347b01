"""The sources of the house, read once and parsed once asked, for tests that judge all of it."""

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "gieo"
STOREYS = ("foundation", "domain")
EXCUSE = re.compile("house:")


@dataclass(frozen=True)
class Source:
    """One Python file. `name` is its path from the root, as it should stand in a message."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def comments(self) -> tuple[tuple[int, str], ...]:
        words = tokenize.generate_tokens(StringIO(self.text).readline)
        return tuple((word.start[0], word.string) for word in words if word.type == tokenize.COMMENT)

    def remarks(self, wanted: re.Pattern[str]) -> list[tuple[int, str]]:
        """Comments in which this stands, each with its line. A text without it is not taken apart: that takes long."""
        return [one for one in self.comments if wanted.search(one[1])] if wanted.search(self.text) else []

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.name).parts

    def excuse(self, node: ast.expr) -> str:
        """What a `# house: …` comment on a line of this expression says."""
        last = node.end_lineno or node.lineno
        said = [text for at, text in self.remarks(EXCUSE) if node.lineno <= at <= last]
        return said[0].split("house:")[1].strip() if said else ""


def parse(text: str, name: str = "src/gieo/domain/results/queries.py") -> Source:
    return Source(name, text)


@cache
def python(folder: str = "src/gieo") -> tuple[Source, ...]:
    paths = [path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]
    return tuple(parse(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))) for path in paths)


def rooms() -> list[Path]:
    return [
        folder
        for storey in STOREYS
        for folder in sorted((PACKAGE / storey).iterdir())
        if folder.is_dir() and (folder / "__init__.py").exists()
    ]


def calls(source: Source) -> Iterator[tuple[ast.Call, str, str]]:
    """Every method call as (node, source of what it is called on, name of the method)."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, ast.unparse(node.func.value), node.func.attr
