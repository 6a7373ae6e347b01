from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, Missing, NotAllowed, Refused, WrongState
from gieo.domain.transfers import services
from gieo.domain.transfers.models import AgendaItem, Conference
from gieo.domain.transfers.services import SeatMark
from gieo.domain.transfers.vocab import Attendance, ConferenceState, FigureKind
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories import transfers as make
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db

OFFICER, DIRECTOR, EDITOR = actor(Role.OFFICER), actor(Role.DIRECTOR), actor(Role.EDITOR)


def plan(now, *decisions, **values):
    facts = {"title": "Hội nghị bàn giao", "held_on": make.HELD_ON, "place": "Hội trường", "actor": OFFICER, "now": now}
    return services.plan_conference(decisions=decisions, **(facts | values))


def test_a_conference_is_planned_for_decisions_in_force(now):
    decision = make.issued_decision()
    conference = plan(now, decision, starts_at=time(8), ends_at=time(11, 30))
    assert (conference.code, conference.state) == ("HN-2023-01", ConferenceState.PLANNED)
    assert list(conference.decisions.all()) == [decision]
    assert history(conference).get().changes["decisions"] == [[], [decision.code]]


def test_a_draft_is_no_ground_for_a_conference(now):
    with pytest.raises(Refused, match="không phải quyết định đang có hiệu lực"):
        plan(now, make.submitted_decision())
    assert not Conference.objects.exists()


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"place": ""}, "place"),
        ({"starts_at": time(11), "ends_at": time(8)}, "ends_at"),
        ({"held_on": make.ISSUED_ON - timedelta(days=1)}, "held_on"),
    ],
)
def test_a_plan_must_make_sense(now, values, wrong):
    decision = make.issued_decision()
    with pytest.raises(Invalid) as refused:
        plan(now, decision, **values)
    assert list(refused.value.errors) == [wrong]
    with pytest.raises(Invalid) as refused:
        plan(now)
    assert list(refused.value.errors) == ["decisions"]
    assert not Conference.objects.exists()


def test_two_officers_edit_and_the_second_is_told(now):
    conference = make.planned_conference()
    edited = services.edit_conference(
        conference, version=conference.version, values={"place": "Nhà văn hoá"}, actor=OFFICER, now=now
    )
    assert edited.place == "Nhà văn hoá"
    with pytest.raises(Conflict):
        services.edit_conference(
            conference, version=conference.version, values={"place": "Nơi khác"}, actor=OFFICER, now=now
        )
    edited.refresh_from_db()
    assert edited.place == "Nhà văn hoá"
    assert history(edited)[0].changes == {"place": ["Hội trường Sở", "Nhà văn hoá"]}


def test_decisions_of_a_conference_may_change(now):
    first, second = make.issued_decision(), make.issued_decision()
    conference = make.planned_conference(first)
    services.edit_conference(
        conference, version=conference.version, values={}, decisions=[second, first], actor=OFFICER, now=now
    )
    assert list(conference.decisions.order_by("pk")) == [first, second]
    assert history(conference)[0].changes == {"decisions": [[first.code], [first.code, second.code]]}


def test_why_a_duty_of_the_old_day_ended_is_told_in_vietnamese(now):
    conference = make.planned_conference(make.issued_decision())
    with override("en"):
        services.edit_conference(
            conference,
            version=conference.version,
            values={"held_on": conference.held_on + timedelta(days=7)},
            actor=OFFICER,
            now=now,
        )
    ended = Duty.objects.filter(record_code=conference.code, state=DutyState.CANCELLED)
    assert {duty.note for duty in ended} == {"Đổi ngày hội nghị."}


def test_the_day_opens_when_it_has_come():
    conference = make.planned_conference()
    with pytest.raises(Refused, match="07/11/2023"):
        services.open_conference(conference, actor=OFFICER, now=make.moment(make.HELD_ON - timedelta(days=1)))
    opened = services.open_conference(
        conference, version=conference.version, actor=OFFICER, now=make.moment(make.HELD_ON, 8)
    )
    assert (opened.state, opened.opened_at) == (ConferenceState.OPEN, make.moment(make.HELD_ON, 8))


def test_the_day_does_not_open_without_units_or_under_a_revoked_decision():
    now = make.moment(make.HELD_ON)
    with pytest.raises(Missing, match="Chưa mời đơn vị nào"):
        services.open_conference(make.planned_conference(invite=False), actor=OFFICER, now=now)
    decision = make.issued_decision()
    conference = make.planned_conference(decision)
    services.revoke_decision(
        decision,
        version=decision.version,
        revocation_number="9/QĐ",
        revoked_on=make.ISSUED_ON,
        reason="Nhầm",
        actor=OFFICER,
        now=now,
    )
    with pytest.raises(Refused, match="không phải quyết định đang có hiệu lực"):
        services.open_conference(conference, actor=OFFICER, now=now)
    conference.refresh_from_db()
    assert conference.state == ConferenceState.PLANNED


