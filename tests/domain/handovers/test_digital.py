"""Digital signatures under minutes: signed elsewhere or here, one after another, mixed with drawn ones, and refused."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gieo.core import clock
from gieo.core.errors import Conflict, GieoError, Invalid, NotAllowed, Refused, WrongState
from gieo.domain.handovers.models import IdentityCheck, Minutes
from gieo.domain.handovers.queries.digital import paper_to_sign
from gieo.domain.handovers.services import render_minutes, sign_digitally, sign_with_key, sign_with_token
from gieo.domain.handovers.services.digital import append_stamped
from gieo.domain.handovers.vocab import MinutesState, Party
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.papers.engine import draw
from gieo.foundation.signing.engine import check, sign_pdf
from gieo.foundation.signing.models import Certificate, Rendering, Signature
from gieo.foundation.signing.queries import latest_rendering, trust_roots
from gieo.foundation.signing.vocab import Method, RenderingKind
from tests.factories.handovers import TABLE, draft_minutes, officer, representative, sealed_minutes, sign
from tests.factories.signing import PASSPHRASE, key_of, p12_of
from tests.fixtures.database import SideBySide
from tests.fixtures.tokens import PIN, SIGNER, Tokens
from tests.foundation.papers import pdfa
from tests.foundation.papers.sample import minutes as another_paper

pytestmark = pytest.mark.django_db
RECEIVER, GIVER, WITNESS = Party.RECEIVER, Party.GIVER, Party.WITNESS


def named(minutes: Minutes, party: Party) -> str:
    assert minutes.sealed is not None
    return str(minutes.sealed.content["people"][party.value]["name"])


def signed_elsewhere(minutes: Minutes, party: Party, *, name: str = "") -> bytes:
    """What comes back when somebody downloads the paper, signs it with a program and saves it."""
    return append_stamped(minutes, key_of(name or named(minutes, party)), party=party, now=TABLE)


def hand_in(minutes: Minutes, party: Party, pdf: bytes | None = None, **more: Any) -> Signature:
    facts = {"pdf": pdf if pdf is not None else signed_elsewhere(minutes, party), "actor": officer(), "now": TABLE}
    made = sign_digitally(minutes, party=party, **(facts | more))
    minutes.refresh_from_db()
    return made


def closed(minutes: Minutes) -> bytes:
    render_minutes(minutes, now=TABLE)
    assert minutes.sealed is not None
    made = latest_rendering(minutes.sealed, RenderingKind.PDF_SIGNED)
    assert made is not None
    return read_file(made.file)


def counts() -> tuple[int, ...]:
    return tuple(kind.objects.count() for kind in (Signature, Certificate, Rendering, StoredFile, IdentityCheck, Entry))


def refused(deed: Callable[[], Any], error: type[GieoError], words: str) -> None:
    """The deed is refused in these words, and nothing was written."""
    before = counts()
    with pytest.raises(error) as caught:
        deed()
    assert words in caught.value.message
    assert counts() == before


def test_a_pdf_signed_elsewhere_is_the_signature_of_its_party() -> None:
    minutes = sealed_minutes(results=2)
    made = hand_in(minutes, RECEIVER, actor=representative(minutes.receiver))
    assert (made.method, made.strokes, made.person_name) == (Method.DIGITAL, None, named(minutes, RECEIVER))
    certificate = made.certificates.get()
    assert (certificate.name, certificate.issuer) == (named(minutes, RECEIVER), "Gieo: chứng thực thử nghiệm")
    assert certificate.claimed_at == TABLE
    assert minutes.state == MinutesState.SEALED
    assert not IdentityCheck.objects.exists()
    assert Entry.objects.filter(verb="sign").get().changes["method"] == ["", "digital"]
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Certificate.objects.update(name="Ai khác")


def test_the_same_file_again_is_the_same_signature() -> None:
    minutes = sealed_minutes()
    pdf = signed_elsewhere(minutes, RECEIVER)
    assert hand_in(minutes, RECEIVER, pdf) == hand_in(minutes, RECEIVER, pdf)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("first", [False, True])
def test_all_sign_one_after_another_and_the_seal_breaks_none(first: bool) -> None:
    """`first`: the files were made before anybody asked for them, so what is signed was printed at once."""
    minutes = sealed_minutes(results=2)
    if not first:
        render_minutes(minutes, now=TABLE)
    base = paper_to_sign(minutes).pdf
    for party in (GIVER, RECEIVER, WITNESS):
        hand_in(minutes, party)
    assert minutes.state == MinutesState.SIGNED
    pdf = closed(minutes)
    found = check(pdf, roots=trust_roots(), now=TABLE)
    assert [one.signer for one in found[:3]] == [named(minutes, party) for party in (GIVER, RECEIVER, WITNESS)]
    assert [one.why for one in found] == [""] * 4
    assert found[3].signer == "Sở Khoa học và Công nghệ tỉnh Điện Biên"
    assert pdf.startswith(base)
    assert pdfa.faults(pdf) == []


@pytest.mark.pdfsig
def test_drawn_and_digital_signatures_stand_in_one_pdf(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    hand_in(minutes, RECEIVER)
    sign(minutes, [GIVER])
    sign(minutes, [WITNESS], identity="authorisation", person_name="Lò Thị Ánh", title="Chánh Văn phòng")
    assert minutes.state == MinutesState.SIGNED
    pdf = closed(minutes)
    (tmp_path / "closed.pdf").write_bytes(pdf)
    said = " ".join(run("pdftotext", str(tmp_path / "closed.pdf"), "-").split())
    assert "Lò Thị Ánh, Chánh Văn phòng Ký lúc 10:00 ngày 07/11/2023 theo giấy uỷ quyền của" in said
    found = check(pdf, roots=trust_roots(), now=TABLE)
    assert [(one.is_good, one.covers_whole_file) for one in found] == [(True, False), (True, True)]
    assert pdfa.faults(pdf) == []


def test_a_key_opened_here_signs_as_one_elsewhere() -> None:
    minutes = sealed_minutes()
    key = key_of(named(minutes, GIVER))
    made = sign_with_key(minutes, key, party=GIVER, actor=officer(), now=TABLE)
    assert (made.method, made.party) == (Method.DIGITAL, "giver")
    assert Rendering.objects.filter(kind=RenderingKind.PDF_DIGITAL).count() == 1


@pytest.mark.softhsm
def test_a_token_in_this_machine_signs_with_the_pin_of_whoever_holds_it(token: Tokens, settings: Any) -> None:
    minutes = sealed_minutes()
    facts = {"party": RECEIVER, "actor": officer(), "now": TABLE}
    refused(lambda: sign_with_token(minutes, PIN, **facts), Refused, "chưa được cài thiết bị")
    settings.TOKEN = token.place("ec")
    unit = representative(minutes.receiver)
    refused(lambda: sign_with_token(minutes, PIN, **(facts | {"actor": unit})), NotAllowed, "")
    refused(lambda: sign_with_token(minutes, "111111", **facts), Refused, "Sai mã PIN")
    refused(lambda: sign_with_token(minutes, PIN, **facts), Invalid, f"mang tên {SIGNER}")
    made = sign_with_token(minutes, PIN, **facts, identity="authorisation", title="Phó Giám đốc")
    assert (made.person_name, made.method) == (SIGNER, Method.DIGITAL)
    assert not any(PIN in str(entry.changes) for entry in Entry.objects.all())
    refused(lambda: sign_with_token(minutes, "111111", **facts), Conflict, "đã ký")


def test_who_signs_for_somebody_else_needs_an_officer_and_a_paper() -> None:
    minutes = sealed_minutes()
    pdf = signed_elsewhere(minutes, RECEIVER, name="Quàng Văn Thay")
    words = f"mang tên Quàng Văn Thay, biên bản ghi {named(minutes, RECEIVER)}"
    refused(lambda: hand_in(minutes, RECEIVER, pdf), Invalid, words)
    unit = representative(minutes.receiver)
    refused(lambda: hand_in(minutes, RECEIVER, pdf, identity="authorisation", actor=unit), Invalid, words)
    refused(lambda: hand_in(minutes, RECEIVER, pdf, identity="known"), Invalid, "phải có giấy uỷ quyền")
    made = hand_in(minutes, RECEIVER, pdf, identity="authorisation", title="Phó Giám đốc")
    assert (made.person_name, made.title) == ("Quàng Văn Thay", "Phó Giám đốc")
    assert IdentityCheck.objects.get().paper == "authorisation"


def test_a_certificate_of_the_organisation_is_vouched_for_by_an_officer() -> None:
    minutes = sealed_minutes()
    pdf = signed_elsewhere(minutes, RECEIVER, name=minutes.receiver.name)
    made = hand_in(minutes, RECEIVER, pdf, identity="introduction", person_name=named(minutes, RECEIVER))
    assert made.person_name == named(minutes, RECEIVER)
    assert made.certificates.get().name == minutes.receiver.name


@pytest.mark.nss
@pytest.mark.pdfsig
def test_another_program_signs_and_others_go_on(tmp_path: Path) -> None:
    """Poppler signs with a key of its own store; Gieo's own key and the seal go on top, and poppler finds all valid."""
    minutes = sealed_minutes()
    paper, signed = tmp_path / "paper.pdf", tmp_path / "signed.pdf"
    paper.write_bytes(paper_to_sign(minutes).pdf)
    (tmp_path / "key.p12").write_bytes(p12_of(named(minutes, RECEIVER), rsa=True))
    store = f"sql:{tmp_path}"
    run("certutil", "-N", "-d", store, "--empty-password")
    run("pk12util", "-i", str(tmp_path / "key.p12"), "-d", store, "-W", PASSPHRASE, "-K", "")
    run("pdfsig", "-nssdir", store, "-add-signature", "-nick", "key", str(paper), str(signed))
    now = clock.now()  # the moment poppler writes
    hand_in(minutes, RECEIVER, signed.read_bytes(), now=now)
    hand_in(minutes, GIVER, now=now)
    sign(minutes, [WITNESS], now=now)
    pdf = closed(minutes)
    assert [one.why for one in check(pdf, roots=trust_roots(), now=now)] == [""] * 3
    signed.write_bytes(pdf)
    assert run("pdfsig", str(signed)).count("Signature is Valid.") == 3


