"""Scans of minutes signed on paper: what has come so far, and what was entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gieo.core.clock import local_date
from gieo.core.errors import NotFound
from gieo.domain.handovers.models import InkScan, InkSheet, Minutes
from gieo.foundation.papers.rules import missing_sheets
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import signings
from gieo.foundation.signing.vocab import Method, Party


@dataclass(frozen=True)
class Collected:
    """The sheets scanned so far, of how many, and which are missing."""

    sheets: tuple[InkSheet, ...]
    of: int
    missing: tuple[int, ...]

    @property
    def share(self) -> str:
        """ "3/5": how many of how many; nothing before the first."""
        return f"{len(self.sheets)}/{self.of}" if self.sheets else ""

    @property
    def is_whole(self) -> bool:
        return bool(self.sheets) and not self.missing


def collected(minutes: Minutes) -> Collected:
    """What has been scanned of this paper. One query."""
    sheets = tuple(InkSheet.objects.filter(minutes=minutes).select_related("file").order_by("number"))
    of = max((sheet.of for sheet in sheets), default=0)
    return Collected(sheets, of, missing_sheets((sheet.number for sheet in sheets), of))


def sheet_of(minutes: Minutes, number: int) -> InkSheet:
    """A scanned sheet. Raises NotFound when it is not there."""
    found = InkSheet.objects.filter(minutes=minutes, number=number).select_related("file").first()
    if found is None:
        raise NotFound(_("Không có ảnh của trang này."))
    return found


def scans_of(minutes: Minutes) -> list[InkScan]:
    """The scans entered, oldest first. One query."""
    return list(InkScan.objects.filter(minutes=minutes).select_related("file").order_by("recorded_at", "pk"))


def scans_under(minutes: Minutes, signatures: Iterable[Signature]) -> list[InkScan]:
    """The scans on which some of these signatures stand. No query when nobody signed on paper."""
    return scans_of(minutes) if any(row.method == Method.INK for row in signatures) else []


def scan_by_party(scans: Iterable[InkScan]) -> dict[str, InkScan]:
    """On which scan each party's signature stands."""
    return {party: scan for scan in scans for party in scan.parties}


def signed_day(minutes: Minutes) -> date | None:
    """The day on which the last party signed; on paper that is the day which stands there, not the one on which the
    office noted it. None until all have signed."""
    if minutes.sealed is None or minutes.signed_at is None:
        return None
    signatures = list(minutes.sealed.signatures.all())
    scans = scan_by_party(scans_under(minutes, signatures))
    return max(scans[row.party].signed_on if row.party in scans else local_date(row.signed_at) for row in signatures)


def signing_days(minutes: Iterable[Minutes]) -> dict[int, dict[Party, date]]:
    """On which day each party signed, by the id of the minutes: on paper the day that stands there. One query; one more
    when somebody signed on paper."""
    sealed = {row.sealed_id: row.pk for row in minutes if row.sealed_id}
    found = {sealed[content]: how for content, how in signings(sealed).items()}
    inked = [key for key, how in found.items() if any(method is Method.INK for _moment, method in how.values())]
    papers = InkScan.objects.filter(minutes__in=inked).order_by("recorded_at", "pk") if inked else ()
    on_paper = {(scan.minutes_id, party): scan.signed_on for scan in papers for party in scan.parties}
    return {
        key: {party: on_paper.get((key, party), local_date(moment)) for party, (moment, _method) in how.items()}
        for key, how in found.items()
    }
