"""The walls of the house hold, and would be seen to fall."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house.sources import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")


def test_every_import_contract_is_kept() -> None:
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
    command = [LINTER, "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"A wall is broken. docs/house.md says which way imports run.\n{done.stdout[-4000:]}"
