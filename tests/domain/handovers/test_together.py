"""Two people at the same moment, each on a connection of their own."""

from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from gieo.core.errors import Conflict, GieoError, Invalid, Refused, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, MinutesItem, counted
from gieo.domain.handovers.vocab import IdentityPaper, MinutesState, Party, Receipt
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.services import LinePick
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import SealedContent, Signature
from tests.domain.handovers.test_receipts import seedlings, trees
from tests.factories.handovers import (
    DEFAULTS,
    STROKES,
    TABLE,
    a_kit_result,
    conference_of,
    draft_minutes,
    officer,
    prepare,
    representative,
    sealed_minutes,
    sign,
    signed_minutes,
)
from tests.factories.transfers import HELD_ON, amend, revoke
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.slow


def signing(code: str, party: Party, client_id: str) -> Any:
    def deed() -> Signature:
        minutes = Minutes.objects.select_related("sealed").get(code=code)
        assert minutes.sealed is not None
        return services.sign_minutes(
            minutes,
            party=party,
            strokes=STROKES,
            expected_digest=minutes.sealed.digest,
            client_id=client_id,
            identity=IdentityPaper.KNOWN,
            actor=table,
            now=TABLE,
        )

    table = officer()
    return deed


def test_two_tablets_sign_for_one_party_and_one_signature_stands(side_by_side: SideBySide) -> None:
    code = sealed_minutes().code
    outcomes = side_by_side(signing(code, Party.RECEIVER, "may-a"), signing(code, Party.RECEIVER, "may-b"))
    assert {type(outcome) for outcome in outcomes} == {Conflict, Signature}
    assert Signature.objects.count() == 1


def test_a_double_click_gives_the_same_signature_twice(side_by_side: SideBySide) -> None:
    code = sealed_minutes().code
    first, second = side_by_side(signing(code, Party.GIVER, "may-a"), signing(code, Party.GIVER, "may-a"))
    assert first.pk == second.pk
    assert Signature.objects.count() == 1
    assert Entry.objects.filter(verb="sign").count() == 1


def test_the_last_two_parties_at_once_complete_once(side_by_side: SideBySide) -> None:
    minutes = sealed_minutes()
    sign(minutes, [Party.RECEIVER])
    outcomes = side_by_side(signing(minutes.code, Party.GIVER, "may-a"), signing(minutes.code, Party.WITNESS, "may-b"))
    assert [type(outcome) for outcome in outcomes] == [Signature, Signature]
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED
    assert Entry.objects.filter(verb="complete").count() == 1
    assert Duty.objects.filter(kind="application_plan").count() == 1


def test_sealing_twice_at_once_seals_once(side_by_side: SideBySide) -> None:
    code, table = draft_minutes().code, officer()

    def deed() -> Minutes:
        return services.seal_minutes(Minutes.objects.get(code=code), actor=table, now=TABLE)

    outcomes = side_by_side(deed, deed)
    assert {type(outcome) for outcome in outcomes} == {Minutes, WrongState}
    assert SealedContent.objects.count() == 1
    assert Entry.objects.filter(verb="seal", record_kind="handovers.minutes").count() == 1


def test_preparing_twice_at_once_writes_one_set(side_by_side: SideBySide) -> None:
    pk, table = conference_of(results=3, units=3).pk, officer()

    def deed() -> int:
        found = Conference.objects.get(pk=pk)
        return len(services.prepare_all_minutes(found, defaults=DEFAULTS, actor=table, now=TABLE))

    assert sorted(side_by_side(deed, deed)) == [0, 3]
    assert Minutes.objects.count() == 3


def test_unit_and_officer_confirm_the_same_items_at_once(side_by_side: SideBySide) -> None:
    minutes = signed_minutes(results=2)
    table, unit = officer(), representative(minutes.receiver)

    def receiving(actor: Any) -> Any:
        return lambda: services.receive_items(Minutes.objects.get(pk=minutes.pk), actor=actor, now=TABLE)

    outcomes = side_by_side(receiving(table), receiving(unit))
    assert [outcome.state for outcome in outcomes] == [MinutesState.RECEIVED] * 2
    assert Duty.objects.filter(kind="application_report").count() == 5
    assert Entry.objects.filter(verb="finish").count() == 1


