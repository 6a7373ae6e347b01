"""A crowd that comments: `python -m bench.web.flood HOST PORT CONNECTIONS < requests` sends each request of a line
(JSON: path, body, headers) and prints for each a line of status, milliseconds, where it leads and when to come back."""

import http.client
import json
import queue
import sys
import threading
import time


def talk(host: str, port: int, waiting: queue.SimpleQueue, said: list[str]) -> None:
    """One connection, which sends one after the other."""
    line = http.client.HTTPConnection(host, port, timeout=120)
    while (asked := waiting.get()) is not None:
        began = time.perf_counter()
        try:
            line.request("POST", asked["path"], asked["body"], asked["headers"])
            answer = line.getresponse()
            body = answer.read().decode(errors="replace")
            status, where = answer.status, answer.headers.get("Location", "")
            slowed = status == 429 and "giây" in body and asked["name"] in body
        except OSError as error:
            line.close()
            status, where, slowed = 0, type(error).__name__, False
        took = (time.perf_counter() - began) * 1000
        said.append(json.dumps({"status": status, "ms": took, "where": where, "slowed": slowed}))


def main(host: str, port: int, connections: int) -> None:
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    for row in sys.stdin:
        waiting.put(json.loads(row))
    for _ in range(connections):
        waiting.put(None)
    said: list[str] = []
    crowd = [threading.Thread(target=talk, args=(host, port, waiting, said)) for _ in range(connections)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    print("\n".join(said))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
