"""A token of software signs; what it says when it does not is told in words."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from gieo.core.errors import Refused
from gieo.foundation.papers.engine import draw
from gieo.foundation.signing.engine import TokenPlace, append_signature, check, open_token
from gieo.foundation.signing.queries import trust_roots
from tests.fixtures.tokens import PIN, SIGNER, Tokens
from tests.foundation.papers.sample import DATED, minutes

pytestmark = pytest.mark.softhsm
NOW = datetime(2023, 11, 7, 3, 0, tzinfo=UTC)


def signed(place: TokenPlace, pdf: bytes, field: str = "BenNhan") -> bytes:
    return append_signature(pdf, open_token(place, PIN), field=field, label="Bên nhận", reason="Ký", when=NOW)


def test_keys_of_both_kinds_sign_in_the_token(token: Tokens) -> None:
    pdf = draw(minutes(1)).pdf
    for label in ("rsa", "ec"):
        pdf = signed(token.place(label), pdf, field=label)
    found = check(pdf, roots=trust_roots(), now=DATED)
    assert [(one.field, one.signer, one.why) for one in found] == [("rsa", SIGNER, ""), ("ec", SIGNER, "")]


def test_a_setting_chooses_among_keys(token: Tokens) -> None:
    assert open_token(token.place("two", key="key-2"), PIN).certificate.public_key.algorithm == "ec"
    assert open_token(token.place("two", key="key-1"), PIN).certificate.public_key.algorithm == "rsa"


@pytest.mark.parametrize(
    ("label", "pin", "words"),
    [
        ("rsa", "000000", "Sai mã PIN"),
        ("rsa", "", "Sai mã PIN"),
        ("two", PIN, "nhiều khóa"),
        ("empty", PIN, "không có khóa"),
        ("elsewhere", PIN, "Không thấy thiết bị"),
        ("", PIN, "Có nhiều thiết bị"),
    ],
)
def test_what_does_not_go_is_told(token: Tokens, label: str, pin: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        open_token(token.place(label), pin)
    assert words in caught.value.message
    assert not pin or pin not in caught.value.message


def test_a_module_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "module.so").write_bytes(b"not a library")
    with pytest.raises(Refused, match="không làm việc"):
        open_token(TokenPlace(tmp_path / "module.so"), PIN)


def test_nobody_reads_the_pin_in_a_report(token: Tokens) -> None:
    assert PIN not in repr(open_token(token.place("ec"), PIN))


def test_two_sign_at_once_with_one_token(token: Tokens) -> None:
    key, made = open_token(token.place("ec"), PIN), []
    threads = [Thread(target=lambda: made.append(key.sign(b"content"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(made) == 4