def test_void_and_signature_at_once_leave_one_truth(side_by_side: SideBySide) -> None:
    minutes = sealed_minutes()
    sign(minutes, [Party.RECEIVER, Party.GIVER])
    from_table = signing(minutes.code, Party.WITNESS, "may-c")
    leader = officer()

    def deed() -> Minutes:
        return services.void_minutes(Minutes.objects.get(pk=minutes.pk), reason="Sai", actor=leader, now=TABLE)

    outcomes = side_by_side(from_table, deed)
    minutes.refresh_from_db()
    assert isinstance(outcomes[0], Signature)
    assert isinstance(outcomes[1], GieoError)
    assert minutes.state == MinutesState.SIGNED


def test_revoke_and_seal_at_once_never_seal_what_is_revoked(side_by_side: SideBySide) -> None:
    """The revocation is written down and not yet done when somebody seals: the seal waits for it, and is refused."""
    minutes, table = draft_minutes(), officer()
    begun, sealed = Event(), Event()

    def revoking() -> TransferDecision:
        with transaction.atomic():
            decision = revoke(TransferDecision.objects.get(pk=minutes.decision_id))
            begun.set()
            sealed.wait(timeout=1)
        return decision

    def sealing() -> Minutes:
        begun.wait(timeout=30)
        try:
            return services.seal_minutes(Minutes.objects.get(pk=minutes.pk), actor=table, now=TABLE)
        finally:
            sealed.set()

    outcomes = side_by_side(revoking, sealing)
    assert [type(outcome) for outcome in outcomes] == [TransferDecision, Refused]
    assert not SealedContent.objects.exists()


def test_one_receiver_and_all_at_once_write_each_thing_once(side_by_side: SideBySide) -> None:
    places, table = [conference_of(results=2, units=1) for _at in range(3)], officer()

    def one(pk: int) -> Any:
        def deed() -> list[Minutes]:
            decision = TransferDecision.objects.get(conferences=pk)
            unit = decision.lines.select_related("unit")[0].unit
            return services.prepare_minutes(decision, unit, actor=table, now=TABLE)

        return deed

    def all_with_one_click(pk: int) -> Any:
        return lambda: services.prepare_all_minutes(
            Conference.objects.get(pk=pk), defaults=DEFAULTS, actor=table, now=TABLE
        )

    outcomes = side_by_side(*(deed for place in places for deed in (all_with_one_click(place.pk), one(place.pk))))
    assert {type(outcome) for outcome in outcomes} <= {list, Refused}
    codes = list(MinutesItem.objects.values_list("subject_code", flat=True))
    assert len(codes) == len(set(codes)) == 6
    assert Minutes.objects.count() == 3


def test_taking_a_draft_anew_and_writing_another_at_once_write_each_thing_once(side_by_side: SideBySide) -> None:
    conference = conference_of(results=1, units=1)
    draft = prepare(conference)[0]
    more = [LinePick(draft.receiver, result=a_kit_result()) for _at in range(3)]
    fresh, table = amend(draft.decision, on=HELD_ON, add=more), officer()

    def anew() -> Minutes:
        return services.refresh_items(Minutes.objects.get(pk=draft.pk), actor=table, now=TABLE)

    def beside() -> list[Minutes]:
        decision = TransferDecision.objects.get(pk=fresh.pk)
        return services.prepare_minutes(decision, draft.receiver, actor=table, now=TABLE)

    side_by_side(anew, beside)
    codes = list(MinutesItem.objects.values_list("subject_code", flat=True))
    assert len(codes) == len(set(codes)) == 4


