"""Asks clamd about bytes: its protocol INSTREAM, a length before each piece, an empty piece at the end."""

import socket
from contextlib import suppress
from typing import BinaryIO

_PIECE = 64 * 1024
_SECONDS = 60.0


class ScannerAway(Exception):
    """clamd is not there, is silent, or answers what cannot be understood."""


class ScannerLimit(Exception):
    """More bytes than clamd takes (StreamMaxLength)."""


def virus_in(content: BinaryIO, address: str, *, seconds: float = _SECONDS) -> str:
    """The name of the virus that clamd finds, "" for none. `address`: a socket's path, or host:port.

    Raises ScannerAway, ScannerLimit. Leaves `content` at its start.
    """
    try:
        with _called(address, seconds) as line:
            line.sendall(b"zINSTREAM\0")
            with suppress(BrokenPipeError, ConnectionResetError):  # it stops listening at its limit, and says so
                while piece := content.read(_PIECE):
                    line.sendall(len(piece).to_bytes(4, "big") + piece)
                line.sendall(bytes(4))
            answer = _read(line)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    finally:
        content.seek(0)
    return _understood(answer)


def _called(address: str, seconds: float) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=seconds)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(seconds)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _read(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (piece := line.recv(4096)):
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _understood(answer: str) -> str:
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    if "size limit exceeded" in said:
        raise ScannerLimit(said)
    raise ScannerAway(said or "no answer")
