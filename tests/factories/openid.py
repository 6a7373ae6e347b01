"""A small provider of OpenID Connect on this machine, with a key of its own, that can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from gieo.config.env import OpenID

CLIENT, SECRET = "gieo", "mật:khẩu"
BASIC = base64.b64encode(f"{CLIENT}:{quote(SECRET)}".encode()).decode()
KID, ACCESS = "khoa-1", "access"


@cache
def key_of(name: str) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """`claims` is what it says of whoever comes; the rest changes what it would say of itself."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.claims: dict[str, Any] = {"sub": "nguoi-1", "email": "mai@example.vn", "email_verified": True}
        self.userinfo: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.signs_with, self.algorithm = key_of("its own"), "RS256"
        self.lost = ""
        """A path under which it does not answer."""
        self.speaks_http = True
        self._asked: dict[str, dict[str, str]] = {}

    @property
    def settings(self) -> OpenID:
        return OpenID(self.issuer, CLIENT, SECRET, "Đăng nhập bằng tài khoản tỉnh")

    def authorize(self, address: str) -> str:
        """Its own page, where somebody signs in: the path and query that the browser goes back to."""
        assert address.startswith(f"{self.issuer}/authorize?")
        asked = dict(parse_qsl(urlsplit(address).query))
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert (asked["scope"], asked["code_challenge_method"]) == ("openid email", "S256")
        code = secrets.token_urlsafe(8)
        self._asked[code] = asked
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': asked['state']})}"

    def answer(self, path: str, authorization: str, body: str) -> tuple[int, object]:
        if self.lost and path.endswith(self.lost):
            return 500, {}
        if path == "/.well-known/openid-configuration":
            places = {f"{place}_endpoint": f"{self.issuer}/{place}" for place in ("token", "userinfo")}
            door = {"issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize"}
            return 200, {**door, **places, "jwks_uri": f"{self.issuer}/keys", **self.described}
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key_of("its own").public_key()))
            return 200, {"keys": [{**public, "kid": KID, "use": "sig", "alg": "RS256"}]}
        if path == "/userinfo" and authorization == f"Bearer {ACCESS}":
            return 200, self.userinfo
        if path == "/token" and authorization == f"Basic {BASIC}":
            return self._tokens({name: values[0] for name, values in parse_qs(body).items()})
        return 401, {"error": "invalid_client"}

    def _tokens(self, given: dict[str, str]) -> tuple[int, object]:
        asked = self._asked.pop(given["code"], None)
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or (challenge, given["redirect_uri"]) != (asked["code_challenge"], asked["redirect_uri"]):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        word = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.claims}
        key = self.signs_with if self.algorithm != "none" else None
        token = jwt.encode(word, key, algorithm=self.algorithm, headers={"kid": KID})  # type: ignore[arg-type]
        return 200, {"access_token": ACCESS, "token_type": "Bearer", "id_token": token}


@contextmanager
def provider_here() -> Iterator[Provider]:
    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, body: str) -> None:
            if not provider.speaks_http:
                self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
                return
            status, said = provider.answer(self.path, self.headers.get("Authorization", ""), body)
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Says nothing of what was asked."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
