"""An article composed from the records of a conference: plain values in, sentences with their sources out.

Nothing is said that no record says: what is not signed or not received is told as such, the chair stands by title
alone. Composing again from today's records shows which of them have changed since.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from gieo.core.money import format_number
from gieo.core.text import slug
from gieo.domain.news.vocab import SourceKind, What

TITLE, LEAD = "tieu-de", "doan-dan"
MOST_TOLD = 3
"""Results introduced in plain words."""


@dataclass(frozen=True)
class DecisionFact:
    code: str
    number: str
    issued_on: date | None
    issuer: str


@dataclass(frozen=True)
class ReceiverFact:
    """A unit with the titles of the results and the number of the products it is given."""

    code: str
    name: str
    results: tuple[str, ...]
    products: int


@dataclass(frozen=True)
class ResultFact:
    """A result that can be introduced in plain words."""

    code: str
    title: str
    plain_words: str
    is_outstanding: bool


@dataclass(frozen=True)
class RequestFact:
    """What a leader asked for on the day of the conference."""

    code: str
    text: str
    issuer: str


@dataclass(frozen=True)
class Progress:
    """Minutes made and signed by all; items in signed minutes and those received."""

    minutes: int = 0
    signed: int = 0
    items: int = 0
    received: int = 0


@dataclass(frozen=True)
class Day:
    """A conference as its records have it. Counts are those that its own page shows to anybody."""

    code: str
    title: str
    held_on: date
    place: str
    chair_title: str
    is_over: bool
    results: int
    products: int
    units: int
    enterprises: int
    decisions: tuple[DecisionFact, ...] = ()
    natures: tuple[tuple[str, int], ...] = ()
    """What kinds of products there are, in words, with their number."""
    programme: tuple[str, str] = ("", "")
    """Code and name of the programme that all products belong to, if they do."""
    receivers: tuple[ReceiverFact, ...] = ()
    introduced: tuple[ResultFact, ...] = ()
    requests: tuple[RequestFact, ...] = ()
    progress: Progress = Progress()


@dataclass(frozen=True)
class Fact:
    """What was read, where: the record by kind and code, and the value it had."""

    kind: SourceKind
    code: str
    what: What
    value: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.code, self.what


@dataclass(frozen=True)
class Sentence:
    """One sentence. Its anchor is made of what it tells, so that it is the same when composed again."""

    anchor: str
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a list of one sentence a row, under a heading or none."""

    sentences: tuple[Sentence, ...]
    heading: str = ""
    is_list: bool = False


