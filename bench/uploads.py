"""50 MB over a line that breaks three times, and files that are not what they say, against a live server.

`python -m bench.uploads [megabytes]`; budget: complete and equal, nothing let in, memory steady. The demo's home is
served by one process as `./gieo serve` does. A browser signs in, sends a scan in parts, is cut off three times in the
middle of one (the socket is reset), meets a server that was killed and started anew, goes on, and hands the scan to a
decision; what lies there is read back and compared. Then polyglots, bombs, wrong types and a picture of 10,000 × 10,000
dots come by the plain form. Memory is the most that the new server ever held (VmHWM), above what it held when it began.
"""

import hashlib
import http.client
import http.cookiejar
import json
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench import budget  # noqa: E402 - the path is laid above
from bench.portal import GIEO, free_port  # noqa: E402 - the path is laid above
from gieo.interfaces.ops import home as homes  # noqa: E402 - the path is laid above
from tests.factories.odd_files import BOMBS, POLYGLOTS, flat_png  # noqa: E402 - the path is laid above

LIMITS = budget("uploads")
PART = 1 << 20
BASE = "/desk/files/uploads/"
WRONG = {"gia.pdf": b"MZ\x90\x00 not a paper", "gia.png": b"<svg/>", "chay.exe": b"MZ", "rong.txt": b""}


class Server:
    """One process that serves the demo's home; killed and started anew at will."""

    def __init__(self, port: int) -> None:
        self.port, self.address, self.began_with = port, f"http://127.0.0.1:{port}", 0.0
        self.start()

    def start(self) -> None:
        command = [*GIEO, "serve", "--port", str(self.port), "--processes", "1", "--threads", "4"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, **quiet)
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("the server does not start")

    def stop(self, how: signal.Signals) -> None:
        os.killpg(self.process.pid, how)
        self.process.wait(30)

    def peak(self) -> float:
        """MB at the most, of the process of this server that ever held most."""
        found = [0.0]
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                text = status.read_text()
                group = os.getpgid(int(status.parent.name))
            except OSError:
                continue
            if group == self.process.pid and (held := re.search(r"VmHWM:\s+(\d+)", text)):
                found.append(int(held[1]) / 1024)
        return max(found)


