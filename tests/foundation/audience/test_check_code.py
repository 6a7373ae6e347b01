"""The check code: right, in time, once; anything else is refused and nothing is written."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from altcha import v1 as altcha
from django.conf import settings

from gieo.core.actor import SYSTEM
from gieo.core.errors import Invalid, Refused
from gieo.foundation.audience.engine import check_code as engine
from gieo.foundation.audience.models import Comment, SpentCode
from gieo.foundation.audience.queries.check_code import new_code, solved_code
from gieo.foundation.audience.services.discussions import close_discussion, open_discussion
from gieo.foundation.audience.vocab.comments import CodeGiven
from tests.factories.audience import CODE, right_code, waiting_comment
from tests.fixtures.database import SideBySide

KEY = b"a key of the test"
WRONG = "Mã xác thực không đúng"


def done(work: str, **other: Any) -> str:
    """The proof of a browser that has done the work."""
    asked = json.loads(work)
    found = altcha.solve_challenge(asked["challenge"], asked["salt"], "SHA-256", asked["most"], 0)
    assert found is not None
    proof = {
        "algorithm": "SHA-256", "challenge": asked["challenge"], "number": found.number, "salt": asked["salt"],
        "signature": asked["signature"],
    }  # fmt: skip
    return packed(proof | other)


def packed(payload: Any) -> str:
    return b64encode(json.dumps(payload).encode()).decode()


def test_the_work_of_a_browser_is_accepted_until_its_end(now: datetime):
    code = new_code(now)
    given = CodeGiven(proof=done(code.work))
    assert solved_code(given, now) is not None
    assert solved_code(given, now + settings.CHECK_CODE_LASTS - timedelta(seconds=1)) is not None
    assert solved_code(given, now + settings.CHECK_CODE_LASTS) is None


def test_work_says_how_much_it_is(now: datetime):
    work = engine.make_work(KEY, most=50, expires_at=now)
    assert json.loads(work).keys() == {"challenge", "salt", "signature", "most"}
    assert engine.solved_work(done(work), KEY) is not None
    assert engine.solved_work(done(work), b"another key") is None


@pytest.mark.parametrize(
    "other",
    [
        {"number": 51},
        {"number": "7"},
        {"number": True},
        {"algorithm": "SHA-1"},
        {"algorithm": None},
        {"signature": "0" * 64},
        {"challenge": "0" * 64},
        {"salt": "abc?expires=9999999999&"},
        {"salt": "\ud800"},
        {"salt": 7},
    ],
)
def test_a_forged_proof_is_none(now: datetime, other: dict[str, Any]):
    assert engine.solved_work(done(engine.make_work(KEY, most=50, expires_at=now), **other), KEY) is None


def test_the_end_cannot_be_moved(now: datetime):
    """Digits pushed from the number into the salt make another end of the same text; a sign stands in between."""
    work = engine.make_work(KEY, most=50, expires_at=now)
    asked = json.loads(work)
    found = altcha.solve_challenge(asked["challenge"], asked["salt"], "SHA-256", 50, 0)
    assert found is not None
    bare, digits = asked["salt"].rstrip("&"), f"{found.number:02}"
    for salt, number in (
        (f"{bare}&{digits[0]}", int(digits[1])),
        (f"{bare}{digits[0]}", int(digits[1])),
        (f"{bare}9", found.number),
        (f"{bare}&expires=9999999999&", found.number),
    ):
        assert engine.solved_work(done(work, salt=salt, number=number), KEY) is None


@pytest.mark.parametrize(
    "proof", ["", "x", "====", "A" * 5000, packed([]), packed("x"), packed({}), b64encode(b"[" * 700).decode(), "é"]
)
def test_anything_else_is_no_proof(proof: str):
    assert engine.solved_work(proof, KEY) is None


@pytest.mark.parametrize("answer, fine", [("7", True), ("bảy", True), ("8", False), ("", False), ("x", False)])
def test_the_question_in_words(now: datetime, answer: str, fine: bool):
    token = right_code(now).token
    assert (solved_code(CodeGiven(token=token, answer=answer), now) is not None) is fine


def test_a_question_ends_and_cannot_be_forged(now: datetime):
    given = right_code(now, lasts=timedelta(minutes=1))
    assert solved_code(given, now + timedelta(seconds=59)) is not None
    assert solved_code(given, now + timedelta(minutes=1)) is None
    nonce, _ends, signature = given.token.split(".")
    for token in ("", "a.b", f"{nonce}.9999999999.{signature}", given.token[:-1], f"{nonce}..{signature}", "ế.1.ế"):
        assert solved_code(CodeGiven(token=token, answer="7"), now) is None


def test_the_question_names_the_numbers(now: datetime):
    code = new_code(now)
    assert code.question.endswith(" bằng mấy?")
    assert code.question[0].isupper()
    assert "cộng" in code.question


def test_an_answer_counts_before_work(now: datetime):
    code = new_code(now)
    assert solved_code(CodeGiven(proof=done(code.work), token=code.token, answer="không biết"), now) is None


def test_the_key_is_made_once(tmp_path: Path):
    assert engine.key_of(tmp_path) == engine.key_of(tmp_path)
    assert (tmp_path / "check-code.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_code_is_accepted_once(now: datetime):
    given = right_code(now)
    waiting_comment(given=given, now=now)
    with pytest.raises(Invalid) as refusal:
        waiting_comment("Lần nữa.", given=given, now=now)
    assert refusal.value.errors["answer"][0].startswith(WRONG)
    assert (Comment.objects.count(), SpentCode.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_deed_that_fails_has_used_no_code(now: datetime):
    given = right_code(now)
    close_discussion("article", CODE, actor=SYSTEM, now=now)
    with pytest.raises(Refused):
        waiting_comment(given=given, now=now)
    assert not SpentCode.objects.exists()
    open_discussion("article", CODE, actor=SYSTEM, now=now)
    waiting_comment(given=given, now=now)
    assert SpentCode.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_use_one_code_at_once_one_is_accepted(now: datetime, side_by_side: SideBySide):
    given = right_code(now)
    answers = side_by_side(
        lambda: waiting_comment("Một.", given=given, now=now, code="TT-2023-001"),
        lambda: waiting_comment("Hai.", given=given, now=now, code="TT-2023-002"),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Comment", "Invalid"]
    assert (Comment.objects.count(), SpentCode.objects.count()) == (1, 1)