def run(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, timeout=60).stdout.decode("utf-8")


def test_a_party_may_sign_with_two_certificates() -> None:
    minutes = sealed_minutes()
    once = signed_elsewhere(minutes, RECEIVER)
    twice = sign_pdf(once, keys_dir=Path(trust_roots()[0]).parent.parent, reason="Đóng dấu", when=TABLE)
    made = hand_in(minutes, RECEIVER, twice)
    assert made.person_name == named(minutes, RECEIVER)
    assert [row.field for row in made.certificates.order_by("id")] == ["BenNhan", "DauCuaCoQuan"]


def test_each_wrong_file_is_refused_in_its_words(tmp_path: Path) -> None:
    minutes = sealed_minutes()
    paper = paper_to_sign(minutes).pdf
    good = signed_elsewhere(minutes, RECEIVER)
    stranger = key_of(named(minutes, RECEIVER), keys_dir=tmp_path)
    broken = bytearray(good)
    broken[good.rindex(b"/ByteRange") + 30] ^= 1
    torn = bytearray(good)
    torn[len(paper) + 200] ^= 1
    for pdf, words in (
        (paper, "chưa có chữ ký số mới"),
        (b"GIF89a", "không phải PDF"),
        (b"%PDF-1.7\n%%EOF", "không phải PDF"),
        (draw(another_paper(2)).pdf, "là văn bản khác"),
        (paper.replace(b"/Type", b"/Tipe", 1), "đã bị ghi lại"),
        (append_stamped(minutes, stranger, party=RECEIVER, now=TABLE), "“Gieo: chứng thực thử nghiệm” cấp"),
        (bytes(broken), ""),
        (bytes(torn), ""),
        (good + b"\n% more\n", ""),
    ):
        refused(lambda pdf=pdf: hand_in(minutes, RECEIVER, pdf), Invalid, words)  # type: ignore[misc]


