"""Owners who answered whether a result still holds: by telephone when the department asks round each autumn, one by
itself. Made up."""

from datetime import date, datetime
from functools import partial

from gieo.core.clock import TZ, local_date
from gieo.domain.results.queries.validity import to_be_asked
from gieo.domain.results.services import answer_validity
from gieo.domain.results.vocab import Holding
from gieo.interfaces.ops.demo import chance
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

ROUNDS = (date(2022, 9, 20), date(2023, 9, 19), date(2024, 9, 17))
REACHED = 0.8  # of those who are called


def plan_validity(books: Books, nine: Nine) -> None:
    for day in ROUNDS:
        books.timeline.add(moment(day, 10), partial(_call_round, books))
    for words in read("validity")["answer"]:
        books.timeline.add(words["at"].replace(tzinfo=TZ), partial(_answer, books, nine, words))


def _call_round(books: Books, now: datetime) -> None:
    luck = chance.luck(f"validity {now.year}")
    for result in to_be_asked(local_date(now)).order_by("code"):
        if luck.random() < REACHED:
            answer_validity(
                result, answer=Holding.HOLDS, told_by="Chủ nhiệm, gọi điện", actor=books.cast.actor("officer"), now=now
            )


def _answer(books: Books, nine: Nine, words: Words, now: datetime) -> None:
    answer_validity(
        nine.lives[words["result"]].record, answer=Holding(words["answer"]), words=words.get("words", ""),
        told_by=words.get("told_by", ""), actor=books.cast.actor(words["actor"]), now=now,
    )  # fmt: skip
