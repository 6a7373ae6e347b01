"""Who is a robot, which page is which, how lines become sums."""

from datetime import UTC, date, datetime

import pytest

from gieo.foundation.audience.rules.visits import (
    Counts,
    Visit,
    day_of,
    kind_of,
    line_of,
    online,
    page_of,
    summed,
    visitor_of,
    visits_in,
)
from gieo.foundation.audience.vocab.visits import VisitKind

PERSON, ROBOT, PREFETCH = VisitKind.PERSON, VisitKind.ROBOT, VisitKind.PREFETCH
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; SM-A346E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    "agent",
    [
        PHONE,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
        "Mozilla/5.0 (Linux; Android 8.1; CUBOT_X18_Plus) AppleWebKit/537.36 Chrome/124.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/126.0 Chrome/120.0",
        "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Mobile Safari/537.36 Zalo android/12100577",
        "Mozilla/5.0 (Linux; Android 12) Mobile Safari/537.36 Telegram-Android/10.14.5",
    ],
)
def test_people_are_people(agent: str) -> None:
    assert kind_of("GET", agent, "") is PERSON


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "TelegramBot (like TwitterBot)",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
    ],
)
def test_robots_are_robots(agent: str) -> None:
    assert kind_of("GET", agent, "") is ROBOT


def test_asking_only_for_the_head_is_the_way_of_robots() -> None:
    assert kind_of("HEAD", PHONE, "") is ROBOT


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender", "Prerender"])
def test_a_browser_that_only_prepares_is_nobody_yet(purpose: str) -> None:
    assert kind_of("GET", PHONE, purpose) is PREFETCH
    assert kind_of("GET", "Googlebot", purpose) is ROBOT


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "/"),
        ("/en/", "/"),
        ("/en", "/"),
        ("/ket-qua/KQ-2023-014", "/ket-qua/KQ-2023-014"),
        ("/en/ket-qua/KQ-2023-014", "/ket-qua/KQ-2023-014"),
        ("/english", "/english"),
        ("/" + "x" * 300, "/" + "x" * 199),
    ],
)
def test_both_languages_are_one_page(path: str, page: str) -> None:
    assert page_of(path) == page


def test_a_visitor_cannot_be_turned_back_nor_followed_to_another_day() -> None:
    today, tomorrow = b"a" * 32, b"b" * 32
    known = visitor_of("203.0.113.9", PHONE, today)
    assert known == visitor_of("203.0.113.9", PHONE, today)
    assert known != visitor_of("203.0.113.9", PHONE, tomorrow)
    assert known != visitor_of("203.0.113.10", PHONE, today)
    assert known != visitor_of("203.0.113.9", PHONE + " ", today)
    assert len(known) == 16


def test_a_line_is_read_as_it_was_written_and_a_torn_one_spoils_only_itself() -> None:
    first = Visit("/ket-qua/a b", "00ff", 28_000_000, PERSON)
    second = Visit("/", "00ee", 28_000_001, ROBOT)
    assert visits_in(line_of(first) + line_of(second)) == [first, second]
    assert visits_in(line_of(first)[:-7] + line_of(second)) == [Visit("/ket-q", "00ff", 28_000_000, PERSON), second]
    assert visits_in(line_of(first)[:10] + line_of(second)) == [second]
    assert visits_in(b"x\t1\t2\t/\np\tone\t2\t/\np\t1\t2\n\xff\xfe\n") == []


def test_a_page_that_would_break_a_line_is_not_written() -> None:
    assert line_of(Visit("/a\nb", "00ff", 1, PERSON)) == b""
    assert line_of(Visit("/a\tb", "00ff", 1, PERSON)) == b""


def test_a_day_is_a_day_in_vietnam() -> None:
    before = int(datetime(2023, 11, 7, 16, 59, tzinfo=UTC).timestamp() // 60)
    assert [day_of(before), day_of(before + 1)] == [date(2023, 11, 7), date(2023, 11, 8)]


def test_sums() -> None:
    minute = int(datetime(2023, 11, 7, 1, 0, tzinfo=UTC).timestamp() // 60)
    visits = [
        Visit("/", "a", minute, PERSON),
        Visit("/", "a", minute, PERSON),
        Visit("/", "b", minute + 1, PERSON),
        Visit("/", "c", minute, ROBOT),
        Visit("/x", "d", minute, PREFETCH),
        Visit("/x", "a", minute + 1, PERSON),
    ]
    found = summed(visits)
    day = date(2023, 11, 7)
    assert dict(found.pages) == {("/", day): Counts(3, 1, 0), ("/x", day): Counts(1, 0, 1)}
    assert found.total == Counts(4, 1, 1)
    assert dict(found.people) == {minute: {"a"}, minute + 1: {"a", "b"}}
    assert online(found.people.values()) == 2
