"""What must hold of minutes, signatures and files whatever was cut off: faults in words, none when all is whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from gieo.domain.handovers.models import IdentityCheck, Minutes
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState, Receipt
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import path_of
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import is_intact

REPORTS = 5
SIGNED = (MinutesState.SIGNED, MinutesState.RECEIVED)


def doubled_signatures() -> list[str]:
    """Parties that stand under the same content twice, and entries of signing that are not one for each signature."""
    parties = Counter(Signature.objects.values_list("content__code", "party"))
    faults = [f"{code}: {party} has signed {times} times" for (code, party), times in parties.items() if times > 1]
    entries = Entry.objects.filter(verb="sign", record_kind="handovers.minutes").count()
    checks, signatures = IdentityCheck.objects.count(), Signature.objects.count()
    if not entries == checks == signatures:
        faults.append(f"{signatures} signatures, {entries} entries of the journal, {checks} checks of identity")
    return faults


def half_written_minutes() -> list[str]:
    return [
        f"{minutes.code}: {fault}" for minutes in Minutes.objects.select_related("sealed") for fault in _half(minutes)
    ]


def _half(minutes: Minutes) -> Iterator[str]:
    """Where state, content, signatures, receipt, journal and duties of one minutes tell different stories."""
    items = list(minutes.items.all())
    is_sealed, is_signed = minutes.sealed is not None, minutes.state in SIGNED
    is_received = minutes.state == MinutesState.RECEIVED
    signatures = minutes.sealed.signatures.count() if minutes.sealed else 0
    if not items:
        yield "no items"
    if minutes.sealed and not is_intact(minutes.sealed):
        yield "sealed content and its digest differ"
    if minutes.sealed and len(minutes.sealed.content["items"]) != len(items):
        yield "sealed content and items differ"
    if is_signed != (signatures == len(SIGNING_ORDER)):
        yield f"{minutes.state} with {signatures} signatures"
    if is_received != all(item.receipt == Receipt.RECEIVED for item in items):
        yield f"{minutes.state}, but its items are not"
    written = Counter(
        Entry.objects.filter(record_kind="handovers.minutes", record_id=minutes.pk).values_list("verb", flat=True)
    )
    for verb, happened in (("seal", is_sealed), ("complete", is_signed), ("finish", is_received)):
        if written[verb] != happened:
            yield f"{minutes.state}, but the journal says {verb} {written[verb]} times"
    owed = Counter(Duty.objects.filter(record_code=minutes.code).values_list("kind", flat=True))
    if (owed["application_plan"], owed["application_report"]) != (int(is_signed), REPORTS * is_received):
        yield f"{minutes.state}, but owed are {dict(owed)}"
    if minutes.sealed:
        printed = Counter(minutes.sealed.renderings.values_list("kind", flat=True))
        if printed and max(printed.values()) > 1:
            yield f"printed twice: {dict(printed)}"


def rows_without_files() -> list[str]:
    """Stored files whose bytes are not there, or are others."""
    found = []
    for stored in StoredFile.objects.all():
        path = path_of(stored.digest)
        if not path.exists() or sha256(path.read_bytes()).hexdigest() != stored.digest:
            found.append(f"{stored.name}: {stored.digest}")
    return found


def files_without_rows() -> list[str]:
    """Bytes that no row names, and beginnings of files; the nightly round sweeps them when they are a day old."""
    named = set(StoredFile.objects.values_list("digest", flat=True))
    root = Path(settings.FILES_DIR)
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and path.name not in named]


def faults() -> list[str]:
    return [*doubled_signatures(), *half_written_minutes(), *rows_without_files()]
