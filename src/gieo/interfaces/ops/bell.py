"""Being asked to stop. Standard library only."""

from queue import Empty, SimpleQueue


class Bell:
    """Rung by a signal handler or another thread, heard by the one who waits.

    Not a threading.Event: a handler runs in the waiting thread itself and would wait for the lock that its own
    thread holds. SimpleQueue.put may be called at any moment.
    """

    def __init__(self) -> None:
        self.rung = False
        self._strokes: SimpleQueue[None] = SimpleQueue()

    def ring(self, *_: object) -> None:
        self.rung = True
        self._strokes.put(None)

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; True once the bell has been rung."""
        if not self.rung:
            try:
                self._strokes.get(timeout=seconds)
            except Empty:
                return self.rung
        return self.rung
