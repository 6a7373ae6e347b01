"""Photographs of an article. Bytes are stored before these deeds; words may come later, but before submission."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from gieo.core.actor import Actor
from gieo.core.text import squeeze
from gieo.domain.news.models import Article, ArticlePhoto
from gieo.domain.news.permits import may_set_photographs, may_withdraw_photograph
from gieo.domain.news.queries.office import offered_photographs
from gieo.domain.news.services.locking import article_step, lock_article, note_writer, save
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.queries.conferences import may_be_shown
from gieo.domain.transfers.rules.lines import moved
from gieo.foundation.files.models import Photograph, StoredFile
from gieo.foundation.files.services import lock_copies, take_photograph, withdraw_consent
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal

WORDS = ("caption", "credit", "place", "taken_on", "consent")


def add_photographs(
    article: Article,
    *,
    files: Sequence[StoredFile],
    words: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> list[ArticlePhoto]:
    """Put stored pictures behind those that are there. `words` (credit, place, day…) are written under each of them.

    Raises Invalid for a file that is no picture.
    """
    may_set_photographs(actor, article).require()
    with transaction.atomic():
        article = _locked(article)
        made = [_append(article, take_photograph(file, **_clean(words or {}))) for file in files]
        _tell(article, {"photographs": ([], [row.photograph.file.name for row in made])}, actor=actor, now=now)
    return made


def copy_photographs(article: Article, *, only: Collection[int] | None = None, actor: Actor, now: datetime) -> int:
    """Take over the conference's photographs that may be shown and are not in the article yet, all or those whose keys
    stand in `only`; returns how many."""
    may_set_photographs(actor, article).require()
    with transaction.atomic():
        article = _locked(article)
        made = copy_from_conference(article, article.conference, only) if article.conference is not None else []
        if made:
            _tell(article, {"photographs": ([], [str(row) for row in made])}, actor=actor, now=now)
    return len(made)


def copy_from_conference(
    article: Article, conference: Conference, only: Collection[int] | None = None
) -> list[ArticlePhoto]:
    """Photographs of their own with the same bytes and words: a caption changed here leaves the conference's alone.
    Nothing is copied whose consent is taken back meanwhile."""
    asked = [photo for photo in offered_photographs(article, conference) if only is None or photo.pk in only]
    now = lock_copies(*(photo.photograph for photo in asked))
    for photo in asked:
        photo.photograph = now[photo.photograph_id]
    found = [photo.photograph for photo in asked if may_be_shown(photo)]
    words = [{name: getattr(picture, name) for name in WORDS} for picture in found]
    return [_append(article, take_photograph(picture.file, **said)) for picture, said in zip(found, words, strict=True)]


def edit_photograph(photo: ArticlePhoto, *, values: Mapping[str, Any], actor: Actor, now: datetime) -> ArticlePhoto:
    """Change caption, credit, place, day, consent; what is not among `values` stays as it is by now. A consent taken
    back hides the picture from the public at once, here and wherever else it stands."""
    may_set_photographs(actor, photo.article).require()
    with transaction.atomic():
        article = _locked(photo.article)
        photo = article.photos.select_related("photograph__file").get(pk=photo.pk)
        picture = photo.photograph = lock_copies(photo.photograph)[photo.photograph_id]
        before = {name: getattr(picture, name) for name in WORDS}
        after = before | {name: value for name, value in _clean(values).items() if name in WORDS}
        changes = changes_between(before, after)
        if changes:
            told = {f"{picture.file.name}: {name}": pair for name, pair in changes.items()}
            if before["consent"] and not after["consent"]:
                told |= {"elsewhere": (None, withdraw_consent(picture))}
            for name in changes:
                setattr(picture, name, after[name])
            picture.save(update_fields=list(changes))
            _tell(article, told, actor=actor, now=now)
    return photo


def move_photograph(photo: ArticlePhoto, *, by: int, actor: Actor, now: datetime) -> None:
    """Move a picture one place forward (-1) or back (+1); at the edge nothing happens."""
    may_set_photographs(actor, photo.article).require()
    with transaction.atomic():
        article = _locked(photo.article)
        keys = list(article.photos.values_list("pk", flat=True))
        order = moved(keys, photo.pk, by)
        if order == keys:
            return
        for place, key in enumerate(order, start=1):
            article.photos.filter(pk=key).update(order=place)
        change = {str(photo): (keys.index(photo.pk) + 1, order.index(photo.pk) + 1)}
        _tell(article, change, actor=actor, now=now)


def remove_photograph(photo: ArticlePhoto, *, actor: Actor, now: datetime) -> None:
    """Take a picture out of the text in work; what is published keeps it until the correction is."""
    may_set_photographs(actor, photo.article).require()
    with transaction.atomic():
        article = _locked(photo.article)
        gone, _rows = article.photos.filter(pk=photo.pk).delete()
        if gone:
            _tell(article, {"photograph": (str(photo), "")}, actor=actor, now=now)


def withdraw_photograph(article: Article, picture: Photograph, *, actor: Actor, now: datetime) -> None:
    """The people in it have taken their consent back, whatever the article has come to: the picture stays for the
    office, here and wherever else it stands. No word of the article changes, nor its version: what others write or
    decide meanwhile goes on. Raises Refused when neither it nor a copy has a consent."""
    with transaction.atomic():
        article = lock_article(article)
        may_withdraw_photograph(actor, article).require()
        changes = {"photograph": (None, picture.file.name), "elsewhere": (None, withdraw_consent(picture))}
        write_journal("withdraw_photograph", article, actor=actor, now=now, changes=changes)


def _append(article: Article, picture: Photograph) -> ArticlePhoto:
    last = article.photos.aggregate(last=Max("order"))["last"] or 0
    return ArticlePhoto.objects.create(article=article, photograph=picture, order=last + 1)


def _clean(words: Mapping[str, Any]) -> dict[str, Any]:
    return {name: squeeze(value) if isinstance(value, str) else value for name, value in words.items()}


def _locked(article: Article) -> Article:
    locked = lock_article(article)
    article_step("set_photographs", locked)
    return locked


def _tell(article: Article, changes: dict[str, tuple[Any, Any]], *, actor: Actor, now: datetime) -> None:
    save("set_photographs", article, actor=actor, now=now, changes=changes)
    note_writer(article, actor)
