"""Signing on paper: which scans are taken, which are refused, and what stands there afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.handovers.models import IdentityCheck, InkScan, InkSheet, Minutes
from gieo.domain.handovers.queries.printing import copy_for_ink, sealed_paper, sheet_counts, signed_paper
from gieo.domain.handovers.queries.scans import collected, scans_of, signed_day
from gieo.domain.handovers.rules.reporting import plan_due
from gieo.domain.handovers.services import (
    InkSigner,
    ReceiptInput,
    drop_sheet,
    record_receipt,
    render_minutes,
    scan_sheets,
    sign_in_ink,
    void_minutes,
)
from gieo.domain.handovers.services.owing import PLAN_DUTY
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, MinutesState, Party
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.papers import engine
from gieo.foundation.papers.engine import page_count
from gieo.foundation.papers.rules import ScanReport, plain_text, sheet_link
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.vocab import Method
from tests.factories.handovers import (
    TABLE,
    draft_minutes,
    officer,
    representative,
    sealed_minutes,
    sign,
    signed_minutes,
)
from tests.fixtures.database import SideBySide
from tests.foundation.papers.photographing import Shot, photograph, sheets, with_code_hidden

pytestmark = pytest.mark.django_db

DAY = TABLE.date()
LATER = TABLE + timedelta(days=2)
AS_IT_IS = Shot()
ALL = tuple(InkSigner(party, IdentityPaper.CITIZEN_CARD) for party in SIGNING_ORDER)


def photographs(minutes: Minutes, shot: Shot = AS_IT_IS, *, dots: int = 110) -> list[tuple[str, bytes]]:
    """The sheets of the paper, each as a JPEG of a telephone."""
    pictures = sheets(copy_for_ink(minutes), dots=dots)
    return [(f"IMG_{n}.jpg", photograph(one, shot, seed=n)) for n, one in enumerate(pictures, start=1)]


def scan(minutes: Minutes, files: Sequence[tuple[str, bytes]] | None = None, **values: Any) -> ScanReport:
    files = photographs(minutes) if files is None else files
    return scan_sheets(minutes, files, **({"actor": officer(), "now": LATER} | values))


def enter(minutes: Minutes, signers: Sequence[InkSigner] = ALL, **values: Any) -> list[Signature]:
    assert minutes.sealed is not None
    facts: dict[str, Any] = {
        "signed_on": DAY,
        "expected_digest": minutes.sealed.digest,
        "client_id": "a" * 32,
        "actor": officer(),
        "now": LATER,
    }
    made = sign_in_ink(minutes, signers=signers, **(facts | values))
    minutes.refresh_from_db()
    return made


def nothing_written() -> bool:
    return not (Signature.objects.exists() or InkScan.objects.exists() or IdentityCheck.objects.exists())


def test_a_pdf_in_any_order_gives_every_sheet_and_the_signatures_of_all() -> None:
    minutes = sealed_minutes()
    of = page_count(copy_for_ink(minutes))
    report = scan(minutes, [*reversed(photographs(minutes, Shot(turn=178)))])
    assert report.is_clean
    assert report.taken == tuple(range(1, of + 1))
    made = enter(minutes)
    assert [(row.party, row.method, row.strokes) for row in made] == [
        (party, Method.INK, None) for party in SIGNING_ORDER
    ]
    assert minutes.state == MinutesState.SIGNED
    (kept,) = scans_of(minutes)
    assert (kept.sheets, kept.signed_on, kept.parties) == (of, DAY, list(SIGNING_ORDER))
    assert {source["name"] for source in kept.sources} == {f"IMG_{n}.jpg" for n in range(1, of + 1)}
    assert page_count(read_file(kept.file)) == of
    assert not InkSheet.objects.exists()
    assert not StoredFile.objects.filter(name__contains="-trang-").exists()
    assert IdentityCheck.objects.count() == 3
    entry = Entry.objects.filter(verb="sign_in_ink").get()
    assert entry.changes["file"][1] == kept.file.digest


def test_the_day_on_the_paper_counts_and_not_the_one_on_which_it_was_noted() -> None:
    minutes = sealed_minutes()
    scan(minutes)
    enter(minutes)
    assert minutes.signed_at == LATER
    assert signed_day(minutes) == DAY
    plan = Duty.objects.get(kind=PLAN_DUTY, record_code=minutes.code)
    assert plan.due == plan_due(DAY, minutes.plan_days)
    rows = [ReceiptInput(item.pk) for item in minutes.items.all()]
    record_receipt(minutes, rows=rows, on=DAY, actor=officer(), now=LATER)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.RECEIVED


def test_the_same_paper_as_one_pdf() -> None:
    minutes = sealed_minutes()
    assert scan(minutes, [("ban-quet.pdf", copy_for_ink(minutes))]).is_clean
    assert collected(minutes).is_whole


def test_sheets_may_come_one_by_one_and_a_missing_one_is_named() -> None:
    minutes = sealed_minutes()
    first, *others = photographs(minutes)
    assert scan(minutes, others).is_clean
    assert collected(minutes).missing == (1,)
    with pytest.raises(Refused, match="thiếu trang 1 trên"):
        enter(minutes)
    assert nothing_written()
    assert scan(minutes, [first]).taken == (1,)
    assert len(enter(minutes)) == 3


def test_without_any_sheet_nothing_is_entered() -> None:
    with pytest.raises(Refused, match="Chưa có trang quét"):
        enter(sealed_minutes())
    assert nothing_written()


def test_a_sheet_of_other_minutes_is_named_and_not_kept() -> None:
    minutes, other = sealed_minutes(), sealed_minutes()
    mine, theirs = photographs(minutes), photographs(other)
    report = scan(minutes, [mine[0], theirs[1]])
    assert report.taken == (1,)
    assert f"văn bản khác, mã {other.code}" in report.sheets[1].why
    assert [sheet.number for sheet in collected(minutes).sheets] == [1]
    assert not collected(other).sheets


def test_a_sheet_sent_twice_is_taken_neither_time_and_one_kept_is_not_replaced() -> None:
    minutes = sealed_minutes()
    first, second, *_rest = photographs(minutes)
    report = scan(minutes, [first, second, ("lan-hai.jpg", first[1])])
    assert report.taken == (2,)
    assert [one.why for one in report.sheets if one.why] == [
        "Trang 1 có hai lần trong lần tải lên này. Chỉ tải lên tờ có chữ ký."
    ] * 2
    again = scan(minutes, [second])
    assert "Trang 2 đã có" in again.sheets[0].why
    drop_sheet(minutes, 2, actor=officer(), now=LATER)
    assert scan(minutes, [second]).taken == (2,)


def test_an_unreadable_sheet_says_how_to_photograph_it_and_can_not_be_forced() -> None:
    minutes = sealed_minutes()
    pictures = sheets(copy_for_ink(minutes), dots=110)
    report = scan(minutes, [("mo.jpg", photograph(with_code_hidden(pictures[0]), Shot()))])
    assert report.taken == ()
    assert "Không đọc được mã" in report.sheets[0].why
    assert "đủ bốn góc" in report.sheets[0].why
    assert not collected(minutes).sheets


def test_a_paper_printed_from_other_content_is_refused() -> None:
    """The same code, another digest: as of a paper printed before its content was taken back."""
    minutes = sealed_minutes()
    paper = sealed_paper(minutes)
    link = sheet_link("https://gieo.example.vn", minutes.code, "0123456789abcdef" * 4)
    other = engine.pdf(replace(paper, foot=replace(paper.foot, sheet_link=link)))
    report = scan(minutes, [("ban-cu.pdf", other)])
    assert report.taken == ()
    assert all("nội dung khác" in one.why and "0123456789abcdef" in one.why for one in report.sheets)


def test_files_that_are_no_scans_are_named_and_the_others_are_taken() -> None:
    minutes = sealed_minutes()
    report = scan(minutes, [("thu.docx", b"PK\x03\x04"), photographs(minutes)[0], ("hong.pdf", b"%PDF-1.7 no")])
    assert report.unread == (
        ("thu.docx", "Không phải PDF, JPEG, PNG hay WebP."),
        ("hong.pdf", "Tệp hỏng, không đọc hết được. Quét hoặc chụp lại."),
    )
    assert report.taken == (1,)


def test_two_sign_on_the_tablet_and_one_on_paper_and_the_paper_says_so() -> None:
    minutes = sealed_minutes()
    sign(minutes, [Party.GIVER, Party.WITNESS])
    scan(minutes)
    enter(minutes, [InkSigner(Party.RECEIVER, IdentityPaper.KNOWN)])
    assert minutes.state == MinutesState.SIGNED
    (kept,) = scans_of(minutes)
    words = plain_text(signed_paper(minutes))
    assert f"Đã ký trên giấy ngày {DAY:%d/%m/%Y}" in words
    assert "Bản quét có vân tay " + " ".join(kept.file.digest[n : n + 4] for n in range(0, 16, 4)) in words
    assert words.count("Ký lúc") == 2
    assert len(render_minutes(minutes, now=LATER)) == 3


def test_some_sign_on_one_paper_and_others_on_another() -> None:
    minutes = sealed_minutes()
    scan(minutes)
    enter(minutes, ALL[:1])
    assert minutes.state == MinutesState.SEALED
    with pytest.raises(Refused, match="Chưa có trang quét"):
        enter(minutes, ALL[1:], client_id="b" * 32)
    scan(minutes)
    with pytest.raises(Conflict, match="đã ký"):
        enter(minutes, ALL[:1], client_id="b" * 32)
    enter(minutes, ALL[1:], client_id="b" * 32)
    assert minutes.state == MinutesState.SIGNED
    assert [kept.parties for kept in scans_of(minutes)] == [["receiver"], ["giver", "witness"]]


def test_the_same_entry_sent_again_gives_the_same_signatures() -> None:
    minutes = sealed_minutes()
    scan(minutes)
    made = enter(minutes)
    assert enter(minutes) == made
    assert InkScan.objects.count() == 1


@pytest.mark.parametrize(
    "change, field",
    [
        ({"signed_on": DAY - timedelta(days=1)}, "signed_on"),
        ({"signed_on": DAY + timedelta(days=3)}, "signed_on"),
        ({"signers": ()}, "parties"),
        ({"signers": [InkSigner(Party.GIVER, "")]}, "identity_giver"),
        ({"signers": [InkSigner(Party.GIVER, IdentityPaper.KNOWN, "Người khác")]}, "person_name_giver"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_the_sheets_stay(change: dict[str, Any], field: str) -> None:
    minutes = sealed_minutes()
    scan(minutes)
    with pytest.raises(Invalid) as refused:
        enter(minutes, **change)
    assert set(refused.value.errors) == {field}
    assert nothing_written()
    assert collected(minutes).is_whole


def test_by_authority_somebody_else_signs_the_paper() -> None:
    minutes = sealed_minutes()
    scan(minutes)
    (made,) = enter(minutes, [InkSigner(Party.RECEIVER, IdentityPaper.AUTHORISATION, "Lò Văn B", "Phó Giám đốc")])
    assert (made.person_name, made.title) == ("Lò Văn B", "Phó Giám đốc")


def test_another_content_on_the_screen_is_refused() -> None:
    minutes = sealed_minutes()
    scan(minutes)
    with pytest.raises(Conflict):
        enter(minutes, expected_digest="0" * 64)
    assert nothing_written()


def test_only_the_office_scans_drops_and_enters() -> None:
    minutes = sealed_minutes()
    stranger = representative(minutes.receiver)
    with pytest.raises(NotAllowed):
        scan(minutes, actor=stranger)
    scan(minutes)
    with pytest.raises(NotAllowed):
        drop_sheet(minutes, 1, actor=stranger, now=LATER)
    with pytest.raises(NotAllowed):
        enter(minutes, actor=stranger)
    assert nothing_written()


def test_nothing_is_read_for_drafts_signed_and_voided_minutes() -> None:
    void = sealed_minutes()
    void_minutes(void, reason="Sai tên", actor=officer(), now=TABLE)
    void.refresh_from_db()
    for minutes in (draft_minutes(), signed_minutes(), void):
        with pytest.raises(WrongState):
            scan(minutes, [])
        with pytest.raises(WrongState):
            enter_unsealed(minutes)
    assert not InkScan.objects.exists()


def enter_unsealed(minutes: Minutes) -> None:
    sign_in_ink(minutes, signers=ALL, signed_on=DAY, expected_digest="", client_id="c" * 32, actor=officer(), now=LATER)


def test_a_sheet_that_is_not_there_can_not_be_dropped() -> None:
    with pytest.raises(NotFound):
        drop_sheet(sealed_minutes(), 1, actor=officer(), now=LATER)


def test_paper_printed_as_it_was_kept_on_the_day_is_known_too() -> None:
    minutes = sealed_minutes()
    render_minutes(minutes, now=TABLE)
    assert sheet_counts(minutes) == {page_count(copy_for_ink(minutes))}


def test_a_scan_is_written_once_by_the_database_itself() -> None:
    minutes = sealed_minutes()
    scan(minutes)
    enter(minutes)
    for deed in (lambda: InkScan.objects.update(signed_on=date(2020, 1, 1)), lambda: InkScan.objects.all().delete()):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            deed()


@pytest.mark.django_db(transaction=True)
def test_two_officers_send_the_same_sheets_and_enter_them_at_once(side_by_side: SideBySide) -> None:
    minutes = sealed_minutes()
    files = photographs(minutes)
    reports = side_by_side(
        lambda: scan(Minutes.objects.get(pk=minutes.pk), files), lambda: scan(Minutes.objects.get(pk=minutes.pk), files)
    )
    assert all(isinstance(report, ScanReport) for report in reports)
    assert InkSheet.objects.count() == len(files)
    said = Entry.objects.filter(verb="scan_sheets").values_list("changes", flat=True)
    numbers = [int(number) for changes in said for number in changes["sheets"][1].split(", ")]
    assert sorted(numbers) == list(range(1, len(files) + 1)), "each sheet is told as taken once"
    answers = side_by_side(
        lambda: enter(Minutes.objects.get(pk=minutes.pk), client_id="a" * 32),
        lambda: enter(Minutes.objects.get(pk=minutes.pk), client_id="b" * 32),
    )
    assert sorted(isinstance(answer, list) for answer in answers) == [False, True]
    assert Signature.objects.count() == 3
    assert InkScan.objects.count() == 1
