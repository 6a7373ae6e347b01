"""What a report must say, what it begins with, how long its link opens it. Numbers stand in data/reports.toml [P]."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gieo.core.basis import Basis, Mark
from gieo.core.text import squeeze
from gieo.domain.uptake.vocab import StopReason
from gieo.domain.uptake.vocab.reports import TOLD, Answer, AnswerFault, Answers, Method

REPORT_BASIS = Basis("Thông tư 14/2014/TT-BKHCN", "Điều 19 và Điều 20", Mark.FOUND)
CONFIRM_BASIS = Basis("Thông tư 14/2014/TT-BKHCN", "Điều 20: người đứng đầu tổ chức chịu trách nhiệm", Mark.FOUND)
RENEW_BASIS = Basis("Quy ước về liên kết báo cáo", "", Mark.PROPOSAL)
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Limits:
    """The office's own numbers."""

    link_days: int
    opened_days: int
    confirm_days: int
    renew_days: int
    most_photographs: int
    most_letters: int


@cache
def limits() -> Limits:
    path = Path(__file__).parent.parent / "data" / "reports.toml"
    return Limits(**tomllib.loads(path.read_text(encoding="utf-8")))


def year_of(months: int | None) -> int:
    """Which of the five reports a limit of so many months asks for: 12 → 1, 60 → 5; 0 when it is none of them."""
    return (months or 0) // MONTHS_A_YEAR


def code_of(minutes: str, year: int) -> str:
    """The code of a report: that of its minutes and the year it is of, BC-2023-07-N2."""
    return f"BC-{minutes.removeprefix('BB-')}-N{year}"


def is_report_code(code: str) -> bool:
    """Whether a code printed on a sheet is that of a report."""
    return code.upper().startswith("BC-")


def link_ends(due: date, today: date) -> date:
    """The last day on which a link made today opens a report due on that day."""
    return max(due, today) + timedelta(days=limits().link_days)


def squeezed(answers: Answers) -> Answers:
    """The same without stray blanks, no longer than is kept, and methods of the list only, each once."""
    most = limits().most_letters
    told = {name: squeeze(getattr(answers, name))[:most] for name in (*TOLD, "words", "commercial")}
    methods = tuple(method.value for method in Method if method.value in answers.methods)
    answer = answers.answer if answers.answer in set(Answer) else ""
    reason = answers.reason if answers.reason in set(StopReason) else ""
    return replace(answers, answer=answer, reason=reason, methods=methods, **told)


def faults(answers: Answers) -> dict[str, AnswerFault]:
    """What must still be said before this can be sent, by field.

    Applied: where, how much, what came of it. Not applied: why, and in words where the reason is none of the list.
    """
    match answers.answer:
        case Answer.APPLIED:
            asked = {
                "address": AnswerFault.NO_ADDRESS,
                "scale": AnswerFault.NO_SCALE,
                "effect": AnswerFault.NO_EFFECT,
            }
            return {name: fault for name, fault in asked.items() if not getattr(answers, name)}
        case Answer.NOT_APPLIED:
            if not answers.reason:
                return {"reason": AnswerFault.NO_REASON}
            return {"words": AnswerFault.NO_WORDS} if answers.reason == StopReason.OTHER and not answers.words else {}
        case _:
            return {"answer": AnswerFault.NO_ANSWER}


def kept(answers: Answers) -> Answers:
    """What a sent report keeps: one answer, and nothing typed under the other."""
    if answers.answer == Answer.NOT_APPLIED:
        return Answers(answer=answers.answer, reason=answers.reason, words=answers.words, area=answers.area)
    return replace(answers, reason="", words="")


def first_answers(
    *,
    field: str = "",
    planned_place: str = "",
    planned_scale: str = "",
    unit_place: str = "",
    before: Answers | None = None,
) -> Answers:
    """What an untouched report begins with: what was said the year before, else what was planned and where the unit is.

    Never an answer: whether it was applied in this year is for the receiver to say.
    """
    if before is not None and before.answer == Answer.APPLIED:
        return replace(before, answer="", reason="", words="")
    return Answers(area=field, address=planned_place or unit_place, scale=planned_scale)


def is_late_arrival(client: str, number: int, *, last_client: str, last_number: int) -> bool:
    """Whether a save that comes now was typed before one that is kept: lines that come back deliver out of order."""
    return bool(client) and client == last_client and number <= last_number
