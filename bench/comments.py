"""A flood of 10,000 comments through the real stack: how many are accepted, how many slowed in words; none may be lost.

`python -m bench.comments [comments]`. Every comment has a right check code of its own (somebody has done the work
beforehand), a tenth comes from one address, the rest from 2,000; most are about one article. They are sent by 16
connections as fast as they are answered. Meanwhile a reader opens the article five times a second.
"""

import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench import budget  # noqa: E402 - the path is laid above
from bench.portal import GIEO, PROCESSES, THREADS, fetch, free_port, running  # noqa: E402 - as above
from bench.web.ask import BROWSER  # noqa: E402 - as above
from gieo.foundation.audience.engine import check_code  # noqa: E402 - as above
from gieo.interfaces.ops import home as homes  # noqa: E402 - as above

LIMITS = budget("comments")
COMMENTS, CONNECTIONS, SOURCES = 10_000, 16, 2_000


def requests(home: Path, address: str, comments: int) -> list[dict[str, Any]]:
    """What the crowd sends: the forms' own token and cookie, each with a code that nobody has used."""
    with urllib.request.urlopen(f"{address}/tin-tuc/", timeout=60) as answer:
        codes = sorted(set(re.findall(r'href="/tin-tuc/(TT-[^"/?]+)"', answer.read().decode())))
    form = f"/tin-tuc/{codes[-1]}/binh-luan/viet"
    with urllib.request.urlopen(address + form, timeout=60) as answer:
        cookie = re.search(r"csrftoken=\w+", answer.headers["Set-Cookie"])[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())[1]
    key = check_code.key_of(home / "keys")
    ends = datetime.now(UTC) + timedelta(seconds=homes.recall(home).clock_offset or 0, hours=1)
    dice, made = random.Random(2023), []
    for number in range(comments):
        code = codes[-1] if dice.random() < 0.8 else dice.choice(codes)
        source = 0 if dice.random() < 0.1 else dice.randrange(SOURCES)
        name = f"Người thứ {number}"
        values = {
            "csrfmiddlewaretoken": token, "name": name, "text": f"Bình luận số {number} về bài này.", "answer": "7",
            "token": check_code.make_question(7, key, expires_at=ends),
        }  # fmt: skip
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, "User-Agent": BROWSER,
            "X-Forwarded-For": f"10.0.{source // 250}.{source % 250 + 1}",
        }  # fmt: skip
        body = urllib.parse.urlencode(values)
        made.append({"path": f"/tin-tuc/{code}/binh-luan/viet", "body": body, "headers": headers, "name": name})
    return made


def read_on(address: str, stop: threading.Event, took: list[float]) -> None:
    """A reader of the article while the flood lasts."""
    while not stop.wait(0.2):
        began = time.perf_counter()
        fetch(address)
        took.append((time.perf_counter() - began) * 1000)


def flood(home: Path, address: str, port: int, comments: int) -> list[str]:
    """Send them all; the lines that are over the budget."""
    sent = requests(home, address, comments)
    read: list[float] = []
    stop = threading.Event()
    reader = threading.Thread(
        target=read_on, args=(address + sent[0]["path"].removesuffix("/binh-luan/viet"), stop, read)
    )
    reader.start()
    began = time.perf_counter()
    command = [sys.executable, "-m", "bench.web.flood", "127.0.0.1", str(port), str(CONNECTIONS)]
    lines = "\n".join(json.dumps(row) for row in sent)
    said = subprocess.run(command, cwd=ROOT, input=lines, capture_output=True, text=True, check=True).stdout
    seconds = time.perf_counter() - began
    stop.set()
    reader.join()
    answers = [json.loads(line) for line in said.splitlines()]
    counted = Counter(answer["status"] for answer in answers)
    receipts = {answer["where"].rsplit("/", 1)[1] for answer in answers if answer["status"] == 303}
    slowed = sum(answer["slowed"] for answer in answers)
    with sqlite3.connect(home / "gieo.sqlite3") as database:
        kept = {receipt for (receipt,) in database.execute("SELECT receipt FROM audience_comment")}
    took = sorted(answer["ms"] for answer in answers)
    p95 = sorted(read)[int(len(read) * 0.95)] if read else 0.0
    print(f"  {len(answers)} comments in {seconds:.0f} s, {len(answers) / seconds * 60:,.0f} a minute")
    print(
        f"  accepted {len(receipts)}, slowed in words {slowed}, other {len(answers) - len(receipts) - slowed}:"
        f" {dict(counted)}"
    )
    print(f"  answered in {statistics.median(took):.0f} ms (median), {took[int(len(took) * 0.95)]:.0f} ms (p95)")
    print(f"  the article meanwhile: {statistics.median(read):.0f} ms (median), {p95:.0f} ms (p95), {len(read)} looks")
    measured = {
        "lost": len(receipts - kept),
        "unanswered": len(answers) - len(receipts) - slowed,
        "article_p95_milliseconds": p95,
    }
    return [f"{name}: {value:.0f}, at most {LIMITS[name]}" for name, value in measured.items() if value > LIMITS[name]]


def main(comments: int) -> int:
    with tempfile.TemporaryDirectory(prefix="gieo-bench-") as folder:
        home, port = Path(folder) / "home", free_port()
        home.mkdir()
        address = f"http://127.0.0.1:{port}"
        os.environ.update(GIEO_HOME=str(home), GIEO_MODE="demo", GIEO_PUBLIC_ADDRESS=address, GIEO_PROXIES="1")
        os.environ.update(DJANGO_SETTINGS_MODULE="gieo.config.settings", PYTHONPATH=str(ROOT / "src"))
        homes.remember(home, homes.Memory(stage="signed"))
        subprocess.run([*GIEO, "prepare"], check=True, stderr=subprocess.DEVNULL)
        os.environ["GIEO_CLOCK_OFFSET"] = str(homes.recall(home).clock_offset)
        server = [*GIEO, "serve", "--port", str(port), "--processes", str(PROCESSES), "--threads", str(THREADS)]
        with running(server, f"{address}/healthz"):
            over = flood(home, address, port, comments)
    for line in over:
        print(f"  OVER {line}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS))
