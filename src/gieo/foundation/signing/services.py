"""The deeds: seal content, add a signature, note a printed file. Who may do them is asked by the room that owns the
record; here only what holds for every record is refused.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.digest import canonical, digest
from gieo.core.errors import Conflict, Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.services import record
from gieo.foundation.signing import wording
from gieo.foundation.signing.engine import SignatureCheck
from gieo.foundation.signing.models import Certificate, Rendering, SealedContent, Signature
from gieo.foundation.signing.queries import is_intact
from gieo.foundation.signing.rules import NotASignature, read_strokes, simplified, stored
from gieo.foundation.signing.vocab import Method, Party, RenderingKind


@transaction.atomic
def seal(kind: str, code: str, content: Mapping[str, Any], *, actor: Actor, now: datetime) -> SealedContent:
    """Freeze `content` under its digest (SHA-256 of the canonical form, core.digest) and journal it.

    Sealing equal content again returns the sealed row and writes nothing. Raises Refused when the record was sealed
    with other content, TypeError when the content has no canonical form (a float, for instance).
    """
    plain, fingerprint = json.loads(canonical(dict(content))), digest(dict(content))
    made, fresh = SealedContent.objects.get_or_create(
        kind=kind,
        code=code,
        defaults={
            "digest": fingerprint,
            "content": plain,
            "sealed_at": now,
            "sealed_by_id": actor.person_id,
            "sealed_by_name": actor.name_on_record,
        },
    )
    if made.digest != fingerprint:
        raise Refused(wording.ALREADY_SEALED % {"code": code})
    if fresh:
        record("seal", made, actor=actor, now=now, to_state="sealed", changes={"digest": ("", fingerprint)})
    return made


@transaction.atomic
def add_signature(
    content: SealedContent,
    *,
    party: Party,
    person_name: str,
    title: str,
    unit_name: str,
    strokes: Any,
    expected_digest: str,
    client_id: str,
    actor: Actor,
    now: datetime,
    signed_at: datetime | None = None,
    method: Method = Method.IN_PERSON,
) -> Signature:
    """Put one person's signature under sealed content, once for all its items. `actor` confirms who that person is.

    `signed_at` is when the person signed, where that is not now: on a device that had no network.

    In order: lock the content → the same `client_id` again returns the signature it made → the digest that was on the
    screen must be the sealed one, and the kept content must still give it → one signature a party → strokes are checked
    and thinned → save → journal. Raises Invalid (name, strokes), Conflict (digest differs, party has signed, client id
    of another signature), Refused (kept content damaged); then nothing is written.
    """
    locked = SealedContent.objects.select_for_update().get(pk=content.pk)
    party, method, client_id = Party(party), Method(method), client_id.strip()
    before = Signature.objects.filter(client_id=client_id).first() if client_id else None
    if before is not None:
        if (before.content_id, before.party) == (locked.pk, party):
            return before
        raise Conflict(str(wording.CLIENT_ID_USED))
    if expected_digest != locked.digest:
        raise Conflict(wording.CONTENT_CHANGED % {"code": locked.code})
    if not is_intact(locked):
        raise Refused(wording.CONTENT_DAMAGED % {"code": locked.code})
    refuse_second(locked, party)
    name, kept = squeeze(person_name), _checked(name=person_name, strokes=strokes, client_id=client_id, method=method)
    made = Signature.objects.create(
        content=locked,
        party=party,
        person_name=name,
        title=squeeze(title),
        unit_name=squeeze(unit_name),
        method=method,
        strokes=kept,
        digest=locked.digest,
        signed_at=signed_at or now,
        identity_confirmed_by_id=actor.person_id,
        identity_confirmed_by_name=actor.name_on_record,
        client_id=client_id,
    )
    changes = {"party": ("", party), "method": ("", method), "person_name": ("", name), "digest": ("", locked.digest)}
    record("add_signature", locked, actor=actor, now=now, changes=changes, personal=("person_name",))
    return made


def refuse_second(content: SealedContent, party: Party) -> None:
    """Raise Conflict when the party has signed, naming who and when."""
    earlier = content.signatures.filter(party=party).first()
    if earlier is not None:
        values = {
            "party": wording.PARTY[party],
            "code": content.code,
            "name": earlier.person_name,
            "time": f"{clock.local(earlier.signed_at):%H:%M %d/%m/%Y}",
        }
        raise Conflict(wording.ALREADY_SIGNED % values)


def _checked(*, name: str, strokes: Any, client_id: str, method: Method) -> dict[str, Any] | None:
    """The strokes as they are kept. Raises Invalid with everything that is wrong at once."""
    errors: dict[str, list[str]] = {}
    kept: dict[str, Any] | None = None
    if not squeeze(name):
        errors["person_name"] = [str(wording.NAME_MISSING)]
    if not client_id:
        errors[""] = [str(wording.NO_CLIENT_ID)]
    if method is Method.IN_PERSON:
        try:
            kept = stored(simplified(read_strokes(strokes)))
        except NotASignature as problem:
            errors["strokes"] = [str(wording.STROKES[problem.fault])]
    elif strokes:
        errors["strokes"] = [str(wording.STROKES_NOT_ALLOWED)]
    if errors:
        raise Invalid(errors)
    return kept


@transaction.atomic
def note_certificates(signature: Signature, checks: Iterable[SignatureCheck]) -> list[Certificate]:
    """Keep whose certificates made a digital signature, as the file said when it was checked. Within the deed that puts
    the signature down, whose journal entry stands for both."""
    return [
        Certificate.objects.create(
            signature=signature,
            field=one.field[:200],
            name=one.signer,
            organisation=one.organisation,
            issuer=one.issuer,
            root=one.root,
            serial=one.serial[:64],
            claimed_at=one.signed_at,
            stamped_at=one.stamped_at,
        )
        for one in checks
    ]


@transaction.atomic
def record_rendering(content: SealedContent, kind: RenderingKind, file: StoredFile, *, now: datetime) -> Rendering:
    """Note that `file` is a printing of `content`. Idempotent: equal bytes, or a second signed PDF, give the first row.

    The file was stored before (files.services.store_file), outside this transaction. Writes no journal: printing
    changes nothing that anybody decided.
    """
    locked = SealedContent.objects.select_for_update().get(pk=content.pk)
    of_kind = locked.renderings.filter(kind=kind)
    if kind != RenderingKind.PDF_SIGNED:
        of_kind = of_kind.filter(file__digest=file.digest)
    before = of_kind.select_related("file").first()
    if before is not None:
        return before
    return Rendering.objects.create(
        content=locked, kind=kind, file=file, signatures_count=locked.signatures.count(), made_at=now
    )