def test_two_parts_of_the_same_item_at_once_are_never_more_than_was_given(side_by_side: SideBySide) -> None:
    """Two people have 300 of 500 before them: one is written, the other is told to look again."""
    minutes = seedlings()
    pk, unit = trees(minutes).pk, representative(minutes.receiver)

    def deed() -> Minutes:
        row = services.ReceiptInput(pk, quantity=Decimal(300))
        found = Minutes.objects.get(pk=minutes.pk)
        return services.record_receipt(found, rows=[row], seen=0, actor=unit, now=TABLE)

    outcomes = side_by_side(deed, deed)
    assert {type(outcome) for outcome in outcomes} == {Minutes, Conflict}
    assert trees(minutes).received_quantity == 300


def test_two_receipts_that_saw_nothing_of_each_other_stay_within_what_was_given(side_by_side: SideBySide) -> None:
    minutes = seedlings()
    pk, unit = trees(minutes).pk, representative(minutes.receiver)

    def deed() -> Minutes:
        row = services.ReceiptInput(pk, quantity=Decimal(300))
        return services.record_receipt(Minutes.objects.get(pk=minutes.pk), rows=[row], actor=unit, now=TABLE)

    outcomes = side_by_side(deed, deed)
    assert {type(outcome) for outcome in outcomes} == {Minutes, Invalid}
    assert trees(minutes).received_quantity == 300


def test_taking_back_and_receiving_at_once_leave_one_truth(side_by_side: SideBySide) -> None:
    minutes = seedlings()
    pk, unit, table = trees(minutes).pk, representative(minutes.receiver), officer()
    first = services.ReceiptInput(pk, quantity=Decimal(200))
    services.record_receipt(minutes, rows=[first], actor=unit, now=TABLE)

    def back() -> Minutes:
        return services.retract_receipt(Minutes.objects.get(pk=minutes.pk), 1, reason="Nhầm", actor=table, now=TABLE)

    def more() -> Minutes:
        return services.record_receipt(
            Minutes.objects.get(pk=minutes.pk),
            rows=[services.ReceiptInput(pk, quantity=Decimal(300))],
            actor=unit,
            now=TABLE,
        )

    assert [type(outcome) for outcome in side_by_side(back, more)] == [Minutes, Minutes]
    item = trees(minutes)
    assert (item.received_quantity, item.receipt) == (300, Receipt.PARTLY)


def test_two_officers_correct_at_once_and_one_is_told(side_by_side: SideBySide) -> None:
    minutes, table = signed_minutes(), officer()

    def deed() -> Minutes:
        return services.correct_minutes(Minutes.objects.get(pk=minutes.pk), reason="Sai", actor=table, now=TABLE)

    outcomes = side_by_side(deed, deed)
    assert {type(outcome) for outcome in outcomes} == {Minutes, Conflict}
    assert Minutes.objects.filter(replaces=minutes).count() == 1


def test_sealing_a_correction_and_the_last_signature_at_once_leave_one_that_counts(side_by_side: SideBySide) -> None:
    """Either the old were signed first, and stand until the new are; or they gave way, and the signature is refused."""
    minutes, table = sealed_minutes(), officer()
    sign(minutes, [Party.RECEIVER, Party.GIVER])
    version = services.correct_minutes(minutes, reason="Sai", actor=table, now=TABLE)

    def sealing() -> Minutes:
        return services.seal_minutes(Minutes.objects.get(pk=version.pk), actor=table, now=TABLE)

    outcomes = side_by_side(signing(minutes.code, Party.WITNESS, "may-c"), sealing)
    minutes.refresh_from_db()
    assert isinstance(outcomes[1], Minutes)
    if isinstance(outcomes[0], Signature):
        assert (minutes.state, counting()) == (MinutesState.SIGNED, [minutes.code])
    else:
        assert isinstance(outcomes[0], WrongState)
        assert (minutes.state, counting()) == (MinutesState.SUPERSEDED, [version.code])


def counting() -> list[str]:
    return list(Minutes.objects.filter(counted()).order_by("pk").values_list("code", flat=True))
