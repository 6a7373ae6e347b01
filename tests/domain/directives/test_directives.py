from datetime import date

import pytest

from gieo.core.actor import ANONYMOUS, Actor, Held, Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, WrongState
from gieo.domain.directives.access import access_directive, visible_directives
from gieo.domain.directives.lifecycle import DIRECTIVE
from gieo.domain.directives.models import Directive
from gieo.domain.directives.queries import overdue_directives
from gieo.domain.directives.services import (
    add_directive,
    close_directive,
    drop_directive,
    edit_directive,
    reopen_directive,
)
from gieo.domain.directives.vocab import DirectiveState
from gieo.foundation.duties.queries import duties_of
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import actor
from tests.factories.directives import make_directive
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
OFFICER, DIRECTOR = actor(Role.OFFICER), actor(Role.DIRECTOR)
OTHERS = [Role.PROVINCE_LEADER, Role.UNIT_REP, Role.HOST, Role.REGISTRAR, Role.EDITOR, Role.ADMINISTRATOR]


def written():
    return list(Directive.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values())


def test_a_request_is_written_down_with_its_source(now):
    directive = add_directive(
        text="Mở thêm lớp tập huấn.", issued_on=date(2023, 11, 7), source="Kết luận hội nghị", actor=OFFICER, now=now
    )
    assert (directive.code, directive.state) == ("CD-2023-001", DirectiveState.OPEN)
    entry = Entry.objects.get()
    assert (entry.verb, entry.record_code, entry.to_state) == ("add", "CD-2023-001", "open")


@pytest.mark.parametrize("values", [{"text": " "}, {"source": ""}, {"issued_on": None}])
def test_without_words_day_or_source_it_is_refused(now, values):
    given = {"text": "Mở lớp.", "source": "Kết luận", "issued_on": date(2023, 11, 7)} | values
    before = written()
    with pytest.raises(Invalid):
        add_directive(actor=OFFICER, now=now, **given)
    assert written() == before


def test_it_is_carried_out_and_says_how(now):
    closed = close_directive(make_directive(), outcome=" Đã mở 4 lớp. ", actor=OFFICER, now=now)
    assert (closed.state, closed.outcome, closed.ended_on) == (DirectiveState.DONE, "Đã mở 4 lớp.", date(2023, 11, 7))
    assert Entry.objects.last().from_state == "open"


def test_a_director_may_drop_it_and_nobody_else(now):
    directive = make_directive()
    before = written()
    with pytest.raises(NotAllowed, match="lãnh đạo Sở"):
        drop_directive(directive, reason="Trùng", actor=OFFICER, now=now)
    assert written() == before
    dropped = drop_directive(directive, reason="Trùng với điểm 2", actor=DIRECTOR, now=now)
    assert (dropped.state, dropped.outcome) == (DirectiveState.DROPPED, "Trùng với điểm 2")


def test_it_is_taken_up_again(now):
    closed = close_directive(make_directive(), outcome="Xong", actor=OFFICER, now=now)
    opened = reopen_directive(closed, actor=OFFICER, now=now)
    assert (opened.state, opened.outcome, opened.ended_on) == (DirectiveState.OPEN, "", None)


def test_the_table_of_its_life():
    assert DIRECTIVE.verbs("open") == ("close", "drop")
    assert DIRECTIVE.verbs("done") == DIRECTIVE.verbs("dropped") == ("reopen",)


def test_no_step_that_the_table_lacks(now):
    directive = make_directive()
    done = close_directive(directive, outcome="Xong", actor=OFFICER, now=now)
    before = written()
    for do in (
        lambda: close_directive(done, outcome="Xong", actor=OFFICER, now=now),
        lambda: drop_directive(done, reason="Thôi", actor=DIRECTOR, now=now),
    ):
        with pytest.raises(WrongState):
            do()
    assert written() == before


def test_ending_without_words_is_refused(now):
    directive = make_directive()
    before = written()
    with pytest.raises(Invalid):
        close_directive(directive, outcome=" ", actor=OFFICER, now=now)
    with pytest.raises(Invalid):
        drop_directive(directive, reason="", actor=DIRECTOR, now=now)
    assert written() == before


