"""What the demo does before it opens its doors: tables, translations, static files, the story."""

import os
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Protocol

from django.db import connection

from gieo.interfaces.ops import home as homes
from gieo.interfaces.ops.children import end_with_parent
from gieo.interfaces.ops.commands import migrate
from gieo.interfaces.ops.terminal import Failed, say


class Story(Protocol):
    """What the demo's `load(stage=…, progress=…)` gives back."""

    moment: datetime  # where the story stands: the demo's clock is set to it
    accounts: list[tuple[str, str, str]]  # who, e-mail, password
    passphrase: str  # opens the key files with which one may practise signing


def run(options: Namespace) -> int:
    if options.until_eof:
        end_with_parent(lambda: os._exit(1))  # what is half loaded is loaded anew at the next start
    memory = homes.recall(options.home)
    if memory is None:
        raise Failed("only ./gieo demo prepares a home.")
    if memory.complete:
        migrate.run(options)
    else:
        without_waiting_for_the_disk(migrate.bring_up, lambda: load(memory))
    memory.complete = True
    memory.prepared = homes.fingerprint()
    homes.remember(options.home, memory)
    return 0


def without_waiting_for_the_disk(*deeds: Callable[[], None]) -> None:
    """A home that is being loaded is loaded anew after a crash: until it is complete, no commit need reach the disk."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    for deed in deeds:
        deed()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def load(memory: homes.Memory) -> None:
    """Tell the story up to the stage, and set the demo's clock to the moment where it stands."""
    say(f"  the story, up to “{memory.stage}”")
    # By name: the demo is the one part of ops that knows every room, and only this command needs it.
    teller = import_module("gieo.interfaces.ops.demo")
    story: Story = teller.load(stage=memory.stage, progress=lambda line: say(f"    {line}"))
    memory.accounts = list(story.accounts)
    memory.passphrase = story.passphrase
    memory.clock_offset = round((story.moment - datetime.now(UTC)).total_seconds())
