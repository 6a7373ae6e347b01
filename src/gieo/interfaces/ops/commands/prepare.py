"""What the demo does before it opens its doors: tables, translations, static files, the story."""

from argparse import Namespace
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec

from gieo.interfaces.ops import home as homes
from gieo.interfaces.ops.commands import migrate
from gieo.interfaces.ops.terminal import Failed, say


def run(options: Namespace) -> int:
    memory = homes.recall(options.home)
    if memory is None:
        raise Failed("only ./gieo demo prepares a home.")
    migrate.run(options)
    if not memory.complete:
        load(memory)
    memory.complete = True
    memory.prepared = homes.fingerprint()
    homes.remember(options.home, memory)
    return 0


def load(memory: homes.Memory) -> None:
    """Tell the story up to the stage, and set the demo's clock to the moment where it stands."""
    if not find_spec("gieo.interfaces.ops.demo"):
        return
    say(f"  the story, up to “{memory.stage}”")
    story = import_module("gieo.interfaces.ops.demo").load(stage=memory.stage, progress=lambda line: say(f"    {line}"))
    memory.accounts = list(story.accounts)
    memory.clock_offset = round((story.moment - datetime.now(UTC)).total_seconds())
