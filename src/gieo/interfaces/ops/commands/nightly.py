"""./gieo nightly: the nightly round, now."""

from argparse import Namespace

from gieo.core import clock
from gieo.interfaces.ops.databases import refuse_waiting_migrations
from gieo.interfaces.ops.nightly import round_of
from gieo.interfaces.ops.terminal import answer


def run(options: Namespace) -> int:
    refuse_waiting_migrations(options.home)
    outcomes = round_of(clock.now())
    for outcome in outcomes:
        answer(f"{'ok' if outcome.ok else 'FAILED':<8}{outcome.step:<10}{outcome.said}")
    return 0 if all(outcome.ok for outcome in outcomes) else 1
