"""What anybody reads: lists, articles, prints, feeds, and what machines are told."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image

from gieo.core.actor import Role
from gieo.domain.news import services
from gieo.domain.news.models import Article
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from tests.factories import transfers as make
from tests.factories.news import (
    add_photo,
    approved_article,
    director,
    draft_article,
    drafted_from,
    editor,
    published_article,
    submitted_article,
)

pytestmark = pytest.mark.django_db

AT = "/tin-tuc/"
ATOM = "{http://www.w3.org/2005/Atom}"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def publish(article: Article, now: datetime) -> Article:
    article = services.submit_article(article, version=article.version, actor=editor(), now=now)
    return services.approve_article(article, version=article.version, actor=director(), now=now)


# ---- lists


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client: Client, number: int, django_assert_num_queries: Any) -> None:
    for place in range(number):
        published_article(title=f"Bài {place}")
    with django_assert_num_queries(6):
        page = text(client, AT)
    assert page.count('class="tile"') == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_front_door_shows_the_latest(client: Client, number: int, django_assert_num_queries: Any) -> None:
    for place in range(number):
        published_article(title=f"Bài {place}")
    client.get("/")
    with django_assert_num_queries(9):
        page = text(client, "/")
    assert page.count('href="/tin-tuc/TT-') == number
    assert 'id="tin-moi"' in page


def test_the_front_door_shows_three(client: Client, now: datetime) -> None:
    for place in range(4):
        published_article(title=f"Bài {place}", now=now + timedelta(hours=place), photos=0)
    page = text(client, "/")
    assert [int(found) for found in re.findall(r">Bài (\d)</a>", page)] == [3, 2, 1]


def test_the_list_is_paged_by_year_and_by_words(client: Client, now: datetime) -> None:
    for place in range(13):
        published_article(title=f"Nuôi bò {place}", now=now + timedelta(minutes=place), photos=0)
    published_article(title="Chè Shan tuyết", now=now.replace(year=2022), photos=0)
    page = text(client, AT)
    assert page.count('class="tile"') == 12
    assert 'rel="next"' in page
    assert text(client, f"{AT}?page=2").count('class="tile"') == 2
    assert text(client, f"{AT}?nam=2022").count('class="tile"') == 1
    found = text(client, f"{AT}?q=che+shan+tuyet")
    assert "Chè Shan tuyết" in found
    assert found.count('class="tile"') == 1
    assert "Không có tin nào khớp" in text(client, f"{AT}?q=khong+co+gi")
    assert text(client, f"{AT}?nam=abcd&page=99").count('class="tile"') == 2


def test_an_empty_newsroom_says_so(client: Client) -> None:
    assert "Chưa có tin nào được đăng" in text(client, AT)
    assert "tin-moi" not in text(client, "/")


# ---- an article


def test_an_article_with_all_that_belongs_to_it(client: Client, now: datetime) -> None:
    conference = make.published_conference(make.issued_decision(results=2, products=3, units=2, enterprises=1))
    article = drafted_from(conference)
    add_photo(article, caption="Ký biên bản", credit="Nguyễn An", place="Hội trường Sở")
    add_photo(article, colour="gold", caption="Trao hồ sơ")
    article.refresh_from_db()
    article = publish(article, now)
    other = published_article(title="Sau hội nghị", conference=conference)
    page = text(client, f"{AT}{article.code}")
    assert '<h1 class="public-title" lang="vi">Bàn giao 2 kết quả nghiên cứu và 3 sản phẩm cho 2 đơn vị</h1>' in page
    assert '<div class="prose article__body" lang="vi">' in page
    assert "Ảnh: Nguyễn An" in page
    assert "Ký biên bản" in page
    assert "Trao hồ sơ" in page
    for anchor in ("ket-qua", "san-pham", "don-vi", "doanh-nghiep"):
        assert f'href="/hoi-nghi/{conference.code}#{anchor}"' in page
    for result in article.results.all():
        assert f'href="/ket-qua/{result.code}"' in page
    assert f'href="{AT}{other.code}"' in page
    assert "mailto:?subject=" in page
    assert not re.search(r"facebook|twitter\.com|zalo", page)
    back = text(client, f"/hoi-nghi/{conference.code}")
    assert f'href="{AT}{article.code}"' in back


def test_a_conference_taken_away_leaves_no_link(client: Client, now: datetime) -> None:
    conference = make.closed_conference()
    article = publish(drafted_from(conference), now)
    assert f"/hoi-nghi/{conference.code}" not in text(client, f"{AT}{article.code}")


def test_a_result_withdrawn_from_sight_is_not_named(client: Client) -> None:
    open_one, later_hidden = make.a_result("Chè"), make.a_result("Kín")
    article = published_article(results=[open_one, later_hidden])
    Result.objects.filter(pk=later_hidden.pk).update(access=Access.RESTRICTED)
    page = text(client, f"{AT}{article.code}")
    assert "Chè" in page
    assert later_hidden.code not in page


def test_nothing_unpublished_is_there(client: Client, now: datetime) -> None:
    unpublished = [draft_article(), submitted_article(), approved_article(scheduled_for=now + timedelta(hours=2))]
    for article in unpublished:
        photo = article.photos.get()
        for path in ("", "/ban-in", f"/anh/{photo.pk}"):
            assert client.get(f"{AT}{article.code}{path}").status_code == 404
        assert client.get(f"/the-chia-se/tin-tuc/{article.code}").status_code == 404
    for address in (AT, "/", "/feeds/tin-tuc.xml", "/sitemap.xml"):
        page = text(client, address)
        assert not any(article.code in page for article in unpublished), address


def test_a_correction_is_told_with_its_time_and_reason(client: Client, now: datetime) -> None:
    article = published_article()
    later = now + timedelta(hours=3)
    article = services.revise_article(
        article, version=article.version, reason="Ghi nhầm số hộ", actor=editor(), now=later
    )
    assert "Đã sửa lúc" not in text(client, f"{AT}{article.code}")
    publish(article, later)
    page = text(client, f"{AT}{article.code}")
    assert "Đã sửa lúc 07/11/2023 11:00: Ghi nhầm số hộ" in page
    assert '<meta property="article:modified_time"' in page
    assert "Đã sửa lúc" in text(client, f"{AT}{article.code}/ban-in")


def test_the_english_face_keeps_the_articles_words(client: Client) -> None:
    article = published_article(title="Chè Shan tuyết")
    page = text(client, f"/en{AT}{article.code}")
    assert '<html lang="en">' in page
    assert "Related news" not in page
    assert "Send it on:" in page
    assert 'lang="vi">Chè Shan tuyết</h1>' in page
    assert "Latest news" in text(client, "/en/")
    assert "No news matches" in text(client, f"/en{AT}?q=xyz")


def test_the_print_has_a_code_that_leads_back(client: Client) -> None:
    article = published_article()
    page = text(client, f"{AT}{article.code}/ban-in")
    assert 'class="qr__code"' in page
    assert f"http://127.0.0.1:8000{AT}{article.code}" in page
    assert "data-print" in page


def test_pictures_are_served_small_and_only_with_consent(client: Client, now: datetime) -> None:
    article = published_article()
    photo = article.current.photos.get()
    small = client.get(f"{AT}{article.code}/anh/{photo.pk}?w=480")
    assert small.headers["Content-Type"] == "image/webp"
    assert "public" in small.headers["Cache-Control"]
    again = client.get(f"{AT}{article.code}/anh/{photo.pk}?w=480", headers={"If-None-Match": small.headers["ETag"]})
    assert again.status_code == 304
    article = services.revise_article(article, version=article.version, reason="Gỡ ảnh", actor=editor(), now=now)
    services.edit_photograph(article.photos.get(), values={"consent": False}, actor=editor(), now=now)
    assert client.get(f"{AT}{article.code}/anh/{photo.pk}").status_code == 404
    assert f"/anh/{photo.pk}" not in text(client, f"{AT}{article.code}")
    assert f"/anh/{photo.pk}" not in text(client, AT)


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_asks_the_same_number_of_queries(
    client: Client, number: int, now: datetime, django_assert_num_queries: Any
) -> None:
    decision = make.issued_decision(results=number, products=number, units=number)
    conference = make.published_conference(decision)
    article = publish(drafted_from(conference), now)
    for place in range(number):
        published_article(title=f"Bài {place}", conference=conference)
    client.get(f"{AT}{article.code}")
    with django_assert_num_queries(16):
        text(client, f"{AT}{article.code}")


# ---- for machines


@pytest.mark.parametrize("language, prefix", [("vi", ""), ("en", "/en")])
def test_the_feed_is_whole_and_dated(client: Client, now: datetime, language: str, prefix: str) -> None:
    article = published_article(title="Chè & “Shan” <tuyết>", lead="Bón < 5 tấn & tưới.")
    answer = client.get(f"{prefix}/feeds/tin-tuc.xml")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.attrib["version"] == "2.0"
    channel = root.find("channel")
    assert channel.findtext("language") == language
    assert channel.find(f"{ATOM}link").attrib["href"] == f"http://127.0.0.1:8000{prefix}/feeds/tin-tuc.xml"
    item = channel.find("item")
    assert item.findtext("title") == "Chè & “Shan” <tuyết>"
    assert item.findtext("description") == "Bón &lt; 5 tấn &amp; tưới."
    assert item.findtext("link") == f"http://127.0.0.1:8000{prefix}{AT}{article.code}"
    assert parsedate_to_datetime(item.findtext("pubDate")) == now
    enclosure = item.find("enclosure").attrib
    assert enclosure["type"] == "image/png"
    assert int(enclosure["length"]) > 0
    assert f'href="{prefix}/feeds/tin-tuc.xml"' in text(client, f"{prefix}/")


def test_the_feed_keeps_the_thirty_newest(client: Client, now: datetime) -> None:
    for place in range(31):
        published_article(title=f"Bài {place}", now=now + timedelta(minutes=place), photos=0)
    titles = re.findall(r"<title>Bài (\d+)</title>", text(client, "/feeds/tin-tuc.xml"))
    assert titles[0] == "30"
    assert len(titles) == 30


def test_the_map_names_every_public_page_in_both_languages(client: Client) -> None:
    article, result = published_article(), make.a_result()
    hidden = make.a_result(access=Access.RESTRICTED)
    conference = make.published_conference()
    found = text(client, "/sitemap.xml")
    assert ElementTree.fromstring(found).tag.endswith("urlset")
    for path in (f"{AT}{article.code}", f"/ket-qua/{result.code}", f"/hoi-nghi/{conference.code}", AT):
        assert f"{path}</loc>" in found
        assert f"/en{path}</loc>" in found
    assert hidden.code not in found
    assert 'hreflang="en"' in found
    robots = text(client, "/robots.txt")
    assert "Disallow: /desk/" in robots
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in robots


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def test_an_address_shows_a_card_where_it_is_shared(client: Client) -> None:
    article = published_article(title='Chè "Shan" </script><script>alert(1)</script>')
    page = text(client, f"{AT}{article.code}")
    assert "<script>alert(1)" not in page
    assert f'<meta property="og:image" content="http://127.0.0.1:8000/the-chia-se/tin-tuc/{article.code}">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{AT}{article.code}">' in page
    data = data_of(page)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == article.title
    assert data["datePublished"] == "2023-11-07T01:00:00+00:00"
    assert data["author"]["name"] == "Quàng Thị Biên"


def test_results_and_conferences_show_cards_too(client: Client) -> None:
    result, conference = make.a_result("Chè Shan"), make.published_conference()
    assert data_of(text(client, f"/ket-qua/{result.code}"))["@type"] == "CreativeWork"
    event = data_of(text(client, f"/hoi-nghi/{conference.code}"))
    assert (event["@type"], event["startDate"]) == ("Event", "2023-11-07")


def card(client: Client, path: str) -> tuple[str, Image.Image]:
    answer = client.get(f"/the-chia-se/{path}")
    assert answer.status_code == 200
    again = client.get(f"/the-chia-se/{path}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    return answer.headers["Content-Type"], Image.open(io.BytesIO(answer.content))


def test_the_card_is_a_photograph_or_drawn(client: Client) -> None:
    pictured, bare = published_article(), published_article(photos=0, title="Bài " + "rất dài " * 30)
    kind, image = card(client, f"tin-tuc/{pictured.code}")
    assert (kind, image.size) == ("image/jpeg", (1200, 630))
    assert not image.getexif()
    for path in (f"tin-tuc/{bare.code}", f"ket-qua/{make.a_result().code}"):
        kind, image = card(client, path)
        assert (kind, image.size) == ("image/png", (1200, 630))
    conference = make.published_conference()
    assert card(client, f"hoi-nghi/{conference.code}")[1].size == (1200, 630)
    hidden = make.a_result(access=Access.RESTRICTED)
    for path in (f"ket-qua/{hidden.code}", "khac/x", "tin-tuc/TT-1999-001"):
        assert client.get(f"/the-chia-se/{path}").status_code == 404


def test_the_rail_leads_the_office_to_the_news(browse: Callable[..., Client]) -> None:
    assert 'href="/desk/news/"' in text(browse(Role.OFFICER), "/desk/")
    assert 'href="/desk/news/"' not in text(browse(Role.UNIT_REP), "/desk/")