@dataclass(frozen=True)
class Draft:
    """Title and lead are sentences with sources too."""

    title: Sentence
    lead: Sentence
    passages: tuple[Passage, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        body = (sentence for passage in self.passages for sentence in passage.sentences)
        return (self.title, self.lead, *body)

    @property
    def facts(self) -> dict[tuple[str, str, str], str]:
        """What the records say, by kind, code and what was read."""
        return {fact.key: fact.value for sentence in self.sentences for fact in sentence.facts}

    @property
    def markup(self) -> str:
        """The body: every sentence in a span that names it."""
        return "\n\n".join(_drawn(passage) for passage in self.passages)


def compose(day: Day) -> Draft:
    """The article of a conference, as far as its records go."""
    passages = (
        Passage(tuple(_opening(day))),
        Passage(tuple(_progress(day))),
        Passage(tuple(_receivers(day)), heading="Ai nhận gì", is_list=True),
        Passage(tuple(_introduced(day)), heading="Một số kết quả được giao", is_list=True),
        *_requests(day),
    )
    return Draft(
        Sentence(TITLE, _title(day), _figures(day)),
        Sentence(LEAD, _lead(day), _figures(day)),
        tuple(passage for passage in passages if passage.sentences),
    )


def _drawn(passage: Passage) -> str:
    spans = [f'<span data-source="{row.anchor}">{escape(row.text, quote=False)}</span>' for row in passage.sentences]
    body = "<ul>" + "".join(f"<li><p>{span}</p></li>" for span in spans) + "</ul>"
    if not passage.is_list:
        body = f"<p>{' '.join(spans)}</p>"
    return f"<h2>{escape(passage.heading, quote=False)}</h2>\n\n{body}" if passage.heading else body


# ---- title and lead


def _title(day: Day) -> str:
    given = f"{_things(day)} cho {format_number(day.units)} đơn vị"
    if not day.units:
        return day.title
    return f"Bàn giao {given}" if day.is_over else f"Sắp bàn giao {given}"


def _lead(day: Day) -> str:
    return _given(day) if day.units else f"Ngày {_day(day.held_on)}, tại {day.place}: {_lower(day.title)}."


def _given(day: Day) -> str:
    """What was handed over to whom. That it was handed over is said only where everybody has signed."""
    all_signed = day.is_over and 0 < day.progress.minutes == day.progress.signed
    verb = "đã được bàn giao" if all_signed else "được giao theo quyết định" if day.is_over else "sẽ được bàn giao"
    among = f", trong đó có {format_number(day.enterprises)} doanh nghiệp" if day.enterprises else ""
    to = f"{format_number(day.units)} đơn vị{among}"
    return f"Ngày {_day(day.held_on)}, tại {day.place}, {_things(day)} {verb} cho {to}."


def _things(day: Day) -> str:
    parts = [
        f"{format_number(count)} {word}"
        for count, word in ((day.results, "kết quả nghiên cứu"), (day.products, "sản phẩm"))
        if count
    ]
    return " và ".join(parts)


# ---- passages


def _opening(day: Day) -> Iterable[Sentence]:
    facts = [_of_day(day, What.TITLE, day.title)]
    words = f"Việc bàn giao {'' if day.is_over else 'sẽ '}diễn ra tại {_lower(day.title)}"
    if day.chair_title:
        facts.append(_of_day(day, What.CHAIR, day.chair_title))
        words += f", do {day.chair_title} chủ trì"
    yield Sentence("hoi-nghi", f"{words}.", tuple(facts))
    for row in day.decisions:
        if row.issued_on is not None:
            yield _decision(row)
    if day.natures:
        yield _natures(day)


def _figures(day: Day) -> tuple[Fact, ...]:
    counts = (
        (What.RESULTS, day.results), (What.PRODUCTS, day.products), (What.UNITS, day.units),
        (What.ENTERPRISES, day.enterprises),
    )  # fmt: skip
    return (
        _of_day(day, What.DAY, _day(day.held_on)),
        _of_day(day, What.PLACE, day.place),
        _of_day(day, What.STATE, "đã bế mạc" if day.is_over else "chưa bế mạc"),
        *(Fact(SourceKind.LINES, day.code, what, str(count)) for what, count in counts),
        *((_signed(day),) if day.is_over else ()),
    )


def _decision(row: DecisionFact) -> Sentence:
    assert row.issued_on is not None
    day = _day(row.issued_on)
    return Sentence(
        f"quyet-dinh-{row.code}",
        f"Việc chuyển giao thực hiện Quyết định số {row.number} ngày {day} của {row.issuer}.",
        (
            Fact(SourceKind.DECISION, row.code, What.NUMBER, row.number),
            Fact(SourceKind.DECISION, row.code, What.DAY, day),
            Fact(SourceKind.DECISION, row.code, What.ISSUER, row.issuer),
        ),
    )


def _natures(day: Day) -> Sentence:
    said = "; ".join(f"{format_number(count)} {_lower(name)}" for name, count in day.natures)
    facts = [Fact(SourceKind.LINES, day.code, What.NATURES, said)]
    code, name = day.programme
    of = ""
    if code:
        facts.append(Fact(SourceKind.PROGRAMME, code, What.NAME, name))
        of = f" của {name}"
    return Sentence("san-pham", f"Các sản phẩm{of} gồm {said}.", tuple(facts))


def _progress(day: Day) -> Iterable[Sentence]:
    """How far signing and receiving have come; nothing before the day is over."""
    if not day.is_over:
        return
    done, of, at = day.progress.signed, day.progress.minutes, f"trong {format_number(day.progress.minutes)}"
    if not of:
        words = "Chưa có biên bản bàn giao nào được lập."
    elif done == of:
        words = f"Cả {format_number(of)} biên bản bàn giao đã được các bên ký."
    elif done:
        words = f"Mới có {format_number(done)} {at} biên bản bàn giao được các bên ký."
    else:
        words = f"Chưa biên bản nào {at} biên bản bàn giao được các bên ký."
    yield Sentence("ky-bien-ban", words, (_signed(day),))
    if done:
        yield _received(day)


def _received(day: Day) -> Sentence:
    items, had = day.progress.items, day.progress.received
    if had == items:
        words = f"Các đơn vị đã xác nhận nhận đủ {format_number(items)} mục ghi trong biên bản đã ký."
    elif had:
        words = (
            f"Các đơn vị đã xác nhận nhận {format_number(had)} trong {format_number(items)} mục ghi trong biên bản đã "
            f"ký; {format_number(items - had)} mục chưa nhận."
        )
    else:
        words = f"Chưa mục nào trong {format_number(items)} mục ghi trong biên bản đã ký được xác nhận là đã nhận."
    return Sentence("da-nhan", words, (Fact(SourceKind.MINUTES, day.code, What.RECEIVED, f"{had}/{items}"),))


def _receivers(day: Day) -> Iterable[Sentence]:
    for row in day.receivers:
        parts = [f"“{title}”" for title in row.results]
        if row.products:
            parts.append(f"{format_number(row.products)} sản phẩm")
        items = _listed(parts)
        verb = "được giao" if day.is_over else "sẽ được giao"
        yield Sentence(
            f"nhan-{slug(row.code)}",
            f"{row.name} {verb} {items}.",
            (
                Fact(SourceKind.UNIT, row.code, What.NAME, row.name),
                Fact(SourceKind.UNIT, row.code, What.ITEMS, items),
            ),
        )


def _introduced(day: Day) -> Iterable[Sentence]:
    """Outstanding results first, then in their order; a result without plain words is not told of."""
    told = sorted((row for row in day.introduced if row.plain_words), key=lambda row: not row.is_outstanding)
    for row in told[:MOST_TOLD]:
        words = first_sentence(row.plain_words)
        yield Sentence(
            f"ket-qua-{slug(row.code)}",
            f"{row.title}: {_lower(words) if words[1:2].islower() else words}",
            (
                Fact(SourceKind.RESULT, row.code, What.TITLE, row.title),
                Fact(SourceKind.RESULT, row.code, What.PLAIN_WORDS, words),
            ),
        )


def _requests(day: Day) -> tuple[Passage, ...]:
    if not (day.is_over and day.requests):
        return ()
    whose = {row.issuer for row in day.requests}
    who = f" của {whose.pop()}" if len(whose) == 1 and "" not in whose else ""
    number = len(day.requests)
    facts = tuple(Fact(SourceKind.DIRECTIVE, row.code, What.DAY, _day(day.held_on)) for row in day.requests)
    opening = Sentence(
        "yeu-cau", f"Ngày {_day(day.held_on)}, {format_number(number)} yêu cầu{who} được ghi lại:", facts
    )
    rows = tuple(
        Sentence(f"yeu-cau-{slug(row.code)}", row.text, (Fact(SourceKind.DIRECTIVE, row.code, What.REQUEST, row.text),))
        for row in day.requests
    )
    return Passage((opening,), heading="Yêu cầu đặt ra"), Passage(rows, is_list=True)


# ---- words


def _of_day(day: Day, what: What, value: str) -> Fact:
    return Fact(SourceKind.CONFERENCE, day.code, what, value)


def _signed(day: Day) -> Fact:
    return Fact(SourceKind.MINUTES, day.code, What.SIGNED, f"{day.progress.signed}/{day.progress.minutes}")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _listed(parts: Sequence[str]) -> str:
    """ "a", "a và b", "a, b và c"."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + f" và {parts[-1]}"


def _lower(text: str) -> str:
    """The text as it stands inside a sentence; abbreviations keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def first_sentence(text: str) -> str:
    """The first sentence of a text, closed by a full stop."""
    found = re.match(r"(.+?[.!?…])(?:\s|$)", text.strip(), re.DOTALL)
    words = found.group(1) if found else text.strip()
    return words if words[-1:] in ".!?…" else f"{words}."
