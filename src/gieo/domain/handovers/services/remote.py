"""Signing that is interrupted: the digest goes away, the signature comes back once, late, wrong, or not at all.

Nothing waits on it: everybody else signs as before. Who signs digitally meanwhile overtakes the request, which must
then be sent anew, since its digest is of the older PDF.
"""

import hashlib
from datetime import UTC, datetime

from asn1crypto import pem
from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Conflict, Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.lifecycle import REMOTE
from gieo.domain.handovers.models import Minutes, RemoteSignature
from gieo.domain.handovers.permits import may_ask_remote
from gieo.domain.handovers.queries.digital import paper_to_sign, room_of
from gieo.domain.handovers.queries.remote import (
    errand_of,
    prepared_of,
    remote_signature,
    remote_signatures,
    remote_waited_for,
)
from gieo.domain.handovers.rules.remote import WAITS
from gieo.domain.handovers.services.digital import FIELDS, INK_BLUE, REASON, sign_digitally
from gieo.domain.handovers.services.locking import lock_minutes, require_turn, step
from gieo.domain.handovers.vocab import IdentityPaper, Lapse, Party, RemoteState
from gieo.domain.handovers.wording import LAPSES, REMOTE_ANSWERED, REMOTE_GIVEN_UP
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.papers.engine import MM, stamp
from gieo.foundation.signing import wording
from gieo.foundation.signing.engine import (
    FileExchange,
    Prepared,
    RemoteWay,
    attributes_for,
    common_name,
    embedded,
    prepare_signature,
    read_certificate,
    signer_in,
    stamp_lines,
    with_time,
)
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import latest_rendering, time_authority
from gieo.foundation.signing.rules import same_person
from gieo.foundation.signing.services import refuse_second
from gieo.foundation.signing.vocab import RemoteFault, RenderingKind, UploadFault

WAY: RemoteWay = FileExchange()
"""How a digest goes out and comes back. A provider's service is another `RemoteWay`."""


def ask_remote(
    minutes: Minutes,
    *,
    party: Party | str,
    signer_name: str = "",
    certificate: bytes = b"",
    actor: Actor,
    now: datetime,
) -> RemoteSignature:
    """Make the PDF that lacks nothing but the signature, keep it, and let its digest go away.

    In order: permit → life cycle, the party has not signed → whose name the stamp bears: of the certificate, as typed,
    or the person in the minutes → PDF with stamp and room made and kept → lock → nobody has signed digitally meanwhile
    → requests that hold no more end; one that is waited for refuses another → request → journal.
    Raises Invalid, Conflict, WrongState, Refused, NotAllowed; then nothing was written.
    """
    party = _party(party)
    may_ask_remote(actor, minutes, party).require()
    step("sign", minutes)
    assert minutes.sealed is not None  # the life cycle lets nothing unsealed through
    refuse_second(minutes.sealed, party)
    require_turn(minutes, party)
    _require_none_waits(minutes, now)
    known = read_certificate(certificate) if certificate else None
    written = str(minutes.sealed.content["people"][party.value]["name"])
    name = common_name(known) if known else squeeze(signer_name) or written
    handed = paper_to_sign(minutes)
    made = _prepared(minutes, handed.pdf, party, name, now)
    file = store_file(made.pdf, name=f"{minutes.code}-cho-ky.pdf", actor=actor, now=now, allowed=(FileKind.PDF,))
    with transaction.atomic():
        locked = lock_minutes(minutes)
        step("sign", locked)
        assert locked.sealed is not None
        newest = latest_rendering(locked.sealed, RenderingKind.PDF_DIGITAL)
        if (newest and newest.pk) != (handed.newest and handed.newest.pk):
            raise Conflict(str(wording.UPLOADS[UploadFault.OLD]))
        _require_none_waits(locked, now)
        _end_lapsed(locked, actor=actor, now=now)
        last = locked.remote_signatures.order_by("-number").first()
        request = RemoteSignature.objects.create(
            minutes=locked,
            number=last.number + 1 if last else 1,
            party=party,
            signer_name=name[:200],
            base=newest,
            file=file,
            digest=made.digest.hex(),
            room_start=made.start,
            room_end=made.end,
            certificate=pem.armor("CERTIFICATE", known.dump()).decode() if known else "",
            attributes=attributes_for(known, made.digest).hex() if known else "",
            asked_at=now,
            asked_by_id=actor.person_id,
            asked_by_name=actor.name_on_record,
            expires_at=now + WAITS,
        )
        changes = {"party": ("", party.value), "person_name": ("", name), "digest": ("", request.digest)}
        write_journal("ask_remote", locked, actor=actor, now=now, changes=changes, personal=("person_name",))
    return request


