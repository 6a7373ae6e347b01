"""Needs are stated, answered with reasons within their limit, ended, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Conflict, GieoError, Invalid, NotAllowed, Refused, WrongState
from gieo.domain.needs import services
from gieo.domain.needs.access import access_public_need, public_needs, visible_needs
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import late_needs
from gieo.domain.needs.vocab import Answer, Channel, NeedState
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import add_holiday
from gieo.foundation.duties.vocab import DutyState, HolidayKind
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.search.models import Text
from tests.factories.accounts import actor
from tests.factories.needs import NOW, make_need
from tests.factories.places import make_area
from tests.factories.units import make_district, make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)
WORDS = "Kết quả KQ-2021-001 đã chuyển giao ở xã bên."


def refused(deed: Callable[[], Any], error: type[GieoError]) -> GieoError:
    """A refused deed wrote nothing."""
    before = list(Need.objects.values()), Entry.objects.count(), Letter.objects.count(), Duty.objects.count()
    with pytest.raises(error) as caught:
        deed()
    assert (list(Need.objects.values()), Entry.objects.count(), Letter.objects.count(), Duty.objects.count()) == before
    return caught.value


def test_a_unit_states_a_need_and_the_officers_owe_its_answer() -> None:
    unit = make_unit("UBND xã Na Sang")
    rep = actor(Role.UNIT_REP, unit_id=unit.pk)
    need = make_need(unit=unit, actor=rep, places=[make_area()])
    assert (need.code, need.state, need.stated_on) == ("NC-2023-0001", NeedState.STATED, date(2023, 11, 7))
    assert [place.name for place in need.places.all()] == ["Xã Mường Phăng"]
    duty = Duty.objects.get(record_code=need.code)
    assert (duty.debtor_role, duty.due, duty.count, duty.basis_mark) == (Role.OFFICER, need.due, 15, "proposal")
    assert need.due == date(2023, 11, 28)
    entry = Entry.objects.get(record_code=need.code, verb="state")
    assert "Vàng" not in str(entry.changes)
    assert "0215" not in str(entry.changes)


def test_days_off_move_the_limit_of_what_is_stated_after_they_are_known() -> None:
    add_holiday(
        date=date(2023, 11, 20), name="Nghỉ bù", kind=HolidayKind.OFF, source="Thông báo", actor=OFFICER, now=NOW
    )
    assert make_need().due == date(2023, 11, 29)


def test_who_may_state() -> None:
    unit, other = make_unit("UBND xã Na Sang"), make_unit("UBND xã Mường Phăng")
    refused(lambda: make_need(unit=unit, actor=actor(Role.UNIT_REP, unit_id=other.pk)), NotAllowed)
    refused(lambda: make_need(unit=unit, actor=actor(Role.DIRECTOR)), NotAllowed)
    told = make_need(unit=unit, actor=OFFICER, channel=Channel.PHONE, told_by="Vàng Thị Dợ")
    assert told.channel == Channel.PHONE
    error = refused(lambda: make_need(unit=unit, actor=OFFICER, channel=Channel.PHONE), Invalid)
    assert "qua điện thoại" in str(error)


def test_an_heir_takes_over_the_needs_of_its_district() -> None:
    district, commune = make_district()
    need = make_need(unit=district)
    heir = actor(Role.UNIT_REP, unit_id=commune.pk)
    assert list(visible_needs(heir)) == [need]
    assert services.withdraw_need(need, words="Xã tự lo được.", actor=heir, now=NOW).state == NeedState.WITHDRAWN


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"concerned": 0}, "concerned"),
        ({"concerned": 5_000_000}, "concerned"),
        ({"wanted_by": date(2023, 11, 6)}, "wanted_by"),
        ({"altitude_min": 9000}, "altitude_min"),
        ({"altitude_min": 900, "altitude_max": 800}, "altitude_max"),
        ({"seasons": ["monsoon"]}, "seasons"),
        ({"title": " "}, "title"),
    ],
)
def test_what_cannot_be_so_is_told_beside_its_field(values: dict[str, Any], field: str) -> None:
    unit = make_unit("UBND xã Na Sang")
    error = refused(lambda: make_need(unit=unit, **values), Invalid)
    assert isinstance(error, Invalid)
    assert list(error.errors) == [field]


def test_edit_tells_what_changed_and_refuses_an_old_version() -> None:
    need = make_need()
    edited = services.edit_need(need, actor=OFFICER, now=NOW, version=1, title="Giống nếp", places=[make_area()])
    assert (edited.title, edited.version) == ("Giống nếp", 2)
    assert Entry.objects.get(record_code=need.code, verb="edit").changes["places"] == ["", "Xã Mường Phăng"]
    assert "Giống nếp" in Text.objects.get(key=f"need:{need.pk}").texts["title"]
    refused(lambda: services.edit_need(need, actor=OFFICER, now=NOW, version=1, title="Khác"), Conflict)
    before = Entry.objects.count()
    services.edit_need(need, actor=OFFICER, now=NOW, version=2, title="Giống nếp")
    assert Entry.objects.count() == before


def test_the_answer_goes_to_the_telephone_where_that_is_all_there_is(settings) -> None:
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    need = make_need(contact_email="", contact_phone="0900 000 501")
    services.answer_need(need, answer=Answer.CANNOT, words=WORDS, actor=OFFICER, now=NOW)
    letter = Letter.objects.get(kind="need_answered")
    assert (letter.channel, letter.to_phone) == ("short", "+84900000501")
    assert letter.body.startswith(f"Tra loi nhu cau {need.code}: ")


def test_an_answer_says_why_fulfils_the_duty_and_goes_out_by_letter() -> None:
    need = make_need()
    refused(lambda: services.answer_need(need, answer=Answer.CANNOT, words=" ", actor=OFFICER, now=NOW), Invalid)
    unit = actor(Role.UNIT_REP, unit_id=need.unit_id)
    refused(lambda: services.answer_need(need, answer=Answer.CANNOT, words="x", actor=unit, now=NOW), NotAllowed)
    done = services.answer_need(need, answer=Answer.MET, words=WORDS, met_by="KQ-2021-001", actor=OFFICER, now=NOW)
    assert (done.state, done.met_by, done.answered_on) == (NeedState.ANSWERED, "KQ-2021-001", date(2023, 11, 7))
    assert Duty.objects.get(record_code=need.code).state == DutyState.FULFILLED
    letter = Letter.objects.get(kind="need_answered")
    assert letter.to_email == "do@example.vn"
    assert WORDS in letter.body
    assert "KQ-2021-001" in letter.body
    again = refused(
        lambda: services.answer_need(need, answer=Answer.CANNOT, words="x", actor=OFFICER, now=NOW), WrongState
    )
    assert again


def test_a_result_that_meets_a_need_is_named() -> None:
    need = make_need()
    refused(lambda: services.answer_need(need, answer=Answer.MET, words="Có rồi", actor=OFFICER, now=NOW), Invalid)
    refused(
        lambda: services.answer_need(need, answer=Answer.CANNOT, words="x", met_by="KQ-1", actor=OFFICER, now=NOW),
        Invalid,
    )


def test_only_a_need_that_was_weighed_goes_on_to_a_proposal() -> None:
    need = make_need()
    refused(lambda: services.answer_need(need, answer=Answer.PROPOSAL, words="x", actor=OFFICER, now=NOW), Refused)
    refused(lambda: services.mark_weighed(need, note=" ", actor=OFFICER, now=NOW), Invalid)
    stranger = actor(Role.UNIT_REP, unit_id=999)
    refused(lambda: services.mark_weighed(need, note="Không có kết quả nào", actor=stranger, now=NOW), NotAllowed)
    services.mark_weighed(need, note="Không có kết quả nào", actor=OFFICER, now=NOW)
    done = services.answer_need(need, answer=Answer.PROPOSAL, words="Đưa vào năm 2024.", actor=OFFICER, now=NOW)
    assert done.answer == Answer.PROPOSAL
    refused(lambda: services.mark_weighed(need, note="Lần nữa", actor=OFFICER, now=NOW), WrongState)


def test_closed_withdrawn_and_taken_up_again_with_reasons() -> None:
    need = make_need()
    refused(lambda: services.close_need(need, words="Xong", actor=OFFICER, now=NOW), WrongState)
    services.answer_need(need, answer=Answer.CANNOT, words="Chưa có kinh phí.", actor=OFFICER, now=NOW)
    refused(lambda: services.close_need(need, words="", actor=OFFICER, now=NOW), Invalid)
    unit = actor(Role.UNIT_REP, unit_id=need.unit_id)
    assert services.close_need(need, words="Đã rõ.", actor=unit, now=NOW).state == NeedState.CLOSED
    refused(lambda: services.reopen_need(need, words="", actor=unit, now=NOW), Invalid)
    later = datetime(2024, 3, 4, 1, 0, tzinfo=UTC)
    again = services.reopen_need(need, words="Vụ này sâu bệnh nặng hơn.", actor=unit, now=later)
    assert (again.state, again.answer, again.answered_on, again.ended_words) == (NeedState.STATED, "", None, "")
    assert again.due == date(2024, 3, 25)
    assert Duty.objects.get(record_code=need.code, state=DutyState.OPEN).due == again.due
    services.withdraw_need(need, words="Đã tự xử lý.", actor=unit, now=later)
    assert not Duty.objects.filter(record_code=need.code, state=DutyState.OPEN).exists()


def test_nothing_older_than_its_limit_goes_unnoticed() -> None:
    late, answered = make_need(), make_need("Máy sấy nhỏ", unit=make_unit("UBND xã Mường Phăng"))
    services.answer_need(answered, answer=Answer.CANNOT, words="Chưa có.", actor=OFFICER, now=NOW)
    Duty.objects.filter(record_code=late.code).delete()
    night = NOW + timedelta(days=22)
    assert services.mind_limits(now=NOW) == (1, 0)
    assert services.mind_limits(now=night) == (0, 1)
    duty = Duty.objects.get(record_code=late.code)
    assert (duty.due, duty.state) == (late.due, DutyState.OPEN)
    assert list(late_needs(Need.objects.all(), late.due)) == []
    assert list(late_needs(Need.objects.all(), late.due + timedelta(days=1))) == [late]


def test_the_public_sees_what_a_unit_agreed_to_show() -> None:
    hidden, shown = make_need(), make_need("Máy sấy", unit=make_unit("UBND xã Mường Phăng"), is_public=True)
    assert list(public_needs()) == [shown]
    with pytest.raises(GieoError):
        access_public_need(hidden.code)
    assert list(visible_needs(actor(Role.UNIT_REP, unit_id=shown.unit_id))) == [shown]
    assert visible_needs(OFFICER).count() == 2
    services.withdraw_need(shown, words="Thôi.", actor=OFFICER, now=NOW)
    assert not public_needs().exists()


def test_two_officers_answer_at_once_and_one_answer_stands(transactional_db: None, side_by_side: SideBySide) -> None:
    need = make_need()
    outcomes = side_by_side(
        *(
            lambda words=words: services.answer_need(
                Need.objects.get(pk=need.pk), answer=Answer.CANNOT, words=words, actor=OFFICER, now=NOW
            )
            for words in ("Chưa có giống.", "Chưa có tiền.")
        )
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Need", "WrongState"]
    assert Letter.objects.filter(kind="need_answered").count() == 1


def test_renewing_texts_says_nothing_new_of_what_stands() -> None:
    make_need()
    assert services.renew_all_texts() == 0
