"""Public pages from copies with granian on two cores, beside the bare server, and how soon new content shows.

`python -m bench.portal [seconds]`; budget: 2,500 answers a second for each page, new content within 2 s. The demo's
story (stage signed) is served by two processes as `./gieo serve` does; the client, a process of its own on the same
machine, holds 16 connections and asks as a browser does, gzip accepted. In turn with each page a bare WSGI function
answers as many bytes from the same server: the ratio holds on other machines. (wrk is the client where it is there.)
"""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench import budget  # noqa: E402 - the path is laid above
from bench.web.ask import HEADERS  # noqa: E402 - the path is laid above
from gieo.interfaces.ops import home as homes  # noqa: E402 - the path is laid above

WANTED, VISIBLE = budget("portal")["answers_a_second"], budget("portal")["new_content_visible_seconds"]
PROCESSES, THREADS, CONNECTIONS, ROUNDS = 2, 2, 16, 3
GIEO = [sys.executable, "-m", "gieo.interfaces.ops"]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, headers=HEADERS), timeout=60) as answer:
        return bytes(answer.read())


@contextmanager
def running(command: list[str], address: str, **more: str) -> Iterator[None]:
    """A server until the end of the block."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | more, **quiet)
    try:
        for _attempt in range(300):
            try:
                fetch(address)
                break
            except OSError:
                assert process.poll() is None, f"{command} has ended"
                time.sleep(0.2)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def rate(address: str, seconds: float) -> float:
    """Answers a second that a client in a process of its own gets."""
    if shutil.which("wrk"):
        asked = [part for name, value in HEADERS.items() for part in ("-H", f"{name}: {value}")]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", *asked, address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in said, said
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    command = [sys.executable, "-m", "bench.web.ask", address, str(seconds), str(CONNECTIONS)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)


def measure(address: str, name: str, path: str, seconds: float) -> bool:
    """Print one line; whether the page keeps to the budget."""
    size = len(fetch(address + path))
    port = free_port()
    server = (
        f"--interface wsgi --port {port} --workers {PROCESSES} --blocking-threads {THREADS} bench.web.bare:application"
    )
    command = [sys.executable, "-m", "granian", *server.split()]
    bare_address = f"http://127.0.0.1:{port}/"
    with running(command, bare_address, BARE_BYTES=str(size)):
        pairs = [(rate(address + path, seconds), rate(bare_address, seconds)) for _round in range(ROUNDS)]
    page, bare = (statistics.median(row) for row in zip(*pairs, strict=True))
    kept = page >= WANTED
    print(
        f"  {name:12} {size / 1024:5.1f} KiB   {page:7,.0f} a second   bare {bare:7,.0f}   ratio {page / bare:4.2f}"
        f"{'' if kept else '   OVER'}",
        flush=True,
    )
    return kept


def new_content(address: str) -> bool:
    """While a crowd reads the list of news, an article is published, then taken back."""
    crowd = subprocess.Popen(
        [sys.executable, "-m", "bench.web.ask", f"{address}/tin-tuc/", "120", "4"], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        command = [sys.executable, "-m", "bench.web.publish", f"{address}/tin-tuc/"]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    finally:
        crowd.terminate()
        crowd.wait()
    appeared, gone = (float(word) for word in said.split())
    kept = max(appeared, gone) <= VISIBLE
    mark = "" if kept else "   OVER"
    print(f"  new content: shows after {appeared:.2f} s, gone {gone:.2f} s after it was withdrawn{mark}")
    return kept


def main(seconds: float) -> int:
    with tempfile.TemporaryDirectory(prefix="gieo-bench-") as folder:
        home, port = Path(folder) / "home", free_port()
        home.mkdir()
        address = f"http://127.0.0.1:{port}"
        os.environ.update(GIEO_HOME=str(home), GIEO_MODE="demo", GIEO_PUBLIC_ADDRESS=address)
        os.environ.update(DJANGO_SETTINGS_MODULE="gieo.config.settings", PYTHONPATH=str(ROOT / "src"))
        homes.remember(home, homes.Memory(stage="signed"))
        subprocess.run([*GIEO, "prepare"], check=True, stderr=subprocess.DEVNULL)
        os.environ["GIEO_CLOCK_OFFSET"] = str(homes.recall(home).clock_offset)
        server = [*GIEO, "serve", "--port", str(port), "--processes", str(PROCESSES), "--threads", str(THREADS)]
        with running(server, f"{address}/healthz"):
            pages = {"front door": "/", "catalogue": "/ket-qua/"}
            for name, listed, link in (
                ("result", "/ket-qua/", r'href="(/ket-qua/KQ-[^"/?.]+)"'),
                ("conference", "/hoi-nghi/", r'href="(/hoi-nghi/[^"/?.]+)"'),
                ("article", "/tin-tuc/", r'href="(/tin-tuc/[^"/?.]+)"'),
            ):
                with urllib.request.urlopen(address + listed, timeout=60) as answer:
                    pages[name] = re.search(link, answer.read().decode())[1]
            kept = [measure(address, name, path, seconds) for name, path in pages.items()]
            kept.append(new_content(address))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 4))
