"""Settings of the test bench: the product's own, in a home of this process and on the database of this run.

pytest loads this module before any other (`--ds` in pyproject.toml), so the environment is laid down here, ahead of
the import of the product's settings. Every xdist worker is a process of its own and gets a home of its own.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="gieo-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

for name in [name for name in os.environ if name.startswith("GIEO_") and not name.startswith("GIEO_TEST_")]:
    del os.environ[name]  # what a developer has exported must not decide whether a test passes
os.environ["GIEO_MODE"] = "test"
os.environ["GIEO_HOME"] = str(HOME)
if "GIEO_TEST_DATABASE_URL" in os.environ:
    os.environ["GIEO_DATABASE_URL"] = os.environ["GIEO_TEST_DATABASE_URL"]

from gieo.config.settings import *  # noqa: E402, F403 - only after the environment is laid down
from gieo.config.settings import DATABASES  # noqa: E402 - as above

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    options = DATABASES["default"]["OPTIONS"]
    # The bench's databases do not outlive the run: nothing waits for the disk.
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
else:
    # Two deeds that wait for each other end with an error, also where the tables are emptied behind them.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=60s"

from gieo.interfaces.ops.translations import compile_stale  # noqa: E402 - as above

compile_stale()
