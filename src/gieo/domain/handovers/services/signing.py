"""Signing in person at the table: one signature for all items, an officer says who signed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from gieo.core.actor import Actor
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.handovers.access import holds_restricted
from gieo.domain.handovers.models import IdentityCheck, Minutes
from gieo.domain.handovers.permits import may_sign_minutes
from gieo.domain.handovers.queries.plans import owes_plan
from gieo.domain.handovers.queries.scans import signed_day
from gieo.domain.handovers.queries.unsigned import refusals_in_force
from gieo.domain.handovers.rules.reporting import PLAN_BASIS
from gieo.domain.handovers.services.locking import lock_minutes, require_turn, step
from gieo.domain.handovers.services.owing import PLAN_DUTY, REFUSAL_DUTY
from gieo.domain.handovers.services.settling import settle
from gieo.domain.handovers.services.versions import put_aside
from gieo.domain.handovers.vocab import SIGNED_STATES, SIGNING_ORDER, IdentityPaper, MinutesState, Party
from gieo.domain.handovers.wording import LETTER_RECEIPT, LETTER_RECEIPT_UNNAMED
from gieo.foundation.duties.services import fulfil, post_duty
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.services import post_letter
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.services import add_signature
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.queries import stands_for
from gieo.foundation.units.wording import formerly

PLAN_TITLE = gettext_lazy("Gửi kế hoạch ứng dụng kết quả đã nhận")


def sign_minutes(
    minutes: Minutes,
    *,
    party: Party,
    strokes: Any,
    expected_digest: str,
    client_id: str,
    identity: IdentityPaper | str,
    person_name: str = "",
    title: str = "",
    actor: Actor,
    now: datetime,
    signed_at: datetime | None = None,
    in_turn: bool = True,
) -> Signature:
    """Put one party's signature under sealed minutes, for all items at once.

    In order: permit of the officer at the table → lock → the same `client_id` again gives the signature it made, in any
    state → life cycle → who signs is the person named in the content, or somebody with a written authority → signature
    (signing: digest, one a party, strokes) → kind of identity paper noted, never its number → journal. The last
    signature also completes the minutes: state signed, the receiver's plan becomes due unless the minutes hold one, its
    contact gets a letter. `signed_at` is when the person signed, where that is not now;
    `in_turn=False` takes what was signed away from here, whoever's turn it was.
    Raises Conflict when the content differs or the party has signed, Invalid for name or strokes, WrongState; then
    nothing was written.
    """
    may_sign_minutes(actor).require()
    party, signed_at = Party(party), signed_at or now
    with transaction.atomic():
        locked = lock_minutes(minutes)
        if locked.sealed is None:
            step("sign", locked)
        before = Signature.objects.filter(client_id=client_id, content=locked.sealed, party=party).first()
        if before is not None:
            return before
        if locked.state not in SIGNED_STATES:
            step("sign", locked)
        assert locked.sealed is not None  # the life cycle lets nothing unsealed through
        if in_turn:
            require_turn(locked, party)
        content = locked.sealed.content
        paper = paper_of(identity)
        heir = heir_of(locked, party, local_date(signed_at))
        name, role = signer_of(content, party, paper, person_name, title, heir)
        signature = add_signature(
            locked.sealed,
            party=party,
            person_name=name,
            title=role,
            unit_name=unit_name_of(content, party, heir),
            strokes=strokes,
            expected_digest=expected_digest,
            client_id=client_id,
            actor=actor,
            now=now,
            signed_at=signed_at,
        )
        IdentityCheck.objects.create(
            minutes=locked, party=party, paper=paper, confirmed_by_name=actor.name_on_record, confirmed_at=signed_at
        )
        changes = {"party": ("", party.value), "identity": ("", paper.value)}
        write_journal("sign", locked, actor=actor, now=now, changes=changes)
        follow_signature(locked, actor=actor, now=now)
    return signature


def paper_of(identity: IdentityPaper | str) -> IdentityPaper:
    try:
        return IdentityPaper(identity)
    except ValueError:
        raise Invalid({"identity": [_("Chọn loại giấy tờ đã xem, hoặc “biết rõ người ký”.")]}) from None


def heir_of(minutes: Minutes, party: Party, on: date) -> Unit | None:
    """Who has taken over from the receiver since the content was sealed in its name; None while nobody has."""
    if party is not Party.RECEIVER or minutes.sealed is None:
        return None
    written = minutes.sealed.content["receiver"]
    bearer = stands_for(minutes, minutes.receiver, on)
    return bearer if bearer.code != written.get("heir", written["code"]) else None


def signer_of(
    content: Mapping[str, Any], party: Party, paper: IdentityPaper, name: str, title: str, heir: Unit | None
) -> tuple[str, str]:
    """Name and title under the signature. Another name than the content's needs a written authority; where another unit
    has taken over, a person of that unit signs, by the act that says so."""
    person = content["people"][party.value]
    name, title = squeeze(name), squeeze(title)
    if heir is not None:
        if paper is not IdentityPaper.SUCCESSION or not name or not title:
            said = _(
                "Ghi họ tên, chức vụ người ký của %(heir)s và chọn “Văn bản sắp xếp đơn vị”: bên nhận đã ghi trong "
                "biên bản không còn hoạt động."
            )
            raise Invalid({"identity": [said % {"heir": heir.name}]})
        return name, title
    if not name or name == person["name"]:
        return person["name"], person["title"]
    if paper is not IdentityPaper.AUTHORISATION:
        raise Invalid(
            {
                "person_name": [
                    _("Biên bản ghi %(name)s là người ký. Người khác ký thay phải có giấy uỷ quyền.")
                    % {"name": person["name"]}
                ]
            }
        )
    return name, title


def unit_name_of(content: Mapping[str, Any], party: Party, heir: Unit | None) -> str:
    if heir is not None:
        with override("vi"):
            return formerly(heir.name, content[party.value]["unit"])[:300]
    if party is Party.WITNESS:
        return str(content["people"]["witness"]["unit"])
    return str(content[party.value]["unit"])


def follow_signature(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """What a signature brings about, however it was given: a refusal that it ends is owed no answer any more, and the
    last one completes the minutes."""
    assert minutes.sealed is not None  # just signed
    signed = set(minutes.sealed.signatures.values_list("party", flat=True))
    if not refusals_in_force(minutes, signed):
        fulfil(REFUSAL_DUTY, minutes, actor=actor, now=now)
    if signed >= set(SIGNING_ORDER):
        complete(minutes, actor=actor, now=now)


def complete(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    assert minutes.sealed is not None  # signed by all
    before, minutes.state = minutes.state, step("complete", minutes)
    minutes.signed_at = minutes.sealed.signatures.aggregate(last=Max("signed_at"))["last"]
    minutes.version += 1
    minutes.save(update_fields=["state", "signed_at", "version"])
    write_journal("complete", minutes, actor=actor, now=now, from_state=before, to_state=minutes.state)
    signed_on = _put_old_aside(minutes, actor=actor, now=now) or signed_day(minutes)
    assert signed_on is not None  # signed by all, both
    confidential = holds_restricted(minutes)
    receiver = stands_for(minutes, minutes.receiver, local_date(now))
    if owes_plan(minutes):
        post_duty(
            kind=PLAN_DUTY,
            title=PLAN_TITLE,
            record=minutes,
            debtor_unit=receiver,
            start=signed_on,
            limit=Limit(minutes.plan_days, SpanUnit.CALENDAR),
            basis=PLAN_BASIS,
            owed_to=minutes.giver,
            confidential=confidential,
            actor=actor,
            now=now,
        )
    if minutes.state != MinutesState.RECEIVED:
        _write_to_receiver(minutes, receiver, named=not confidential, now=now)


def _put_old_aside(minutes: Minutes, *, actor: Actor, now: datetime) -> date | None:
    """Let these minutes stand in the place of those they replace, with all that was received under them. Returns the
    day on which the old were signed by all."""
    if minutes.replaces is None:
        return None
    old = lock_minutes(minutes.replaces)
    put_aside(old, minutes, actor=actor, now=now)
    settle(minutes, {item.pk: item for item in minutes.items.order_by("order")}, who=actor, now=now)
    return signed_day(old)


def _write_to_receiver(minutes: Minutes, receiver: Unit, *, named: bool, now: datetime) -> None:
    """Ask the receiver's contact to confirm. Of restricted results the letter names nothing: its reader may be
    nobody who is named for them."""
    contact = Contact.objects.filter(unit=receiver).exclude(email="").order_by("-is_primary", "id").first()
    if contact is None:
        return
    values = {"unit": receiver, "code": minutes.code, "number": minutes.number, "giver": minutes.giver}
    with override("vi"):
        if named:
            subject = str(LETTER_RECEIPT) % values
            body = _(
                "Kính gửi %(unit)s,\n\nBiên bản %(code)s (số %(number)s) đã được các bên ký xong. Mời đơn vị "
                "mở biên bản "
                "trong Gieo, tải hồ sơ và xác nhận từng mục đã nhận.\n\n%(giver)s"
            )
        else:
            subject = str(LETTER_RECEIPT_UNNAMED)
            body = _(
                "Kính gửi %(unit)s,\n\nMột biên bản giao cho đơn vị đã được các bên ký xong. Mời người của đơn vị được "
                "nêu tên xem kết quả ấy đăng nhập Gieo, mở biên bản và xác nhận từng mục đã nhận.\n\n%(giver)s"
            )
    post_letter(
        to_email=contact.email,
        to_name=contact.name,
        subject=subject,
        body=body % values,
        kind="minutes_signed",
        record=minutes if named else None,
        now=now,
    )
