"""Keys that never leave a token (PKCS#11): a card, a stick or a security module that this machine reaches by a module.

A token knows one login for a whole process: whoever signs holds it alone, opens a session of its own with the PIN, and
closes it. The module is loaded at the first signature, so nothing of this is asked where no module is set.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util.ec import encode_ecdsa_signature

from gieo.core.errors import Refused
from gieo.foundation.signing import wording
from gieo.foundation.signing.vocab import TokenFault

PATIENCE = 20.0
"""Seconds to wait for somebody else's signature with the same token."""

_alone = Lock()

FAULTS: dict[type[Exception], TokenFault] = {
    pkcs11.PinIncorrect: TokenFault.PIN,
    pkcs11.PinInvalid: TokenFault.PIN,
    pkcs11.PinLenRange: TokenFault.PIN,
    pkcs11.ArgumentsBad: TokenFault.PIN,
    pkcs11.PinLocked: TokenFault.LOCKED,
    pkcs11.PinExpired: TokenFault.LOCKED,
    pkcs11.TokenNotPresent: TokenFault.ABSENT,
    pkcs11.DeviceRemoved: TokenFault.ABSENT,
}


@dataclass(frozen=True)
class TokenPlace:
    """Where the token is: the module of its maker, and which token and key where there are several."""

    module: Path
    label: str = ""
    slot: int | None = None
    key: str = ""


@dataclass(frozen=True)
class TokenKey:
    """A key in a token, with the PIN for as long as this value lives: for one signature."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    place: TokenPlace
    pin: str = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        with _session(self.place, self.pin) as session:
            key, _own, _above = _held(session, self.place)
            if key.key_type is KeyType.RSA:
                return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))
            # the plain mechanism over a digest made here: many tokens know no other for elliptic keys
            return encode_ecdsa_signature(key.sign(sha256(data).digest(), mechanism=Mechanism.ECDSA))


def open_token(place: TokenPlace, pin: str) -> TokenKey:
    """The key in the token, its PIN tried once. Raises Refused in words that do not repeat it."""
    with _session(place, pin) as session:
        _key, own, above = _held(session, place)
        return TokenKey(own, above, place, pin)


@contextmanager
def _session(place: TokenPlace, pin: str) -> Iterator[pkcs11.Session]:
    if not _alone.acquire(timeout=PATIENCE):
        raise _refused(TokenFault.BUSY)
    try:
        with _token(place).open(user_pin=pin) as session:
            yield session
    except (pkcs11.PKCS11Error, RuntimeError) as error:  # a module that cannot be loaded is a RuntimeError
        raise _refused(FAULTS.get(type(error), TokenFault.BROKEN)) from error
    finally:
        _alone.release()


def _token(place: TokenPlace) -> pkcs11.Token:
    slots = pkcs11.lib(str(place.module)).get_slots(token_present=True)
    found = [slot.get_token() for slot in slots if place.slot is None or slot.slot_id == place.slot]
    ready = [token for token in found if token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED]
    named = [token for token in ready if not place.label or token.label == place.label]
    if len(named) != 1:
        raise _refused(TokenFault.SEVERAL if named else TokenFault.ABSENT)
    return named[0]


def _held(session: pkcs11.Session, place: TokenPlace) -> tuple[Any, x509.Certificate, tuple[x509.Certificate, ...]]:
    """The private key, its certificate, and the other certificates that lie beside it."""
    certificates = {
        bytes(one[Attribute.ID]): x509.Certificate.load(one[Attribute.VALUE])
        for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    }
    asked = {Attribute.CLASS: ObjectClass.PRIVATE_KEY} | ({Attribute.LABEL: place.key} if place.key else {})
    found: list[Any] = list(session.get_objects(asked))  # each is what its key can do
    keys = [key for key in found if key.key_type in (KeyType.RSA, KeyType.EC) and bytes(key.id) in certificates]
    if len(keys) != 1:
        raise _refused(TokenFault.SEVERAL if keys else TokenFault.EMPTY)
    own = certificates.pop(bytes(keys[0].id))
    return keys[0], own, tuple(certificates.values())


def _refused(fault: TokenFault) -> Refused:
    return Refused(str(wording.TOKENS[fault]))
