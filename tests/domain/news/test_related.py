"""What belongs beside an article, and how articles are found."""

from __future__ import annotations

import pytest

from gieo.domain.news.access import access_public_article
from gieo.domain.news.queries.public import articles_of_conference, newest_articles, related_articles, years_published
from gieo.domain.news.rules.related import Face, closeness, related, words_of
from tests.factories import transfers as make
from tests.factories.news import draft_article, drafted_from, published_article

ONE = Face(1, "Chè Shan tuyết Tủa Chùa", 5, frozenset({1, 2}), frozenset({9}))


def test_small_words_tell_nothing_apart() -> None:
    assert words_of("Bàn giao 9 kết quả nghiên cứu cho Tủa Chùa") == {"ban", "giao", "tua", "chua"}


def test_a_shared_conference_counts_more_than_words() -> None:
    assert closeness(ONE, Face(2, "Khác", 5, frozenset(), frozenset())) == 4
    assert closeness(ONE, Face(3, "Khác", None, frozenset({2}), frozenset({9}))) == 4
    assert closeness(ONE, Face(4, "Chè Shan", None, frozenset(), frozenset())) == 2
    assert closeness(Face(5, "a", None, frozenset(), frozenset()), Face(6, "b", None, frozenset(), frozenset())) == 0


def test_the_closest_stand_first_the_newer_before_the_older() -> None:
    others = [
        Face(2, "Nuôi bò", None, frozenset(), frozenset(), age=0),
        Face(3, "Chè Shan", None, frozenset(), frozenset(), age=2),
        Face(4, "Khác", 5, frozenset(), frozenset(), age=3),
        Face(5, "Chè Shan", None, frozenset(), frozenset(), age=1),
        ONE,
    ]
    assert related(ONE, others) == (4, 5, 3)


@pytest.mark.django_db
def test_related_articles_are_public_ones() -> None:
    conference = make.published_conference(make.issued_decision(results=1))
    result = conference.decisions.get().lines.get().result
    about = published_article(title="Vui hội", conference=conference)
    shared = published_article(title="Sấy mận", results=[result])
    one = published_article(title="Bàn giao chè", conference=conference, results=[result])
    published_article(title="Nuôi dê")
    draft_article(title="Bàn giao chè nữa", conference=conference)
    found = related_articles(access_public_article(one.code))
    assert [row.article.code for row in found] == [about.code, shared.code]
    assert {row.article.code for row in articles_of_conference(conference)} == {about.code, one.code}


@pytest.mark.django_db
def test_words_are_found_without_accents() -> None:
    tea = published_article(title="Chè Shan tuyết", body="<p>Quy trình <strong>sao</strong> chè.</p>")
    published_article(title="Nuôi bò")
    assert [row.article.code for row in newest_articles("quy trinh sao")] == [tea.code]
    assert [row.article.code for row in newest_articles("CHÈ tuyết", year=2023)] == [tea.code]
    assert not newest_articles("strong").exists()
    assert years_published() == [2023]
    assert drafted_from(make.closed_conference()).code not in {row.article.code for row in newest_articles()}
