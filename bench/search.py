"""Finding: how fast beside SQLite FTS5 and PostgreSQL's ts_rank over 10,000 texts, and how well over the demo.

`python -m bench.search [texts]`. The texts are put together from sentences of the demo's results; the queries are those
of queries.toml, typed with accents, without, and half and half. How well: nDCG at 10 against labels made by hand. How
fast the pages are that ask: `python -m bench.scale`.
"""

from __future__ import annotations

import math
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
HOME = tempfile.TemporaryDirectory(prefix="gieo-bench-")
os.environ.update(GIEO_HOME=HOME.name, GIEO_MODE="test", DJANGO_SETTINGS_MODULE="gieo.config.settings")

import django  # noqa: E402 - the environment is laid above

django.setup()

import psycopg  # noqa: E402 - as above
from django.conf import settings  # noqa: E402 - as above
from django.core.management import call_command  # noqa: E402 - as above

from bench import budget  # noqa: E402 - as above
from gieo.domain.results.access import public_results  # noqa: E402 - as above
from gieo.domain.results.queries.finding import find_public  # noqa: E402 - as above
from gieo.foundation.search.engine import Index  # noqa: E402 - as above
from gieo.foundation.search.models import Text  # noqa: E402 - as above
from gieo.foundation.search.queries import stand_at  # noqa: E402 - as above
from gieo.foundation.search.rules import Bounds, Entry, asked, syllables  # noqa: E402 - as above
from gieo.foundation.search.services import entry_of, rebuild  # noqa: E402 - as above
from gieo.foundation.search.vocab import Weight  # noqa: E402 - as above
from gieo.interfaces.ops import demo, postgres  # noqa: E402 - as above
from gieo.interfaces.ops.commands.migrate import load_reference  # noqa: E402 - as above

LIMITS = budget("search")
PUBLIC = Bounds(marks=(frozenset({"public"}),))
QUERIES = tomllib.loads((ROOT / "bench" / "queries.toml").read_text(encoding="utf-8"))["query"]
TEXTS, ROUNDS, SHOWN, DEEP = 10_000, 3, 18, 10


def folded(text: str) -> str:
    return " ".join(word.folded for word in syllables(text))


def half(text: str) -> str:
    """Every second word without its accents, as on a telephone in a hurry."""
    return " ".join(word if number % 2 else folded(word) for number, word in enumerate(text.split()))


TYPINGS: dict[str, Callable[[str], str]] = {"accented": str, "unaccented": folded, "half and half": half}


def grades(labels: dict[str, list[str]]) -> dict[int, int]:
    """How well each public result of the demo answers, by pieces of its titles: 2, 1."""
    found = {}
    for result in public_results():
        title = f"{result.short_title}\n{result.title}".lower()
        if any(piece.lower() in title for piece in labels["best"]):
            found[result.pk] = 2
        elif any(piece.lower() in title for piece in labels.get("good", ())):
            found[result.pk] = 1
    return found


def best(words: str, limit: int) -> Sequence[int]:
    """The public results that answer, best first."""
    found = find_public(words, {})
    assert found is not None, "no index"
    return found.numbers(0, limit)


def gain(found: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found[:DEEP]))


def how_well() -> bool:
    """nDCG at 10 for each way of typing."""
    labelled = [(query["typed"], grades(query)) for query in QUERIES]
    empty = [typed for typed, marks in labelled if not marks]
    assert not empty, f"no result of the demo answers {empty}"
    scores = {}
    for name, typing in TYPINGS.items():
        each = []
        for typed, marks in labelled:
            found = [marks.get(key, 0) for key in best(typing(typed), DEEP)]
            each.append(gain(found) / gain(sorted(marks.values(), reverse=True)))
        scores[name] = statistics.mean(each)
        worst = sorted(zip(each, (typed for typed, _marks in labelled), strict=True))[:3]
        told = ", ".join(f"{typed} {score:.2f}" for score, typed in worst)
        print(f"  {name:14} nDCG@10 {scores[name]:.3f}   lowest: {told}", flush=True)
    apart = max(scores.values()) - min(scores.values())
    print(f"  {len(labelled)} queries over {public_results().count()} results; {apart:.3f} apart")
    return apart <= LIMITS["typings_apart"] and min(scores.values()) >= LIMITS["least_ndcg"]


