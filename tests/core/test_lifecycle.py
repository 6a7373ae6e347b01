import pytest

from gieo.core.errors import NotAllowed, WrongState
from gieo.core.lifecycle import Lifecycle, step
from gieo.core.permits import YES, any_of, first_refusal, no

DOOR = Lifecycle(
    "door", step("open", "shut", "ajar"), step("shut", ["ajar", "wide"], "shut"), step("push", "ajar", "wide")
)


def test_the_table_answers_where_a_verb_leads():
    assert DOOR.target("open", "shut") == "ajar"
    assert DOOR.verbs("ajar") == ("shut", "push")
    assert DOOR.states == ("shut", "ajar", "wide")
    assert DOOR.allows("push", "ajar")
    assert not DOOR.allows("push", "shut")


def test_a_step_that_is_not_in_the_table_is_refused_with_what_is_possible():
    with pytest.raises(WrongState) as refused:
        DOOR.target("open", "wide")
    assert refused.value.allowed == ("shut",)


def test_the_same_row_twice_is_a_fault_of_the_table():
    with pytest.raises(ValueError, match="stands twice"):
        Lifecycle("door", step("open", "shut", "ajar"), step("open", "shut", "wide"))


def test_drawing_has_one_line_per_arrow():
    assert DOOR.drawing().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> shut",
        "    shut --> ajar: open",
        "    ajar --> shut: shut",
        "    wide --> shut: shut",
        "    ajar --> wide: push",
    ]


def test_verbs_that_stay_are_told_apart_from_those_that_move():
    lamp = Lifecycle(
        "lamp", step("clean", ["off", "on"], "off"), step("light", "off", "on"), step("dust", ["off", "on"], "off")
    )
    assert (lamp.stays("off"), lamp.stays("on")) == (("clean", "dust"), ())
    assert lamp.drawing().splitlines()[2:] == ["    on --> off: clean, dust", "    off --> on: light"]


def test_permits_say_why():
    assert first_refusal(YES, no("Vì A."), no("Vì B.")).why == "Vì A."
    assert first_refusal(YES, YES)
    assert any_of(no("Vì A."), YES)
    assert any_of(no("Vì A."), no("Vì B.")).why == "Vì B."
    with pytest.raises(NotAllowed, match="Vì A"):
        no("Vì A.").require()
