"""The least that a WSGI server can be asked to do: a body of `BARE_BYTES` bytes, made once."""

import os

BODY = b"x" * int(os.environ.get("BARE_BYTES", "0"))
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
