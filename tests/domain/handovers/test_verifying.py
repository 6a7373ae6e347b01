"""What anybody learns of a file: never “unchanged” when a single byte differs, wherever it stands."""

import subprocess
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.verifying import FileCheck, check_file
from gieo.domain.handovers.services import render_minutes, sign_digitally
from gieo.domain.handovers.services.digital import append_stamped
from gieo.domain.handovers.vocab import Party, Verdict
from gieo.foundation.files.queries import read_file
from gieo.foundation.signing.queries import latest_rendering
from gieo.foundation.signing.vocab import RenderingKind, SignatureFault
from tests.factories.handovers import TABLE, officer, sealed_minutes, sign
from tests.factories.signing import key_of

pytestmark = pytest.mark.django_db


def printed(minutes: Minutes, kind: RenderingKind) -> bytes:
    render_minutes(minutes, now=TABLE)
    assert minutes.sealed is not None
    made = latest_rendering(minutes.sealed, kind)
    assert made is not None
    return read_file(made.file)


def verdict(content: bytes) -> FileCheck:
    return check_file(BytesIO(content), now=TABLE)


@pytest.fixture
def minutes() -> Minutes:
    """The receiver signed with a certificate, the others on the screen, the department sealed it."""
    minutes = sealed_minutes()
    assert minutes.sealed is not None
    key = key_of(minutes.sealed.content["people"]["receiver"]["name"])
    pdf = append_stamped(minutes, key, party=Party.RECEIVER, now=TABLE)
    sign_digitally(minutes, party=Party.RECEIVER, pdf=pdf, actor=officer(), now=TABLE)
    sign(minutes, [Party.GIVER, Party.WITNESS])
    return minutes


@pytest.mark.parametrize("kind", RenderingKind)
def test_every_file_that_was_made_is_unchanged(minutes: Minutes, kind: RenderingKind) -> None:
    found = verdict(printed(minutes, kind))
    assert (found.verdict, found.minutes) == (Verdict.UNCHANGED, minutes)
    expected = {RenderingKind.PDF_DIGITAL: 1, RenderingKind.PDF_SIGNED: 2}.get(kind, 0)
    assert [one.is_good for one in found.signatures] == [True] * expected


@pytest.mark.slow
def test_a_byte_flipped_anywhere_is_never_unchanged_and_breaks_what_was_signed(minutes: Minutes) -> None:
    """Eighty places drawn by lot, and every place where a signature begins, ends or is bound to the file."""
    whole = printed(minutes, RenderingKind.PDF_SIGNED)
    dice = Random(797)
    places = {dice.randrange(len(whole)) for _ in range(80)} | {0, 7, len(whole) - 2}
    for mark in (b"/ByteRange", b"/Contents <", b"startxref", b"%%EOF", b"/AcroForm", b"/Sig"):
        start = -1
        while (start := whole.find(mark, start + 1)) >= 0:
            places |= {start, min(start + len(mark) + 3, len(whole) - 1)}
    missed, told = [], []
    for place in sorted(places):
        broken = bytearray(whole)
        broken[place] ^= 1 << dice.randrange(8)
        found = verdict(bytes(broken))
        told.append(found.verdict)
        if found.verdict is Verdict.UNCHANGED:
            missed.append(place)
        in_the_seal = whole.rindex(b"/Contents <") < place < whole.rindex(b"/Contents <") + 16_400
        if not in_the_seal and any(one.is_good and one.covers_whole_file for one in found.signatures):
            missed.append(place)
    assert missed == []
    assert told.count(Verdict.CHANGED) > len(told) * 0.9  # a file whose title is broken is unknown


def test_what_was_appended_cut_off_or_swapped_is_changed(minutes: Minutes) -> None:
    whole, plain = printed(minutes, RenderingKind.PDF_SIGNED), printed(minutes, RenderingKind.PDF)
    more = verdict(whole + b"\n% more\n")
    assert (more.verdict, more.only_added) == (Verdict.CHANGED, True)
    assert [one.fault for one in more.signatures] == [None, SignatureFault.CHANGED_AFTER]
    assert verdict(whole[:-900]).verdict is Verdict.CHANGED
    word = printed(minutes, RenderingKind.DOCX)
    assert verdict(word[:-40] + bytes(40)).verdict is not Verdict.UNCHANGED
    assert verdict(word + b"x").verdict is Verdict.CHANGED
    handed = append_stamped(sealed_minutes(), key_of("Ai đó"), party=Party.RECEIVER, now=TABLE)
    fresh = verdict(handed)
    assert fresh.verdict is Verdict.CHANGED
    assert not fresh.only_added or plain
    assert verdict(b"GIF89a").verdict is Verdict.UNKNOWN
    assert verdict(b"%PDF-1.7 BB-1999-01").verdict is Verdict.UNKNOWN


def test_a_word_file_with_damaged_packing_is_unknown() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as kept:
        kept.writestr("docProps/core.xml", "BB-2023-01 " * 500)
    whole = bytearray(packed.getvalue())
    start = whole.index(b"docProps/core.xml") + len("docProps/core.xml")
    whole[start : start + 8] = b"\xff" * 8
    assert check_file(BytesIO(bytes(whole)), now=TABLE).verdict is Verdict.UNKNOWN


def test_an_old_signature_is_judged_as_of_its_day(minutes: Minutes) -> None:
    whole = printed(minutes, RenderingKind.PDF_SIGNED)
    much_later = TABLE.replace(year=2046)
    assert [one.is_good for one in check_file(BytesIO(whole), now=much_later).signatures] == [True, True]
    changed = check_file(BytesIO(whole + b"\n"), now=much_later)
    assert SignatureFault.EXPIRED in [one.fault for one in changed.signatures]


@pytest.mark.pdfsig
def test_poppler_finds_flipped_bytes_of_what_was_signed_too(minutes: Minutes, tmp_path: Path) -> None:
    whole = printed(minutes, RenderingKind.PDF_SIGNED)
    end, dice, path = whole.index(b"/ByteRange"), Random(797), tmp_path / "broken.pdf"
    for _ in range(10):
        place = dice.randrange(20, end)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        said = subprocess.run(["pdfsig", str(path)], check=False, capture_output=True, timeout=60).stdout.decode(
            "utf-8"
        )
        assert "Signature is Valid." not in said
