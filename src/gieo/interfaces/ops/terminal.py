"""The one voice of the commands: answers on stdout, progress and complaints on stderr, one line each."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Failed(Exception):
    """The command cannot do what it was asked. The message is one line for the person at the terminal; exit 1."""


def answer(line: str = "") -> None:
    print(line, flush=True)  # noqa: T201 - the terminal is where commands answer


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - as above


@contextmanager
def step(name: str) -> Iterator[None]:
    """`name … 1.2 s` around a piece of work that takes a while."""
    started = time.monotonic()
    print(f"  {name} …", end="", file=sys.stderr, flush=True)  # noqa: T201 - as above
    try:
        yield
    except BaseException:
        say(" failed")
        raise
    say(f" {time.monotonic() - started:.1f} s")


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows as lines with aligned columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
