"""Signing with certificates: a PDF signed elsewhere comes back, or a key opened here signs; both are judged alike."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Conflict, Invalid, Refused
from gieo.domain.handovers.models import IdentityCheck, Minutes
from gieo.domain.handovers.permits import may_sign_digitally, may_sign_minutes, may_use_token
from gieo.domain.handovers.queries.digital import ToSign, paper_to_sign, room_of
from gieo.domain.handovers.services.locking import lock_minutes, require_turn, step
from gieo.domain.handovers.services.signing import follow_signature, heir_of, paper_of, signer_of, unit_name_of
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, Party
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.papers.engine import MM, stamp
from gieo.foundation.signing import wording
from gieo.foundation.signing.engine import (
    Key,
    NotTaken,
    SignatureCheck,
    append_signature,
    continuation,
    open_token,
    stamp_lines,
)
from gieo.foundation.signing.engine import common_name as name_in
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import (
    latest_rendering,
    status_lists,
    time_authority,
    token_place,
    trust_roots,
)
from gieo.foundation.signing.rules import same_person
from gieo.foundation.signing.services import add_signature, note_certificates, record_rendering, refuse_second
from gieo.foundation.signing.vocab import Method, RenderingKind, UploadFault

FIELDS = {Party.RECEIVER: "BenNhan", Party.GIVER: "BenGiao", Party.WITNESS: "NguoiChungKien"}
INK_BLUE = "#1b2a6b"
REASON = "Ký biên bản bàn giao kết quả khoa học và công nghệ"


def sign_digitally(
    minutes: Minutes,
    *,
    party: Party,
    pdf: bytes,
    identity: IdentityPaper | str = "",
    person_name: str = "",
    title: str = "",
    actor: Actor,
    now: datetime,
    also: Callable[[Signature], None] | None = None,
) -> Signature:
    """Take a signed PDF as the signature of one party under sealed minutes, for all items at once.

    In order: permit → the same file again gives the signature it made → life cycle, the party has not signed → the file
    is the paper that was handed out and signatures alone, each holding and trusted → who signs is the person named in
    the content, by the name in the certificate, or whom an officer vouches for with the paper seen → file kept → lock,
    nobody else has signed digitally meanwhile → signature, certificates, file → journal → the last one completes.
    `also` is done in the same transaction. Raises Invalid, Conflict, WrongState, NotAllowed; then nothing was written.
    """
    party = Party(party)
    may_sign_digitally(actor, minutes, party).require()
    if minutes.sealed is None:
        step("sign", minutes)
    assert minutes.sealed is not None  # the life cycle lets nothing unsealed through
    client_id = f"pdf-{hashlib.sha256(pdf).hexdigest()[:60]}"
    before = Signature.objects.filter(client_id=client_id, content=minutes.sealed, party=party).first()
    if before is not None:
        return before
    refuse_second(minutes.sealed, party)
    step("sign", minutes)
    require_turn(minutes, party)
    handed = paper_to_sign(minutes)
    checks = _taken(pdf, handed, now)
    paper, name, role = _who(minutes, party, checks, identity, person_name, title, actor=actor, now=now)
    kept = store_file(pdf, name=f"{minutes.code}-ky-so.pdf", actor=actor, now=now, allowed=(FileKind.PDF,))
    with transaction.atomic():
        locked = lock_minutes(minutes)
        step("sign", locked)
        require_turn(locked, party)
        assert locked.sealed is not None
        newest = latest_rendering(locked.sealed, RenderingKind.PDF_DIGITAL)
        if (newest and newest.pk) != (handed.newest and handed.newest.pk):
            raise Conflict(str(wording.UPLOADS[UploadFault.OLD]))
        signature = add_signature(
            locked.sealed,
            party=party,
            person_name=name,
            title=role,
            unit_name=unit_name_of(locked.sealed.content, party, heir_of(locked, party, local_date(now))),
            strokes=None,
            expected_digest=locked.sealed.digest,
            client_id=client_id,
            actor=actor,
            now=now,
            method=Method.DIGITAL,
        )
        note_certificates(signature, checks)
        record_rendering(locked.sealed, RenderingKind.PDF_DIGITAL, kept, now=now)
        changes = {"party": ("", party.value), "method": ("", Method.DIGITAL.value), "file": ("", kept.digest)}
        if paper is not None:
            IdentityCheck.objects.create(
                minutes=locked, party=party, paper=paper, confirmed_by_name=actor.name_on_record, confirmed_at=now
            )
            changes["identity"] = ("", paper.value)
        write_journal("sign", locked, actor=actor, now=now, changes=changes)
        if also is not None:
            also(signature)
        follow_signature(locked, actor=actor, now=now)
    return signature


def sign_with_key(
    minutes: Minutes,
    key: Key,
    *,
    party: Party,
    identity: IdentityPaper | str = "",
    person_name: str = "",
    title: str = "",
    actor: Actor,
    now: datetime,
) -> Signature:
    """Sign with a key that is at hand (a .p12 file just opened, a token in this machine), then as `sign_digitally`.

    The stamp stands in the room that the paper keeps for this party. Of the key nothing is kept.
    """
    party = Party(party)
    may_sign_digitally(actor, minutes, party).require()
    step("sign", minutes)
    pdf = append_stamped(minutes, key, party=party, now=now)
    return sign_digitally(
        minutes, party=party, pdf=pdf, identity=identity, person_name=person_name, title=title, actor=actor, now=now
    )


def sign_with_token(
    minutes: Minutes,
    pin: str,
    *,
    party: Party,
    identity: IdentityPaper | str = "",
    person_name: str = "",
    title: str = "",
    actor: Actor,
    now: datetime,
) -> Signature:
    """Sign with the token in this machine, its PIN typed for this one signature; then as `sign_with_key`.

    Refused before the token is asked: to strangers, in other states, and to a party that has signed: each wrong PIN
    counts in the token. Raises Refused for what the token says.
    """
    party = Party(party)
    may_use_token(actor).require()
    step("sign", minutes)
    assert minutes.sealed is not None  # the life cycle lets nothing unsealed through
    refuse_second(minutes.sealed, party)
    place = token_place()
    if place is None:
        raise Refused(str(wording.NO_TOKEN))
    return sign_with_key(
        minutes,
        open_token(place, pin),
        party=party,
        identity=identity,
        person_name=person_name,
        title=title,
        actor=actor,
        now=now,
    )


def append_stamped(minutes: Minutes, key: Key, *, party: Party, now: datetime) -> bytes:
    """The paper to sign with this key's signature and stamp appended; nothing is written down yet."""
    place = room_of(minutes, party)
    visible = stamp(
        stamp_lines(name_in(key.certificate), now),
        dated=now,
        width=(place.right - place.left) / MM,
        height=(place.top - place.bottom) / MM,
        colour=INK_BLUE,
    )
    return append_signature(
        paper_to_sign(minutes).pdf,
        key,
        field=FIELDS[party],
        label=str(wording.PARTY[party]),
        reason=REASON,
        when=now,
        place=place,
        stamp_pdf=visible,
        authority=time_authority(),
    )


