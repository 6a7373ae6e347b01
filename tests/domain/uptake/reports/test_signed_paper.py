"""The signed paper of a report: which sheets are taken, which are refused in words, and what stands there then."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Conflict, GieoError, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.uptake.models import Report, SignedSheet
from gieo.domain.uptake.queries.report_papers import report_digest, report_paper
from gieo.domain.uptake.queries.signed_papers import printed_sheets, signed_paper
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import ReportChannel, ReportState
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.papers.engine import page_count, pdf
from gieo.foundation.papers.rules import ScanReport
from tests.factories.accounts import actor
from tests.factories.handovers import officer, representative
from tests.factories.reports import APPLIED, WRITTEN, input_for, owed_report, sent_report
from tests.fixtures.database import SideBySide
from tests.foundation.papers.photographing import Shot, photograph, sheets, with_code_hidden

pytestmark = pytest.mark.django_db

LATER = WRITTEN + timedelta(days=3)
HEAD = "Cà Văn Panh"


def printed(report: Report) -> bytes:
    return pdf(report_paper(report))


def photographs(report: Report) -> list[tuple[str, bytes]]:
    pictures = sheets(printed(report), dots=110)
    return [(f"IMG_{n}.jpg", photograph(one, Shot(), seed=n)) for n, one in enumerate(pictures, start=1)]


def scan(report: Report, files: Sequence[tuple[str, bytes]], **values: Any) -> ScanReport:
    return services.scan_report(report, files, **({"actor": officer(), "now": LATER} | values))


def confirm(report: Report, head: str = HEAD, **values: Any) -> Report:
    return services.confirm_on_paper(report, head=head, **({"actor": officer(), "now": LATER} | values))


def refused(deed: Callable[[], Any], error: type[GieoError], words: str | None = None) -> None:
    """And nothing was written but bytes that the night sweeps."""
    before = list(Entry.objects.values_list("pk")), list(SignedSheet.objects.values_list("pk", "number"))
    with pytest.raises(error, match=words):
        deed()
    assert (list(Entry.objects.values_list("pk")), list(SignedSheet.objects.values_list("pk", "number"))) == before


def long_report() -> Report:
    """One of several sheets."""
    report = owed_report()
    said = replace(APPLIED, impact="Bà con các bản chung quanh tới xem rồi làm theo. " * 90)
    return services.send_report(
        report, input_for(report, said), channel=ReportChannel.PHONE, actor=officer(), now=WRITTEN
    )


def test_photographs_in_any_order_confirm_the_report_with_its_paper() -> None:
    report = long_report()
    of = printed_sheets(report)
    assert of > 1
    last, *others = reversed(photographs(report))
    assert scan(report, others).is_clean
    assert signed_paper(report).missing == (of,)
    refused(lambda: confirm(report), Refused, f"thiếu trang {of} trên {of}")
    head = representative(report.minutes.receiver)
    assert scan(report, [last], actor=head).taken == (of,), "the unit itself may send the scan"
    digest = report_digest(report)
    refused(lambda: confirm(report, " "), Invalid)
    done = confirm(report)
    assert (done.state, done.confirmation, done.confirmed_by_name) == (ReportState.CONFIRMED, "paper", HEAD)
    assert done.paper is not None
    assert (done.paper_digest, page_count(read_file(done.paper))) == (digest, of)
    assert not SignedSheet.objects.exists()
    assert StoredFile.objects.filter(name__startswith=report.code).count() == 1, "the sheets went into the one paper"
    changes = Entry.objects.get(verb="confirm").changes
    assert (changes["paper"][1], changes["paper_digest"][1]) == (done.paper.digest, digest)
    told = Entry.objects.filter(verb="scan").order_by("pk").values_list("changes", flat=True)
    assert [changes["sheets"][1] for changes in told][-1] == str(of)
    refused(lambda: confirm(done), WrongState)


def test_another_paper_an_old_print_a_hidden_code_and_no_scan_are_refused_in_words() -> None:
    report, other = sent_report(), sent_report()
    old = printed(report)
    services.send_back_report(report, reason="Sửa quy mô", actor=officer(), now=WRITTEN)
    report.refresh_from_db()
    said = replace(APPLIED, scale="15 hộ, 40 con")
    services.send_report(report, input_for(report, said), channel=ReportChannel.PHONE, actor=officer(), now=WRITTEN)
    report.refresh_from_db()
    (_name, shot), *_more = photographs(report)
    seen = scan(
        report,
        [
            ("khac.pdf", printed(other)),
            ("cu.pdf", old),
            ("che-ma.jpg", photograph(with_code_hidden(sheets(printed(report), dots=110)[0]), Shot(), seed=1)),
            ("thu.txt", b"khong phai anh"),
        ],
    )
    why = {sheet.file: sheet.why for sheet in reversed(seen.sheets)}
    assert why["khac.pdf"] == f"Đây là trang 1 của văn bản khác, mã {other.code}."
    assert "in từ nội dung khác với nội dung hiện nay" in why["cu.pdf"]
    assert why["che-ma.jpg"].startswith("Không đọc được mã ở chân trang.")
    assert seen.unread == (("thu.txt", "Không phải PDF, JPEG, PNG hay WebP."),)
    assert not seen.taken
    assert not SignedSheet.objects.exists()
    assert not Entry.objects.filter(verb="scan").exists()
    assert scan(report, [("a.jpg", shot)]).taken == (1,)
    assert "Trang 1 đã có" in scan(report, [("a.jpg", shot)]).sheets[0].why


def test_sheets_of_a_report_that_was_sent_back_go_with_its_old_words() -> None:
    report = sent_report()
    scan(report, [("ky.pdf", printed(report))])
    assert signed_paper(report).is_whole
    services.send_back_report(report, reason="Thiếu đơn vị đo", actor=officer(), now=LATER)
    assert not SignedSheet.objects.exists()
    report.refresh_from_db()
    refused(lambda: confirm(report), WrongState)
    refused(lambda: scan(report, [("ky.pdf", b"")]), WrongState)


def test_the_same_words_sent_again_on_the_same_day_keep_the_paper_good() -> None:
    report = sent_report()
    paper = printed(report)
    services.send_back_report(report, reason="Xem lại", actor=officer(), now=WRITTEN)
    report.refresh_from_db()
    services.send_report(report, input_for(report), channel=ReportChannel.DESK, actor=officer(), now=WRITTEN)
    report.refresh_from_db()
    assert scan(report, [("ky.pdf", paper)]).is_clean


def test_words_changed_behind_the_sheets_confirm_nothing() -> None:
    report = sent_report()
    scan(report, [("ky.pdf", printed(report))])
    report.sheets.update(scale="90 hộ")
    refused(lambda: confirm(report), Conflict, "vừa đổi")


def test_a_sheet_is_dropped_to_be_taken_again_and_strangers_do_nothing() -> None:
    report = sent_report()
    scan(report, [("ky.pdf", printed(report))])
    stranger = actor(Role.UNIT_REP, unit_id=999_999)
    for deed in (
        lambda: scan(report, [("ky.pdf", printed(report))], actor=stranger),
        lambda: services.drop_signed_sheet(report, 1, actor=stranger, now=LATER),
        lambda: confirm(report, actor=stranger),
    ):
        refused(deed, NotAllowed)
    services.drop_signed_sheet(report, 1, actor=officer(), now=LATER)
    assert not SignedSheet.objects.filter(number=1).exists()
    refused(lambda: services.drop_signed_sheet(report, 1, actor=officer(), now=LATER), NotFound)
    assert scan(report, photographs(report)[:1]).taken == (1,)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_in_the_same_sheet_at_once_keep_it_once(side_by_side: SideBySide) -> None:
    report = sent_report()
    files = [("ky.pdf", printed(report))]

    def take() -> ScanReport:
        return scan(Report.objects.select_related("minutes__receiver", "duty").get(pk=report.pk), files)

    assert all(isinstance(one, ScanReport) for one in side_by_side(take, take))
    kept = [str(number) for number in range(1, printed_sheets(report) + 1)]
    assert [str(n) for n in SignedSheet.objects.values_list("number", flat=True)] == kept
    said = Entry.objects.filter(verb="scan").values_list("changes", flat=True)
    assert [number for changes in said for number in changes["sheets"][1].split(", ")] == kept
