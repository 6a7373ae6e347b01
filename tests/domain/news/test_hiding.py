"""What a published article said of a result that was restricted later: veiled at once, owed by the editors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.core.text import fold
from gieo.domain.news import services
from gieo.domain.news.access import access_public_article, shown_photos
from gieo.domain.news.models import Article
from gieo.domain.news.queries.public import covers
from gieo.domain.news.rules.hiding import veiled
from gieo.domain.news.services.hiding import MEND
from gieo.domain.news.vocab import SENTENCE_INSTEAD, TITLE_INSTEAD
from gieo.domain.results.models import Result
from gieo.domain.results.rules import names_of
from gieo.domain.results.services import set_access
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from tests.factories.accounts import NOW, user_with
from tests.factories.news import add_photo, director, draft_article, editor, published_article
from tests.factories.results import make_result
from tests.factories.units import make_department

SECRET = "Bài thuốc chữa rắn cắn của người Khơ Mú"
BODY = (
    f'<p><span data-source="ket-qua-1">Nhóm đề tài đã hoàn thiện {SECRET.lower()} sau ba năm.</span> Câu khác.</p>\n\n'
    f"<p>Ông Páo kể về <strong>{SECRET}</strong>.</p>\n\n<ul><li>Nuôi bò ở Nà Sự</li><li>bai thuoc chua ran can cua "
    "nguoi kho mu</li></ul>"
)
NAMES = names_of(SECRET, "KQ-2021-001", "Lúa")


def test_a_drafted_sentence_gives_way_and_keeps_the_mark_of_its_record() -> None:
    found = veiled(BODY, NAMES, SENTENCE_INSTEAD)
    assert f'<p><span data-source="ket-qua-1">{SENTENCE_INSTEAD}</span> Câu khác.</p>' in found
    assert f"<p>{SENTENCE_INSTEAD}</p>" in found
    assert f"<ul><li>Nuôi bò ở Nà Sự</li><li>{SENTENCE_INSTEAD}</li></ul>" in found
    assert "thuốc" not in found
    assert "thuoc" not in found


def test_short_names_and_other_words_stay() -> None:
    assert "lua" not in NAMES
    assert veiled("<p>Giống lúa mới.</p>", NAMES, "x") == "<p>Giống lúa mới.</p>"


@pytest.fixture
def _department() -> None:
    make_department()


def published(**words: str) -> Article:
    values = {"title": f"Tin về {SECRET}", "lead": f"Sở giao {SECRET}.", "body": BODY}
    return published_article(**(values | words))


def restrict(result: Result, access: Access = Access.RESTRICTED) -> None:
    keeper = actor_for(user_with(Role.DIRECTOR, result.host or make_department()), NOW.date())
    set_access(result, access=access, note="Bí quyết", actor=keeper, now=NOW)


def owed(article: Article) -> list[str]:
    return list(Duty.objects.filter(kind=MEND, record_code=article.code).values_list("state", flat=True))


@pytest.mark.django_db
def test_no_public_page_says_it_from_that_moment_on(client: Client, db: None) -> None:
    result, article = make_result("registered", title=SECRET), published()
    addresses = ("/", "/tin-tuc/", f"/tin-tuc/{article.code}", f"/tin-tuc/{article.code}/ban-in", "/feeds/tin-tuc.xml")
    assert all(SECRET in client.get(address).content.decode() for address in addresses[1:])
    restrict(result)
    for address in addresses:
        page = client.get(address).content.decode()
        assert SECRET.lower() not in page.lower(), address
    page = client.get(f"/tin-tuc/{article.code}").content.decode()
    assert TITLE_INSTEAD in page
    assert SENTENCE_INSTEAD in page
    assert "Câu khác." in page
    assert article.code not in client.get("/tin-tuc/?q=bai+thuoc").content.decode()
    assert SECRET.encode() not in client.get("/tin-tuc/export.xlsx").content
    kept = Article.objects.get(pk=article.pk).current
    assert kept is not None
    assert SECRET in kept.title


@pytest.mark.django_db
def test_a_photograph_whose_caption_names_it_by_any_name_is_shown_nowhere(db: None) -> None:
    result = make_result("registered", title=SECRET, short_title="Thuốc rắn cắn Khơ Mú")
    draft = draft_article()
    captions = (f"Trao {SECRET.upper()}", f"Trao {fold(SECRET)}", f"Trao {result.short_title}", f"Trao {result.code}")
    for colour, caption in zip(("navy", "gold", "red", "teal"), captions, strict=True):
        add_photo(draft, colour=colour, caption=caption)
    draft.refresh_from_db()
    article = services.submit_article(draft, version=draft.version, actor=editor(), now=NOW)
    services.approve_article(article, version=article.version, actor=director(), now=NOW)
    version = access_public_article(article.code)
    assert shown_photos(version).count() == 5
    restrict(result)
    assert [photo.caption for photo in shown_photos(version)] == ["Hái chè"]
    assert [photo.caption for photo in covers([version]).values()] == ["Hái chè"]


@pytest.mark.django_db
def test_the_editors_owe_a_correction_and_the_duty_says_nothing_of_the_result(db: None) -> None:
    result, article = make_result("registered", title=SECRET), published()
    assert services.mind_hidden(now=NOW) == 0
    restrict(result)
    assert services.mind_hidden(now=NOW) == services.mind_hidden(now=NOW) == 1
    duty = Duty.objects.get(kind=MEND)
    assert (duty.record_code, duty.debtor_role) == (article.code, Role.EDITOR)
    assert "thuốc" not in f"{duty.title} {duty.note}"
    article = Article.objects.get(pk=article.pk)
    article = services.revise_article(article, version=article.version, reason="Sửa", actor=editor(), now=NOW)
    words = {"title": "Tin khác", "lead": "Đoạn dẫn khác.", "body": "<p>Chữ khác.</p>"}
    article = services.edit_article(article, version=article.version, actor=editor(), now=NOW, **words)
    article = services.submit_article(article, version=article.version, actor=editor(), now=NOW)
    later = NOW + timedelta(hours=1)
    services.approve_article(article, version=article.version, actor=director(), now=later)
    assert owed(article) == [DutyState.FULFILLED]
    assert access_public_article(article.code).title == "Tin khác"


@pytest.mark.django_db
def test_opened_again_the_article_is_as_it_was_and_nobody_owes_anything(db: None) -> None:
    result, article = make_result("registered", title=SECRET), published()
    restrict(result)
    services.mind_hidden(now=NOW)
    Result.objects.filter(pk=result.pk).update(access=Access.OPEN)
    assert services.mind_hidden(now=NOW) == 0
    assert owed(article) == [DutyState.FULFILLED]
    assert access_public_article(article.code).title == f"Tin về {SECRET}"
