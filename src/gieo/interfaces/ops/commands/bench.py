"""./gieo bench [NAME…]: the measures in bench/, each a program that prints figures and exits 1 when over its budget."""

import ast
import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from gieo.interfaces.ops.terminal import Failed, answer, table

ROOT = Path(__file__).resolve().parents[5]


def measures() -> dict[str, str]:
    """Name and first sentence of every program in bench/; what only lends a hand to them is none."""
    found = {}
    for path in sorted((ROOT / "bench").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        if 'if __name__ == "__main__":' in source:
            said = ast.get_docstring(ast.parse(source)) or ""
            found[path.stem] = said.splitlines()[0].split(". ")[0].rstrip(".") if said else ""
    return found


def run(options: Namespace) -> int:
    known = measures()
    unknown = [name for name in options.names if name not in known]
    if unknown:
        raise Failed(f"there is no measure “{unknown[0]}”; there are: {', '.join(known)}.")
    over: list[tuple[str, ...]] = []
    for name in options.names or known:
        answer(f"\n{name}: {known[name]}")
        environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
        command = [sys.executable, "-m", f"bench.{name}"]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            over.append((name, "over its budget, or failed"))
    answer("")
    for line in table(over) or ["Within the budget."]:
        answer(line)
    return 1 if over else 0