def test_another_partys_signature_is_not_taken_for_this_one() -> None:
    minutes = sealed_minutes()
    pdf = signed_elsewhere(minutes, GIVER)
    refused(lambda: hand_in(minutes, RECEIVER, pdf, identity="authorisation"), Invalid, "người ký của bên khác")


def test_who_signed_an_older_copy_downloads_the_newest() -> None:
    minutes = sealed_minutes()
    late = signed_elsewhere(minutes, GIVER)
    hand_in(minutes, RECEIVER)
    refused(lambda: hand_in(minutes, GIVER, late), Invalid, "Tải bản mới nhất")


def test_refused_to_strangers_twice_and_in_other_states() -> None:
    minutes = sealed_minutes()
    pdf = signed_elsewhere(minutes, GIVER)
    unit = representative(minutes.receiver)
    refused(lambda: hand_in(minutes, GIVER, pdf, actor=unit), NotAllowed, "Chỉ cán bộ của Sở")
    sign(minutes, [GIVER])
    refused(lambda: hand_in(minutes, GIVER, pdf), Conflict, "đã ký")
    draft = draft_minutes()
    refused(lambda: hand_in(draft, GIVER, pdf), WrongState, "")
    sign(minutes, [RECEIVER, WITNESS])
    refused(lambda: hand_in(minutes, GIVER, pdf), Conflict, "đã ký")


def test_two_that_sign_the_same_copy_at_once_are_not_both_taken(
    transactional_db: None, side_by_side: SideBySide
) -> None:
    minutes = sealed_minutes()
    files = {party: signed_elsewhere(minutes, party) for party in (RECEIVER, GIVER)}
    outcomes = side_by_side(
        *(
            lambda party=party: hand_in(
                Minutes.objects.select_related("sealed").get(pk=minutes.pk), party, files[party]
            )
            for party in files
        )
    )
    assert sorted(type(one).__name__ for one in outcomes if not isinstance(one, Signature)) in (
        ["Conflict"],
        ["Invalid"],
    )
    assert Signature.objects.count() == 1