def _taken(pdf: bytes, handed: ToSign, now: datetime) -> list[SignatureCheck]:
    try:
        return continuation(
            pdf, base=handed.pdf, older=handed.older, roots=trust_roots(), status=status_lists(), now=now
        )
    except NotTaken as refused:
        raise Invalid({"file": [refused.message]}) from refused


def _who(
    minutes: Minutes,
    party: Party,
    checks: list[SignatureCheck],
    identity: IdentityPaper | str,
    name: str,
    title: str,
    *,
    actor: Actor,
    now: datetime,
) -> tuple[IdentityPaper | None, str, str]:
    """(paper an officer has seen, if any, name, title). The certificate alone says it where it bears the name in the
    content and the unit still stands."""
    assert minutes.sealed is not None  # asked above
    content = minutes.sealed.content
    people, heir = content["people"], heir_of(minutes, party, local_date(now))
    named = [one for one in checks if same_person(one.signer, people[party.value]["name"])]
    others = [
        one.signer
        for one in checks
        for other in SIGNING_ORDER
        if one not in named and other is not party and same_person(one.signer, people[other.value]["name"])
    ]
    if others:
        said = _("Tệp có chữ ký mới của %(name)s, người ký của bên khác. Mỗi lần tải lên chỉ thêm chữ ký của một bên.")
        raise Invalid({"file": [said % {"name": others[0]}]})
    if named and heir is None:
        return None, people[party.value]["name"], people[party.value]["title"]
    if not identity or not may_sign_minutes(actor):
        facts = {"certified": ", ".join(one.signer for one in checks), "written": people[party.value]["name"]}
        said = _(
            "Chứng thư số mang tên %(certified)s, biên bản ghi %(written)s. Cán bộ của Sở chọn giấy tờ đã xem và ghi "
            "họ tên người ký rồi tải lên lại."
        )
        raise Invalid({"identity": [said % facts]})
    paper = paper_of(identity)
    return paper, *signer_of(content, party, paper, name or checks[0].signer, title, heir)
