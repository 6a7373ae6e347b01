"""What counts as a visit, by whom, and how visits add up. A visitor is a keyed digest that nobody can turn back."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2b

from gieo.core.clock import local_date
from gieo.foundation.audience.vocab.visits import VisitKind

LONGEST_PAGE = 200

# As of July 2026: words in the names that robots, link previews, monitors and program libraries give themselves.
ROBOT_WORDS = """
(?<!cu)bot\\b (?<!cu)bot[/_-] crawl spider slurp scrap archiver headless lighthouse feedfetcher feedly
link-?preview bingpreview facebookexternalhit facebookcatalog ^whatsapp snap-url coccoc-web
monitor uptime pingdom nagios zabbix prometheus
^curl ^wget python aiohttp httpx go-http okhttp java/ libwww-perl lwp:: ruby node-fetch axios postman apache-httpclient
phantomjs selenium playwright puppeteer gptbot claude anthropic openai perplexity bytespider ahrefs semrush
"""
ROBOTS = re.compile("|".join(ROBOT_WORDS.split()), re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """One look at one page."""

    page: str
    """Its path without the language: the Vietnamese and the English page are one."""
    visitor: str
    minute: int
    """Minutes since 1970 in UTC."""
    kind: VisitKind


def page_of(path: str) -> str:
    """The page of an address, the same in every language."""
    plain = path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path
    return plain[:LONGEST_PAGE] or "/"


def kind_of(method: str, agent: str, purpose: str) -> VisitKind:
    """HEAD, no name and the names of ROBOTS are robots; `purpose` is what a browser says when it only prepares."""
    if method != "GET" or not agent or ROBOTS.search(agent):
        return VisitKind.ROBOT
    return VisitKind.PREFETCH if "prefetch" in purpose.lower() or "prerender" in purpose.lower() else VisitKind.PERSON


def visitor_of(address: str, agent: str, salt: bytes) -> str:
    """The same for one browser at one address on one day; without the day's salt it cannot be turned back."""
    return blake2b(f"{address}\0{agent}".encode(errors="replace"), key=salt, digest_size=8).hexdigest()


def line_of(visit: Visit) -> bytes:
    """One line of a spool; nothing for a page whose name would break it.

    It begins with a line end too: what a full disk has cut off spoils only itself.
    """
    if not visit.page.isprintable():
        return b""
    return f"\n{visit.kind}\t{visit.minute}\t{visit.visitor}\t{visit.page}\n".encode()


def visits_in(lines: bytes) -> list[Visit]:
    """The visits of whole lines; a line that was cut off is left out."""
    found = []
    for line in lines.split(b"\n"):
        parts = line.decode(errors="replace").split("\t")
        if len(parts) == 4 and parts[0] in set(VisitKind) and parts[1].isdecimal() and parts[3].startswith("/"):
            found.append(Visit(parts[3], parts[2], int(parts[1]), VisitKind(parts[0])))
    return found


def day_of(minute: int) -> date:
    """The day in Vietnam."""
    return local_date(datetime.fromtimestamp(minute * 60, UTC))


@dataclass
class Counts:
    """Looks at one page, or at all of them."""

    visits: int = 0
    robots: int = 0
    prefetches: int = 0

    def add(self, kind: VisitKind) -> None:
        match kind:
            case VisitKind.PERSON:
                self.visits += 1
            case VisitKind.ROBOT:
                self.robots += 1
            case VisitKind.PREFETCH:
                self.prefetches += 1


@dataclass
class Sum:
    """Many visits added up: by page and day, in all, and the people of each minute."""

    pages: defaultdict[tuple[str, date], Counts] = field(default_factory=lambda: defaultdict(Counts))
    total: Counts = field(default_factory=Counts)
    people: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


def summed(visits: Iterable[Visit]) -> Sum:
    """Robots and prefetches are nobody who is online."""
    found = Sum()
    days: dict[int, date] = {}
    for visit in visits:
        day = days.setdefault(visit.minute, day_of(visit.minute))
        found.pages[visit.page, day].add(visit.kind)
        found.total.add(visit.kind)
        if visit.kind is VisitKind.PERSON:
            found.people[visit.minute].add(visit.visitor)
    return found


def online(people: Iterable[Iterable[str]]) -> int:
    """Distinct people of the last minutes."""
    return len({visitor for minute in people for visitor in minute})
