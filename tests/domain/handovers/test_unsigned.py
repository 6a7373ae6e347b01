"""Who has still to sign: a party that will not says why and everybody hears of it, who has not is reminded."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, Refused, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, SigningRefusal
from gieo.domain.handovers.permits import may_refuse_to_sign, may_remind_to_sign
from gieo.domain.handovers.queries.unsigned import refusals_in_force, refusing, reminders_of, unsigned_minutes
from gieo.domain.handovers.rules.reminding import is_reminder_due
from gieo.domain.handovers.services.refusing import Written
from gieo.domain.handovers.vocab import Party
from gieo.domain.results.vocab import Access
from gieo.foundation.duties.queries import duties_of
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.models import Contact
from tests.factories.accounts import actor, person_with
from tests.factories.handovers import (
    TABLE,
    conference_of,
    decision_of,
    department,
    draft_minutes,
    officer,
    prepare,
    representative,
    seal,
    sealed_minutes,
    sign,
    signed_minutes,
)
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
LATER = TABLE + timedelta(days=3)


def letters(kind: str) -> list[str]:
    return list(Letter.objects.filter(kind=kind).order_by("id").values_list("to_email", flat=True))


def nothing_changes(deed) -> None:
    before = SigningRefusal.objects.count(), Letter.objects.count(), Entry.objects.count()
    deed()
    assert (SigningRefusal.objects.count(), Letter.objects.count(), Entry.objects.count()) == before


def test_a_receiver_says_why_it_does_not_sign_and_everybody_hears_of_it() -> None:
    person = person_with(Role.REGISTRAR, department(), name="Lò Thị Mai", email="mai@example.vn")
    writer = replace(officer(), person_id=person.pk)
    conference = conference_of()
    minutes = prepare(conference, actor=writer)[0]
    minutes = seal(conference)[0]
    Contact.objects.create(unit=minutes.giver, name="Sở", email="so@example.vn")
    person_with(Role.PROVINCE_LEADER, minutes.giver.parent, name="Vàng A Dơ", email="do@example.vn")
    made, written = services.refuse_to_sign(
        minutes, party=Party.RECEIVER, reason="  Thiếu  cây giống ", actor=representative(minutes.receiver), now=TABLE
    )
    assert (made.reason, made.told_by_name) == ("Thiếu cây giống", representative(minutes.receiver).name)
    assert letters("minutes_refused") == [
        f"u{minutes.receiver_id}@example.vn", "so@example.vn", "do@example.vn", "mai@example.vn",
    ]  # fmt: skip
    assert written == Written((minutes.receiver.name, minutes.giver.name, minutes.witness_unit), ())
    assert "Thiếu cây giống" in Letter.objects.filter(kind="minutes_refused")[0].body
    assert history(minutes)[0].verb == "refuse_to_sign"
    assert refusals_in_force(minutes, set()) == [made]


def test_whom_nobody_can_be_written_to_for_is_said() -> None:
    minutes = sealed_minutes()
    _made, written = services.refuse_to_sign(minutes, party="receiver", reason="Sai", actor=officer(), now=TABLE)
    assert written.to == (minutes.receiver.name,)
    assert written.unreached == (minutes.giver.name, minutes.witness_unit)


def test_a_department_without_a_contact_is_reached_through_its_people() -> None:
    minutes = sealed_minutes()
    for name, role in (("Mai", Role.OFFICER), ("Tâm", Role.DIRECTOR), ("Quản trị", Role.ADMINISTRATOR)):
        person_with(role, minutes.giver, name=name, email=f"{role}@example.vn")
    services.refuse_to_sign(minutes, party=Party.RECEIVER, reason="Sai", actor=officer(), now=TABLE)
    assert letters("minutes_refused")[1:] == ["officer@example.vn", "director@example.vn"]


def talks(minutes: Minutes) -> list[tuple[str, date]]:
    found = duties_of(minutes).filter(kind="signing_refusal").order_by("pk")
    return [(duty.state, duty.due) for duty in found]


def test_the_department_owes_an_answer_until_the_party_signs_or_the_minutes_go() -> None:
    minutes, other = sealed_minutes(), sealed_minutes()
    for one in (minutes, other):
        services.refuse_to_sign(one, party=Party.RECEIVER, reason="Sai", actor=officer(), now=TABLE)
        services.refuse_to_sign(one, party=Party.RECEIVER, reason="Vẫn sai", actor=officer(), now=TABLE)
        assert talks(one) == [("open", date(2023, 11, 10))]
        duty = duties_of(one).get(kind="signing_refusal")
        assert duty.debtor_unit == one.giver
    sign(minutes, [Party.GIVER])
    assert talks(minutes) == [("open", date(2023, 11, 10))]
    sign(minutes, [Party.RECEIVER])
    assert talks(minutes) == [("fulfilled", date(2023, 11, 10))]
    services.void_minutes(other, reason="Lập lại", actor=officer(), now=TABLE)
    assert talks(other) == [("cancelled", date(2023, 11, 10))]


def test_the_last_word_counts_until_the_party_signs() -> None:
    minutes = sealed_minutes()
    for reason in ("Sai số lượng", "Sai tên giống"):
        services.refuse_to_sign(minutes, party=Party.RECEIVER, reason=reason, actor=officer(), now=TABLE)
    assert [row.reason for row in refusals_in_force(minutes, set())] == ["Sai tên giống"]
    assert refusing([minutes])[minutes.pk][Party.RECEIVER].reason == "Sai tên giống"
    sign(minutes, [Party.RECEIVER])
    assert refusals_in_force(minutes, {Party.RECEIVER}) == []
    with pytest.raises(Conflict, match="đã ký"):
        services.refuse_to_sign(minutes, party=Party.RECEIVER, reason="Muộn", actor=officer(), now=TABLE)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"reason": " "}, "reason"), ({"reason": "a" * 501}, "reason"), ({"party": "ai đó"}, "party")],
)
def test_what_is_no_refusal(values: dict[str, str], field: str) -> None:
    minutes = sealed_minutes()

    def refused() -> None:
        with pytest.raises(Invalid) as caught:
            services.refuse_to_sign(
                minutes, **({"party": "receiver", "reason": "Sai"} | values), actor=officer(), now=TABLE
            )
        assert list(caught.value.errors) == [field]

    nothing_changes(refused)


def test_nobody_refuses_for_another_and_only_what_is_sealed_is_refused() -> None:
    minutes, draft, done = sealed_minutes(), draft_minutes(), signed_minutes()
    stranger, own = representative(draft.receiver), representative(minutes.receiver)

    def refused() -> None:
        for who, party in ((stranger, Party.RECEIVER), (own, Party.GIVER), (own, Party.WITNESS), (ANONYMOUS, "giver")):
            with pytest.raises(NotAllowed):
                services.refuse_to_sign(minutes, party=party, reason="Sai", actor=who, now=TABLE)
        for other in (draft, done):
            with pytest.raises(WrongState):
                services.refuse_to_sign(other, party=Party.GIVER, reason="Sai", actor=officer(), now=TABLE)
            with pytest.raises(WrongState):
                services.remind_to_sign(other, actor=officer(), now=TABLE)

    nothing_changes(refused)
    assert may_refuse_to_sign(own, minutes, Party.RECEIVER)
    assert not may_refuse_to_sign(actor(Role.REGISTRAR), minutes, Party.GIVER)


def test_a_receiver_is_reminded_once_a_day() -> None:
    minutes = sealed_minutes()
    services.remind_to_sign(minutes, actor=officer(), now=TABLE)
    with pytest.raises(Conflict, match="Hôm nay đã nhắc"):
        services.remind_to_sign(minutes, actor=officer(), now=TABLE + timedelta(hours=1))
    services.remind_to_sign(minutes, actor=officer(), now=TABLE + timedelta(days=1))
    assert letters("minutes_unsigned") == [f"u{minutes.receiver_id}@example.vn"] * 2
    assert reminders_of([minutes]) == {minutes.pk: (2, TABLE + timedelta(days=1))}
    assert not may_remind_to_sign(representative(minutes.receiver))


def test_two_officers_remind_at_once_and_one_letter_goes(side_by_side: SideBySide) -> None:
    minutes, who = sealed_minutes(), officer()
    deeds = [lambda: services.remind_to_sign(minutes, actor=who, now=TABLE) for _ in range(2)]
    answers = side_by_side(*deeds)
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Written"]
    assert len(letters("minutes_unsigned")) == 1


def test_whoever_has_still_to_sign_is_reminded() -> None:
    minutes = sealed_minutes()
    Contact.objects.create(unit=minutes.giver, name="Sở", email="so@example.vn")
    assert services.remind_to_sign(minutes, actor=officer(), now=TABLE).unreached == (minutes.witness_unit,)
    assert letters("minutes_unsigned") == [f"u{minutes.receiver_id}@example.vn", "so@example.vn"]
    sign(minutes, [Party.RECEIVER, Party.WITNESS])
    services.remind_to_sign(minutes, actor=officer(), now=TABLE + timedelta(days=1))
    assert letters("minutes_unsigned")[2:] == ["so@example.vn"]
    assert "chờ bên giao ký" in Letter.objects.filter(kind="minutes_unsigned").latest("id").subject


def test_no_reminder_where_no_address_is_known() -> None:
    minutes = sealed_minutes()
    Contact.objects.filter(unit=minutes.receiver).update(email="", phone="0912 000 000")

    def refused() -> None:
        with pytest.raises(Refused, match="chưa có địa chỉ thư"):
            services.remind_to_sign(minutes, actor=officer(), now=TABLE)
        assert services.remind_unsigned(now=TABLE + timedelta(days=30)) == 0

    nothing_changes(refused)


@pytest.mark.parametrize(
    ("days", "reminded", "due"),
    [(2, 0, False), (3, 0, True), (3, 1, False), (7, 1, True), (14, 2, True), (40, 2, True), (400, 3, False)],
)
def test_days_of_reminding(days: int, reminded: int, due: bool) -> None:
    sealed_on = TABLE.date()
    assert is_reminder_due(sealed_on, reminded, sealed_on + timedelta(days=days)) is due


def test_the_nightly_round_reminds_whose_day_has_come_and_nobody_twice() -> None:
    conference = conference_of(decision_of(results=2, units=2))
    prepare(conference)
    first, second = seal(conference)
    sign(first)

    def night(at: datetime) -> int:
        return services.remind_unsigned(now=at)

    assert [night(TABLE + timedelta(days=days)) for days in (0, 2, 3, 3, 4, 9, 10, 15, 60)] == [
        0, 0, 1, 0, 0, 1, 0, 1, 0,
    ]  # fmt: skip
    assert letters("minutes_unsigned") == [f"u{second.receiver_id}@example.vn"] * 3
    assert history(second)[0].actor_name == SYSTEM.name


def test_letters_about_restricted_results_name_nothing() -> None:
    minutes = sealed_minutes()
    item = minutes.items.get(result__isnull=False)
    item.result.__class__.objects.filter(pk=item.result_id).update(access=Access.RESTRICTED)
    services.remind_to_sign(minutes, actor=SYSTEM, now=TABLE)
    services.refuse_to_sign(minutes, party=Party.GIVER, reason="Lý do kín", actor=SYSTEM, now=TABLE)
    for letter in Letter.objects.filter(kind__in=("minutes_unsigned", "minutes_refused")):
        assert letter.record_code == ""
        assert minutes.code not in letter.subject + letter.body
        assert "Lý do kín" not in letter.body


def test_one_sees_what_one_may_see() -> None:
    conference = conference_of(decision_of(results=2, units=2))
    prepare(conference)
    first, second = seal(conference)
    assert set(unsigned_minutes(officer())) == {first, second}
    assert list(unsigned_minutes(representative(first.receiver))) == [first]
    sign(first)
    assert list(unsigned_minutes(officer())) == [second]
    assert list(Minutes.objects.filter(pk=first.pk)) == [first]
