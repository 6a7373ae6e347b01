"""Copies: fresh for a second, made by one at a time, never older than two seconds."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable

from gieo.interfaces.web.front.copies import FRESH, MOST, STALE, Copies, Copy

HEADERS = [("Content-Type", "text/html"), ("Content-Length", "9"), ("Vary", "Cookie")]


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def copy_of(words: str, clock: Clock) -> Copy:
    return Copy("/", HEADERS, words.encode(), clock())


def maker(words: str, clock: Clock) -> Callable[[], Copy]:
    return lambda: copy_of(words, clock)


def test_a_copy_is_given_for_a_second_and_then_made_anew():
    clock = Clock()
    copies = Copies(clock)
    given = []
    for at in (0, FRESH - 0.01, FRESH, FRESH * 2):
        clock.at = 100 + at
        given.append(copies.get("k", maker(f"at {at}", clock)).body)
    assert given == [b"at 0", b"at 0", b"at 1.3", b"at 2.6"]
    assert FRESH < STALE < 2.0


def test_while_one_makes_a_new_copy_others_get_the_old_one():
    clock = Clock()
    copies = Copies(clock)
    copies.get("k", maker("old", clock))
    clock.at += FRESH
    started, go_on = threading.Event(), threading.Event()

    def slowly() -> Copy:
        started.set()
        go_on.wait(10)
        return copy_of("new", clock)

    first = threading.Thread(target=copies.get, args=("k", slowly))
    first.start()
    started.wait(10)
    assert copies.get("k", maker("never asked for", clock)).body == b"old"
    go_on.set()
    first.join()
    assert copies.get("k", maker("never asked for", clock)).body == b"new"


def test_nobody_gets_a_copy_that_is_too_old_but_waits_for_the_new_one():
    clock = Clock()
    copies = Copies(clock)
    copies.get("k", maker("old", clock))
    clock.at += STALE
    started, go_on = threading.Event(), threading.Event()
    made: list[str] = []

    def slowly() -> Copy:
        made.append("new")
        started.set()
        go_on.wait(10)
        return copy_of("new", clock)

    given: list[bytes] = []
    ask = threading.Thread(target=lambda: given.append(copies.get("k", slowly).body))
    ask.start()
    started.wait(10)
    others = [threading.Thread(target=lambda: given.append(copies.get("k", slowly).body)) for _ in range(3)]
    for other in others:
        other.start()
    go_on.set()
    for thread in (ask, *others):
        thread.join()
    assert (given, made) == ([b"new"] * 4, ["new"])


def test_what_is_not_kept_is_made_by_everybody_who_asks():
    copies = Copies(Clock())
    gate = threading.Barrier(2)
    given: list[str] = []
    ask = [threading.Thread(target=lambda: given.append(copies.get("k", lambda: f"{gate.wait(10)}"))) for _ in range(2)]
    for thread in ask:
        thread.start()
    for thread in ask:
        thread.join()
    assert sorted(given) == ["0", "1"], "one waited for the other, and the gate never opened"


def test_a_page_that_stops_being_everybodys_is_forgotten():
    clock = Clock()
    copies = Copies(clock)
    copies.get("k", maker("old", clock))
    clock.at += FRESH
    assert copies.get("k", lambda: "refused") == "refused"
    assert copies.fresh("k") is None
    assert copies.get("k", lambda: "refused again") == "refused again"


def test_a_maker_that_breaks_leaves_the_way_free():
    clock = Clock()
    copies = Copies(clock)
    copies.get("k", maker("old", clock))
    clock.at += STALE

    def breaks() -> Copy:
        raise RuntimeError

    for _ in range(2):
        try:
            copies.get("k", breaks)
        except RuntimeError:
            continue
    assert copies.get("k", maker("new", clock)).body == b"new"


def test_only_so_many_copies_are_kept():
    clock = Clock()
    copies = Copies(clock)
    for number in range(MOST + 10):
        copies.get(str(number), maker("x", clock))
    assert [bool(copies.fresh(str(number))) for number in (0, 9, 10, MOST + 9)] == [False, False, True, True]


def test_what_is_sent():
    copy = copy_of("chữ", Clock())
    headers, [body] = copy.plain
    assert dict(headers) == {
        "Content-Type": "text/html",
        "Content-Length": "5",
        "Vary": "Cookie, Accept-Encoding",
        "ETag": copy.etag,
    }
    packed_headers, [packed] = copy.packed
    assert gzip.decompress(packed) == body
    assert dict(packed_headers)["Content-Encoding"] == "gzip"
    assert dict(packed_headers)["Content-Length"] == str(len(packed))
    assert copy_of("chữ", Clock()).etag == copy.etag != copy_of("khác", Clock()).etag
