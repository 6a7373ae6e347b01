"""./gieo worker: background work until asked to stop; a task that has begun is finished first."""

import signal
from argparse import Namespace

from gieo.interfaces.ops.children import end_with_parent
from gieo.interfaces.ops.databases import refuse_waiting_migrations
from gieo.interfaces.ops.home import held
from gieo.interfaces.ops.work import Loop


def run(options: Namespace) -> int:
    refuse_waiting_migrations(options.home)
    loop = Loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, loop.stopping.ring)
    if options.until_eof:
        end_with_parent(loop.stopping.ring)
    with held(options.home, "worker", f"another worker already works for {options.home}."):
        loop.run()
    return 0
