"""What is measured, and the limits every measure must keep to (budget.toml)."""

import tomllib
from pathlib import Path
from typing import Any

BUDGETS = Path(__file__).with_name("budget.toml")


def budget(name: str) -> dict[str, Any]:
    """The limits of one measure."""
    limits: dict[str, Any] = tomllib.loads(BUDGETS.read_text(encoding="utf-8"))[name]
    return limits
