"""How long from a fresh clone to “ready”, how long a second start takes, and how much memory the demo holds.

`python -m bench.start`.
A clone of the last commit is made in a temporary folder; nothing of this working tree is used or touched.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench import budget

ROOT = Path(__file__).resolve().parent.parent
LIMITS = budget("start")
FRESH, SECOND = LIMITS["fresh_clone_to_ready_seconds"], LIMITS["second_start_seconds"]
RESIDENT = LIMITS["resident_megabytes"]
PAGES = ("/", "/ket-qua/", "/en/", "/dang-nhap/", "/readyz")


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Demo:
    """`./gieo demo` as a person starts it, in a clean environment."""

    def __init__(self, clone: Path) -> None:
        self.port = free_port()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIEO_", "PYTHON"))}
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            ["python3", "gieo", "demo", "--port", str(self.port)],
            cwd=clone,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> float:
        """Seconds until the line “Gieo is ready at …”."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Gieo is ready at"):
                return time.monotonic() - self.started
        raise SystemExit(f"the demo ended before it was ready (exit {self.process.wait()})")

    def resident(self) -> tuple[float, float]:
        """MB of the demo's processes: resident sizes added up, and the same with shared pages counted once (PSS)."""
        rss = pss = 0
        for process in family(self.process.pid):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Rss:"):
                    rss += int(line.split()[1])
                elif line.startswith("Pss:"):
                    pss += int(line.split()[1])
        return rss / 1024, pss / 1024

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        if self.process.wait(30):
            raise SystemExit(f"the demo did not stop cleanly (exit {self.process.returncode})")


def family(root: int) -> list[int]:
    """The process and all its descendants."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has ended since it was listed
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [root]
    for process in found:
        found += parents.get(process, [])
    return found


def visit(port: int) -> None:
    """Open some pages, so that what is loaded at first use is counted too."""
    for page in PAGES * 3:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=30) as answer:
            answer.read()


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="gieo-bench-"))
    try:
        clone = folder / "gieo"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        first = Demo(clone)
        fresh = first.wait()
        first.stop()
        again = Demo(clone)
        second = again.wait()
        visit(again.port)
        rss, pss = again.resident()
        again.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"fresh clone → ready   {fresh:6.1f} s    budget {FRESH:.0f} s")
    print(f"second start → ready  {second:6.1f} s    budget {SECOND:.0f} s")
    print(f"resident, all         {rss:6.0f} MB   budget {RESIDENT:.0f} MB (shared pages once: {pss:.0f} MB)")
    return 0 if fresh <= FRESH and second <= SECOND and rss <= RESIDENT else 1


if __name__ == "__main__":
    sys.exit(main())
