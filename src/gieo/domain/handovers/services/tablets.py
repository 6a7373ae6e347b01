"""Signing without network: a tablet is opened, holds what is to be signed, and sends signatures when it can.

The secret in the device is what lets it send, so neither a session that has ended nor a page too old loses a signature.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import GieoError, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.core.text import squeeze
from gieo.domain.handovers.access import token_digest
from gieo.domain.handovers.lifecycle import TABLET
from gieo.domain.handovers.models import Arrival, Minutes, Tablet
from gieo.domain.handovers.permits import may_open_tablet
from gieo.domain.handovers.queries.tablets import actor_at, to_sign_on
from gieo.domain.handovers.rules.tablets import sends_until, signing_moment
from gieo.domain.handovers.services.signing import sign_minutes
from gieo.domain.handovers.vocab import SIGNED_STATES, Party, TabletState
from gieo.domain.handovers.wording import TABLET_ENDED, holds_unsent, silenced
from gieo.domain.transfers.models import Conference
from gieo.foundation.journal.services import record as write_journal


def open_tablet(conference: Conference, *, name: str, actor: Actor, now: datetime) -> tuple[Tablet, str]:
    """Open a device at a conference; gives the tablet and the secret, which is kept nowhere but on the device."""
    may_open_tablet(actor).require()
    name = squeeze(name)
    if not name:
        raise Invalid({"name": [_("Đặt tên cho máy, ví dụ “Bàn 1”.")]})
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        place = Conference.objects.select_for_update().get(pk=conference.pk)
        last = place.tablets.aggregate(last=Max("number"))["last"] or 0
        tablet = Tablet.objects.create(
            conference=place,
            number=last + 1,
            name=name[:120],
            token_digest=token_digest(token),
            opened_at=now,
            opened_by_id=actor.person_id,
            opened_by_name=actor.name_on_record,
            behalf_id=actor.behalf_id,
            sends_until=sends_until(place.held_on, local_date(now)),
        )
        write_journal("open_tablet", tablet, actor=actor, now=now, to_state=tablet.state, changes={"name": ("", name)})
    return tablet, token


def close_tablet(tablet: Tablet, *, actor: Actor, now: datetime) -> Tablet:
    """Take nothing more from a tablet that has sent all. Raises Refused while it says that it holds signatures."""
    may_open_tablet(actor).require()
    with transaction.atomic():
        locked = _lock(tablet)
        target = _step("close_tablet", locked)
        if locked.waiting:
            raise Refused(holds_unsent(locked.waiting))
        return _end(locked, "close_tablet", target, "", actor=actor, now=now)


def lose_tablet(tablet: Tablet, *, reason: str, actor: Actor, now: datetime) -> Tablet:
    """Say that a tablet is gone: nothing is taken from it, and what it may have held is named until it is signed."""
    may_open_tablet(actor).require()
    reason = squeeze(reason)
    if not reason:
        raise Invalid({"reason": [_("Ghi vì sao không còn máy: mất, hỏng, bị xoá.")]})
    with transaction.atomic():
        locked = _lock(tablet)
        return _end(locked, "lose_tablet", _step("lose_tablet", locked), reason[:300], actor=actor, now=now)


def reopen_tablet(tablet: Tablet, *, actor: Actor, now: datetime) -> Tablet:
    """Take again what a tablet sends that was found, closed too early, or ran out of days."""
    may_open_tablet(actor).require()
    with transaction.atomic():
        locked = _lock(tablet)
        before, locked.state = locked.state, _step("reopen_tablet", locked)
        locked.ended_at, locked.ended_by_name, locked.end_reason = None, "", ""
        locked.sends_until = sends_until(locked.conference.held_on, local_date(now))
        locked.save(update_fields=["state", "ended_at", "ended_by_name", "end_reason", "sends_until"])
        write_journal("reopen_tablet", locked, actor=actor, now=now, from_state=before, to_state=locked.state)
    return locked


def _end(locked: Tablet, verb: str, target: str, reason: str, *, actor: Actor, now: datetime) -> Tablet:
    before, locked.state = locked.state, target
    locked.ended_at, locked.ended_by_name, locked.end_reason = now, actor.name_on_record, reason
    locked.save(update_fields=["state", "ended_at", "ended_by_name", "end_reason"])
    changes = {"reason": ("", reason), "waiting": ("", locked.waiting)}
    write_journal(verb, locked, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
    return locked


# ---- what the device asks


def stock_tablet(tablet: Tablet, *, now: datetime) -> list[Minutes]:
    """Give the device what is to be signed, and note that it lies there."""
    actor = actor_at(tablet, now)
    may_open_tablet(actor).require()
    with transaction.atomic():
        locked = _lock_sending(tablet, "stock", now)
        minutes = to_sign_on(locked, actor)
        locked.minutes.add(*minutes)
        locked.stocked_at = locked.seen_at = now
        locked.save(update_fields=["stocked_at", "seen_at"])
        changes = {"minutes": ("", [row.code for row in minutes])}
        write_journal("stock", locked, actor=actor, now=now, changes=changes)
    return minutes


@dataclass(frozen=True)
class Sent:
    """A signature as a device sends it. `signed_at` is its clock set right by ours, `device_at` what it showed."""

    client_id: str
    code: str
    party: Party
    digest: str
    strokes: Any
    identity: str
    person_name: str
    title: str
    signed_at: datetime
    device_at: datetime


@dataclass(frozen=True)
class Answer:
    """What became of one of them: taken (now or before) or refused in words. `completed` are minutes to be printed."""

    client_id: str
    refusal: str = ""
    completed: int | None = None


def synchronise_tablet(tablet: Tablet, *, sent: Iterable[Sent], kept: int, now: datetime) -> list[Answer]:
    """Take what a device sends, each signature in a transaction of its own; the same again gives the same answer.

    `kept` is how many unsent signatures the device holds, these among them. A refused signature is noted in words and
    stays on the device. Raises NotAllowed when nothing is taken from this tablet now.
    """
    _refuse_silenced(tablet, now)
    answers = [_answer(tablet, one, now) for one in sent]
    with transaction.atomic():
        locked = _lock(tablet)
        locked.waiting, locked.seen_at = max(0, kept - len(answers)), now
        locked.save(update_fields=["waiting", "seen_at"])
    return answers


def _refuse_silenced(tablet: Tablet, now: datetime) -> None:
    """A lost tablet that speaks is noted all the same."""
    if tablet.state == TabletState.OPEN and now < tablet.sends_until:
        return
    with transaction.atomic():
        locked = _lock(tablet)
        locked.seen_at = now
        locked.save(update_fields=["seen_at"])
    raise NotAllowed(silenced(locked.state, locked.end_reason))


def _answer(tablet: Tablet, sent: Sent, now: datetime) -> Answer:
    try:
        return _take(tablet, sent, now)
    except GieoError as error:
        words = (error.message or str(error))[:500]
    with transaction.atomic():
        locked = _lock_sending(tablet, "synchronise", now)
        if locked.arrivals.filter(client_id=sent.client_id, signature__isnull=False).exists():
            return Answer(sent.client_id)  # sent twice at once, and the other was taken
        minutes = Minutes.objects.filter(conference=locked.conference_id, code=sent.code).first()
        facts: dict[str, Any] = {"minutes": minutes, "party": sent.party}
        facts |= {"person_name": squeeze(sent.person_name)[:200], "device_at": sent.device_at, "refusal": words}
        _arrival, fresh = Arrival.objects.update_or_create(
            tablet=locked, client_id=sent.client_id, defaults=facts, create_defaults={**facts, "arrived_at": now}
        )
        if fresh:
            actor = actor_at(tablet, now)
            changes = {"minutes": ("", sent.code), "party": ("", sent.party)}
            write_journal("refuse_signature", locked, actor=actor, now=now, changes=changes)
    return Answer(sent.client_id, words)


def _take(tablet: Tablet, sent: Sent, now: datetime) -> Answer:
    with transaction.atomic():
        locked = _lock_sending(tablet, "synchronise", now)
        before = locked.arrivals.filter(client_id=sent.client_id).first()
        minutes = Minutes.objects.filter(conference=locked.conference_id, code=sent.code).first()
        if minutes is None or minutes.sealed_at is None:
            raise NotFound(_("Hội nghị của máy không có biên bản “%(code)s” chờ ký.") % {"code": sent.code})
        if before is not None and before.signature_id is not None:
            return _taken(sent, minutes)
        moment = signing_moment(sent.signed_at, sealed_at=minutes.sealed_at, now=now)
        actor = actor_at(locked, moment)
        signature = sign_minutes(
            minutes,
            party=sent.party,
            strokes=sent.strokes,
            expected_digest=sent.digest,
            client_id=sent.client_id,
            identity=sent.identity,
            person_name=sent.person_name,
            title=sent.title,
            actor=actor,
            now=now,
            signed_at=moment,
            in_turn=False,
        )
        facts: dict[str, Any] = {
            "minutes": minutes,
            "party": sent.party,
            "person_name": "",
            "device_at": sent.device_at,
        }
        facts |= {"arrived_at": now, "signature": signature, "refusal": ""}
        Arrival.objects.update_or_create(tablet=locked, client_id=sent.client_id, defaults=facts)
        changes = {"minutes": ("", minutes.code), "party": ("", sent.party), "device_at": ("", sent.device_at)}
        write_journal("synchronise", locked, actor=actor, now=now, changes=changes)
    minutes.refresh_from_db(fields=["state"])
    return _taken(sent, minutes)


def _taken(sent: Sent, minutes: Minutes) -> Answer:
    return Answer(sent.client_id, completed=minutes.pk if minutes.state in SIGNED_STATES else None)


# ---- lock, state


def _lock(tablet: Tablet) -> Tablet:
    return Tablet.objects.select_for_update(of=("self",)).select_related("conference").get(pk=tablet.pk)


def _lock_sending(tablet: Tablet, verb: str, now: datetime) -> Tablet:
    """The tablet, locked, if it may still send; sessions end, a tablet's leave to send is asked each time."""
    locked = _lock(tablet)
    if not TABLET.allows(verb, locked.state) or now >= locked.sends_until:
        raise NotAllowed(silenced(locked.state, locked.end_reason))
    return locked


def _step(verb: str, tablet: Tablet) -> str:
    try:
        return TABLET.target(verb, tablet.state)
    except WrongState as wrong:
        wrong.message = str(TABLET_ENDED)
        raise
