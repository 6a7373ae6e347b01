"""A crowd of browsers: `python -m bench.web.ask ADDRESS SECONDS CONNECTIONS` prints answers a second."""

import re
import selectors
import socket
import sys
import time

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"
HEADERS = {"User-Agent": BROWSER, "Accept-Encoding": "gzip"}


class Line:
    """One connection that asks again as soon as it was answered."""

    def __init__(self, host: str, port: int, request: bytes) -> None:
        self.request = request
        self.socket = socket.create_connection((host, port))
        self.ask()

    def ask(self) -> None:
        self.socket.sendall(self.request)
        self.head, self.left = b"", -1

    def hear(self) -> bool:
        """Take what has come; True when the answer is whole."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise SystemExit("the server has hung up")
        if self.left >= 0:
            self.left -= len(piece)
            return self.left <= 0
        self.head += piece
        head, end, rest = self.head.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(head.decode())
        self.left = int(re.search(rb"(?i)content-length: (\d+)", head)[1]) - len(rest)
        return self.left <= 0


def main(address: str, seconds: float, connections: int) -> None:
    host, port, path = re.fullmatch(r"http://([^:/]+):(\d+)(/.*)", address).groups()
    words = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n{words}\r\n".encode()
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        line = Line(host, int(port), request)
        selector.register(line.socket, selectors.EVENT_READ, line)
    answers, began = 0, time.perf_counter()
    while time.perf_counter() < began + seconds:
        for key, _events in selector.select(1):
            if key.data.hear():
                answers += 1
                key.data.ask()
    print(answers / (time.perf_counter() - began))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
