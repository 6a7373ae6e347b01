"""Signatures that were asked for elsewhere: which is waited for, what went out, why one holds no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem, x509
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from gieo.core.errors import NotFound
from gieo.domain.handovers.models import Minutes, RemoteSignature
from gieo.domain.handovers.rules.remote import lapse
from gieo.domain.handovers.vocab import Lapse, RemoteState
from gieo.foundation.files.queries import read_file
from gieo.foundation.signing.engine import Errand, Prepared
from gieo.foundation.signing.models import Rendering, Signature
from gieo.foundation.signing.vocab import RenderingKind


@dataclass(frozen=True)
class Remote:
    """A request and, while it is waited for by its state, why it holds no more."""

    row: RemoteSignature
    lapse: Lapse | None

    @property
    def waits(self) -> bool:
        return self.row.state == RemoteState.WAITING and self.lapse is None


def remote_signatures(minutes: Minutes, *, now: datetime) -> list[Remote]:
    """Newest first. One query."""
    return [_told(row, now) for row in _rows(minutes).order_by("-number")]


def remote_waited_for(minutes: Minutes, *, now: datetime) -> RemoteSignature | None:
    """The one that is waited for, if any. One query."""
    found = [_told(row, now) for row in _rows(minutes).filter(state=RemoteState.WAITING)]
    return next((one.row for one in found if one.waits), None)


def remotes_out(minutes: Iterable[Minutes], *, now: datetime) -> dict[int, RemoteSignature]:
    """What was sent away for these minutes and may still come back, by the minutes' id. One query."""
    rows = RemoteSignature.objects.filter(minutes__in=[one.pk for one in minutes], state=RemoteState.WAITING)
    return {row.minutes_id: row for row in rows.filter(expires_at__gt=now)}


def remote_signature(minutes: Minutes, number: int, *, now: datetime) -> Remote:
    """Raises NotFound. One query."""
    row = _rows(minutes).filter(number=number).first()
    if row is None:
        raise NotFound(_("Biên bản này không có lượt ký từ xa ấy."))
    return _told(row, now)


def _rows(minutes: Minutes) -> QuerySet[RemoteSignature]:
    """Each with the newest PDF that somebody has signed digitally, and whether its party has signed."""
    grown = Rendering.objects.filter(content=minutes.sealed_id, kind=RenderingKind.PDF_DIGITAL)
    signed = Signature.objects.filter(content=minutes.sealed_id, party=OuterRef("party"))
    return minutes.remote_signatures.select_related("file").annotate(
        newest=Subquery(grown.order_by("-made_at", "-id").values("pk")[:1]), has_signed=Exists(signed)
    )


def _told(row: RemoteSignature, now: datetime) -> Remote:
    if row.state != RemoteState.WAITING:
        return Remote(row, None)
    why = lapse(
        expires_at=row.expires_at,
        now=now,
        base=row.base_id,
        newest=row.newest,  # type: ignore[attr-defined]
        has_signed=row.has_signed,  # type: ignore[attr-defined]
    )
    return Remote(row, why)


def prepared_of(row: RemoteSignature) -> Prepared:
    """The PDF with the room for the signature, as it was kept."""
    return Prepared(read_file(row.file), bytes.fromhex(row.digest), row.room_start, row.room_end)


def errand_of(minutes: Minutes, row: RemoteSignature) -> Errand:
    """What goes away, the same however often it is asked for."""
    assert minutes.sealed is not None  # asked for of sealed minutes only
    certificate = x509.Certificate.load(pem.unarmor(row.certificate.encode())[2]) if row.certificate else None
    return Errand(
        code=f"{minutes.code}/{row.number}",
        signer=row.signer_name,
        party=row.party,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        content_digest=minutes.sealed.digest,
        digest=bytes.fromhex(row.digest),
        certificate=certificate,
        attributes=bytes.fromhex(row.attributes),
    )
