"""Articles by stage, made through the services as an information centre would make them.

article = submitted_article()
article = published_article(title="…")
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.domain.news import services
from gieo.domain.news.models import Article, ArticlePhoto
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.units.models import Unit
from tests.factories.accounts import NOW, person_with
from tests.factories.units import make_department

TITLE = "Chè Shan tuyết Tủa Chùa có quy trình chế biến mới"
WORDS = {"caption": "Hái chè", "credit": "Nguyễn An", "consent": True}


def centre() -> Unit:
    """The department, whose information centre writes."""
    return Unit.objects.filter(code="SKHCN").first() or make_department()


def _actor(role: Role, name: str) -> Actor:
    person = Person.objects.filter(name=name).first() or person_with(role, centre(), name=name)
    return actor_of_person(person, NOW.date())


def editor(name: str = "Quàng Thị Biên") -> Actor:
    return _actor(Role.EDITOR, name)


def director(name: str = "Lò Văn Giám") -> Actor:
    return _actor(Role.DIRECTOR, name)


def picture(colour: str = "green", *, size: tuple[int, int] = (1200, 800), now: datetime = NOW) -> StoredFile:
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return store_file(content.getvalue(), name=f"{colour}.png", actor=SYSTEM, now=now)


def draft_article(*, photos: int = 1, body: str = "<p>Nội dung.</p>", now: datetime = NOW, **values: Any) -> Article:
    """A text with everything that submission asks for."""
    facts: dict[str, Any] = {"title": TITLE, "byline": "Quàng Thị Biên", "author_unit": centre()} | values
    results, lead = facts.pop("results", None), facts.pop("lead", "Một đoạn dẫn.")
    article = services.draft_article(actor=editor(), now=now, **facts)
    article = services.edit_article(
        article, version=article.version, lead=lead, body=body, results=results, actor=editor(), now=now
    )
    for place in range(photos):
        add_photo(article, colour=("green", "gold", "navy")[place % 3], now=now)
    article.refresh_from_db()
    return article


def add_photo(article: Article, *, colour: str = "green", now: datetime = NOW, **words: Any) -> ArticlePhoto:
    files = [picture(colour, now=now)]
    return services.add_photographs(article, files=files, words=WORDS | words, actor=editor(), now=now)[0]


def submitted_article(*, now: datetime = NOW, **values: Any) -> Article:
    article = draft_article(now=now, **values)
    return services.submit_article(article, version=article.version, actor=editor(), now=now)


def approved_article(*, scheduled_for: datetime, now: datetime = NOW, **values: Any) -> Article:
    article = submitted_article(now=now, **values)
    return services.approve_article(
        article, version=article.version, scheduled_for=scheduled_for, actor=director(), now=now
    )


def published_article(*, now: datetime = NOW, **values: Any) -> Article:
    article = submitted_article(now=now, **values)
    return services.approve_article(article, version=article.version, actor=director(), now=now)


def drafted_from(conference: Any, *, now: datetime = NOW, **values: Any) -> Article:
    facts = {"byline": "Quàng Thị Biên", "author_unit": centre()} | values
    return services.draft_from_conference(conference, actor=editor(), now=now, **facts)
