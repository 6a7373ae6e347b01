"""The signed paper of a report: what it says as one digest, which sheets have come, and which are missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gieo.core.errors import NotFound
from gieo.domain.uptake.models import Report, SignedSheet
from gieo.domain.uptake.queries.report_papers import report_paper
from gieo.foundation.papers.engine import page_count, pdf
from gieo.foundation.papers.rules import missing_sheets


@dataclass(frozen=True)
class SignedPaper:
    """The sheets that have come so far, of how many, and the numbers of those still missing."""

    sheets: tuple[SignedSheet, ...]
    of: int
    missing: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return bool(self.sheets) and not self.missing


def signed_paper(report: Report) -> SignedPaper:
    """What has come of the paper of this report. One query."""
    sheets = tuple(SignedSheet.objects.filter(report=report).select_related("file").order_by("number"))
    of = max((sheet.of for sheet in sheets), default=0)
    return SignedPaper(sheets, of, missing_sheets((sheet.number for sheet in sheets), of))


def signed_sheet(report: Report, number: int) -> SignedSheet:
    """One of them. Raises NotFound when it is not there."""
    found = SignedSheet.objects.filter(report=report, number=number).select_related("file").first()
    if found is None:
        raise NotFound(_("Không có ảnh của trang này."))
    return found


def printed_sheets(report: Report) -> int:
    """How many sheets its paper has."""
    return page_count(pdf(report_paper(report)))
