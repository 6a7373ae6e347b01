"""What readers say of two articles, and what the editor makes of it. Made up, and marked so."""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from gieo.core.clock import TZ
from gieo.domain.news.models import Article
from gieo.foundation.audience.engine import check_code
from gieo.foundation.audience.models import Comment
from gieo.foundation.audience.queries.comments import units_to_answer_for
from gieo.foundation.audience.services import comments as services
from gieo.foundation.audience.services.ratings import rate_page
from gieo.foundation.audience.vocab.comments import CodeGiven
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.records import Books


class Voices:
    """Readers of one article."""

    def __init__(self, books: Books, words: Words) -> None:
        self.books = books
        self.words = words
        self._said: dict[datetime, int] = {}

    def plan(self) -> None:
        add, comments = self.books.timeline.add, self.words["comment"]
        first = comments[0]["at"]
        for number, stars in enumerate(self.words["stars"]):
            at = first + timedelta(hours=5 * number)
            add(at.replace(tzinfo=TZ), lambda now, stars=stars, number=number: self.rate(stars, f"{number}", now))
        for words in comments:
            add(words["at"].replace(tzinfo=TZ), lambda now, words=words: self.send(words, now))
            for deed in (self.published, self.refused, self.answered, self.withdrawn):
                at = words.get(deed.__name__)
                if at is not None:
                    add(at.replace(tzinfo=TZ), lambda now, deed=deed, words=words: deed(words, now))

    @property
    def code(self) -> str:
        held_on: date | None = self.words.get("conference")
        named = {"conference__held_on": held_on} if held_on else {"title": self.words["title"]}
        return Article.objects.get(**named).code

    def rate(self, stars: int, reader: str, now: datetime) -> None:
        rate_page("article", self.code, stars=stars, token=reader, asker=VisitKind.PERSON, now=now)

    def send(self, words: Words, now: datetime) -> None:
        key = check_code.key_of(Path(settings.KEYS_DIR))
        token = check_code.make_question(7, key, expires_at=now + timedelta(minutes=5))
        sent = services.send_comment(
            "article", self.code, name=words["name"], text=words["text"], email=words.get("email", ""),
            given=CodeGiven(token=token, answer="bảy"), illustrative=True, now=now,
        )  # fmt: skip
        self._said[words["at"]] = sent.pk

    def published(self, words: Words, now: datetime) -> None:
        services.publish_comment(self._comment(words), actor=self.books.cast.actor("editor"), now=now)

    def refused(self, words: Words, now: datetime) -> None:
        editor = self.books.cast.actor("editor")
        services.refuse_comment(self._comment(words), reason=words["reason"], actor=editor, now=now)

    def withdrawn(self, words: Words, now: datetime) -> None:
        editor = self.books.cast.actor("editor")
        services.withdraw_comment(self._comment(words), reason=words["reason"], actor=editor, now=now)

    def answered(self, words: Words, now: datetime) -> None:
        editor = self.books.cast.actor("editor")
        unit = units_to_answer_for(editor)[0]
        services.answer_comment(self._comment(words), text=words["answer"], unit=unit, actor=editor, now=now)

    def _comment(self, words: Words) -> Comment:
        return Comment.objects.get(pk=self._said[words["at"]])


def plan_voices(books: Books) -> None:
    for words in read("voices")["article"]:
        Voices(books, words).plan()
