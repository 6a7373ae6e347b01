"""Who sees which minutes and files. A receiver never sees another unit's."""

import pytest

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Held, Role
from gieo.core.errors import NotFound
from gieo.domain.handovers import services
from gieo.domain.handovers.access import access_item_file, access_minutes, visible_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.queries.lists import deeds_on, minutes_rows, progress
from gieo.domain.handovers.vocab import MinutesState
from gieo.domain.results.models import Result, ResultReader
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.models import Person
from tests.factories.handovers import (
    TABLE,
    conference_of,
    decision_of,
    department,
    officer,
    prepare,
    representative,
    seal,
    sign,
)
from tests.factories.units import make_district

pytestmark = pytest.mark.django_db


def stranger(role: Role, unit_id: int) -> Actor:
    return Actor(900, "Ai đó", frozenset({Held(role, unit_id, "Đơn vị")}))


@pytest.fixture
def two() -> list[Minutes]:
    """Minutes of two receivers, the first sealed."""
    conference = conference_of(results=2, units=2)
    rows = prepare(conference)
    services.seal_minutes(rows[0], actor=officer(), now=TABLE)
    for row in rows:
        row.refresh_from_db()
    return rows


def codes(actor: Actor) -> list[str]:
    return list(visible_minutes(actor).order_by("pk").values_list("code", flat=True))


def test_everybody_sees_what_is_theirs(two: list[Minutes]) -> None:
    first, second = two
    assert codes(SYSTEM) == codes(officer()) == codes(officer(Role.EDITOR)) == [first.code, second.code]
    assert codes(stranger(Role.PROVINCE_LEADER, 1)) == [first.code]
    assert codes(representative(first.receiver)) == [first.code]
    assert codes(representative(second.receiver)) == []
    assert codes(stranger(Role.UNIT_REP, first.giver_id)) == [first.code]
    assert codes(stranger(Role.HOST, second.receiver_id)) == []
    assert codes(ANONYMOUS) == []


def test_a_receiver_never_meets_another_units_minutes(two: list[Minutes]) -> None:
    first, second = two
    seal(first.conference)  # type: ignore[arg-type]
    for own, other in ((first, second), (second, first)):
        actor = representative(own.receiver)
        assert access_minutes(own.code, actor) == own
        with pytest.raises(NotFound):
            access_minutes(other.code, actor)
        assert [row.code for row in minutes_rows(own.conference, actor)] == [own.code]  # type: ignore[arg-type]


def test_a_successor_sees_what_its_predecessor_received() -> None:
    district, commune = make_district()
    conference = conference_of(decision_of(results=1, units=[district]))  # type: ignore[arg-type]
    minutes = prepare(conference)[0]
    services.seal_minutes(minutes, actor=officer(), now=TABLE)
    assert codes(representative(commune)) == [minutes.code]
    sealed = Minutes.objects.get()
    sign(sealed)
    assert services.receive_items(sealed, actor=representative(commune), now=TABLE).state == MinutesState.RECEIVED


def test_files_open_for_a_receiver_once_all_have_signed(two: list[Minutes]) -> None:
    first = two[0]
    item = first.items.get()
    digest = item.files[0]["digest"]
    unit = representative(first.receiver)
    assert access_item_file(first, item.pk, digest, officer()).stored.digest == digest
    with pytest.raises(NotFound):
        access_item_file(first, item.pk, digest, unit)
    sign(first)
    assert access_item_file(first, item.pk, digest, unit).name == item.files[0]["name"]
    with pytest.raises(NotFound):
        access_item_file(first, item.pk, "0" * 64, unit)
    other = two[1].items.get()
    with pytest.raises(NotFound):
        access_item_file(first, other.pk, other.files[0]["digest"], unit)


def test_restricted_results_have_minutes_of_their_own_for_named_readers() -> None:
    conference = conference_of(results=2, units=1)
    secret = Result.objects.order_by("pk").first()
    assert secret is not None
    Result.objects.filter(pk=secret.pk).update(access=Access.RESTRICTED)
    person = Person.objects.create(name="Người được nêu tên")
    ResultReader.objects.create(result=secret, person=person)
    reader = Actor(person.pk, person.name, frozenset({Held(Role.OFFICER, department().pk)}))
    assert len(prepare(conference)) == 1
    assert [row.restricted for row in prepare(conference, actor=reader)] == [True]
    assert len(codes(officer())) == 1
    assert len(codes(reader)) == 2
    seal(conference)
    unit = conference.units.get().unit
    assert len(codes(representative(unit))) == 1
    open_ledger = ledger_of_conference(conference, officer(), today=conference.held_on)
    assert secret.code not in open_ledger.world.subject_by_code
    full = ledger_of_conference(conference, reader, today=conference.held_on)
    assert secret.code in full.world.subject_by_code
    assert "two_minutes" not in {fault.kind for fault in full.ledger.faults + full.ledger.pending}


def test_deeds_say_why_not(two: list[Minutes]) -> None:
    sealed, draft = two
    deeds = deeds_on(draft, officer(), has_signature=False)
    assert [verb for verb, deed in deeds.items() if deed.permit] == [
        "edit",
        "edit_items",
        "refresh_items",
        "pass_on",
        "seal",
        "void",
    ]
    deeds = deeds_on(sealed, representative(sealed.receiver), has_signature=False)
    assert [verb for verb, deed in deeds.items() if deed.permit] == ["refuse_to_sign"]
    assert "Các bên chưa ký xong" in str(deeds["receive"].permit.why)
    assert "chuyên viên hoặc lãnh đạo Sở" in str(deeds["sign"].permit.why)


def test_progress_counts_by_stage(two: list[Minutes]) -> None:
    sign(two[0])
    told = progress(minutes_rows(two[0].conference, officer()))  # type: ignore[arg-type]
    assert (told.total, told.drafts, told.sealed, told.signed, told.received) == (2, 1, 0, 1, 0)
