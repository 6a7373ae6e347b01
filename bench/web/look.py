"""A web process of bench.visits: notes looks as it is told, one line `MINUTE COUNT` after the other on standard input.

`python -m bench.web.look FOLDER NAME`; it says `READY`, then after every look `.`, so that what it had done when it was
killed is known to one line.
"""

import random
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from gieo.foundation.audience.engine import Spool, salt_of  # noqa: E402 - the path is laid above
from gieo.foundation.audience.rules.visits import Visit, kind_of, line_of, visitor_of  # noqa: E402 - as above

PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A346E) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PAGES = ("/", "/ket-qua/", "/tin-tuc/", "/ket-qua/KQ-2023-014", "/hoi-nghi/HN-2023-01")
VISITORS, ROBOTS = 1_000, 120


def looks(name: str, minute: int, count: int) -> list[tuple[str, str, str]]:
    """(page, address, agent) of one process in one minute: the same for whoever asks."""
    dice = random.Random(f"{name} {minute}")
    found = []
    for _ in range(count):
        who = dice.randrange(VISITORS)
        address = f"10.{who // 256}.{who % 256}.7"
        found.append((dice.choice(PAGES), address, ROBOT if who < ROBOTS else f"{PHONE} {who % 40}"))
    return found


def visit(folder: Path, page: str, address: str, agent: str, minute: int) -> Visit:
    day = datetime.fromtimestamp(minute * 60, UTC).date()
    return Visit(page, visitor_of(address, agent, salt_of(day, folder)), minute, kind_of("GET", agent, ""))


def main(folder: Path, name: str) -> None:
    spool = Spool(folder / "visits")
    print("READY", flush=True)
    for line in sys.stdin:
        minute, count = (int(word) for word in line.split())
        for page, address, agent in looks(name, minute, count):
            spool.write(line_of(visit(folder / "salts", page, address, agent, minute)), at=minute * 60)
            sys.stdout.write(".")
            sys.stdout.flush()
        print("", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
