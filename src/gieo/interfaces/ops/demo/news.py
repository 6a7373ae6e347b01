"""The newsroom's part of the story: two conferences told from their records, and what was written beside them."""

from datetime import date, datetime, timedelta

from gieo.core.text import slug
from gieo.domain.news import services
from gieo.domain.news.models import Article
from gieo.domain.transfers.models import Conference
from gieo.foundation.files.services import store_file
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.drawings import picture
from gieo.interfaces.ops.demo.nine import CREDIT, Nine
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

CONFERENCE_2022, CONFERENCE_2023 = date(2022, 10, 13), date(2023, 11, 7)


class Newsroom:
    """The editor writes, a leader of the department approves; every article is an article of somebody's working day."""

    def __init__(self, books: Books, nine: Nine) -> None:
        self.books = books
        self.nine = nine
        self._made: dict[str, Article] = {}

    def plan(self) -> None:
        add = self.books.timeline.add
        for words in read("articles")["article"]:
            key = slug(words["title"])
            add(moment(words["on"], 8, 20), lambda now, words=words: self.write(words, now))
            if not words.get("waits"):
                add(moment(words["on"], 9, 30), lambda now, key=key: self.approve(key, "deputy", now))
            if "correction" in words:
                add(moment(words["correction"]["on"], 10), lambda now, words=words: self.correct(words, now))
        add(moment(date(2022, 10, 18), 8), lambda now: self.draft(CONFERENCE_2022, now))
        add(moment(date(2022, 10, 18), 8, 40), lambda now: self.submit("2022", now))
        add(moment(date(2022, 10, 18), 9), lambda now: self.approve("2022", "director", now))
        add(moment(date(2023, 11, 6), 16), lambda now: self.draft(CONFERENCE_2023, now))
        add(moment(date(2023, 11, 8), 8, 45), lambda now: self.tell_the_day(now))
        add(moment(date(2023, 11, 8), 9, 10), lambda now: self.submit("2023", now))
        add(moment(date(2023, 11, 8), 9, 40), lambda now: self.approve("2023", "director", now))

    # ---- written by hand

    def write(self, words: Words, now: datetime) -> None:
        editor, key = self.books.cast.actor("editor"), slug(words["title"])
        article = services.draft_article(
            title=words["title"], byline=editor.name, author_unit=self.books.cast.unit("so-khcn"), illustrative=True,
            actor=editor, now=now,
        )  # fmt: skip
        results = [self.nine.lives[name].record for name in words.get("results", ())]
        article = services.edit_article(
            article, version=article.version, lead=words["lead"], body=words["body"], results=results, actor=editor,
            now=now + timedelta(minutes=25),
        )  # fmt: skip
        for row in words.get("photo", ()):
            file = store_file(picture(row["scene"]), name=f"tin-{row['scene']}.png", actor=editor, now=now)
            caption = {"caption": row["caption"], "credit": CREDIT, "place": row["place"], "consent": True}
            services.add_photographs(
                article, files=[file], words=caption | {"taken_on": words["on"]}, actor=editor,
                now=now + timedelta(minutes=30),
            )  # fmt: skip
        self._made[key] = article
        self.submit(key, now + timedelta(minutes=35))

    def correct(self, words: Words, now: datetime) -> None:
        """What was wrong in a published article is put right in sight of everybody."""
        editor, key, mended = self.books.cast.actor("editor"), slug(words["title"]), words["correction"]
        article = self._fresh(key)
        article = services.revise_article(
            article, version=article.version, reason=mended["reason"], actor=editor, now=now
        )
        services.edit_article(article, version=article.version, lead=mended["lead"], actor=editor, now=now)
        self.submit(key, now + timedelta(minutes=10))
        self.approve(key, "deputy", now + timedelta(minutes=30))

    # ---- told from the records

    def draft(self, held_on: date, now: datetime) -> None:
        editor = self.books.cast.actor("editor")
        self._made[str(held_on.year)] = services.draft_from_conference(
            Conference.objects.get(held_on=held_on), byline=editor.name,
            author_unit=self.books.cast.unit("so-khcn"), actor=editor, now=now,
        )  # fmt: skip

    def tell_the_day(self, now: datetime) -> None:
        """The draft of the day before is composed anew from the records of the day, and gets its photographs."""
        editor, article = self.books.cast.actor("editor"), self._fresh("2023")
        article = services.redraft_article(article, version=article.version, actor=editor, now=now)
        services.copy_photographs(article, actor=editor, now=now + timedelta(minutes=10))

    def submit(self, key: str, now: datetime) -> None:
        article = self._fresh(key)
        services.submit_article(article, version=article.version, actor=self.books.cast.actor("editor"), now=now)

    def approve(self, key: str, who: str, now: datetime) -> None:
        article = self._fresh(key)
        services.approve_article(article, version=article.version, actor=self.books.cast.actor(who), now=now)

    def _fresh(self, key: str) -> Article:
        return Article.objects.get(pk=self._made[key].pk)


def plan_news(books: Books, nine: Nine) -> None:
    Newsroom(books, nine).plan()
