"""Copies of pages that are the same for everybody, each kept for a good second.

At most one thread makes a new copy; while it does, others get the old one as long as it is not older than STALE, then
they wait for the new one. So what was changed is seen by everybody within two seconds, and a page that a thousand
people open at once is made once.
"""

import gzip
from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b
from threading import Event, Lock
from time import monotonic
from typing import TypeVar

FRESH = 1.3
STALE = 1.7
WAIT = 10.0  # seconds for somebody else's new copy; then each makes its own
MOST = 400  # copies; the one made longest ago goes first

Headers = list[tuple[str, str]]
Other = TypeVar("Other")


class Copy:
    """A page as it was made, ready to be sent."""

    def __init__(self, page: str, headers: Headers, body: bytes, made: float) -> None:
        self.page = page
        self.body = body
        self.made = made
        self.etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
        vary = [value for name, value in headers if name == "Vary"]
        kept = [(name, value) for name, value in headers if name not in ("Vary", "Content-Length")]
        self._headers = [*kept, ("Vary", ", ".join([*vary, "Accept-Encoding"])), ("ETag", self.etag)]

    @cached_property
    def plain(self) -> tuple[Headers, list[bytes]]:
        return [*self._headers, ("Content-Length", str(len(self.body)))], [self.body]

    @cached_property
    def packed(self) -> tuple[Headers, list[bytes]]:
        """Compressed once, when somebody first asks for it so. There is nothing secret in it that could be guessed."""
        body = gzip.compress(self.body, 6, mtime=0)
        return [*self._headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))], [body]

    @cached_property
    def unchanged(self) -> Headers:
        return [(name, value) for name, value in self._headers if name != "Content-Type"]


class Copies:
    """The copies of one process."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self._copies: dict[str, Copy] = {}
        self._makers: dict[str, Event] = {}
        self._lock = Lock()

    def fresh(self, key: str) -> Copy | None:
        """A copy young enough to be given without asking anybody."""
        copy = self._copies.get(key)
        return copy if copy is not None and self.clock() < copy.made + FRESH else None

    def get(self, key: str, make: Callable[[], Copy | Other]) -> Copy | Other:
        """A copy, or what `make` gave when it gave none.

        A page that is not kept is made by everybody who asks: nobody waits for what may turn out not to be kept.
        """
        known = self._copies.get(key)
        if known is None:
            return self._made(key, make)
        with self._lock:
            maker = self._makers.get(key)
            is_mine = maker is None
            if maker is None:
                maker = self._makers[key] = Event()
        if is_mine:
            try:
                return self.fresh(key) or self._made(key, make)
            finally:
                with self._lock:
                    del self._makers[key]
                maker.set()
        if self.clock() < known.made + STALE:
            return known
        maker.wait(WAIT)
        return self.fresh(key) or self._made(key, make)

    def _made(self, key: str, make: Callable[[], Copy | Other]) -> Copy | Other:
        made = make()
        with self._lock:
            self._copies.pop(key, None)
            if isinstance(made, Copy):
                self._copies[key] = made
                while len(self._copies) > MOST:
                    del self._copies[next(iter(self._copies))]
        return made
