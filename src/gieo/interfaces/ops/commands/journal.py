"""./gieo journal verify: names every change within sealed days, and says since when entries are not sealed yet."""

from argparse import Namespace

from gieo.core import clock
from gieo.foundation.journal.queries import Fault, verify
from gieo.interfaces.ops.databases import refuse_waiting_migrations
from gieo.interfaces.ops.terminal import answer

WORDS = {
    "entry-missing": "entry {entry} of seal {seal} is gone",
    "entry-changed": "entry {entry} of seal {seal} was changed after it was sealed",
    "entry-added": "entry {entry} was put under seal {seal} after it was made",
    "entry-late": "entry {entry} is dated before seal {seal} but came after it: slipped in, or the clock was set back",
    "manifest": "the list of entries under seal {seal} was changed",
    "chain": "seal {seal} does not follow from the one before",
    "signature": "seal {seal} was not made with this home's key",
    "head": "the copy of seal {seal} outside the database is gone, damaged or different",
}


def run(options: Namespace) -> int:
    refuse_waiting_migrations(options.home)
    proof = verify()
    answer(f"{proof.seals} seals over {proof.entries} entries.")
    for fault in proof.faults:
        answer(f"FAULT   {describe(fault)}")
    if proof.unsealed_since:
        since = clock.local(proof.unsealed_since).strftime("%d/%m/%Y %H:%M")
        answer(f"{proof.unsealed} entries since {since} are not sealed yet; of them nothing can be proven.")
    answer("The sealed journal is whole." if proof.holds else "The sealed journal was CHANGED.")
    return 0 if proof.holds else 1


def describe(fault: Fault) -> str:
    return WORDS[fault.kind].format(seal=fault.seal, entry=fault.entry)
