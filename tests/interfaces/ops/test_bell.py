"""The bell that asks a process to stop."""

import signal
import threading

from gieo.interfaces.ops.bell import Bell


def test_it_is_heard_by_the_thread_in_which_the_signal_handler_runs() -> None:
    """With a threading.Event this hangs now and then: the handler waits for a lock its own thread holds."""
    for _ in range(200):
        bell = Bell()
        former = signal.signal(signal.SIGALRM, bell.ring)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.0005)
            assert bell.wait(10)
        finally:
            signal.signal(signal.SIGALRM, former)


def test_once_rung_it_stays_rung() -> None:
    bell = Bell()
    assert not bell.wait(0)
    threading.Thread(target=bell.ring).start()
    assert bell.wait(10)
    assert bell.wait(0)
