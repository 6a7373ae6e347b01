"""Plain rules of letters, programme and chairs."""

from datetime import date

import pytest

from gieo.domain.transfers.engine import open_link, seal_link
from gieo.domain.transfers.lifecycle import INVITATION
from gieo.domain.transfers.permits import INVITATION_PERMITS
from gieo.domain.transfers.rules.invitations import standing_texts, unknown_places, what_changed, when
from gieo.domain.transfers.rules.programme import span
from gieo.domain.transfers.rules.seats import Chair, plan_text, proposed_plan, read_labels, read_plan, seated_in_order
from gieo.domain.transfers.vocab import InvitationState, LinkFault
from gieo.domain.transfers.wording import INVITATION_VERBS, link_fault

DAY = {
    "title": "Hội nghị",
    "held_on": "2023-11-07",
    "starts_at": "08:00:00",
    "ends_at": "11:30:00",
    "place": "Sở",
    "chair": "",
}


def test_the_way_of_an_invitation() -> None:
    assert INVITATION.target("send", InvitationState.NOT_SENT) == InvitationState.SENT
    assert INVITATION.target("answer", InvitationState.NOT_SENT) == InvitationState.ANSWERED
    assert INVITATION.target("send", InvitationState.ANSWERED) == InvitationState.ANSWERED
    assert INVITATION.target("ask_again", InvitationState.ANSWERED) == InvitationState.SENT
    assert set(INVITATION.all_verbs) == set(INVITATION_PERMITS) == set(INVITATION_VERBS)


def test_the_words_that_come_with_gieo_have_no_place_that_stays_open() -> None:
    assert [row.key for row in standing_texts()] == ["purpose", "answer", "closing"]
    assert all(unknown_places(row.text) == () for row in standing_texts())


def test_what_changed_is_told_line_by_line() -> None:
    before = {"conference": DAY, "agenda": []}
    after = {"conference": DAY | {"held_on": "2023-11-09", "place": "Thư viện"}, "agenda": [{"title": "Khai mạc"}]}
    assert what_changed(before, before) == ()
    assert what_changed(before, after) == (
        "Thời gian: từ 08 giờ 00 phút đến 11 giờ 30 phút, ngày 09 tháng 11 năm 2023 (trước là từ 08 giờ 00 phút đến "
        "11 giờ 30 phút, ngày 07 tháng 11 năm 2023).",
        "Địa điểm: Thư viện (trước là Sở).",
        "Chương trình: xem bản kèm theo giấy mời này.",
    )
    assert when(DAY | {"starts_at": "", "ends_at": ""}) == "ngày 07 tháng 11 năm 2023"


@pytest.mark.parametrize(
    "at, minutes, said",
    [("08:00:00", 15, "08:00 – 08:15"), ("08:00:00", None, "08:00"), ("", 20, "20 phút"), ("", None, "")],
)
def test_an_item_of_the_programme_has_a_span(at, minutes, said) -> None:
    assert span(at, minutes) == said


def test_links_open_only_as_they_were_sealed(settings) -> None:
    token = seal_link(12, date(2023, 11, 7))
    assert open_link(token) == (12, date(2023, 11, 7))
    assert open_link(token.replace("12-", "13-", 1)) is None
    assert open_link(token[:-1]) is None
    assert open_link("") is None
    settings.SECRET_KEY = "another" * 10
    assert open_link(token) is None
    assert all(link_fault(fault).endswith(".") for fault in LinkFault)


def test_chairs_are_named_for_row_and_table() -> None:
    assert [Chair("A", 1).label, Chair("VIP", 2).label, Chair("Bàn 1", 3).label] == ["A1", "VIP-2", "Bàn 1-3"]
    chairs = read_plan("A: 2\n\nBàn 1 = 1")
    assert [chair.label for chair in chairs] == ["A1", "A2", "Bàn 1-1"]
    assert plan_text([(chair.row, chair.number) for chair in chairs]) == "A: 2\nBàn 1: 1"
    assert read_labels("A1, a1; Bàn 1-2\n") == ("a1", "ban 1-2")


def test_a_proposed_room_holds_everybody_and_some_more() -> None:
    assert proposed_plan(0) == "A: 10"
    assert len(read_plan(proposed_plan(25))) == 30
    assert len(read_plan(proposed_plan(4000))) == 260


def test_chairs_are_dealt_side_by_side_or_not_at_all() -> None:
    assert seated_in_order({"u1": 2, "u2": 0, "g1": 1}, ["a1", "a2", "a3", "a4"]) == {"u1": ("a1", "a2"), "g1": ("a3",)}
    assert seated_in_order({"u1": 3}, ["a1", "a2"]) is None
