"""Sealing, signing, printing, against the database."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from gieo.core.actor import Actor
from gieo.core.digest import digest
from gieo.core.errors import Conflict, GieoError, Invalid, Refused
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing import queries
from gieo.foundation.signing.models import Rendering, SealedContent, Signature
from gieo.foundation.signing.services import add_signature, record_rendering, seal
from gieo.foundation.signing.vocab import Method, Party, RenderingKind
from tests.fixtures.database import SideBySide, triggers_asleep

CONTENT = {"code": "BB-2023-04", "items": [{"title": "Quy trình", "quantity": Decimal("1.50")}], "copies": 4}


@pytest.fixture
def content(db: None, officer: Actor, now: datetime) -> SealedContent:
    return seal("minutes", "BB-2023-04", CONTENT, actor=officer, now=now)


def signing(content: SealedContent, officer: Actor, now: datetime, strokes: Any, **other: Any) -> Signature:
    values: dict[str, Any] = {
        "party": Party.RECEIVER,
        "person_name": "  Ca\u0300 Va\u0306n  Hặc ",
        "title": "Giám đốc",
        "unit_name": "Hợp tác xã nếp nương",
        "strokes": strokes,
        "expected_digest": content.digest,
        "client_id": str(uuid4()),
        "actor": officer,
        "now": now,
    }
    return add_signature(content, **(values | other))


def stored_file(letter: str) -> StoredFile:
    return StoredFile.objects.create(
        digest=letter * 64, size=1, name="x.pdf", mime="application/pdf", kind="document",
        uploaded_at=datetime.fromisoformat("2023-11-07T00:00:00+00:00"), uploaded_by_name="Hệ thống",
    )  # fmt: skip


def test_sealing_freezes_the_canonical_content(content: SealedContent, officer: Actor, now: datetime) -> None:
    content.refresh_from_db()
    assert content.digest == digest(CONTENT)
    assert content.content["items"][0]["quantity"] == "1.5"
    assert queries.is_intact(content)
    assert (content.sealed_by_name, content.sealed_at) == ("Lò Thị Mai", now)
    entry = Entry.objects.get()
    assert (entry.verb, entry.record_code, entry.to_state) == ("seal", "BB-2023-04", "sealed")
    assert entry.changes == {"digest": ["", content.digest]}


def test_sealing_again_gives_the_same_row_and_other_content_is_refused(
    content: SealedContent, officer: Actor, now: datetime
) -> None:
    assert seal("minutes", "BB-2023-04", CONTENT, actor=officer, now=now + timedelta(days=1)) == content
    with pytest.raises(Refused, match="BB-2023-04 đã khóa nội dung khác"):
        seal("minutes", "BB-2023-04", CONTENT | {"copies": 5}, actor=officer, now=now)
    with pytest.raises(TypeError, match="float"):
        seal("minutes", "BB-2023-05", {"x": 0.5}, actor=officer, now=now)
    assert SealedContent.objects.count() == Entry.objects.count() == 1


def test_the_database_refuses_to_change_or_delete_what_was_sealed_or_signed(
    content: SealedContent, officer: Actor, now: datetime, strokes: Any
) -> None:
    signing(content, officer, now, strokes)
    for rows in (SealedContent.objects.all(), Signature.objects.all()):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            rows.update(digest="0" * 64)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Signature.objects.all().delete()
    assert queries.is_intact(SealedContent.objects.get())


def test_what_a_file_is_a_printing_of_is_written_once(content: SealedContent, officer: Actor, now: datetime) -> None:
    """Otherwise a row changed in the database would make /xac-minh/ vouch for any file."""
    files = [store_file(f"%PDF-{n}".encode(), name="a.pdf", actor=officer, now=now) for n in "12"]
    made = record_rendering(content, RenderingKind.PDF, files[0], now=now)
    for deed in (lambda: Rendering.objects.update(file=files[1]), made.delete):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            deed()
    assert record_rendering(content, RenderingKind.DOCX, files[1], now=now).file == files[1]


def test_a_signature_keeps_who_what_and_who_confirmed(
    content: SealedContent, officer: Actor, now: datetime, strokes: Any
) -> None:
    made = signing(content, officer, now, strokes)
    made.refresh_from_db()
    assert made.person_name == "Cà Văn Hặc"
    assert (made.party, made.method, made.digest) == ("receiver", "in_person", content.digest)
    assert (made.identity_confirmed_by_id, made.identity_confirmed_by_name) == (7, "Lò Thị Mai")
    assert made.drawing is not None
    assert made.strokes["aspect"] == 2.6
    assert str(made) == "Cà Văn Hặc (Bên nhận)"
    entry = Entry.objects.order_by("-id")[0]
    assert entry.verb == "add_signature"
    assert entry.changes["party"] == ["", "receiver"]
    assert "Hặc" not in str(entry.changes)


def test_the_same_client_id_signs_once(content: SealedContent, officer: Actor, now: datetime, strokes: Any) -> None:
    first = signing(content, officer, now, strokes, client_id="a")
    again = signing(content, officer, now + timedelta(hours=1), strokes, client_id=" a ", expected_digest="old")
    assert again == first
    assert Signature.objects.count() == 1
    assert Entry.objects.count() == 2
    with pytest.raises(Conflict, match="Lượt ký này đã dùng"):
        signing(content, officer, now, strokes, client_id="a", party=Party.GIVER)


@pytest.mark.parametrize(
    ("other", "error", "words"),
    [
        ({"expected_digest": "0" * 64}, Conflict, "không còn là nội dung đã khóa của BB-2023-04"),
        ({"party": Party.WITNESS}, Conflict, "Người chứng kiến đã ký BB-2023-04: Vàng Thị Dua, lúc 08:00 07/11/2023"),
        ({"strokes": {"aspect": 2, "strokes": []}}, Invalid, "Ô ký còn trống"),
        ({"strokes": None}, Invalid, "không đọc được"),
        ({"person_name": " "}, Invalid, "Ghi họ tên"),
        ({"client_id": " "}, Invalid, "Thiếu mã của lượt ký"),
        ({"method": Method.INK}, Invalid, "không kèm nét ký"),
    ],
)
def test_a_refused_signature_leaves_nothing(
    content: SealedContent,
    officer: Actor,
    now: datetime,
    strokes: Any,
    other: dict[str, Any],
    error: type[GieoError],
    words: str,
) -> None:
    signing(content, officer, now, strokes, party=Party.WITNESS, person_name="Vàng Thị Dua")
    with pytest.raises(error) as refused:
        signing(content, officer, now, **({"strokes": strokes} | other))
    assert words in refused.value.message
    assert Signature.objects.count() == 1
    assert Entry.objects.count() == 2


def test_ink_and_certificates_come_without_strokes(content: SealedContent, officer: Actor, now: datetime) -> None:
    made = signing(content, officer, now, None, method=Method.INK)
    assert made.strokes is None
    assert made.drawing is None


def test_damaged_content_is_not_signed(content: SealedContent, officer: Actor, now: datetime, strokes: Any) -> None:
    with triggers_asleep():
        SealedContent.objects.update(content=content.content | {"copies": 9})
    assert not queries.is_intact(SealedContent.objects.get())
    with pytest.raises(Refused, match="không khớp vân tay"):
        signing(content, officer, now, strokes)
    assert Signature.objects.count() == 0


def test_signatures_are_read_in_order(content: SealedContent, officer: Actor, now: datetime, strokes: Any) -> None:
    witness = signing(content, officer, now + timedelta(minutes=2), strokes, party=Party.WITNESS)
    receiver = signing(content, officer, now, strokes, party=Party.RECEIVER)
    assert list(queries.signatures_of(content)) == [receiver, witness]
    assert queries.has_signed(content, [Party.RECEIVER, Party.WITNESS])
    assert not queries.has_signed(content, Party)


def test_sealed_content_is_found_by_code_by_digest_and_by_file(content: SealedContent, now: datetime) -> None:
    record_rendering(content, RenderingKind.PDF, stored_file("a"), now=now)
    read_aloud = " ".join(content.digest[n : n + 4] for n in range(0, 64, 4)).upper()
    assert queries.sealed("minutes", "BB-2023-04") == content
    assert queries.sealed_with_digest(read_aloud) == content
    assert getattr(queries.rendering_with_digest("a" * 64), "content", None) == content
    assert queries.sealed("minutes", "BB-2023-05") is None
    assert queries.sealed_with_digest("a" * 64) is None
    assert queries.rendering_with_digest("b" * 64) is None


def test_printing_is_noted_once_per_bytes_and_the_signed_file_once(
    content: SealedContent, officer: Actor, now: datetime, strokes: Any
) -> None:
    first = record_rendering(content, RenderingKind.PDF, stored_file("a"), now=now)
    assert record_rendering(content, RenderingKind.PDF, stored_file("a"), now=now) == first
    signing(content, officer, now, strokes)
    second = record_rendering(content, RenderingKind.PDF, stored_file("b"), now=now + timedelta(minutes=1))
    assert (first.signatures_count, second.signatures_count) == (0, 1)
    assert queries.latest_rendering(content, RenderingKind.PDF) == second
    signed = record_rendering(content, RenderingKind.PDF_SIGNED, stored_file("c"), now=now)
    assert record_rendering(content, RenderingKind.PDF_SIGNED, stored_file("d"), now=now) == signed
    assert queries.latest_rendering(content, RenderingKind.DOCX) is None
    assert Rendering.objects.count() == 3


def test_two_tablets_sign_for_one_party_at_once(
    transactional_db: None, side_by_side: SideBySide, officer: Actor, now: datetime, strokes: Any
) -> None:
    content = seal("minutes", "BB-2023-04", CONTENT, actor=officer, now=now)
    outcomes = side_by_side(*(lambda: signing(content, officer, now, strokes) for _ in range(2)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Signature"]
    assert Signature.objects.count() == 1


def test_one_tablet_that_sends_twice_at_once_signs_once(
    transactional_db: None, side_by_side: SideBySide, officer: Actor, now: datetime, strokes: Any
) -> None:
    content = seal("minutes", "BB-2023-04", CONTENT, actor=officer, now=now)
    first, second = side_by_side(*(lambda: signing(content, officer, now, strokes, client_id="a") for _ in range(2)))
    assert first == second
    assert Signature.objects.count() == 1
