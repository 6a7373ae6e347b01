"""Writing an article: begun, changed, thrown away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid
from gieo.core.text import nfc, squeeze
from gieo.domain.news.engine import clean
from gieo.domain.news.models import Article
from gieo.domain.news.permits import may_discard, may_draft, may_edit
from gieo.domain.news.rules.markup import as_markup, visible
from gieo.domain.news.rules.size import has_too_many_tags, is_too_long
from gieo.domain.news.services.locking import article_step, lock_article, note_writer, plain, save
from gieo.domain.news.vocab import LONGEST_LEAD, LONGEST_TITLE
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Conference
from gieo.foundation.journal.services import changes_between, next_number
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit

_LINES = {"title": LONGEST_TITLE, "lead": LONGEST_LEAD, "byline": 200}


def draft_article(
    *,
    title: str,
    byline: str = "",
    author_unit: Unit | None = None,
    conference: Conference | None = None,
    illustrative: bool = False,
    actor: Actor,
    now: datetime,
) -> Article:
    """Begin an article, TT-<year>-<number>. Raises NotAllowed, or Invalid without a title."""
    may_draft(actor).require()
    values = clean_values({"title": title, "byline": byline})
    if not values["title"]:
        raise Invalid({"title": [_("Ghi tiêu đề, sau này sửa được.")]})
    with transaction.atomic():
        return begin(
            values | {"author_unit": author_unit, "conference": conference, "illustrative": illustrative},
            actor=actor,
            now=now,
        )


def begin(values: dict[str, Any], *, actor: Actor, now: datetime) -> Article:
    """The row of a new article with its code; inside the deed's transaction."""
    year = local_date(now).year
    article = Article(code=make_code("TT", year, next_number(f"TT-{year}")), made_at=now, changed_at=now, **values)
    article.version = 0
    save("draft", article, actor=actor, now=now, changes=plain(changes_between({}, values)))
    note_writer(article, actor)
    return article


def edit_article(
    article: Article,
    *,
    version: int,
    title: str | None = None,
    lead: str | None = None,
    body: str | None = None,
    byline: str | None = None,
    author_unit: Unit | None = None,
    results: Sequence[Result] | None = None,
    actor: Actor,
    now: datetime,
) -> Article:
    """Change the text in work; what is not named stays.

    In order: permit, lock and version, state; then the words are made clean, the body is sanitised, and if anything
    differs it is saved, told, and the writer remembered. Raises Conflict, WrongState, or Invalid for what is too long
    and for results that not everybody may see.
    """
    may_edit(actor, article).require()
    named = {"title": title, "lead": lead, "body": body, "byline": byline}
    values = clean_values({name: value for name, value in named.items() if value is not None})
    if author_unit is not None:
        values["author_unit"] = author_unit
    with transaction.atomic():
        article = lock_article(article, version)
        article_step("edit", article)
        before = {name: getattr(article, name) for name in values}
        for name, value in values.items():
            setattr(article, name, value)
        changes = plain(changes_between(before, values)) | _set_results(article, results)
        if changes:
            save("edit", article, actor=actor, now=now, changes=changes)
            note_writer(article, actor)
    return article


def discard_article(article: Article, *, version: int, actor: Actor, now: datetime) -> None:
    """Throw a text away that was never published."""
    may_discard(actor, article).require()
    with transaction.atomic():
        article = lock_article(article, version)
        may_discard(actor, article).require()
        article_step("edit", article)
        changes = {"title": (article.title, None)}
        write_journal("discard", article, actor=actor, now=now, from_state=article.state, changes=changes)
        article.delete()


def clean_values(values: dict[str, str]) -> dict[str, Any]:
    """Words without invisible letters, the body sanitised. Raises Invalid for what is too long."""
    errors: dict[str, list[str]] = {}
    cleaned: dict[str, Any] = {}
    for name, value in values.items():
        if name == "body":
            errors |= _body_errors(value)
            cleaned[name] = "" if errors else clean(as_markup(value))
            continue
        cleaned[name] = squeeze(visible(nfc(value)))
        if len(cleaned[name]) > _LINES[name]:
            errors[name] = [_("Dài quá %(most)d chữ cái.") % {"most": _LINES[name]}]
    if errors:
        raise Invalid(errors)
    return cleaned


def _body_errors(body: str) -> dict[str, list[str]]:
    if is_too_long(body):
        return {"body": [_("Nội dung dài quá 200 kB. Rút ngắn, hoặc tách thành hai bài.")]}
    if has_too_many_tags(body):
        return {"body": [_("Nội dung có quá nhiều thẻ định dạng. Dán lại dưới dạng chữ thường.")]}
    return {}


def _set_results(article: Article, results: Sequence[Result] | None) -> dict[str, tuple[Any, Any]]:
    """Put the named results in place of those before; only what anybody may see can be named."""
    if results is None:
        return {}
    keys = {result.pk for result in results}
    seen = list(public_results().filter(pk__in=keys).order_by("code"))
    if len(seen) != len(keys):
        raise Invalid({"results": [_("Chỉ nêu được kết quả mà ai cũng xem được.")]})
    before = list(article.results.order_by("code"))
    if before == seen:
        return {}
    article.results.set(seen)
    return {"results": ([row.code for row in before], [row.code for row in seen])}