def test_the_day_closes_when_everybody_is_noted_or_the_rest_are_absent():
    conference = make.open_conference(make.issued_decision(results=2, units=2))
    now = make.moment(make.HELD_ON, 11)
    first, second = conference.units.all()
    services.set_attendance(conference, {first.pk: SeatMark(Attendance.PRESENT)}, actor=OFFICER, now=now)
    with pytest.raises(Missing) as refused:
        services.close_conference(conference, actor=OFFICER, now=now)
    assert refused.value.fields == (("attendance", second.unit.name),)
    closed = services.close_conference(conference, rest_absent=True, actor=OFFICER, now=now)
    assert (closed.state, closed.closed_at) == (ConferenceState.CLOSED, now)
    second.refresh_from_db()
    assert second.attendance == Attendance.ABSENT
    assert history(closed)[0].changes == {"absent": [[], [second.unit.name]]}


def test_only_a_leader_reopens_with_a_reason():
    conference, now = make.closed_conference(), make.moment(make.HELD_ON, 15)
    with pytest.raises(NotAllowed, match="lãnh đạo Sở quyết định"):
        services.reopen_conference(conference, reason="Sót đơn vị", actor=OFFICER, now=now)
    with pytest.raises(Invalid):
        services.reopen_conference(conference, reason=" ", actor=DIRECTOR, now=now)
    reopened = services.reopen_conference(conference, reason="Sót đơn vị", actor=DIRECTOR, now=now)
    assert (reopened.state, reopened.closed_at) == (ConferenceState.OPEN, None)


def test_the_report_needs_its_paper():
    conference, now = make.closed_conference(), make.moment(make.HELD_ON + timedelta(days=7))
    for values, wrong in [
        ({"report_number": "", "reported_on": make.HELD_ON}, "report_number"),
        ({"report_number": "1/BC", "reported_on": make.HELD_ON - timedelta(days=1)}, "reported_on"),
        ({"report_number": "1/BC", "reported_on": make.HELD_ON + timedelta(days=8)}, "reported_on"),
    ]:
        with pytest.raises(Invalid) as refused:
            services.report_conference(conference, actor=OFFICER, now=now, **values)
        assert list(refused.value.errors) == [wrong]
    reported = services.report_conference(
        conference, report_number="310/BC-SKHCN", reported_on=make.HELD_ON + timedelta(days=7), actor=OFFICER, now=now
    )
    assert (reported.state, reported.report_number) == (ConferenceState.REPORTED, "310/BC-SKHCN")
    with pytest.raises(WrongState):
        services.reopen_conference(reported, reason="X", actor=DIRECTOR, now=now)


def test_agenda_guests_notes_and_figures_leave_their_entries(now):
    conference = make.open_conference()
    who = {"actor": OFFICER, "now": now}
    first = services.add_agenda_item(conference, title="Khai mạc", at=time(8), **who)
    second = services.add_agenda_item(conference, title="Ký biên bản", speaker="Các đơn vị", **who)
    services.move_agenda_item(second, by=-1, **who)
    assert [item.title for item in conference.agenda.all()] == ["Ký biên bản", "Khai mạc"]
    services.edit_agenda_item(first, title="Khai mạc hội nghị", at=time(8, 15), **who)
    services.remove_agenda_item(second, **who)
    assert [(item.title, item.at) for item in conference.agenda.all()] == [("Khai mạc hội nghị", time(8, 15))]
    guest = services.add_guest(conference, name="Lò Văn Tiến", title="Phó Chủ tịch", organisation="UBND tỉnh", **who)
    services.edit_guest(guest, name="Lò Văn Tiến", title="Phó Chủ tịch Thường trực", organisation="UBND tỉnh", **who)
    conference.refresh_from_db()
    services.write_notes(conference, version=conference.version, notes="Đồng chí Phó Chủ tịch phát biểu.", **who)
    figure = services.add_reported_figure(
        conference, what=FigureKind.UNITS, value=12, source="Báo Điện Biên Phủ, 08/11/2023", **who
    )
    with pytest.raises(Invalid):
        services.add_reported_figure(conference, what=FigureKind.UNITS, value=11, source=figure.source, **who)
    services.remove_reported_figure(figure, **who)
    services.remove_guest(guest, **who)
    assert [entry.verb for entry in history(conference)[:10]] == [
        "set_guests",
        "set_figures",
        "set_figures",
        "write_notes",
        "set_guests",
        "set_guests",
        "set_agenda",
        "set_agenda",
        "set_agenda",
        "set_agenda",
    ]


def test_notes_of_two_people_do_not_overwrite_each_other(now):
    conference = make.open_conference()
    services.write_notes(conference, version=conference.version, notes="Của Mai", actor=OFFICER, now=now)
    with pytest.raises(Conflict):
        services.write_notes(conference, version=conference.version, notes="Của Sơn", actor=OFFICER, now=now)
    conference.refresh_from_db()
    assert conference.notes == "Của Mai"


