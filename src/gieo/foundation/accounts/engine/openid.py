"""OpenID Connect with one provider: the code flow with state, nonce and PKCE (Core 1.0, section 3.1; RFC 7636).

journey = begin(then="/desk/")
door(provider, journey, back)              where the browser goes
vouched(provider, code, journey, back)     whom the provider vouches for, when the browser is back
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt

PATIENCE = 8.0
"""Seconds to wait for each answer of the provider."""
LARGEST = 200_000
"""Bytes of one answer."""
SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""How a word of the provider may be signed: always with a key that only the provider holds."""
CLOCKS_MAY_DIFFER = 60
"""Seconds between the provider's clock and this one."""

LONGEST_SUBJECT = 255
"""Letters, as the standard has it."""


class Unreachable(Exception):
    """The provider does not answer, or not as OpenID Connect says."""


class Forged(Exception):
    """What came back is not the provider's word on this journey."""


class Provider(Protocol):
    """What the operator said of the provider (config/env.py)."""

    @property
    def issuer(self) -> str: ...
    @property
    def client(self) -> str: ...
    @property
    def secret(self) -> str: ...


@dataclass(frozen=True)
class Journey:
    """One browser on its way to the provider and back; kept by that browser, signed by us."""

    state: str
    nonce: str
    verifier: str
    then: str


@dataclass(frozen=True)
class Vouched:
    """Whom a provider vouches for. A subject is never given to somebody else; an address may be."""

    issuer: str
    subject: str
    email: str
    verified: bool


def begin(then: str) -> Journey:
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Journey(state, nonce, verifier, then)


def door(provider: Provider, journey: Journey, back: str) -> str:
    """The provider's own page. Raises Unreachable."""
    challenge = hashlib.sha256(journey.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "scope": "openid email",
        "client_id": provider.client,
        "redirect_uri": back,
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    address = _place(_described(provider), "authorization_endpoint", provider)
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"


def vouched(provider: Provider, code: str, journey: Journey, back: str) -> Vouched:
    """Whom the provider vouches for, asked with the code it gave the browser. Raises Unreachable or Forged."""
    described = _described(provider)
    tokens = _traded(provider, described, code, journey, back)
    word = _read(provider, described, str(tokens.get("id_token", "")), journey)
    if "email" not in word and "userinfo_endpoint" in described:
        more = _fetch(
            _place(described, "userinfo_endpoint", provider), {"Authorization": f"Bearer {tokens.get('access_token')}"}
        )
        if more.get("sub") != word["sub"]:
            raise Forged("userinfo of somebody else")
        word = {**more, **word}
    return Vouched(provider.issuer, word["sub"], str(word.get("email", "")), word.get("email_verified") is True)


def _described(provider: Provider) -> Mapping[str, Any]:
    """What the provider says of itself (OpenID Connect Discovery 1.0)."""
    described = _fetch(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration", {})
    if described.get("issuer") != provider.issuer:
        raise Unreachable("the provider calls itself otherwise than the operator does")
    return described


def _place(described: Mapping[str, Any], name: str, provider: Provider) -> str:
    """An address of the provider; never one less guarded than the provider itself."""
    address = described.get(name)
    if not isinstance(address, str) or urlsplit(address).scheme not in ("https", urlsplit(provider.issuer).scheme):
        raise Unreachable(f"no {name}")
    return address


def _traded(
    provider: Provider, described: Mapping[str, Any], code: str, journey: Journey, back: str
) -> Mapping[str, Any]:
    """The code for the tokens; the client shows itself as the provider wants."""
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": journey.verifier,
    }
    ways = described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    headers = {}
    if "client_secret_basic" in ways:
        pair = f"{quote(provider.client, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        given |= {"client_id": provider.client, "client_secret": provider.secret}
    return _fetch(_place(described, "token_endpoint", provider), headers, urlencode(given).encode())


def _read(provider: Provider, described: Mapping[str, Any], token: str, journey: Journey) -> dict[str, Any]:
    """The claims of an ID token whose signature, issuer, audience, time and nonce are right."""
    keys = _fetch(_place(described, "jwks_uri", provider), {})
    try:
        named = jwt.get_unverified_header(token).get("kid")
        fitting = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if named in (None, key.key_id)]
        word = jwt.decode(
            token,
            fitting[0].key,
            algorithms=list(SIGNED_WITH),
            issuer=provider.issuer,
            audience=provider.client,
            leeway=CLOCKS_MAY_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, LookupError, TypeError, ValueError) as error:
        raise Forged(type(error).__name__) from error
    if not secrets.compare_digest(str(word.get("nonce", "")).encode(), journey.nonce.encode()):
        raise Forged("the answer to another question")
    if word.get("azp", provider.client) != provider.client or not 0 < len(word["sub"]) <= LONGEST_SUBJECT:
        raise Forged("given to another client")
    return word


class _GoesNowhereElse(HTTPRedirectHandler):
    """The secret is shown to the provider alone."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def _fetch(address: str, headers: Mapping[str, str], data: bytes | None = None) -> Mapping[str, Any]:
    asked = Request(address, data=data, headers={"Accept": "application/json", **headers})  # noqa: S310 - see _place
    try:
        with build_opener(_GoesNowhereElse).open(asked, timeout=PATIENCE) as answer:
            told = json.loads(answer.read(LARGEST + 1))
    except HTTPError as error:
        error.close()
        raise Unreachable(f"{error.code} from {address}") from error
    except (OSError, HTTPException, ValueError) as error:  # no line, no HTTP, no JSON
        raise Unreachable(f"{type(error).__name__} from {address}") from error
    if not isinstance(told, dict):
        raise Unreachable(f"no object from {address}")
    return told
