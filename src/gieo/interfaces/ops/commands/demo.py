"""./gieo demo: one command from nothing to the conference in a browser."""

import os
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from gieo.interfaces.ops import home as homes
from gieo.interfaces.ops.children import Family
from gieo.interfaces.ops.door import refuse_a_used_port
from gieo.interfaces.ops.terminal import Failed, answer, say, table

HOST = "127.0.0.1"
USUAL_STAGE = "conference"


def run(options: Namespace) -> int:
    home: Path = options.home
    refuse_a_used_port(HOST, options.port)
    with homes.held(home, "demo", f"another demo is running from {home}; stop it, or give this one another --home."):
        memory = settle(home, stage=options.stage, fresh=options.fresh)
        os.environ["GIEO_PUBLIC_ADDRESS"] = f"http://{HOST}:{options.port}"
        if not memory.complete or memory.prepared != homes.fingerprint() or not (home / homes.DATABASE).exists():
            memory = prepare(home)
        os.environ["GIEO_CLOCK_OFFSET"] = str(memory.clock_offset)
        return show(home, options.port, memory)


def settle(home: Path, *, stage: str | None, fresh: bool) -> homes.Memory:
    """Which story this home tells. Wipes what an interrupted load left; refuses to touch what is not a demo's."""
    if homes.is_someone_elses(home):
        raise Failed(f"{home} holds an installation that is not a demo; give the demo another --home.")
    memory = None if fresh else homes.recall(home)
    if memory and memory.complete and stage not in (None, memory.stage):
        raise Failed(
            f"{home} tells the stage “{memory.stage}”. To see “{stage}”, load it anew with --fresh "
            "(what was done in this home is lost), or give another --home."
        )
    if memory and memory.complete:
        return memory
    if memory:
        say("The last start was interrupted while it loaded; loading again from the beginning.")
        stage = stage or memory.stage
    homes.wipe(home)
    memory = homes.Memory(stage=stage or USUAL_STAGE)
    homes.remember(home, memory)
    return memory


def prepare(home: Path) -> homes.Memory:
    """In a process of its own, so that its memory is given back before the doors open."""
    command = [sys.executable, "-m", "gieo.interfaces.ops", "prepare", "--home", str(home), "--until-eof"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
    if code:
        raise Failed("the demo could not be prepared (see above).")
    memory = homes.recall(home)
    if memory is None:
        raise Failed(f"{home} was taken away while the demo was being prepared.")
    return memory


def show(home: Path, port: int, memory: homes.Memory) -> int:
    address = f"http://{HOST}:{port}/"
    family = Family()
    common = ["--home", str(home), "--until-eof"]
    try:
        family.start("the web server", ["serve", "--port", str(port), *common], home / "logs" / "web.log")
        family.start("the worker", ["worker", *common], home / "logs" / "worker.log")
        if family.wait_for(f"{address}healthz", 60) and family.wait_for(f"{address}readyz", 60):
            answer(f"Gieo is ready at {address}")
            for line in introduction(home, memory):
                answer(line)
            family.watch()
    finally:
        family.stop()
    say("Stopped. The data is kept; ./gieo demo continues where you left off.")
    return 0


def introduction(home: Path, memory: homes.Memory) -> list[str]:
    lines = [f"Stage: {memory.stage} · stop with Ctrl-C"]
    if memory.accounts:
        lines += ["", *table([("who", "e-mail", "password"), *memory.accounts])]
    if memory.passphrase:
        keys = home / "keys" / "practice"
        lines += [
            "",
            f"Key files to practise signing with (.p12, no legal value): {keys}, and on the page of each signature",
            f"Their passphrase: {memory.passphrase}",
        ]
    return lines
