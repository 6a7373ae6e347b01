"""Signing without network: what a tablet may send, how often, how late, and what is said when it is gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.core.clock import local_date
from gieo.core.errors import GieoError, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.access import access_device, access_tablet
from gieo.domain.handovers.models import Arrival, Minutes, Tablet
from gieo.domain.handovers.queries.tablets import TabletLine, standings, tablets_of
from gieo.domain.handovers.rules.tablets import signing_moment
from gieo.domain.handovers.services import Answer, Sent
from gieo.domain.handovers.vocab import IdentityPaper, MinutesState, Party, TabletState
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Conference
from gieo.foundation.accounts.models import RoleHeld
from gieo.foundation.accounts.queries import actor_by_delegation, actor_of_person
from gieo.foundation.accounts.services import delegate, revoke_delegation
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import Signature
from tests.domain.handovers.refusing import refused, rows
from tests.factories.accounts import person_with
from tests.factories.handovers import (
    TABLE,
    conference_of,
    department,
    officer,
    opened_tablet,
    prepare,
    representative,
    seal,
    sealed_minutes,
    sent,
    sign,
    table_officer,
)
from tests.fixtures.database import SideBySide

EVENING = TABLE + timedelta(hours=9)


def synchronise(tablet: Tablet, *signatures: Sent, kept: int | None = None, now: datetime = EVENING) -> list[Answer]:
    return services.synchronise_tablet(tablet, sent=signatures, kept=len(signatures) if kept is None else kept, now=now)


def silent_tablets(conference: Conference) -> list[TabletLine]:
    return [line for line in tablets_of(conference, officer()) if line.may_hold_more]


def at_a_table(**values: Any) -> tuple[Minutes, Tablet]:
    minutes = sealed_minutes(**values)
    assert minutes.conference is not None
    return minutes, opened_tablet(minutes.conference)[0]


@pytest.mark.parametrize(
    "told, expected",
    [(9, 9), (3, 8), (15, 12)],
    ids=["as told", "not before the seal", "not later than now"],
)
def test_when_a_signature_counts_as_put_down(told: int, expected: int) -> None:
    def hour(number: int) -> datetime:
        return datetime(2023, 11, 7, number, tzinfo=UTC)

    assert signing_moment(hour(told), sealed_at=hour(8), now=hour(12)) == hour(expected)


# ---- opening


@pytest.mark.django_db
def test_a_tablet_is_opened_with_a_secret_that_is_kept_nowhere() -> None:
    conference = conference_of()
    tablet, token = services.open_tablet(conference, name="  Bàn  1 ", actor=table_officer(), now=TABLE)
    other, second = services.open_tablet(conference, name="Bàn 2", actor=table_officer(), now=TABLE)
    assert (tablet.number, tablet.name, tablet.state, other.number) == (1, "Bàn 1", TabletState.OPEN, 2)
    assert token not in str(Tablet.objects.values()) + str(Entry.objects.values())
    assert (access_device(token), access_device(second)) == (tablet, other)
    assert access_tablet(conference, 2) == other
    assert Entry.objects.filter(verb="open_tablet").count() == 2
    with pytest.raises(NotAllowed):
        access_device(token + "x")
    with pytest.raises(NotFound):
        access_tablet(conference, 3)


@pytest.mark.django_db
def test_only_the_department_opens_and_ends_a_tablet() -> None:
    minutes, tablet = at_a_table()
    for stranger in (representative(minutes.receiver), officer(Role.EDITOR), officer(Role.PROVINCE_LEADER)):
        who: Any = {"actor": stranger, "now": TABLE}
        refused(lambda who=who: services.open_tablet(minutes.conference, name="X", **who), NotAllowed)
        refused(lambda who=who: services.close_tablet(tablet, **who), NotAllowed)
        refused(lambda who=who: services.lose_tablet(tablet, reason="Mất", **who), NotAllowed)
        refused(lambda who=who: services.reopen_tablet(tablet, **who), NotAllowed)
    refused(lambda: services.open_tablet(minutes.conference, name=" ", actor=officer(), now=TABLE), Invalid)
    refused(lambda: services.lose_tablet(tablet, reason=" ", actor=officer(), now=TABLE), Invalid)


@pytest.mark.django_db
def test_stock_gives_what_waits_for_signatures_and_no_restricted_result() -> None:
    conference = conference_of(results=3, units=3)
    prepare(conference)
    secret, done, waiting = seal(conference)
    sign(done)
    Result.objects.filter(pk=secret.items.get().result_id).update(access="restricted")
    tablet, _token = services.open_tablet(conference, name="Bàn 1", actor=table_officer(), now=TABLE)
    assert services.stock_tablet(tablet, now=TABLE) == [waiting]
    tablet.refresh_from_db()
    assert (tablet.stocked_at, list(tablet.minutes.all())) == (TABLE, [waiting])
    assert set(standings(tablet)) == {waiting.code}


# ---- synchronising


@pytest.mark.django_db
def test_signatures_arrive_once_with_the_time_at_the_table() -> None:
    minutes, tablet = at_a_table()
    given = [sent(minutes, party) for party in Party]
    answers = synchronise(tablet, *given)
    assert [answer.refusal for answer in answers] == ["", "", ""]
    assert answers[-1].completed == minutes.pk
    minutes.refresh_from_db()
    assert (minutes.state, minutes.signed_at) == (MinutesState.SIGNED, TABLE)
    assert set(Signature.objects.values_list("signed_at", "identity_confirmed_by_name")) == {(TABLE, "Lò Thị Mai")}
    assert set(Entry.objects.filter(verb="add_signature").values_list("at", flat=True)) == {EVENING}
    assert Duty.objects.get(kind="application_plan").opened_on == TABLE.date()

    before = rows()
    again = synchronise(tablet, *given)
    assert [answer.refusal for answer in again] == ["", "", ""]
    assert rows() == before


@pytest.mark.django_db
def test_both_clocks_are_kept() -> None:
    minutes, tablet = at_a_table()
    wrong = datetime(2019, 1, 1, tzinfo=UTC)
    synchronise(tablet, sent(minutes, signed_at=TABLE + timedelta(days=9), device_at=wrong))
    assert Signature.objects.get().signed_at == EVENING
    assert Arrival.objects.get().device_at == wrong
    assert Entry.objects.get(verb="synchronise").changes["device_at"] == ["", wrong.isoformat()]


@pytest.mark.django_db
def test_what_is_refused_is_told_and_the_rest_is_taken() -> None:
    conference = conference_of(results=2, units=2)
    prepare(conference)
    first, second = seal(conference)
    elsewhere = sealed_minutes()
    tablet, _token = opened_tablet(conference)
    sign(first, [Party.RECEIVER])
    given = [
        sent(first),
        sent(first, Party.GIVER, digest="0" * 64),
        sent(elsewhere),
        sent(first, Party.GIVER, person_name="Người khác"),
        sent(first, Party.GIVER, strokes={"aspect": 2.5, "strokes": [[[0.5, 0.5]]]}),
        sent(first, Party.GIVER, identity="nothing"),
        sent(second, Party.WITNESS),
    ]
    answers = synchronise(tablet, *given)
    said = [answer.refusal for answer in answers]
    assert f"đã ký {first.code}: " in said[0]
    assert "không còn là nội dung đã khóa" in said[1]
    assert f"không có biên bản “{elsewhere.code}”" in said[2]
    assert "phải có giấy uỷ quyền" in said[3]
    assert all(said[:6])
    assert said[6] == ""
    assert Signature.objects.count() == 2
    (line,) = tablets_of(conference, officer())
    assert (line.taken, [arrival.minutes for arrival in line.refused]) == (1, [first] * 5)
    assert Arrival.objects.get(minutes__isnull=True).refusal == said[2]
    assert [answer.refusal for answer in synchronise(tablet, *given)] == said
    assert Arrival.objects.count() == 7


@pytest.mark.django_db
def test_a_refused_signature_is_taken_once_nothing_stands_against_it() -> None:
    minutes, tablet = at_a_table()
    given = sent(minutes, person_name="Người khác")
    synchronise(tablet, given)
    other = sent(minutes, client_id=given.client_id, person_name="Người khác", identity=IdentityPaper.AUTHORISATION)
    assert synchronise(tablet, other)[0].refusal == ""
    arrival = Arrival.objects.get()
    assert (arrival.refusal, arrival.person_name, arrival.signature) == ("", "", Signature.objects.get())


@pytest.mark.django_db
def test_an_officer_who_left_before_the_day_vouches_for_nobody() -> None:
    minutes, tablet = at_a_table()
    RoleHeld.objects.filter(person=tablet.opened_by_id).update(until=TABLE.date() - timedelta(days=1))
    assert synchronise(tablet, sent(minutes))[0].refusal
    RoleHeld.objects.filter(person=tablet.opened_by_id).update(until=TABLE.date())
    later = TABLE + timedelta(days=3)
    assert synchronise(tablet, sent(minutes), now=later)[0].refusal == ""


@pytest.mark.django_db
def test_a_tablet_opened_in_somebody_s_place_serves_as_long_as_the_delegation_holds() -> None:
    minutes, day = sealed_minutes(), local_date(TABLE)
    director = person_with(Role.DIRECTOR, department(), name="Giàng A Páo")
    editor = person_with(Role.EDITOR, department(), name="Mùa A Gió")
    given = delegate(
        director, held=list(director.roles.all()), delegate=editor, since=day, until=day + timedelta(days=9),
        actor=SYSTEM, now=TABLE,
    )  # fmt: skip
    instead = actor_by_delegation(editor, director.pk, day)
    assert instead is not None
    assert minutes.conference is not None
    tablet, _token = services.open_tablet(minutes.conference, name="Bàn 1", actor=instead, now=TABLE)
    services.stock_tablet(tablet, now=TABLE)
    own = actor_of_person(director, day)
    revoke_delegation(given, reason="Đã về", actor=own, now=TABLE + timedelta(hours=1))
    before, after = sent(minutes), sent(minutes, Party.GIVER, signed_at=TABLE + timedelta(hours=2))
    assert [bool(answer.refusal) for answer in synchronise(tablet, before, after)] == [False, True]
    assert Signature.objects.get().identity_confirmed_by_name == instead.name_on_record
    with pytest.raises(NotAllowed):
        services.stock_tablet(tablet, now=EVENING)


@pytest.mark.django_db
def test_late_is_too_late_until_somebody_reopens() -> None:
    minutes, tablet = at_a_table()
    late = tablet.sends_until
    before = rows()
    with pytest.raises(NotAllowed, match="quá hạn gửi"):
        synchronise(tablet, sent(minutes), now=late)
    assert [Signature.objects.count(), Arrival.objects.count()] == [0, 0]
    assert len(rows()) == len(before)
    reopened = services.reopen_tablet(tablet, actor=officer(), now=late)
    assert synchronise(reopened, sent(minutes), now=late)[0].refusal == ""


# ---- closed, lost


@pytest.mark.django_db
def test_a_tablet_that_holds_signatures_is_not_closed() -> None:
    minutes, tablet = at_a_table()
    synchronise(tablet, sent(minutes), kept=3)
    error = refused(lambda: services.close_tablet(tablet, actor=officer(), now=TABLE), Refused)
    assert "còn giữ 2 chữ ký chưa gửi" in error.message
    synchronise(tablet, sent(minutes, Party.GIVER), sent(minutes, Party.WITNESS))
    closed = services.close_tablet(tablet, actor=officer(), now=EVENING)
    assert (closed.state, closed.ended_at) == (TabletState.CLOSED, EVENING)
    with pytest.raises(NotAllowed, match="đã đóng"):
        synchronise(closed, sent(minutes))
    refused(lambda: services.lose_tablet(closed, reason="Mất", actor=officer(), now=EVENING), WrongState)
    with pytest.raises(NotAllowed):
        services.stock_tablet(closed, now=EVENING)


@pytest.mark.django_db
def test_a_lost_tablet_is_said_not_hidden() -> None:
    conference = conference_of(results=2, units=2)
    prepare(conference)
    first, second = seal(conference)
    tablet, _token = opened_tablet(conference)
    assert silent_tablets(conference) == []
    synchronise(tablet, sent(first), kept=2)
    (open_one,) = silent_tablets(conference)
    assert open_one.told.endswith("Nối mạng rồi mở trang ký trên máy ấy để gửi.")
    services.lose_tablet(tablet, reason="Rơi xuống suối", actor=officer(), now=EVENING)
    (line,) = silent_tablets(conference)
    assert "máy còn giữ 1 chữ ký chưa gửi" in line.told
    assert f"{first.code}: bên giao, người chứng kiến; {second.code}: bên nhận, bên giao" in line.told

    lost = Tablet.objects.get()
    with pytest.raises(NotAllowed, match="Rơi xuống suối"):
        synchronise(lost, sent(second), now=EVENING + timedelta(hours=1))
    lost.refresh_from_db()
    assert (lost.seen_at, Signature.objects.count()) == (EVENING + timedelta(hours=1), 1)
    found = services.reopen_tablet(lost, actor=officer(), now=EVENING)
    assert synchronise(found, sent(second))[0].refusal == ""
    assert silent_tablets(conference) == []


@pytest.mark.django_db
def test_the_list_of_tablets_costs_the_same_for_one_and_for_three(django_assert_num_queries: Any) -> None:
    conference = conference_of(results=2, units=2)
    prepare(conference)
    minutes = seal(conference)
    for number in (1, 3):
        while Tablet.objects.count() < number:
            tablet, _token = opened_tablet(conference)
            synchronise(tablet, sent(minutes[0]), sent(minutes[1]))
        with django_assert_num_queries(5):
            tablets_of(conference, officer())


# ---- at once


def sending(tablet: Tablet, *given: Sent) -> Any:
    def deed() -> list[str]:
        return [answer.refusal for answer in synchronise(Tablet.objects.get(pk=tablet.pk), *given)]

    return deed


@pytest.mark.slow
def test_the_same_sent_twice_at_once_arrives_once(side_by_side: SideBySide) -> None:
    minutes, tablet = at_a_table()
    given = [sent(minutes, party) for party in Party]
    assert side_by_side(sending(tablet, *given), sending(tablet, *given)) == [["", "", ""]] * 2
    assert (Signature.objects.count(), Arrival.objects.count()) == (3, 3)
    assert Entry.objects.filter(verb="complete").count() == 1


@pytest.mark.slow
def test_two_tablets_at_once_one_signature_stands_and_the_other_is_told(side_by_side: SideBySide) -> None:
    minutes, one = at_a_table()
    assert minutes.conference is not None
    two, _token = opened_tablet(minutes.conference, name="Bàn 2")
    answers = side_by_side(
        sending(one, sent(minutes), sent(minutes, Party.GIVER)),
        sending(two, sent(minutes), sent(minutes, Party.WITNESS)),
    )
    assert sorted(bool(refusal) for refusal, _other in answers) == [False, True]
    assert [other for _refusal, other in answers] == ["", ""]
    minutes.refresh_from_db()
    assert (minutes.state, Signature.objects.count()) == (MinutesState.SIGNED, 3)


@pytest.mark.slow
def test_lost_while_it_sends_leaves_one_truth(side_by_side: SideBySide) -> None:
    minutes, tablet = at_a_table()
    table = officer()

    def losing() -> Tablet:
        return services.lose_tablet(Tablet.objects.get(pk=tablet.pk), reason="Mất", actor=table, now=EVENING)

    outcome, lost = side_by_side(sending(tablet, sent(minutes)), losing)
    assert isinstance(lost, Tablet)
    assert Signature.objects.count() == (0 if isinstance(outcome, GieoError) else 1)
