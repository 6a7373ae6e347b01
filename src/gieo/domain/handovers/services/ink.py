"""Signing on paper: the scan comes sheet by sheet, is matched by its codes, and stands for the signatures under it.

No sheet that is wrong, doubled or cannot be read is ever taken; nobody can force one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Conflict, Invalid, Refused
from gieo.domain.handovers.models import IdentityCheck, InkScan, InkSheet, Minutes
from gieo.domain.handovers.permits import may_sign_in_ink
from gieo.domain.handovers.queries.printing import sheet_counts
from gieo.domain.handovers.queries.scans import collected, sheet_of
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.services.signing import follow_signature, heir_of, paper_of, signer_of, unit_name_of
from gieo.domain.handovers.vocab import IdentityPaper, Party
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.files.services import drop_file, store_file
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.papers.engine import Intake, Picture, bind, read_files
from gieo.foundation.papers.rules import Judged, ScanReport, Sheet, judge, short_digest
from gieo.foundation.signing.models import SealedContent, Signature
from gieo.foundation.signing.queries import signatures_of
from gieo.foundation.signing.services import add_signature
from gieo.foundation.signing.vocab import Method


def scan_sheets(minutes: Minutes, files: Sequence[tuple[str, bytes]], *, actor: Actor, now: datetime) -> ScanReport:
    """Take the sheets of a paper signed by hand, from PDFs or photographs in any order; those that fit are kept.

    In order: permit → life cycle → every sheet is read and judged by its code (rules.scans) → pictures of the right
    ones are stored → lock → life cycle again → rows → journal. Wrong sheets are named in the report and nothing of
    them is kept. Raises WrongState before anything is read.
    """
    may_sign_in_ink(actor).require()
    step("sign", minutes)
    assert minutes.sealed is not None  # the life cycle lets nothing unsealed through
    sent = read_files(files)
    judged = _judge(sent, minutes, minutes.sealed)
    kept = [
        (one, sheet.seen, _stored(one, sheet.seen, actor=actor, now=now))
        for one, sheet in zip(sent.sheets, judged, strict=True)
        if sheet.seen and sheet.fault is None
    ]
    with transaction.atomic():
        locked = lock_minutes(minutes)
        step("sign", locked)
        taken: list[int] = []
        before = set(InkSheet.objects.filter(minutes=locked).values_list("number", flat=True))
        for one, seen, file in kept:
            if seen.number in before:  # a colleague was a moment faster: the same sheet, taken once
                drop_file(file)
                continue
            taken.append(seen.number)
            InkSheet.objects.create(
                minutes=locked,
                number=seen.number,
                of=seen.of,
                file=file,
                source=one.file,
                source_digest=one.digest,
                added_at=now,
                added_by_name=actor.name_on_record,
            )
        if taken:
            changes = {"sheets": ("", ", ".join(map(str, sorted(taken))))}
            write_journal("scan_sheets", locked, actor=actor, now=now, changes=changes)
    return sent.report(judged)


def _judge(sent: Intake, minutes: Minutes, sealed: SealedContent) -> list[Judged]:
    if not sent.sheets:
        return []
    there = collected(minutes)
    return judge(
        sent.codes,
        code=sealed.code,
        digest=short_digest(sealed.digest),
        counts={there.of} if there.sheets else sheet_counts(minutes),
        kept=[sheet.number for sheet in there.sheets],
    )


def _stored(one: Picture, sheet: Sheet, *, actor: Actor, now: datetime) -> StoredFile:
    return store_file(one.picture, name=f"{sheet.code}-trang-{sheet.number}.jpg", actor=actor, now=now)


def drop_sheet(minutes: Minutes, number: int, *, actor: Actor, now: datetime) -> None:
    """Let go of a scanned sheet, to take it again. Raises NotFound when it is not there (any more)."""
    may_sign_in_ink(actor).require()
    with transaction.atomic():
        locked = lock_minutes(minutes)
        step("sign", locked)
        _let_go([sheet_of(locked, number)])
        write_journal("drop_sheet", locked, actor=actor, now=now, changes={"sheets": (str(number), "")})


def _let_go(sheets: Iterable[InkSheet]) -> None:
    for sheet in sheets:
        sheet.delete()
        drop_file(sheet.file)


@dataclass(frozen=True)
class InkSigner:
    """One who signed the paper by hand, and how the officer knows. Blank name and title: as the minutes name them."""

    party: Party
    identity: IdentityPaper | str
    person_name: str = ""
    title: str = ""


def sign_in_ink(
    minutes: Minutes,
    *,
    signers: Sequence[InkSigner],
    signed_on: date,
    expected_digest: str,
    client_id: str,
    actor: Actor,
    now: datetime,
) -> list[Signature]:
    """Enter the signatures that stand on the scanned paper, for one party or several.

    In order: permit → the same `client_id` again gives the signatures it made → every sheet there → sheets bound into
    one PDF and stored → lock, again the same questions → day between sealing and today → who signed, as at the table →
    a signature without strokes for each (signing) and the kind of identity paper → scan with its fingerprint → journal
    → scanned sheets go. The last signature completes the minutes as in person.
    Raises Invalid (day, names, nobody chosen), Refused (sheets missing), Conflict (a party has signed, content or
    sheets differ), WrongState; then nothing was written but an orphan file, which the nightly round sweeps.
    """
    may_sign_in_ink(actor).require()
    if (made := _made_before(minutes, client_id)) is not None:
        return made
    step("sign", minutes)
    sheets = _whole(minutes)
    book = bind(read_file(sheet.file) for sheet in sheets)
    file = store_file(book, name=f"{minutes.code}-ky-tren-giay.pdf", actor=actor, now=now)
    with transaction.atomic():
        locked = lock_minutes(minutes)
        if (made := _made_before(locked, client_id)) is not None:
            return made
        step("sign", locked)
        if [sheet.pk for sheet in _whole(locked)] != [sheet.pk for sheet in sheets]:
            raise Conflict(_("Các trang quét vừa đổi. Xem lại rồi ghi lần nữa."))
        _require_day(locked, signed_on, now)
        made = _add_all(locked, signers, signed_on, expected_digest, client_id, actor=actor, now=now)
        sources = {sheet.source_digest: sheet.source for sheet in sheets}
        scan = InkScan.objects.create(
            minutes=locked,
            file=file,
            sheets=len(sheets),
            parties=[row.party for row in made],
            sources=[{"name": name, "digest": digest} for digest, name in sources.items()],
            signed_on=signed_on,
            recorded_at=now,
            recorded_by_name=actor.name_on_record,
            client_id=client_id,
        )
        _let_go(sheets)
        changes = {
            "parties": ("", ", ".join(scan.parties)),
            "signed_on": ("", signed_on.isoformat()),
            "file": ("", file.digest),
        }
        write_journal("sign_in_ink", locked, actor=actor, now=now, changes=changes)
        assert locked.sealed is not None  # the life cycle lets nothing unsealed through
        follow_signature(locked, actor=actor, now=now)
    return made


def _made_before(minutes: Minutes, client_id: str) -> list[Signature] | None:
    scan = InkScan.objects.filter(client_id=client_id, minutes=minutes).first()
    if scan is None or minutes.sealed is None:
        return None
    return list(signatures_of(minutes.sealed).filter(party__in=scan.parties))


def _whole(minutes: Minutes) -> tuple[InkSheet, ...]:
    """All sheets, in order. Raises Refused while some are missing."""
    there = collected(minutes)
    if not there.sheets:
        raise Refused(_("Chưa có trang quét nào. Tải lên bản quét hoặc ảnh chụp trước."))
    if there.missing:
        missing = ", ".join(map(str, there.missing))
        raise Refused(_("Còn thiếu trang %(missing)s trên %(of)s trang.") % {"missing": missing, "of": there.of})
    return there.sheets


def _require_day(minutes: Minutes, day: date, now: datetime) -> None:
    assert minutes.sealed is not None  # the life cycle lets nothing unsealed through
    first, last = local_date(minutes.sealed.sealed_at), local_date(now)
    if not first <= day <= last:
        said = _("Ngày ký trên giấy phải từ ngày niêm phong %(first)s đến hôm nay %(last)s.")
        raise Invalid({"signed_on": [said % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}]})


def _add_all(
    minutes: Minutes,
    signers: Sequence[InkSigner],
    signed_on: date,
    expected_digest: str,
    client_id: str,
    *,
    actor: Actor,
    now: datetime,
) -> list[Signature]:
    """A signature for each; everything that is wrong with any of them is told at once, at its field."""
    if not signers:
        raise Invalid({"parties": [_("Đánh dấu ít nhất một bên có chữ ký trên giấy.")]})
    errors: dict[str, list[str]] = {}
    made: list[Signature] = []
    for signer in signers:
        try:
            made.append(_add(minutes, signer, signed_on, expected_digest, client_id, actor=actor, now=now))
        except Invalid as wrong:
            errors |= {f"{field}_{signer.party}": said for field, said in wrong.errors.items()}
    if errors:
        raise Invalid(errors)
    return made


def _add(
    minutes: Minutes,
    signer: InkSigner,
    signed_on: date,
    expected_digest: str,
    client_id: str,
    *,
    actor: Actor,
    now: datetime,
) -> Signature:
    assert minutes.sealed is not None  # the life cycle lets nothing unsealed through
    content, party = minutes.sealed.content, Party(signer.party)
    paper, heir = paper_of(signer.identity), heir_of(minutes, party, signed_on)
    name, title = signer_of(content, party, paper, signer.person_name, signer.title, heir)
    signature = add_signature(
        minutes.sealed,
        party=party,
        person_name=name,
        title=title,
        unit_name=unit_name_of(content, party, heir),
        strokes=None,
        expected_digest=expected_digest,
        client_id=f"{client_id}-{party}",
        actor=actor,
        now=now,
        method=Method.INK,
    )
    IdentityCheck.objects.create(
        minutes=minutes, party=party, paper=paper, confirmed_by_name=actor.name_on_record, confirmed_at=now
    )
    return signature
