"""What receipts come to: how each item stands, the state of the minutes, what both sides owe."""

from collections.abc import Mapping
from datetime import datetime

from gieo.core.actor import Actor
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.queries.receipts import said_of
from gieo.domain.handovers.rules.receipts import Standing, standing
from gieo.domain.handovers.services.locking import step
from gieo.domain.handovers.services.owing import owe_deliveries, owe_reports
from gieo.domain.handovers.vocab import MinutesState, Receipt
from gieo.foundation.journal.services import record as write_journal

_KEPT = (
    "receipt", "received_quantity", "received_on", "received_at", "received_by_name", "received_note", "expected_on",
    "refusal", "refusal_note",
)  # fmt: skip


def settle(minutes: Minutes, items: Mapping[int, MinutesItem], *, who: Actor, now: datetime) -> None:
    """Write what all receipts of locked minutes come to: into the items, then the state of the minutes, then the
    duties of both sides. `items` are those of the minutes by their id."""
    before = {pk: item.expected_on for pk, item in items.items()}
    said = said_of(minutes)
    for item in items.values():
        found = standing(item.quantity, said.get(item.pk, ()))
        _put(item, found, who=who, now=now, note=said[item.pk][-1].note if item.pk in said else "")
    MinutesItem.objects.bulk_update(items.values(), _KEPT)
    _follow(minutes, list(items.values()), who=who, now=now)
    owe_deliveries(minutes, items, before, who=who, now=now)


def _put(item: MinutesItem, found: Standing, *, who: Actor, now: datetime, note: str) -> None:
    if found.receipt is Receipt.RECEIVED and item.receipt != Receipt.RECEIVED:
        item.received_at, item.received_by_name, item.received_note = now, who.name_on_record, note
    elif found.receipt is not Receipt.RECEIVED:
        item.received_at, item.received_by_name, item.received_note = None, "", ""
    item.receipt, item.received_quantity, item.received_on = found.receipt, found.received, found.complete_on
    item.expected_on, item.refusal, item.refusal_note = found.expected_on, found.reason, found.words


def _follow(minutes: Minutes, rows: list[MinutesItem], *, who: Actor, now: datetime) -> None:
    """The state of the minutes follows what has been received; so do the reports on use."""
    if all(item.receipt == Receipt.RECEIVED for item in rows):
        target = MinutesState.RECEIVED
    else:
        target = MinutesState.PARTLY if any(item.received_quantity for item in rows) else MinutesState.SIGNED
    if target == minutes.state:
        return
    verb = {
        MinutesState.RECEIVED: "finish",
        MinutesState.SIGNED: "clear",
        MinutesState.PARTLY: "begin" if minutes.state == MinutesState.SIGNED else "reopen",
    }[target]
    before, minutes.state = minutes.state, step(verb, minutes)
    minutes.received_at = max(item.received_at or now for item in rows) if target == MinutesState.RECEIVED else None
    minutes.version += 1
    minutes.save(update_fields=["state", "received_at", "version"])
    write_journal(verb, minutes, actor=who, now=now, from_state=before, to_state=minutes.state)
    owe_reports(minutes, who=who, now=now)