def answer_remote(
    minutes: Minutes,
    number: int,
    content: bytes,
    *,
    identity: IdentityPaper | str = "",
    person_name: str = "",
    title: str = "",
    actor: Actor,
    now: datetime,
) -> Signature:
    """Lay what came back into the room that was kept for it; then as `sign_digitally`, which judges the whole file.

    In order: permit → the same answer again gives the signature it made → the request is still waited for → a signature
    for this very digest → of the person who was asked → embedded, judged, recorded; the request ends with it.
    Raises Refused, Invalid, Conflict, WrongState, NotAllowed; then nothing was written.
    """
    remote = remote_signature(minutes, number, now=now)
    party = Party(remote.row.party)
    may_ask_remote(actor, minutes, party).require()
    fingerprint = hashlib.sha256(content).hexdigest()
    again = _answered(remote.row, fingerprint)
    if again is not None:
        return again
    step("sign", minutes)
    _require_waiting(remote.row.state, remote.lapse)
    errand = errand_of(minutes, remote.row)
    signature = WAY.incoming(errand, content)
    _require_asked(signer_in(signature), remote.row.signer_name)
    if authority := time_authority():
        signature = with_time(signature, authority)

    def end(made: Signature) -> None:
        locked = _locked(remote.row)
        _require_waiting(locked.state, None)
        locked.signature, locked.answer_digest = made, fingerprint
        _end(locked, "answer_remote", actor=actor, now=now)

    try:
        return sign_digitally(
            minutes,
            party=party,
            pdf=embedded(prepared_of(remote.row), signature),
            identity=identity,
            person_name=person_name,
            title=title,
            actor=actor,
            now=now,
            also=end,
        )
    except Conflict:
        again = _answered(_fresh(remote.row), fingerprint)  # the same answer, sent twice at once
        if again is None:
            raise
        return again


def give_up_remote(minutes: Minutes, number: int, *, reason: str, actor: Actor, now: datetime) -> RemoteSignature:
    """Wait no more; what comes back later is refused. Raises Invalid without a reason, Conflict when it has ended."""
    party = Party(remote_signature(minutes, number, now=now).row.party)
    may_ask_remote(actor, minutes, party).require()
    with transaction.atomic():
        locked_minutes = lock_minutes(minutes)
        locked = _locked(minutes.remote_signatures.get(number=number))
        _require_waiting(locked.state, None)
        words = squeeze(reason)
        if not words:
            raise Invalid({"reason": [_("Ghi lý do thôi chờ chữ ký.")]})
        locked.end_reason = words[:300]
        _end(locked, "give_up_remote", actor=actor, now=now)
        changes = {"party": ("", locked.party), "reason": ("", locked.end_reason)}
        write_journal("give_up_remote", locked_minutes, actor=actor, now=now, changes=changes)
    return locked


def _party(party: Party | str) -> Party:
    try:
        return Party(party)
    except ValueError:
        raise Invalid({"party": [_("Chọn bên ký.")]}) from None


def _prepared(minutes: Minutes, pdf: bytes, party: Party, name: str, now: datetime) -> Prepared:
    place = room_of(minutes, party)
    visible = stamp(
        stamp_lines(name, now.astimezone(UTC)),
        dated=now,
        width=(place.right - place.left) / MM,
        height=(place.top - place.bottom) / MM,
        colour=INK_BLUE,
    )
    return prepare_signature(
        pdf,
        name=name,
        field=FIELDS[party],
        label=str(wording.PARTY[party]),
        reason=REASON,
        when=now,
        place=place,
        stamp_pdf=visible,
    )


def _require_none_waits(minutes: Minutes, now: datetime) -> None:
    row = remote_waited_for(minutes, now=now)
    if row is not None:
        said = _("Đang chờ chữ ký của %(name)s. Đợi chữ ký về, hoặc thôi chờ lượt ấy rồi gửi lượt mới.")
        raise Conflict(said % {"name": row.signer_name})


def _end_lapsed(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """End the request that holds no more, if there is one."""
    for remote in remote_signatures(minutes, now=now):
        if remote.lapse is not None:
            remote.row.end_reason = remote.lapse.value
            _end(remote.row, "lapse_remote", actor=actor, now=now)
            changes = {"reason": ("", remote.row.end_reason)}
            write_journal("lapse_remote", minutes, actor=actor, now=now, changes=changes)


def _end(row: RemoteSignature, verb: str, *, actor: Actor, now: datetime) -> None:
    row.state = REMOTE.target(verb, row.state)
    row.ended_at, row.ended_by_name = now, actor.name_on_record
    row.save()


def _answered(row: RemoteSignature, fingerprint: str) -> Signature | None:
    """The signature this very answer has made."""
    return row.signature if row.state == RemoteState.ANSWERED and row.answer_digest == fingerprint else None


def _require_waiting(state: str, lapse: Lapse | None) -> None:
    if state == RemoteState.ANSWERED:
        raise Conflict(str(REMOTE_ANSWERED))
    if state == RemoteState.GIVEN_UP:
        raise Conflict(str(REMOTE_GIVEN_UP))
    if state == RemoteState.LAPSED or lapse is not None:
        raise Conflict(str(LAPSES[lapse or Lapse.EXPIRED]))


def _require_asked(found: str, asked: str) -> None:
    if not found:
        raise Refused(str(wording.REMOTE[RemoteFault.ANONYMOUS]))
    if not same_person(found, asked):
        said = _("Chữ ký trả về là của %(found)s, lượt này chờ %(asked)s. Thôi chờ lượt này rồi gửi lượt mới.")
        raise Invalid({"file": [said % {"found": found, "asked": asked}]})


def _locked(row: RemoteSignature) -> RemoteSignature:
    return RemoteSignature.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _fresh(row: RemoteSignature) -> RemoteSignature:
    return RemoteSignature.objects.select_related("signature").get(pk=row.pk)
