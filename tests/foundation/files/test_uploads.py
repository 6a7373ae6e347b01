"""Large files in parts: begun, broken, gone on with, compared with their fingerprint, taken once."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from gieo.core.actor import ANONYMOUS, Actor
from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from gieo.foundation.files.queries import own_uploads, whole_upload
from gieo.foundation.files.services import begin_upload, finish_upload, forget_upload, put_part, sweep_uploads

ANNA, BINH = Actor(person_id=1, name="Anna"), Actor(person_id=2, name="Bình")
WHOLE = b"%PDF-1.7\n" + bytes(range(256)) * 300
DIGEST = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.UPLOADS_DIR = tmp_path / "uploads"


def begun(actor: Actor = ANNA, content: bytes = WHOLE) -> int:
    return begin_upload(hashlib.sha256(content).hexdigest(), name="so.pdf", size=len(content), actor=actor)


def put(start: int, end: int, actor: Actor = ANNA) -> int:
    return put_part(DIGEST, offset=start, content=WHOLE[start:end], actor=actor)


def test_parts_make_the_whole_whatever_is_repeated() -> None:
    assert begun() == 0
    assert put(0, 5000) == 5000
    assert put(0, 5000) == 5000  # the answer got lost, the part is sent again
    assert put(2000, 7000) == 7000
    assert begun() == 7000  # the page was loaded again, the server started again
    assert put(7000, len(WHOLE)) == len(WHOLE)
    finish_upload(DIGEST, name="so.pdf", actor=ANNA)
    finish_upload(DIGEST, name="so.pdf", actor=ANNA)
    path = whole_upload(DIGEST, ANNA)
    assert path is not None
    assert path.read_bytes() == WHOLE
    assert begun() == put(0, 5000) - 5000 + len(WHOLE)  # all is there: nothing to send


def test_a_gap_is_refused_and_nothing_is_written() -> None:
    begun()
    put(0, 100)
    with pytest.raises(Conflict, match="Còn thiếu phần trước đó"):
        put(200, 300)
    with pytest.raises(Conflict, match="chưa tới đủ"):
        finish_upload(DIGEST, name="so.pdf", actor=ANNA)
    assert begun() == 100


@pytest.mark.parametrize(("offset", "length"), [(-1, 10), (len(WHOLE) - 5, 10), (0, 5 * 1024 * 1024)])
def test_a_part_that_does_not_fit_is_refused(offset: int, length: int) -> None:
    begun()
    with pytest.raises(Invalid, match="không khớp với cỡ tệp"):
        put_part(DIGEST, offset=offset, content=bytes(length), actor=ANNA)
    assert begun() == 0


def test_what_is_not_equal_is_said_and_gone() -> None:
    begun()
    put_part(DIGEST, offset=0, content=WHOLE[:-1] + b"?", actor=ANNA)
    with pytest.raises(Invalid, match="vân tay khác"):
        finish_upload(DIGEST, name="so.pdf", actor=ANNA)
    assert not list(own_uploads(ANNA).iterdir())


def test_the_gate_looks_at_it_as_at_any_file() -> None:
    begun()
    put_part(DIGEST, offset=0, content=WHOLE, actor=ANNA)
    with pytest.raises(Invalid, match="không đúng loại"):
        finish_upload(DIGEST, name="so.docx", actor=ANNA)
    assert not list(own_uploads(ANNA).iterdir())


def test_one_s_own_only() -> None:
    begun()
    put_part(DIGEST, offset=0, content=WHOLE, actor=ANNA)
    finish_upload(DIGEST, name="so.pdf", actor=ANNA)
    assert whole_upload(DIGEST, BINH) is None
    with pytest.raises(NotFound):
        put(0, 10, BINH)
    with pytest.raises(NotFound):
        finish_upload(DIGEST, name="so.pdf", actor=BINH)
    forget_upload(DIGEST, actor=BINH)
    assert whole_upload(DIGEST, ANNA) is not None
    with pytest.raises(NotAllowed, match="Đăng nhập"):
        begun(ANONYMOUS)
    forget_upload(DIGEST, actor=ANNA)
    assert whole_upload(DIGEST, ANNA) is None


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "é" * 64, "a" * 63])
def test_a_name_that_is_no_fingerprint_reaches_nothing(digest: str) -> None:
    with pytest.raises(Invalid, match="Vân tay"):
        begin_upload(digest, name="so.pdf", size=10, actor=ANNA)
    with pytest.raises(NotFound):
        put_part(digest, offset=0, content=b"x", actor=ANNA)
    forget_upload(digest, actor=ANNA)


def test_too_large_and_too_much_are_refused_before_a_byte_is_sent(settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024
    with pytest.raises(Invalid, match="lớn hơn 1 KB"):
        begun()
    with pytest.raises(Invalid, match="rỗng"):
        begin_upload(DIGEST, name="so.pdf", size=0, actor=ANNA)
    settings.MAX_UPLOAD_BYTES = 50 * 1024 * 1024
    begun()
    with (own_uploads(ANNA) / f"{'0' * 64}.whole").open("wb") as file:
        file.truncate(500 * 1024 * 1024)  # takes no room on disk
    with pytest.raises(Refused, match="gửi dở chưa dùng"):
        begun(content=WHOLE + b"2")
    assert begun(BINH) == 0


def test_what_nobody_came_back_for_is_swept() -> None:
    begun()
    put(0, 100)
    now = datetime.fromtimestamp(own_uploads(ANNA).joinpath(f"{DIGEST}.{len(WHOLE)}").stat().st_mtime, UTC)
    assert sweep_uploads(older_than=now - timedelta(days=1)) == 0
    assert sweep_uploads(older_than=now + timedelta(days=1)) == 1
    assert begun() == 0
