"""Two people at the same moment, each on a connection of their own."""

from typing import Any

import pytest

from gieo.core.errors import Conflict, GieoError, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import IdentityPaper, MinutesState, Party
from gieo.domain.transfers.models import Conference
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import SealedContent, Signature
from tests.factories.handovers import (
    DEFAULTS,
    STROKES,
    TABLE,
    conference_of,
    draft_minutes,
    officer,
    representative,
    sealed_minutes,
    sign,
    signed_minutes,
)
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
    assert sum(isinstance(outcome, GieoError) for outcome in outcomes) == 1
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
