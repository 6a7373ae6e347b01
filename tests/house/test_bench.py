"""The bench itself is tested: a bench that lets faults through is worse than none."""

import socket
from datetime import datetime

import pytest
from django.db import DatabaseError, connection
from django.template import engines

from gieo.core import clock
from tests.fixtures.database import SideBySide, touches_tables, triggers_asleep


@pytest.mark.parametrize(
    "source", ["{{ nobody }}", "{{ word.nothing }}", "{% if word == 'a' %}{{ nobody|default:'' }}{% endif %}"]
)
def test_a_template_that_asks_for_an_unknown_variable_fails(source: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"“(nobody|word\.nothing)” does not exist"):
        engines["django"].from_string(source).render({"word": "a"})


def test_a_condition_may_ask_whether_a_variable_is_there() -> None:
    assert engines["django"].from_string("{% if nobody %}a{% else %}b{% endif %}").render({}) == "b"


def test_no_test_reaches_another_host() -> None:
    with socket.socket() as door, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        door.connect(("192.0.2.1", 80))


def test_every_test_begins_on_the_morning_of_the_conference(now: datetime) -> None:
    assert clock.local(now).isoformat() == "2023-11-07T08:00:00+07:00"
    assert clock.today() == now.date()
    assert 0 <= (clock.now() - now).total_seconds() < 60


def test_side_by_side_gives_each_deed_its_own_connection(side_by_side: SideBySide) -> None:
    first, second, third = side_by_side(
        lambda: id(connection.connection), lambda: connection.ensure_connection(), lambda: 1 // 0
    )
    assert first == id(None)
    assert second is None
    assert isinstance(third, ZeroDivisionError)


def test_tests_that_touch_tables_are_known(request: pytest.FixtureRequest) -> None:
    assert not touches_tables(request.node)


def test_tests_with_a_database_fixture_touch_tables(db: None, request: pytest.FixtureRequest) -> None:
    assert touches_tables(request.node)


REFUSING = {
    "sqlite": "CREATE TRIGGER keep BEFORE DELETE ON written_once BEGIN SELECT RAISE(ABORT, 'written once'); END",
    "postgresql": """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'written once'; END $$;
        CREATE TRIGGER keep BEFORE DELETE ON written_once FOR EACH ROW EXECUTE FUNCTION refuse()""",
}


def test_refusing_triggers_sleep_while_tables_are_emptied_and_stand_again(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written_once (word TEXT)")
        cursor.execute(REFUSING[connection.vendor])
        cursor.execute("INSERT INTO written_once VALUES ('a'), ('b')")
        with triggers_asleep():
            cursor.execute("DELETE FROM written_once WHERE word = 'a'")
        with pytest.raises(DatabaseError, match="written once"):
            cursor.execute("DELETE FROM written_once")
        cursor.execute("DROP TABLE written_once")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION refuse()")
