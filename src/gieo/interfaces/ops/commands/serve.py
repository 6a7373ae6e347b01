"""./gieo serve: granian in front of Django. Logs go to stderr; the process that supervises us keeps them."""

import os
import signal
from argparse import Namespace

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gieo.interfaces.ops.children import end_with_parent
from gieo.interfaces.ops.door import refuse_a_used_port
from gieo.interfaces.ops.home import held
from gieo.interfaces.ops.terminal import Failed


def run(options: Namespace) -> int:
    if not (options.home / "static" / "staticfiles.json").exists():
        raise Failed(f"{options.home} is not prepared; run: ./gieo migrate --home {options.home}")
    address = refuse_a_used_port(options.host, options.port)
    if options.until_eof:
        end_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))
    server = Granian(
        "gieo.config.wsgi:application",
        address=address,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.processes,
        blocking_threads=options.threads,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    )
    with held(options.home, "web", f"another web server already works for {options.home}."):
        server.serve()
    return 0
