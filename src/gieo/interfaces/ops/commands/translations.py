"""./gieo translations collect | compile."""

from argparse import Namespace

from gieo.interfaces.ops.checks.texts import NoGettext, collect, faults
from gieo.interfaces.ops.terminal import Failed, answer
from gieo.interfaces.ops.translations import compile_stale


def run(options: Namespace) -> int:
    if options.deed == "compile":
        for path in compile_stale():
            answer(f"compiled {path}")
        return 0
    try:
        answer(f"collected into {collect()}")
        waiting = faults()
    except NoGettext as missing:
        raise Failed(str(missing)) from None
    answer(f"{len(waiting)} texts wait for their English." if waiting else "English is complete.")
    return 0
