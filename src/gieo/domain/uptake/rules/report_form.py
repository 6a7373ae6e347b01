"""The official form (form 12 of Circular 14/2014) as rows of a table, and what a filled one says.

Gieo prints these rows and reads them back. What people make of a Word form is messy: numbers dropped, labels shortened,
label and value in one cell, cells merged. What cannot be understood is given back to be read by a person.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gieo.core.text import fold, squeeze
from gieo.domain.uptake.vocab import StopReason
from gieo.domain.uptake.vocab.reports import TOLD, Answer, Answers, Facts, Method

# The words of this paper, which is Vietnamese whoever prints it.
LABELS: Mapping[str, str] = {
    "title": "Tên nhiệm vụ",
    "kind": "Loại hình nhiệm vụ",
    "host": "Cá nhân, tổ chức chủ trì nhiệm vụ",
    "field": "Lĩnh vực nghiên cứu; mục tiêu kinh tế - xã hội",
    "area": "Lĩnh vực ứng dụng",
    "address": "Địa chỉ ứng dụng",
    "scale": "Quy mô ứng dụng",
    "effect": "Hiệu quả ứng dụng",
    "economy": "Hiệu quả về kinh tế",
    "impact": "Tác động kinh tế, xã hội, môi trường",
    "passing": "Phương thức chuyển giao kết quả, mức độ thương mại hoá",
    "property": "Tài liệu về sở hữu trí tuệ",
}
NOT_APPLIED = "Nếu chưa ứng dụng, vì sao"
REASONS: Mapping[str, str] = {
    StopReason.MONEY: "Thiếu tiền",
    StopReason.PEOPLE: "Thiếu người làm",
    StopReason.LEGAL: "Vướng pháp lý",
    StopReason.FIT: "Không hợp với nơi này",
    StopReason.MARKET: "Không bán được",
    StopReason.SEASON: "Thời tiết, mùa vụ",
    StopReason.OTHER: "Lý do khác",
}
METHODS: Mapping[str, str] = {
    Method.DOCUMENTS: "Tài liệu",
    Method.TRAINING: "Đào tạo, tập huấn",
    Method.EXPERTS: "Cử chuyên gia",
    Method.OTHER: "Cách khác",
}
SAY_WHY, COMMERCIAL = "Nói rõ", "Mức độ thương mại hoá"

_CALLED: Mapping[str, tuple[str, ...]] = {
    "title": ("ten nhiem vu", "ten de tai"),
    "kind": ("loai hinh",),
    "host": ("ca nhan, to chuc chu tri", "ca nhan to chuc chu tri", "to chuc chu tri", "don vi chu tri"),
    "field": ("linh vuc nghien cuu", "muc tieu kinh te"),
    "area": ("linh vuc ung dung",),
    "address": ("dia chi ung dung", "dia diem ung dung", "noi ung dung"),
    "scale": ("quy mo",),
    "effect": ("hieu qua ung dung",),
    "economy": ("hieu qua ve kinh te", "hieu qua kinh te"),
    "impact": ("tac dong",),
    "passing": ("phuong thuc chuyen giao",),
    "property": ("tai lieu ve so huu", "tai lieu so huu", "so huu tri tue"),
    "not_applied": ("neu chua ung dung", "ly do chua ung dung"),
}
_KNOWN = ("title", "kind", "host", "field", "property")
_NUMBER = re.compile(r"^\s*\(?\d{1,2}\s*[.)/:-]?\s*")
_TICK = re.compile(r"\[\s*([xX✓v]?)\s*\]|([☐□])|([☒☑✓✔■])")
_NOTHING = re.compile(r"^[\s.…_\-–:;]*$")
_SHEET = re.compile(r"\bBC-[\w-]+-N\d/(\d{1,2})\b")


@dataclass(frozen=True)
class FormTable:
    """A table as it stood in the file: what was written above it, and its rows of cells."""

    above: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Read:
    """What was understood of one sheet, and the lines that were not."""

    number: int
    answers: Answers
    unread: tuple[str, ...] = ()


@dataclass
class _Found:
    texts: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def rows_of(facts: Facts, answers: Answers) -> list[tuple[str, str, str]]:
    """The form as (number, label, text), with ticks as [x] and [ ]; the last row has no number in the circular [P]."""
    said = {name: getattr(answers, name) for name in TOLD}
    known = {name: getattr(facts, name) for name in _KNOWN}
    passing = f"{_ticks(METHODS, answers.methods)}\n{COMMERCIAL}: {answers.commercial}".rstrip()
    texts = known | said | {"passing": passing}
    rows = [(str(number), label, texts[name]) for number, (name, label) in enumerate(LABELS.items(), start=1)]
    reason = (answers.reason,) if answers.answer == Answer.NOT_APPLIED else ()
    return [*rows, ("", NOT_APPLIED, f"{_ticks(REASONS, reason)}\n{SAY_WHY}: {answers.words}".rstrip())]


def _ticks(labels: Mapping[str, str], chosen: Sequence[str]) -> str:
    return "   ".join(f"[{'x' if key in chosen else ' '}] {label}" for key, label in labels.items())


def understand(tables: Iterable[FormTable]) -> list[Read]:
    """What filled forms say, one for each table that is one, in order. A table that holds none of the labels is passed
    over; the number of a sheet is read above it, else counted."""
    found: list[Read] = []
    for table in tables:
        told = _texts(table)
        if not told.texts:
            continue
        named = _SHEET.search(table.above)
        number = int(named[1]) if named else len(found) + 1
        answers, doubts = _answers(told.texts)
        found.append(Read(number, answers, (*told.unread, *doubts)))
    return found


def _texts(table: FormTable) -> _Found:
    found, last = _Found(), ""
    for row in table.rows:
        cells = [cell for cell in row if squeeze(cell)]
        at, name = _labelled(cells)
        if name:
            value = "\n".join(cells[at + 1 :]) if len(cells) > at + 1 else _after_colon(cells[at])
            found.texts[name] = value if not found.texts.get(name) else f"{found.texts[name]}\n{value}"
            last = name
        elif cells and not _is_head(cells):
            # A row without a label goes on with the one above, as when somebody pressed Enter into a new row.
            words = " ".join(cells)
            if last and not squeeze(row[0]):
                found.texts[last] = f"{found.texts[last]}\n{words}"
            else:
                found.unread.append(squeeze(words))
    return found


def _labelled(cells: Sequence[str]) -> tuple[int, str]:
    """Which cell is a label, and of what; the number may have a cell of its own."""
    for at, cell in enumerate(cells[:2]):
        said = fold(_NUMBER.sub("", cell, count=1))
        for name, phrases in _CALLED.items():
            if any(said.startswith(phrase) for phrase in phrases):
                return at, name
    return 0, ""


def _after_colon(cell: str) -> str:
    return cell.partition(":")[2]


def _is_head(cells: Sequence[str]) -> bool:
    return {fold(cell) for cell in cells} <= {"tt", "stt", "noi dung", "thong tin", "ghi chu"}


def _answers(texts: Mapping[str, str]) -> tuple[Answers, tuple[str, ...]]:
    told = {name: _value(texts.get(name, "")) for name in TOLD}
    methods, passing = _chosen(texts.get("passing", ""), METHODS)
    commercial = _labelled_rest(passing, COMMERCIAL)
    reasons, why = _chosen(texts.get("not_applied", ""), REASONS)
    words = _labelled_rest(why, SAY_WHY)
    unread: list[str] = []
    if words and not reasons:
        reasons = [StopReason.OTHER.value]
    if len(reasons) > 1:
        unread.append(f"{NOT_APPLIED}: {', '.join(REASONS[reason] for reason in reasons)}")
    # Address and scale may have been printed beforehand from the plan: they say nothing of whether it was applied.
    applied = any(told[name] for name in ("effect", "economy", "impact"))
    answers = Answers(methods=tuple(methods), commercial=commercial, words=words, **told)
    if reasons and not applied:
        return replace(answers, answer=Answer.NOT_APPLIED.value, reason=reasons[0]), tuple(unread)
    if reasons:
        unread.append(f"{NOT_APPLIED}: {squeeze(why) or REASONS[reasons[0]]}")
        return answers, tuple(unread)
    return replace(answers, answer=Answer.APPLIED.value if applied else ""), tuple(unread)


def _value(text: str) -> str:
    return "" if _NOTHING.match(text) else squeeze(text).strip(" :")


def _chosen(text: str, labels: Mapping[str, str]) -> tuple[list[str], str]:
    """The keys whose box is ticked, and what is left when boxes and labels are taken out. Where there is no box at all,
    a label that is written counts as chosen."""
    rest, chosen = text, []
    for key, label in labels.items():
        box = re.search(rf"({_TICK.pattern})\s*{re.escape(label)}", rest, re.IGNORECASE)
        if box is not None:
            if box[2] or box[4]:
                chosen.append(key)
            rest = rest.replace(box[0], " ")
    if not _TICK.search(text):
        for key, label in labels.items():
            at = fold(rest).find(fold(label))
            if at >= 0 and len(fold(rest)) == len(squeeze(rest)):
                chosen.append(key)
                rest = squeeze(rest)[:at] + squeeze(rest)[at + len(label) :]
    return chosen, rest


def _labelled_rest(text: str, label: str) -> str:
    """What stands after the label where it is printed, else all that is written."""
    said = squeeze(text)
    at = fold(said).find(fold(label))
    words = said[at + len(label) :] if at >= 0 else said
    return _value(words.lstrip(" :,.;"))
