"""Freezing what everybody signs, and taking back what nobody should sign."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import GieoError, Invalid, Missing, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.access import holds_restricted, visible_minutes
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.permits import may_seal_minutes, may_void_minutes
from gieo.domain.handovers.queries.content import content_of, items_described
from gieo.domain.handovers.queries.items import files_of, gates_of, lines_to_hand_over, standing_values
from gieo.domain.handovers.rules.sealing import missing_for_seal, missing_in_items
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.services.owing import REFUSAL_DUTY
from gieo.domain.handovers.services.preparing import gate_of
from gieo.domain.handovers.services.starting import settle_start
from gieo.domain.handovers.services.versions import put_aside, require_fits
from gieo.domain.handovers.vocab import MinutesState
from gieo.domain.handovers.wording import FIELD_LABELS
from gieo.domain.transfers.models import Conference, DecisionLine, TransferDecision
from gieo.domain.transfers.services.locking import lock_decisions
from gieo.domain.transfers.vocab import DecisionState
from gieo.foundation.duties.services import cancel
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.papers.engine import lacking
from gieo.foundation.signing.services import seal
from gieo.foundation.units.queries import stands_for

KIND = "minutes"


def seal_minutes(minutes: Minutes, *, version: int | None = None, actor: Actor, now: datetime) -> Minutes:
    """Freeze the content of a draft under its digest; from then on nothing of it changes.

    In order: permit → lock, compare version → life cycle → the start of the reports has its reason, everything filled
    in → every decision behind the items locked and in force, receiver in being, lines still there → kit of every
    result complete or waived (parts, reason, who and when go onto the paper) → quantity and condition of every item
    said → fingerprints are those of the stored files → every letter can be printed → content sealed (signing) → state
    → what these minutes are to replace gave no more than they give → journal → unsigned minutes that they replace are
    put aside. Raises Missing, Refused, Invalid, Conflict, WrongState; then nothing was written. Printing follows
    outside the transaction.
    """
    may_seal_minutes(actor).require()
    with transaction.atomic():
        locked = lock_minutes(minutes, version)
        target = step("seal", locked)
        items = list(locked.items.select_related("line", "result", "product__result").order_by("order"))
        settle_start(locked)
        _require_filled(locked, items)
        decisions = _require_in_force(locked, items)
        _require_receiver(locked, now)
        lines = _lines_behind(items, decisions, actor)
        _pass_gate(items, lines)
        _require_described(items)
        _require_same_files(items, lines)
        content = content_of(locked)
        if unknown := lacking(json.dumps(content, ensure_ascii=False)):
            raise Refused(
                _("Phông chữ của văn bản không có các ký tự: %(letters)s. Sửa chỗ có các ký tự đó.")
                % {"letters": " ".join(unknown)}
            )
        locked.sealed = seal(KIND, locked.code, content, actor=actor, now=now)
        before, locked.state, locked.sealed_at = locked.state, target, now
        locked.restricted = holds_restricted(locked)
        locked.version += 1
        locked.save()
        old = require_fits(locked)
        changes = {"digest": ("", locked.sealed.digest)}
        write_journal("seal", locked, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
        if old is not None and old.state == MinutesState.SEALED:
            put_aside(old, locked, actor=actor, now=now)
    return locked


def _require_filled(minutes: Minutes, items: list[MinutesItem]) -> None:
    values = {field.name: getattr(minutes, field.name) for field in minutes._meta.concrete_fields}
    missing = missing_for_seal(values, items=len(items))
    if missing:
        raise Missing([(name, str(FIELD_LABELS[name])) for name in missing])


def _require_in_force(minutes: Minutes, items: list[MinutesItem]) -> list[TransferDecision]:
    """The decisions behind the items, locked. Raises Refused for those revoked or amended and for items without one."""
    if any(item.line is None for item in items):
        raise Refused(_("Có mục không thuộc quyết định. Lấy lại danh mục từ quyết định."))
    named = {item.line.decision_id for item in items if item.line is not None} | {minutes.decision_id}
    decisions = lock_decisions(named)
    ended = [str(decision) for decision in decisions if decision.state != DecisionState.ISSUED]
    if ended:
        raise Refused(
            _("Quyết định %(number)s không còn hiệu lực. Lấy lại danh mục theo quyết định đang có hiệu lực.")
            % {"number": ", ".join(ended)}
        )
    day = minutes.held_on
    later = [str(decision) for decision in decisions if day and decision.issued_on and day < decision.issued_on]
    if later:
        raise Invalid(
            {
                "held_on": [
                    _("Ngày lập biên bản không thể trước ngày ban hành quyết định %(number)s.")
                    % {"number": ", ".join(later)}
                ]
            }
        )
    return decisions


def _require_receiver(minutes: Minutes, now: datetime) -> None:
    day = minutes.held_on or local_date(now)
    named = minutes.heir if minutes.heir is not None and minutes.heir_since and minutes.heir_since <= day else None
    receiver = named or minutes.receiver
    if receiver.abolished_on is None or day < receiver.abolished_on:
        return
    heir = stands_for(minutes, minutes.receiver, day)
    facts = {"unit": receiver.name, "day": f"{receiver.abolished_on:%d/%m/%Y}", "heir": heir.name}
    if heir.pk == receiver.pk:
        raise Refused(
            _(
                "%(unit)s không còn hoạt động từ %(day)s và chưa ghi đơn vị kế thừa. Ghi đơn vị kế thừa, hoặc sửa đổi "
                "quyết định sang đơn vị khác."
            )
            % facts
        )
    raise Refused(
        _(
            "%(unit)s không còn hoạt động từ %(day)s, không niêm phong được dưới tên ấy. Bấm “Lập cho đơn vị kế thừa” "
            "để biên bản ghi %(heir)s, rồi xem lại người đại diện."
        )
        % facts
    )


def _lines_behind(
    items: Iterable[MinutesItem], decisions: Iterable[TransferDecision], actor: Actor
) -> dict[int, DecisionLine]:
    units = {item.line.unit_id for item in items if item.line is not None}
    return {line.pk: line for line in lines_to_hand_over(decisions, actor, unit_ids=units)}


def _pass_gate(items: list[MinutesItem], lines: dict[int, DecisionLine]) -> None:
    """The completeness gate, as the kits stand now; what the records say of kit, waiver and condition is written into
    the item and so printed, except a condition that somebody typed."""
    gates = gates_of(lines.values())
    closed = []
    for item in items:
        line = lines.get(item.line_id or 0)
        if line is None:
            raise Refused(_("Quyết định không còn giao mục “%(title)s”. Lấy lại danh mục.") % {"title": item.title})
        gate = gate_of(line, gates)
        if gate is not None and not gate.ok:
            closed.append(f"{item.order}. {item.title}: {gate.why}")
        present = standing_values(line, gate)
        if item.condition_typed:
            del present["condition"]
        if any(getattr(item, name) != value for name, value in present.items()):
            for name, value in present.items():
                setattr(item, name, value)
            item.save(update_fields=list(present))
    if closed:
        raise Refused(" ".join(closed))


def _require_described(items: list[MinutesItem]) -> None:
    lacks = missing_in_items(items_described(items))
    if lacks:
        where = {name: ", ".join(str(order) for order in orders) for name, orders in lacks.items()}
        raise Missing(
            [
                (name, _("%(what)s (mục %(orders)s)") % {"what": FIELD_LABELS[name], "orders": orders})
                for name, orders in where.items()
            ]
        )


def _require_same_files(items: list[MinutesItem], lines: dict[int, DecisionLine]) -> None:
    for item in items:
        line = lines[item.line_id or 0]
        products = (
            [line.product] if line.product is not None else list(line.result.products.all()) if line.result else []
        )
        present = [file for product in products if product for file in files_of(product)]
        if [file["digest"] for file in present] != [file["digest"] for file in item.files]:
            raise Refused(
                _(
                    "Tệp của mục “%(title)s” đã đổi từ khi lập biên bản. Lấy lại danh mục rồi xem lại trước khi "
                    "niêm phong."
                )
                % {"title": item.title}
            )


@dataclass(frozen=True)
class SealingReport:
    """What became of all drafts of a conference: those sealed, and those refused with the reason."""

    sealed: tuple[Minutes, ...]
    refused: tuple[tuple[Minutes, GieoError], ...]


def seal_all_minutes(conference: Conference, *, actor: Actor, now: datetime) -> SealingReport:
    """Seal every draft of a conference that the actor sees, each in its own transaction: none holds up another."""
    may_seal_minutes(actor).require()
    sealed, refused = [], []
    drafts = visible_minutes(actor).filter(conference=conference, state=MinutesState.DRAFT).order_by("pk")
    for minutes in drafts.select_related("receiver"):
        try:
            sealed.append(seal_minutes(minutes, actor=actor, now=now))
        except GieoError as error:
            refused.append((minutes, error))
    return SealingReport(tuple(sealed), tuple(refused))


def void_minutes(minutes: Minutes, *, reason: str, actor: Actor, now: datetime) -> Minutes:
    """Take minutes back with a reason, before they are signed by all. After the first signature only a leader may.

    Sealed content and signatures given are kept. Of duties only that to answer a refusal hangs on minutes that were not
    signed by all: it goes with them.
    """
    with transaction.atomic():
        locked = lock_minutes(minutes)
        has_signature = locked.sealed is not None and locked.sealed.signatures.exists()
        may_void_minutes(actor, has_signature=has_signature).require()
        target = step("void", locked)
        if not squeeze(reason):
            raise Invalid({"reason": [_("Ghi lý do huỷ biên bản.")]})
        before, locked.state = locked.state, target
        locked.void_reason, locked.voided_at = squeeze(reason), now
        locked.version += 1
        locked.save()
        changes = {"void_reason": ("", locked.void_reason)}
        write_journal("void", locked, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
        with override("vi"):
            gone = _("Biên bản đã huỷ.")
        cancel(REFUSAL_DUTY, locked, reason=gone, actor=actor, now=now)
    return locked