def test_the_later_of_two_editors_is_told(now):
    directive = make_directive()
    edit_directive(directive, actor=OFFICER, now=now, version=directive.version, due=date(2024, 6, 30))
    before = written()
    with pytest.raises(Conflict):
        edit_directive(directive, actor=OFFICER, now=now, version=directive.version, due=date(2024, 7, 30))
    assert written() == before


@pytest.mark.parametrize("role", OTHERS)
def test_others_write_nothing(now, role):
    who, directive = actor(role), make_directive()
    before = written()
    for do in (
        lambda: add_directive(text="a", source="b", issued_on=date(2023, 1, 1), actor=who, now=now),
        lambda: edit_directive(directive, actor=who, now=now, version=1, text="b"),
        lambda: close_directive(directive, outcome="a", actor=who, now=now),
        lambda: drop_directive(directive, reason="a", actor=who, now=now),
        lambda: reopen_directive(directive, actor=who, now=now),
    ):
        with pytest.raises(NotAllowed):
            do()
    assert written() == before


def test_the_unit_that_must_act_sees_its_own_requests_and_strangers_none():
    unit = make_unit()
    own, other = make_directive(owner_unit=unit), make_directive()
    of_unit = Actor(9, "Đại diện", frozenset({Held(Role.UNIT_REP, unit.pk)}))
    assert list(visible_directives(of_unit)) == [own]
    assert set(visible_directives(actor(Role.PROVINCE_LEADER))) == {own, other}
    assert not visible_directives(ANONYMOUS).exists()
    with pytest.raises(NotFound):
        access_directive(other.code, of_unit)
    assert access_directive(own.code, of_unit) == own


def test_open_requests_whose_day_has_passed_are_overdue(now):
    late, today = make_directive(due=date(2023, 11, 6)), make_directive(due=date(2023, 11, 7))
    close_directive(make_directive(due=date(2023, 1, 1)), outcome="Xong", actor=OFFICER, now=now)
    assert list(overdue_directives(Directive.objects.all(), date(2023, 11, 7))) == [late]
    assert today.state == DirectiveState.OPEN


def owed_for(directive: Directive) -> list[tuple[str, str, date, str]]:
    return [(duty.state, duty.title, duty.due, str(duty.debtor_unit)) for duty in duties_of(directive)]


def test_a_request_with_an_owner_and_a_day_is_owed(now):
    owner, above = make_unit("Trung tâm Thông tin"), make_unit("UBND tỉnh")
    due = date(2024, 6, 28)
    directive = make_directive("Mở lớp.", owner_unit=owner, due=due, issuer_unit=above, issuer_name="Phó Chủ tịch")
    assert owed_for(directive) == [(DutyState.OPEN, "Mở lớp.", due, str(owner))]
    duty = duties_of(directive).get()
    assert (duty.owed_to, str(duty.basis)) == (above, "Chỉ đạo ngày 07/11/2023, Phó Chủ tịch")
    close_directive(directive, outcome="Đã mở 4 lớp.", actor=OFFICER, now=now)
    assert duties_of(directive).get().state == DutyState.FULFILLED
    reopen_directive(directive, actor=OFFICER, now=now)
    drop_directive(directive, reason="Trùng", actor=DIRECTOR, now=now)
    assert {duty.state for duty in duties_of(directive)} == {DutyState.FULFILLED, DutyState.CANCELLED}


def test_nobody_owes_a_request_without_owner_or_day(now):
    for values in ({"owner_unit": make_unit()}, {"due": date(2024, 6, 28)}):
        assert not owed_for(make_directive(**values))


def test_another_day_moves_what_is_owed_and_another_source_does_not(now):
    directive = make_directive("Mở lớp.", owner_unit=make_unit(), due=date(2024, 6, 28))
    edited = edit_directive(directive, actor=OFFICER, now=now, version=directive.version, source="Thông báo số 1")
    assert [row[0] for row in owed_for(directive)] == [DutyState.OPEN]
    edit_directive(edited, actor=OFFICER, now=now, version=edited.version, due=date(2024, 7, 31))
    assert [row[0::2] for row in owed_for(directive)] == [
        (DutyState.OPEN, date(2024, 7, 31)),
        (DutyState.CANCELLED, date(2024, 6, 28)),
    ]
