"""Owners who answered whether a result still holds: one by itself, one by telephone. Made up."""

from datetime import datetime
from functools import partial

from gieo.core.clock import TZ
from gieo.domain.results.services import answer_validity
from gieo.domain.results.vocab import Holding
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books


def plan_validity(books: Books, nine: Nine) -> None:
    for words in read("validity")["answer"]:
        books.timeline.add(words["at"].replace(tzinfo=TZ), partial(_answer, books, nine, words))


def _answer(books: Books, nine: Nine, words: Words, now: datetime) -> None:
    answer_validity(
        nine.lives[words["result"]].record, answer=Holding(words["answer"]), words=words.get("words", ""),
        told_by=words.get("told_by", ""), actor=books.cast.actor(words["actor"]), now=now,
    )  # fmt: skip
