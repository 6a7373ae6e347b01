"""The words of the story, read from data/: facts of 2023 and what was invented around them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Words = dict[str, Any]


@cache
def read(name: str) -> Words:
    """One file of data/, by its name without the ending."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def nine() -> tuple[Words, ...]:
    """The nine results of 2023, in their order."""
    return tuple(read(f"results/{path.stem}") for path in sorted((DATA / "results").glob("*.toml")))


@cache
def topics() -> tuple[Words, ...]:
    """What the province worked on in ten years, each topic with its field."""
    found = []
    for path in sorted((DATA / "archive").glob("*.toml")):
        words = read(f"archive/{path.stem}")
        found += [{"field": words["field"], "objective": words["objective"], **topic} for topic in words["topic"]]
    return tuple(found)
