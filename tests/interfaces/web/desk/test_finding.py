"""Search in the office: by number and by words, everything one may see and nothing else, not even as a count."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gieo.core.actor import SYSTEM, Role
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.accounts.services import create_person
from gieo.foundation.units.services import Paper, record_act
from gieo.foundation.units.vocab import ActKind
from tests.factories.accounts import NOW, user_with
from tests.factories.handovers import conference_of, department, prepare, seal
from tests.factories.places import make_area
from tests.factories.results import make_result
from tests.factories.units import make_department, make_unit
from tests.factories.uptake import claimed_use

pytestmark = pytest.mark.django_db
QUERIES, QUERIES_BELOW = 9, 8


def page(client: Client, words: str) -> str:
    answer = client.get("/desk/search/", {"q": words})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode()).partition("<main")[2]


@pytest.fixture
def officer(client: Client) -> User:
    user = user_with(Role.OFFICER, make_department())
    client.force_login(user)
    return user


def test_results_are_found_best_first_with_or_without_accents(
    client: Client, officer: User, indexed: Callable[[], int]
) -> None:
    fallow, cow = make_result("draft", title="Bỏ hoang đất dốc"), make_result("draft", title="Nuôi bò vùng cao")
    indexed()
    for words in ("bò", "nuoi bo"):
        assert cow.code in page(client, words)
    found = page(client, "bò")
    assert found.index(cow.code) < found.index(fallow.code)


def test_every_kind_is_found_by_words_and_by_number(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    conference = conference_of(results=1, products=0, units=1, enterprises=0)
    (minutes,) = prepare(conference)
    indexed()
    decision = conference.decisions.get()
    for words, name, key in (
        (decision.number, "transfers:decision", decision.code),
        (conference.title, "transfers:conference", conference.code),
        (minutes.receiver.name, "handovers:record", minutes.code),
        (minutes.receiver.name, "units:record", minutes.receiver.code),
        (officer.person.name, "accounts:person", officer.person.pk),
    ):
        assert f'href="{reverse(name, args=[key])}"' in page(client, words), words


def test_every_kind_is_ranked_by_the_index(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    alike, named = make_unit("Hợp tác xã Bỏ Hoang"), make_unit("Hợp tác xã Bò Sữa")
    person = create_person(actor=SYSTEM, now=NOW, name="Lò Thị Bò", title="ThS.")
    indexed()
    found = page(client, "bò")
    assert found.index(named.code) < found.index(alike.code), "the word before those that look alike"
    assert reverse("accounts:person", args=[person.pk]) in found
    assert named.code in page(client, "htx bo sua") or named.code in page(client, "hợp tác xã bò")
    assert named.code in page(client, "bo su"), "the last word may be unfinished where nothing has it whole"


def test_a_unit_is_found_by_the_name_it_had(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    unit = make_unit("Trạm Khuyến nông Mường Chà")
    paper = Paper(number="12/QĐ-UBND", signed_on=NOW.date(), issuer="Ủy ban nhân dân tỉnh")
    record_act(
        ActKind.RENAME,
        on=NOW.date(),
        units=[unit],
        name="Trung tâm Dịch vụ nông nghiệp",
        paper=paper,
        actor=SYSTEM,
        now=NOW,
    )
    indexed()
    assert unit.code in page(client, "trạm khuyến nông")
    assert unit.code in page(client, "dich vu nong nghiep")


def test_a_unit_is_found_by_its_telephone(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    unit = make_unit("Trạm Thủy văn", phone="0215 000 1006")
    for number in range(5):
        create_person(actor=SYSTEM, now=NOW, name=f"Lò Văn {number}", phone=f"0215 000 200{number}")
    indexed()
    for words in ("0215 000 1006", "02150001006"):
        assert below(client, words)[0] == reverse("units:record", args=[unit.code]), words


def test_all_of_one_kind_a_page_at_a_time(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    made = [make_unit(f"Tổ nuôi ong {number}") for number in range(30)]
    indexed()
    found = page(client, "nuôi ong")
    assert "Xem cả 30" in found
    first = html.unescape(client.get("/desk/search/", {"q": "nuôi ong", "of": "unit"}).content.decode())
    second = html.unescape(client.get("/desk/search/", {"q": "nuôi ong", "of": "unit", "page": "2"}).content.decode())
    shown = [
        sum(f'href="{reverse("units:record", args=[unit.code])}"' in one for unit in made) for one in (first, second)
    ]
    assert shown == [25, 5]
    assert 'href="/desk/search/?q=nu%C3%B4i+ong"' in first


def below(client: Client, words: str) -> list[str]:
    """Addresses below the box while these words are typed."""
    answer = client.get("/desk/search/", {"q": words}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "HX-Request" in answer["Vary"]
    part = html.unescape(answer.content.decode())
    assert "<main" not in part
    return re.findall(r'role="option"[^>]*href="([^"]+)"', part)


def test_while_one_types_lines_come_below_the_box(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    result, unit = make_result("draft", title="Nuôi bò sữa"), make_unit("Trại bò sữa Mường Ảng")
    other = make_result("draft", title="Nuôi dê")
    indexed()
    record, place = reverse("results:record", args=[result.code]), reverse("units:record", args=[unit.code])
    for words in ("bo s", "bò sữ", "Bo Sua", "bò s"):
        assert {record, place} <= set(below(client, words)), words
        assert reverse("results:record", args=[other.code]) not in below(client, words)
    assert below(client, "bò s")[-1] == "/desk/search/?q=b%C3%B2+s"
    assert below(client, result.code.lower())[0] == record
    assert (below(client, ""), below(client, "xyzzy")) == ([], [])


def test_what_was_suggested_stands_on_the_page_behind_it(
    client: Client, officer: User, indexed: Callable[[], int]
) -> None:
    unit, result = make_unit("Ủy ban nhân dân huyện Tủa Chùa"), make_result("draft", title="Tủa áo và chủ máy may")
    indexed()
    place = reverse("units:record", args=[unit.code])
    for words in ("tua chu", "tủa chù"):
        assert place in below(client, words)
        found = page(client, words)
        assert f'href="{place}"' in found, words
        assert result.code in found
    assert place not in page(client, "tua chu "), "a blank ends the word"


def test_below_the_box_too_nobody_finds_what_they_may_not_see(client: Client, indexed: Callable[[], int]) -> None:
    officer = user_with(Role.OFFICER, department())
    actor = actor_for(officer, NOW.date())
    conference = conference_of(results=2, products=0, units=2, enterprises=0)
    hidden = make_result(
        "draft", title="Tinh dầu mắc khén", restricted=True, actor=actor, accepted_on=None, end_year=2019, now=NOW
    )
    mine, theirs = prepare(conference)
    seal(conference)
    indexed()
    rep = user_with(Role.UNIT_REP, mine.receiver)
    client.force_login(rep)
    own, foreign = (reverse("handovers:record", args=[one.code]) for one in (mine, theirs))
    words = (
        hidden.code,
        "tinh d",
        "mắc kh",
        theirs.code,
        theirs.receiver.name,
        theirs.receiver_name,
        "Tòng",
        officer.person.name,
    )
    for typed in words:
        for found in (below(client, typed), re.findall(r'href="(/desk/[^"]+)"', page(client, typed))):
            assert foreign not in found, typed
            assert not [url for url in found if hidden.code in url or "/people/" in url or theirs.receiver.code in url]
    assert own in below(client, mine.receiver.name)
    director = user_with(Role.DIRECTOR, make_unit("Sở khác"))
    client.force_login(director)
    assert [url for url in below(client, "mắc kh") if hidden.code in url] == []
    client.force_login(officer)
    assert [url for url in below(client, "mắc khén") if hidden.code in url], "its reader finds it"


def test_queries_below_the_box_do_not_grow(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    for number in range(3):
        make_result("draft", title=f"Nuôi ong số {number}")
        make_unit(f"Hợp tác xã nuôi ong {number}")
        if number in (0, 2):
            indexed()
            with CaptureQueriesContext(connection) as asked:
                assert below(client, "nuôi o")
            assert len(asked) == QUERIES_BELOW, [query["sql"][:120] for query in asked]


def test_a_number_of_ours_leads_straight_to_its_record(client: Client, officer: User) -> None:
    result = make_result("draft")
    answer = client.get("/desk/search/", {"q": result.code.lower()})
    assert (answer.status_code, answer["Location"]) == (302, reverse("results:record", args=[result.code]))


def test_nobody_finds_what_they_may_not_see(client: Client, indexed: Callable[[], int]) -> None:
    officer = user_with(Role.OFFICER, make_department())
    hidden = make_result(
        "draft", title="Tinh dầu mắc khén", restricted=True, actor=actor_for(officer, NOW.date()), now=NOW
    )
    draft = make_result("draft", title="Tinh dầu màng tang")
    indexed()
    other = user_with(Role.DIRECTOR, make_unit("Sở Khoa học và Công nghệ khác"))
    rep = user_with(Role.UNIT_REP, make_unit("Ủy ban nhân dân huyện Mường Nhé"))

    client.force_login(officer)
    found = page(client, "tinh dầu")
    assert hidden.code in found, "its reader finds it"
    assert draft.code in found
    assert "2 nơi có" in found

    client.force_login(other)
    found = page(client, "tinh dầu")
    assert hidden.code not in found
    assert "1 nơi có" in found
    assert client.get("/desk/search/", {"q": hidden.code}).status_code == 200

    client.force_login(rep)
    for words in ("tinh dầu", "tinh dau", "khenn", hidden.code, draft.code, officer.person.name):
        found = page(client, words)
        assert "0 nơi có" in found
        assert "Ý bạn là" not in found


def test_where_a_restricted_result_is_used_is_not_suggested_either(
    client: Client, officer: User, indexed: Callable[[], int]
) -> None:
    hidden = make_result("transferable", restricted=True, actor=actor_for(officer, NOW.date()), now=NOW)
    use = claimed_use(subject=hidden, place=make_area("Xã Sín Chải", "00099"), actor=actor_for(officer, NOW.date()))
    indexed()
    assert use.code in page(client, "sín chải")
    client.force_login(user_with(Role.DIRECTOR, make_unit("Sở khác")))
    found = page(client, "sín chảii")
    assert "0 nơi có" in found
    assert "Ý bạn là" not in found


def test_what_only_its_readers_see_stands_among_the_others(
    client: Client, officer: User, indexed: Callable[[], int]
) -> None:
    actor = actor_for(officer, NOW.date())
    named = make_result("draft", title="Nuôi ong mật", restricted=True, actor=actor, now=NOW)
    beside = make_result(
        "draft", title="Chế biến dược liệu", abstract="Có nuôi thêm ong lấy mật", restricted=True, actor=actor, now=NOW
    )
    others = [make_result("draft", title=f"Nuôi ong lấy mật ở bản {number}") for number in range(7)]
    indexed()
    found = [code for code in re.findall(r"KQ-\d+-\d+", page(client, "nuoi ong mat")) if code != beside.code]
    assert found[0] == named.code
    assert "9 nơi có" in page(client, "nuôi ong mật")
    listed = [
        code
        for number in (1, 2)
        for code in re.findall(
            r'href="/desk/results/(KQ-\d+-\d+)"',
            html.unescape(client.get("/desk/results/", {"q": "nuôi ong mật", "page": number}).content.decode()),
        )
    ]
    assert list(dict.fromkeys(listed)) == [
        named.code,
        *[c for c in dict.fromkeys(listed) if c not in (named.code, beside.code)],
        beside.code,
    ]
    assert len(set(listed)) == len(others) + 2


def test_queries_stay_within_the_budget(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    for number in range(3):
        make_result("draft", title=f"Nuôi ong số {number}")
        make_unit(f"Hợp tác xã nuôi ong {number}")
        if number in (0, 2):
            indexed()
            with CaptureQueriesContext(connection) as asked:
                assert "Nuôi ong số 0" in page(client, "nuôi ong")
            assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]


def test_without_an_index_and_without_words_it_is_a_page_all_the_same(client: Client, officer: User) -> None:
    result = make_result("draft", title="Nuôi bò vùng cao")
    assert result.code in page(client, "nuoi bo")
    assert "nơi có" not in page(client, "")
