"""./gieo search rebuild: this node's index, made anew beside the old one, which answers until then."""

from argparse import Namespace

from gieo.foundation.search.services import rebuild
from gieo.interfaces.ops.databases import refuse_waiting_migrations
from gieo.interfaces.ops.indexing import at_the_index, renew_all_texts
from gieo.interfaces.ops.terminal import answer, say, step


def run(options: Namespace) -> int:
    refuse_waiting_migrations(options.home)
    with step("texts"):
        renew_all_texts()
    count = at_the_index(lambda stand: rebuild(stand, lambda done, total: say(f"  {done} of {total}")))
    answer(f"The index holds {count} texts.")
    return 0