class Browser:
    """Signed in as an officer of the demo."""

    def __init__(self, server: Server) -> None:
        self.server, self.jar = server, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.fill("/dang-nhap/", {"login": "chuyenvien@example.vn", "password": "gieo-2023"})
        self.token = self.token_of(self.get("/desk/"))

    def get(self, path: str) -> str:
        with self.opener.open(self.server.address + path, timeout=60) as answer:
            return str(answer.read().decode(errors="replace"))

    @staticmethod
    def token_of(page: str) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def fill(self, path: str, values: dict[str, str]) -> None:
        said = values | {"csrfmiddlewaretoken": self.token_of(self.get(path))}
        self.opener.open(self.server.address + path, urllib.parse.urlencode(said).encode(), timeout=60).close()

    def headers(self, kind: str) -> dict[str, str]:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)
        return {"Cookie": cookies, "X-CSRFToken": self.token, "Content-Type": kind}

    def ask(self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        line.request("POST", path, body, self.headers(kind))
        answer = line.getresponse()
        said = answer.status, answer.read()
        line.close()
        return said

    def cut(self, path: str, body: bytes) -> None:
        """Promise all, send half, reset the line."""
        head = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **self.headers("application/octet-stream")}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as line:
            line.sendall(f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body[: len(body) // 2])
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def send_plainly(self, path: str, name: str, content: bytes, **words: str) -> tuple[int, str]:
        """A form with one file, as a browser without JavaScript sends it."""
        edge = uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{said}\r\n' for key, said in words.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="scan"; filename="{name}"\r\n\r\n'
        body = "".join([*parts, head]).encode() + content + f"\r\n--{edge}--\r\n".encode()
        status, answer = self.ask(path, body, f"multipart/form-data; boundary={edge}")
        return status, answer.decode(errors="replace")


def send_in_parts(browser: Browser, content: bytes, name: str) -> tuple[str, int]:
    """Its fingerprint, and how many bytes went over the line in vain."""
    digest = hashlib.sha256(content).hexdigest()
    facts = urllib.parse.urlencode({"digest": digest, "name": name, "size": len(content)}).encode()
    breaks = [len(content) * share // 4 for share in (1, 2, 3)]
    anew, received, lost = len(content) * 5 // 8, 0, 0
    while received < len(content):
        received = json.loads(browser.ask(BASE, facts)[1])["received"]
        while received < len(content):
            body, path = content[received : received + PART], f"{BASE}{digest}/put?offset={received}"
            if breaks and received >= breaks[0]:
                breaks.pop(0)
                browser.cut(path, body)
                lost += len(body) // 2
                break
            if anew and received >= anew:
                anew = 0
                browser.server.stop(signal.SIGKILL)
                browser.server.start()
                browser.get("/desk/")
                browser.server.began_with = browser.server.peak()
                break
            received = json.loads(browser.ask(path, body, "application/octet-stream")[1])["received"]
    status, said = browser.ask(f"{BASE}{digest}/finish", urllib.parse.urlencode({"name": name}).encode())
    assert status == 200, said
    return digest, lost


def measured(browser: Browser, megabytes: int) -> dict[str, Any]:
    listed = browser.get("/desk/transfers/decisions/?state=issued")
    code = re.search(r"/desk/transfers/decisions/([^/\"?]+)/\"", listed)[1]
    attach, scan = f"/desk/transfers/decisions/{code}/attach-scan", f"/desk/transfers/decisions/{code}/scan"
    version = re.search(r'name="version" value="(\d+)"', browser.get(attach))[1]
    content = b"%PDF-1.7\n" + random.Random(7).randbytes(megabytes * (1 << 20) - 9)
    name, began = "ban-quet.pdf", time.perf_counter()
    digest, lost = send_in_parts(browser, content, name)
    before_form = time.perf_counter() - began
    form = urllib.parse.urlencode({"_sent": f"scan|{digest}|{name}", "version": version}).encode()
    status, answer = browser.ask(attach, form)
    assert status == 303, answer[-2000:]
    with browser.opener.open(browser.server.address + scan, timeout=60) as kept:
        equal = hashlib.sha256(kept.read()).hexdigest() == digest
    print(
        f"  {megabytes} MB in {before_form:.1f} s, cut off three times, the server killed once; "
        f"{lost / 1e6:.1f} MB sent in vain"
    )
    print(f"  what lies in the record is {'equal' if equal else 'NOT EQUAL'}")
    let_in = refused = 0
    odd = POLYGLOTS | BOMBS | WRONG | {"lon.png": flat_png(10_000, 10_000)}
    for odd_name, odd_content in odd.items():
        status, page = browser.send_plainly(attach, odd_name, odd_content, version=version)
        told = "tệp" in page.lower() and ("error" in page or "field__error" in page)
        let_in, refused = let_in + (status == 303), refused + (status == 422 and told)
    print(f"  {len(odd)} odd files by the plain form: {refused} refused in words, {let_in} let in")
    let_in += len(odd) - let_in - refused
    more = browser.server.peak() - browser.server.began_with
    return {"unequal": int(not equal), "let_in": let_in, "megabytes": more}


def main(megabytes: int) -> int:
    with tempfile.TemporaryDirectory(prefix="gieo-bench-") as folder:
        home, port = Path(folder) / "home", free_port()
        home.mkdir()
        os.environ.update(GIEO_HOME=str(home), GIEO_MODE="demo", GIEO_PUBLIC_ADDRESS=f"http://127.0.0.1:{port}")
        os.environ.update(DJANGO_SETTINGS_MODULE="gieo.config.settings", PYTHONPATH=str(ROOT / "src"))
        homes.remember(home, homes.Memory(stage="decided"))
        subprocess.run([*GIEO, "prepare"], check=True, stderr=subprocess.DEVNULL)
        os.environ["GIEO_CLOCK_OFFSET"] = str(homes.recall(home).clock_offset)
        server = Server(port)
        try:
            found = measured(Browser(server), megabytes)
        finally:
            server.stop(signal.SIGTERM)
    print(f"  memory: {server.began_with:.0f} MB at first, {found['megabytes']:+.0f} MB at the most")
    over = [f"{key}: {value:.0f}, at most {LIMITS[key]}" for key, value in found.items() if value > LIMITS[key]]
    for line in over:
        print(f"  OVER  {line}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
