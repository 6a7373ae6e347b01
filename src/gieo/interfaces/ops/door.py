"""The address and port people come in by: looked at before a server is started there. Standard library only."""

import errno
import socket

from gieo.interfaces.ops.terminal import Failed


def refuse_a_used_port(host: str, port: int) -> str:
    """The numeric address of `host`, where nobody listens on `port` yet. Raises Failed in one line otherwise."""
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise Failed(f"there is no address “{host}”; usual are 127.0.0.1 (this machine) and 0.0.0.0 (all)") from None
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(where)
        except PermissionError:
            raise Failed(f"port {port} needs the rights of root; choose one above 1023: --port 8000") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                line = f"port {port} is in use; stop what uses it, or choose another: --port {port % 65535 + 1}"
            else:
                line = f"{host} is not an address of this machine ({error.strerror})"
            raise Failed(line) from None
    return str(where[0])