def made_up(count: int) -> list[Entry]:
    """Texts put together from sentences of the demo's results, each of a different mixture."""
    chance = random.Random(20231107)
    whole = [entry_of(text) for text in Text.objects.filter(kind="result", gone=False).order_by("pk")]
    titles = [line for entry in whole for line in entry.texts[Weight.TITLE].splitlines()]
    sentences = [one for entry in whole for one in entry.texts[Weight.BODY].replace("\n", ". ").split(". ") if one]
    names = [entry.texts[Weight.NAMES] for entry in whole]
    return [
        Entry(
            f"result:{number}",
            "result",
            {
                Weight.NUMBER: f"KQ-{2014 + number % 10}-{number:05d} ĐT-{number}",
                Weight.TITLE: f"{chance.choice(titles)}, {chance.choice(titles).lower()}",
                Weight.NAMES: chance.choice(names),
                Weight.BODY: ". ".join(chance.choices(sentences, k=40)),
            },
            frozenset({"public"}),
        )
        for number in range(1, count + 1)
    ]


def timed(ask: Callable[[str], object]) -> list[float]:
    """Milliseconds of every query, in every typing, several times."""
    words = [typing(query["typed"]) for query in QUERIES for typing in TYPINGS.values()]
    for one in words[:10]:
        ask(one)
    times = []
    for _ in range(ROUNDS):
        for one in words:
            started = time.perf_counter()
            ask(one)
            times.append((time.perf_counter() - started) * 1000)
    return times


def said(name: str, times: list[float]) -> tuple[float, float]:
    median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"  {name:44} median {median:7.2f} ms   p95 {p95:7.2f} ms", flush=True)
    return median, p95


def engines(entries: list[Entry]) -> bool:
    index = Index(Path(HOME.name) / "measured", fresh=True)
    started = time.perf_counter()
    index.write(entries)
    print(f"  {len(entries)} texts indexed in {time.perf_counter() - started:.1f} s")
    median, p95 = said("tantivy, first page", timed(lambda words: index.view().find(asked(words), PUBLIC, limit=SHOWN)))
    said("tantivy, first page while one types", timed(begun(index)))
    said("tantivy, facets of all that answer", timed(lambda words: index.view().marks(asked(words), PUBLIC)))
    said("tantivy, numbers of all that answer", timed(lambda words: index.view().numbers(asked(words), PUBLIC)))
    said("SQLite FTS5, bm25, any of the words", timed(fts5(entries)))
    found = postgres.tools()
    if found is None:
        print(f"  PostgreSQL: not measured, needs {postgres.HOW}")
    else:
        with postgres.Cluster(found) as cluster, psycopg.connect(cluster.url) as there:
            said("PostgreSQL ts_rank, any of the words", timed(ts_rank(there, entries)))
    return median <= LIMITS["median_milliseconds"] and p95 <= LIMITS["p95_milliseconds"]


def begun(index: Index) -> Callable[[str], object]:
    """The same with the last letter not typed yet."""
    return lambda words: index.view().find(asked(words.rstrip("?")[:-1], begun=True), PUBLIC, limit=SHOWN)


def fts5(entries: list[Entry]) -> Callable[[str], object]:
    there = sqlite3.connect(Path(HOME.name) / "fts5.sqlite3")
    there.execute("CREATE VIRTUAL TABLE words USING fts5(key UNINDEXED, number, title, names, body)")
    rows = [(entry.key, *(folded(entry.texts[weight]) for weight in Weight)) for entry in entries]
    there.executemany("INSERT INTO words VALUES (?, ?, ?, ?, ?)", rows)
    there.commit()
    sql = "SELECT key FROM words WHERE words MATCH ? ORDER BY bm25(words, 0, 6, 3, 1.5, 1) LIMIT 18"
    return lambda words: there.execute(sql, [" OR ".join(f'"{one}"' for one in folded(words).split())]).fetchall()


def ts_rank(there: psycopg.Connection, entries: list[Entry]) -> Callable[[str], object]:
    there.execute("CREATE TABLE words (key text, vector tsvector)")
    vector = " || ".join(f"setweight(to_tsvector('simple', %s), '{letter}')" for letter in "ABCD")
    with there.cursor() as cursor:
        rows = [(entry.key, *(folded(entry.texts[weight]) for weight in Weight)) for entry in entries]
        cursor.executemany(f"INSERT INTO words VALUES (%s, {vector})", rows)
    there.execute("CREATE INDEX ON words USING gin (vector)")
    there.execute("ANALYZE words")
    sql = """SELECT key FROM words, to_tsquery('simple', %s) asked WHERE vector @@ asked
        ORDER BY ts_rank(vector, asked) DESC LIMIT 18"""
    return lambda words: there.execute(sql, [" | ".join(folded(words).split())]).fetchall()


def main(count: int) -> int:
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_reference()
    demo.load("conference", lambda _line: None)
    rebuild(stand_at(Path(settings.INDEX_DIR)))
    print("How well:")
    well = how_well()
    print("How fast, in the engine:")
    fast = engines(made_up(count))
    return 0 if well and fast else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS))
