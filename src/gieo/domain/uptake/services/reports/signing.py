"""The paper of a report signed by its head: its sheets come scanned, are matched by their codes, and confirm it.

A sheet that is of another paper, of an older wording, doubled or cannot be read is never taken; nobody can force one.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Conflict, Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.uptake.models import Report, SignedSheet
from gieo.domain.uptake.permits.reports import may_scan_report
from gieo.domain.uptake.queries.report_papers import report_digest
from gieo.domain.uptake.queries.signed_papers import SignedPaper, printed_sheets, signed_paper, signed_sheet
from gieo.domain.uptake.services.reports.confirming import confirm
from gieo.domain.uptake.services.reports.locking import lock_report, step
from gieo.domain.uptake.vocab.reports import Confirmation
from gieo.foundation.files.queries import read_file
from gieo.foundation.files.services import drop_file, store_file
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.papers.engine import bind, read_files
from gieo.foundation.papers.rules import ScanReport, judge, short_digest


def scan_report(report: Report, files: Sequence[tuple[str, bytes]], *, actor: Actor, now: datetime) -> ScanReport:
    """Take the sheets of the signed paper, from PDFs or photographs in any order; those that fit are kept.

    In order: permit → life cycle → every sheet is read and judged by its code → pictures of the right ones are stored →
    lock → life cycle and content again → rows → journal. Wrong sheets are named in what is returned and nothing of them
    is kept. Raises WrongState before anything is read, Conflict when the report was changed meanwhile.
    """
    may_scan_report(actor, report).require()
    step("confirm", report)
    digest, there, sent = short_digest(report_digest(report)), signed_paper(report), read_files(files)
    judged = judge(
        sent.codes,
        code=report.code,
        digest=digest,
        counts={there.of or printed_sheets(report)} if sent.sheets else (),
        kept=[sheet.number for sheet in there.sheets],
    )
    kept = [
        (one, sheet.seen, store_file(one.picture, name=f"{report.code}-{sheet.number}.jpg", actor=actor, now=now))
        for one, sheet in zip(sent.sheets, judged, strict=True)
        if sheet.seen and sheet.fault is None
    ]
    with transaction.atomic():
        locked = lock_report(report)
        step("confirm", locked)
        if short_digest(report_digest(locked)) != digest:
            raise Conflict(_("Báo cáo vừa được sửa: in lại rồi ký bản mới."))
        before = set(SignedSheet.objects.filter(report=locked).values_list("number", flat=True))
        taken = []
        for one, seen, file in kept:
            if seen.number in before:  # a colleague was a moment faster: the same sheet, taken once
                drop_file(file)
                continue
            taken.append(seen.number)
            SignedSheet.objects.create(
                report=locked, number=seen.number, of=seen.of, digest=digest, file=file, source=one.file,
                source_digest=one.digest, added_at=now, added_by_name=actor.name_on_record,
            )  # fmt: skip
        if taken:
            changes = {"sheets": ("", ", ".join(map(str, sorted(taken))))}
            write_journal("scan", locked, actor=actor, now=now, changes=changes)
    return sent.report(judged)


def drop_signed_sheet(report: Report, number: int, *, actor: Actor, now: datetime) -> None:
    """Let go of a sheet, to take it again. Raises NotFound when it is not there (any more)."""
    may_scan_report(actor, report).require()
    with transaction.atomic():
        locked = lock_report(report)
        step("confirm", locked)
        sheet = signed_sheet(locked, number)
        sheet.delete()
        drop_file(sheet.file)
        write_journal("drop_sheet", locked, actor=actor, now=now, changes={"sheets": (str(number), "")})


def confirm_on_paper(report: Report, *, head: str, version: int | None = None, actor: Actor, now: datetime) -> Report:
    """The head of the unit has signed: every sheet is there and says what the report says now.

    In order: permit → life cycle → who signed → every sheet there → bound into one PDF and stored → lock, the same
    questions again → confirmed with the paper, its digest and whoever signed, the sheets go. Raises Refused while
    sheets are missing, Conflict when report or sheets changed meanwhile, Invalid without a name.
    """
    may_scan_report(actor, report).require()
    step("confirm", report)
    name = squeeze(head)[:200]
    if not name:
        raise Invalid({"head": [_("Ghi họ tên người đứng đầu đã ký.")]})
    sheets = _whole(report).sheets
    book = bind(read_file(sheet.file) for sheet in sheets)
    paper = store_file(book, name=f"{report.code}-da-ky.pdf", actor=actor, now=now)
    with transaction.atomic():
        locked = lock_report(report, version)
        step("confirm", locked)
        digest = report_digest(locked)
        if [(sheet.pk, short_digest(digest)) for sheet in _whole(locked).sheets] != [
            (sheet.pk, sheet.digest) for sheet in sheets
        ]:
            raise Conflict(_("Báo cáo hoặc các trang quét vừa đổi. Xem lại rồi ghi lần nữa."))
        return confirm(locked, Confirmation.PAPER, name, paper, digest, actor=actor, now=now)


def _whole(report: Report) -> SignedPaper:
    there = signed_paper(report)
    if not there.sheets:
        raise Refused(_("Chưa có trang quét nào. Tải lên bản quét hoặc ảnh chụp trước."))
    if there.missing:
        missing = ", ".join(map(str, there.missing))
        raise Refused(_("Còn thiếu trang %(missing)s trên %(of)s trang.") % {"missing": missing, "of": there.of})
    return there
