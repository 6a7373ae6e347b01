"""The walls of the house hold, and would be seen to fall."""

import subprocess
import sys
from pathlib import Path

from tests.house.sources import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")


def test_every_import_contract_is_kept() -> None:
    done = subprocess.run([LINTER, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"A wall is broken. docs/house.md says which way imports run.\n{done.stdout[-4000:]}"
