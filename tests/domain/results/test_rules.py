import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.results.lifecycle import NEEDS_REASON, RESULT
from gieo.domain.results.rules import (
    KIT_CONDITIONS,
    REACHED,
    KitFile,
    KitProduct,
    KitValues,
    is_filled,
    kit_parts,
    lacking,
    missing_for,
    put_in_order,
    required_by,
    waiver_covers,
)
from gieo.domain.results.vocab import Delivery, FileRole, KitKey, Origin, ResultState, Stage
from gieo.domain.results.wording import KIT_HINTS, KIT_PARTS, READINESS, VERBS

FILLED = {name: "x" for stage in Stage for name in required_by(stage)} | {"origin": Origin.ELSEWHERE}
FULL = KitValues(
    plain_sheet="Chọn giống, gieo thưa.",
    cost_text="6,2 triệu đồng mỗi héc-ta",
    inputs_text="40 kg giống",
    fit_places="Nương dốc dưới 25 độ",
    conditions={"season": "tháng 5"},
    risks_text="Không hợp nương bị che bóng",
    contact_name="Lò Thị Mai",
    contact_phone="0215 000 0000",
    products=(KitProduct(Delivery.FILE, (KitFile(FileRole.PROCEDURE, "a" * 64),)), KitProduct(Delivery.PAPER)),
)


def replaced(**values):
    return KitValues(**{**FULL.__dict__, **values})


@pytest.mark.parametrize(
    ("value", "filled"), [(0, True), ("x", True), ("  ", False), (None, False), ([], False), ([1], True)]
)
def test_zero_is_a_value_and_blanks_are_not(value, filled):
    assert is_filled(value) is filled


def test_each_stage_needs_what_the_stages_before_it_needed():
    accept, register, transfer = (required_by(stage) for stage in Stage)
    assert set(accept) < set(register) < set(transfer)
    assert "task_code" not in accept
    assert register.index("task_code") < register.index("certificate_no")


@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_is_missing_when_all_is_filled(stage):
    assert missing_for(stage, FILLED) == ()


@pytest.mark.parametrize("name", required_by(Stage.TRANSFER, Origin.ELSEWHERE))
def test_each_single_hole_is_named(name):
    assert missing_for(Stage.TRANSFER, {**FILLED, name: None}) == (name,)


def test_a_programme_task_names_its_programme_and_a_provincial_one_its_code():
    bare = {name: value for name, value in FILLED.items() if name not in ("task_code", "programme")}
    assert missing_for(Stage.REGISTER, {**bare, "origin": Origin.PROGRAMME_TASK}) == ("programme",)
    assert missing_for(Stage.REGISTER, {**bare, "origin": Origin.PROVINCIAL_TASK}) == ("task_code",)
    assert missing_for(Stage.REGISTER, {**bare, "origin": Origin.ELSEWHERE}) == ()


def test_every_state_says_which_stage_lies_behind_it():
    assert set(REACHED) == set(ResultState)


def test_a_full_kit_lacks_nothing():
    assert [part.key for part in kit_parts(FULL)] == list(KitKey)
    assert lacking(kit_parts(FULL)) == ()


def test_an_empty_kit_lacks_everything():
    assert lacking(kit_parts(KitValues())) == tuple(KitKey)


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({"plain_sheet": " "}, KitKey.PLAIN_SHEET),
        ({"cost_text": ""}, KitKey.COST),
        ({"inputs_text": ""}, KitKey.INPUTS),
        ({"fit_places": ""}, KitKey.CONDITIONS),
        ({"conditions": {}}, KitKey.CONDITIONS),
        ({"risks_text": ""}, KitKey.RISKS),
        ({"contact_name": ""}, KitKey.CONTACT),
        ({"contact_phone": ""}, KitKey.CONTACT),
        ({"products": (KitProduct(Delivery.FILE, (KitFile(FileRole.CONTENT, "a"),)),)}, KitKey.PROCEDURE),
        ({"products": (*FULL.products, KitProduct(Delivery.SOURCE_CODE))}, KitKey.FILES),
        ({"products": (*FULL.products, KitProduct(Delivery.FILE, (KitFile(FileRole.PROOF, "a"),)))}, KitKey.FILES),
    ],
)
def test_each_part_left_out_is_the_one_that_lacks(values, lacks):
    assert lacking(kit_parts(replaced(**values))) == (lacks,)


def test_an_address_or_a_telephone_is_enough_to_be_reached():
    assert lacking(kit_parts(replaced(contact_phone="", contact_email="mai@example.vn"))) == ()


@pytest.mark.parametrize("name", KIT_CONDITIONS)
def test_any_one_condition_is_enough(name):
    assert lacking(kit_parts(replaced(conditions={name: 0}))) == ()


def test_a_waiver_does_not_cover_a_hole_that_came_later():
    assert waiver_covers({KitKey.COST}, [KitKey.COST, KitKey.RISKS])
    assert waiver_covers((), ())
    assert not waiver_covers({KitKey.COST, KitKey.INPUTS}, [KitKey.COST])


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 12)))
def test_an_order_keeps_every_row_once(ids, wanted):
    after = put_in_order(ids, wanted)
    assert sorted(after) == sorted(ids)
    named = [row for row in dict.fromkeys(wanted) if row in ids]
    assert after[: len(named)] == named


def test_every_verb_and_every_part_has_its_words():
    assert set(RESULT.all_verbs) <= set(VERBS)
    assert set(KitKey) == set(KIT_PARTS) == set(KIT_HINTS)
    assert len(READINESS) == 10


def test_steps_back_and_aside_ask_for_a_reason_and_steps_forward_do_not():
    onwards = {"accept", "register", "make_transferable", "confirm_validity"}
    assert set(RESULT.all_verbs) - NEEDS_REASON == onwards


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (ResultState.DRAFT, ("accept", "withdraw")),
        (ResultState.ACCEPTED, ("register", "reopen", "withdraw")),
        (ResultState.REGISTERED, ("make_transferable", "withdraw", "confirm_validity", "expire")),
        (ResultState.TRANSFERABLE, ("hold_back", "withdraw", "confirm_validity", "expire")),
        (ResultState.WITHDRAWN, ("reinstate",)),
        (ResultState.EXPIRED, ("revalidate",)),
    ],
)
def test_what_may_follow_each_state(state, verbs):
    assert RESULT.verbs(state) == verbs