STRANGERS = [
    actor(),
    actor(Role.UNIT_REP),
    actor(Role.HOST),
    actor(Role.PROVINCE_LEADER),
    actor(Role.REGISTRAR),
    actor(Role.ADMINISTRATOR),
]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda row: "-".join(row.roles) or "nobody")
def test_strangers_change_nothing(stranger):
    now = make.moment(make.HELD_ON)
    opened, planned, closed = make.open_conference(), make.planned_conference(), make.closed_conference()
    item = services.add_agenda_item(opened, title="Khai mạc", actor=SYSTEM, now=now)
    guest = services.add_guest(opened, name="Khách", actor=SYSTEM, now=now)
    seat = opened.units.get()
    who = {"actor": stranger, "now": now}
    deeds = [
        lambda: services.plan_conference(
            decisions=opened.decisions.all(), title="X", held_on=make.HELD_ON, place="Y", **who
        ),
        lambda: services.edit_conference(opened, version=1, values={"title": "X"}, **who),
        lambda: services.invite_receivers(opened, **who),
        lambda: services.invite_units(opened, [seat.unit], **who),
        lambda: services.uninvite_unit(seat, **who),
        lambda: services.add_guest(opened, name="X", **who),
        lambda: services.edit_guest(guest, name="X", **who),
        lambda: services.remove_guest(guest, **who),
        lambda: services.add_agenda_item(opened, title="X", **who),
        lambda: services.edit_agenda_item(item, title="X", **who),
        lambda: services.move_agenda_item(item, by=1, **who),
        lambda: services.remove_agenda_item(item, **who),
        lambda: services.write_notes(opened, version=opened.version, notes="X", **who),
        lambda: services.add_reported_figure(opened, what=FigureKind.UNITS, value=1, source="X", **who),
        lambda: services.open_conference(planned, **who),
        lambda: services.close_conference(opened, rest_absent=True, **who),
        lambda: services.reopen_conference(closed, reason="X", **who),
        lambda: services.report_conference(closed, report_number="1", reported_on=make.HELD_ON, **who),
        lambda: services.announce_conference(planned, **who),
        lambda: services.publish_conference(closed, **who),
        lambda: services.unpublish_conference(closed, reason="X", **who),
    ]
    if not stranger.is_office:
        deeds.append(lambda: services.set_attendance(opened, {seat.pk: SeatMark(Attendance.PRESENT)}, **who))
    before = list(Conference.objects.order_by("pk").values())
    entries = Entry.objects.count()
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert Entry.objects.count() == entries
    assert list(Conference.objects.order_by("pk").values()) == before
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["Khai mạc"]


@pytest.mark.parametrize(
    "change",
    [
        {"opened_at": None},
        {"state": ConferenceState.PLANNED},
        {"closed_at": None},
        {"state": ConferenceState.REPORTED},
        {"report_number": "1/BC"},
        {"state": "lost"},
        {"starts_at": time(9), "ends_at": time(8)},
    ],
)
def test_the_database_keeps_state_and_fields_together(change):
    conference = make.closed_conference()
    with pytest.raises(IntegrityError), transaction.atomic():
        Conference.objects.filter(pk=conference.pk).update(**change)


def test_two_people_at_two_doors_do_not_undo_each_other(side_by_side):
    conference = make.open_conference(make.issued_decision(results=2, units=2))
    seats = list(conference.units.all())
    now = make.moment(make.HELD_ON)
    outcomes = side_by_side(
        *(
            lambda seat=seat: services.set_attendance(
                conference, {seat.pk: SeatMark(Attendance.PRESENT)}, actor=OFFICER, now=now
            )
            for seat in seats
        )
    )
    assert outcomes == [1, 1]
    assert {seat.attendance for seat in conference.units.all()} == {Attendance.PRESENT}


def test_the_office_owes_the_conference_on_its_day():
    decision = make.issued_decision(number="797/QĐ-UBND")
    conference = make.planned_conference(decision)
    duty = Duty.objects.get(record_code=conference.code)
    assert (duty.due, duty.debtor_role, duty.basis_document) == (
        make.HELD_ON, "officer", "Quyết định số 797/QĐ-UBND",
    )  # fmt: skip
    later = make.HELD_ON + timedelta(days=3)
    conference = services.edit_conference(
        conference,
        version=conference.version,
        values={"held_on": later},
        actor=OFFICER,
        now=make.moment(make.ISSUED_ON),
    )
    states = Duty.objects.order_by("due").values_list("due", "state")
    assert list(states) == [(make.HELD_ON, "cancelled"), (later, "open")]
    services.open_conference(conference, actor=OFFICER, now=make.moment(later))
    services.close_conference(conference, rest_absent=True, actor=OFFICER, now=make.moment(later, 11))
    assert Duty.objects.get(due=later).state == "fulfilled"
