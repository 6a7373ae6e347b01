"""Finding among 100,000 or 1,000,000 texts: speed, the index's building and memory, beside FTS5 and ts_rank.

`python -m bench.large [texts] [alone]`, `alone` without the other two. The texts are made by the program: sentences of
Vietnamese words drawn as in a language (few often, many seldom) from the demo's results and the labelled texts, 60 to
150 syllables a text. The queries are the searches of bench/labelled/, typed with accents, without, and half and half.
Times are processor time of the asking thread, so that what others do on the machine does not count; wall time beside.

Limits are for a machine on which the engine alone, asked what is simplest, takes the time that the budget names. One
that takes longer, or has a slow hour, is given as much more; the run says how much, and whether the bare limits held.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import psycopg
import tantivy

from bench import budget
from bench.matching import ROOT, TYPINGS, folded, labelled, texts
from gieo.foundation.search.engine import Hits, Index, View
from gieo.foundation.search.engine.terms import anywhere
from gieo.foundation.search.rules import Entry, asked, syllables
from gieo.foundation.search.rules.telling import wanted
from gieo.foundation.search.vocab import Form, Weight
from gieo.interfaces.ops import postgres

TEXTS, SENTENCES, SHOWN = 100_000, 30_000, 18
LIMITS = budget("large")
ROUNDS = 3
PEERS = 40  # queries that FTS5 and PostgreSQL are asked


def words_of_the_language() -> tuple[list[str], list[float]]:
    """Words of two syllables, each as often as the demo and the labelled texts say it, thinning out like a language."""
    lines = [line for said in texts().values() for line in said.values()]
    demo = ROOT / "src" / "gieo" / "interfaces" / "ops" / "demo" / "data"
    lines += [line for path in sorted(demo.rglob("*.toml")) for line in path.read_text(encoding="utf-8").splitlines()]
    often = Counter(
        f"{left.written} {right.written}" for line in lines for left, right in pairwise(syllables(line))
    ).most_common()
    return [word for word, _count in often], [1 / (rank + 3) ** 0.8 for rank in range(len(often))]


def made_up(count: int) -> Iterator[Entry]:
    chance = random.Random(20261126)
    words, weights = words_of_the_language()
    heights = list(accumulate(weights))
    sentences = [" ".join(chance.choices(words, cum_weights=heights, k=chance.randint(4, 9))) for _ in range(SENTENCES)]
    for number in range(1, count + 1):
        title, *body = chance.choices(sentences, k=chance.randint(6, 12))
        yield Entry(f"text:{number}", "text", {Weight.TITLE: title, Weight.BODY: ". ".join(body)})


def write_down(count: int, path: Path) -> None:
    """Made once, so that making them counts for nobody: a line a text."""
    with path.open("w", encoding="utf-8") as file:
        for one in made_up(count):
            file.write(f"{one.texts[Weight.TITLE]}\t{one.texts[Weight.BODY]}\n")


def read(path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            title, body = line.rstrip("\n").split("\t")
            yield Entry(f"text:{number}", "text", {Weight.TITLE: title, Weight.BODY: body})


def queries() -> list[str]:
    return [typing(one.title) for one in labelled("searches") for typing in TYPINGS.values()]


def timed(name: str, ask: Callable[[str], object], every: list[str], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th of a hundred, in milliseconds: of each question the middle of its rounds."""
    spent: dict[str, list[float]] = {one: [] for one in every}
    walls: dict[str, list[float]] = {one: [] for one in every}
    for one in every[:10]:
        ask(one)
    for _round in range(rounds):
        for one in every:
            wall, started = time.perf_counter(), time.thread_time()
            ask(one)
            spent[one].append((time.thread_time() - started) * 1000)
            walls[one].append((time.perf_counter() - wall) * 1000)
    median, p95 = _middle(spent)
    wall, late = _middle(walls)
    print(f"  {name:36} median {median:8.2f}   p95 {p95:8.2f} ms   (wall {wall:8.2f}, {late:8.2f})", flush=True)
    return median, p95


def _middle(times: dict[str, list[float]]) -> tuple[float, float]:
    each = [statistics.median(some) for some in times.values()]
    return statistics.median(each), statistics.quantiles(each, n=20)[-1]


def first_page(view: View, words: str) -> Hits:
    return view.find(view.settled(asked(words)), limit=SHOWN)


def second_order(view: View, words: str) -> tuple[str, ...]:
    return view.likely(view.ranking(wanted(words)), limit=200)


def alone(index: tantivy.Index, words: str) -> object:
    """The best that have any of the words, in one field: how fast this machine is with what is simplest."""
    terms = [tantivy.Query.term_query(index.schema, anywhere(Form.FOLDED), word.folded) for word in syllables(words)]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
    return index.searcher().search(query, SHOWN, count=False)


def ours(folder: Path, count: int, written: Path) -> bool:
    started = time.perf_counter()
    index = Index(folder, fresh=True)
    index.fill(read(written))
    seconds = time.perf_counter() - started
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {count} texts indexed in {seconds:.0f} s, {resident:.0f} MB resident", flush=True)
    every, there = queries(), tantivy.Index.open(str(folder))
    median, p95 = timed("tantivy, first page and how many", lambda words: first_page(index.view(), words), every)
    timed("tantivy, 200 for a second order", lambda words: second_order(index.view(), words), every)
    bare = timed("the engine alone, any of the words", lambda words: alone(there, words), every)
    limits = LIMITS["million" if count >= 1_000_000 else "hundred_thousand"]
    slower = min(
        spent / limits[f"engine_{name}_milliseconds"] for spent, name in zip(bare, ("median", "p95"), strict=True)
    )
    times = {"median_milliseconds": median, "p95_milliseconds": p95, "build_seconds": seconds}
    over = [name for name, spent in times.items() if spent > limits[name]]
    print(
        f"  engine alone at {slower:.2f} of its time; over the bare limit: {', '.join(over) or 'nothing'}", flush=True
    )
    kept = all(times[name] <= limits[name] * max(1, slower) for name in over)
    return kept and resident <= limits["resident_megabytes"]


def fts5(folder: Path, written: Path) -> None:
    there = sqlite3.connect(folder / "fts5.sqlite3")
    there.execute("CREATE VIRTUAL TABLE words USING fts5(key UNINDEXED, title, body)")
    rows = ((one.key, *(folded(one.texts[place]) for place in (Weight.TITLE, Weight.BODY))) for one in read(written))
    there.executemany("INSERT INTO words VALUES (?, ?, ?)", rows)
    there.commit()
    sql = "SELECT key FROM words WHERE words MATCH ? ORDER BY bm25(words, 0, 3, 1) LIMIT 18"

    def ask(words: str) -> object:
        return there.execute(sql, [" OR ".join(f'"{one}"' for one in folded(words).split())]).fetchall()

    timed("SQLite FTS5, bm25, any of the words", ask, queries()[:PEERS], 1)
    there.close()


def ts_rank(there: psycopg.Connection, written: Path) -> None:
    """PostgreSQL works in a process of its own: only wall time says anything."""
    there.execute("CREATE UNLOGGED TABLE texts (key text, title text, body text)")
    with there.cursor() as cursor, cursor.copy("COPY texts FROM STDIN") as copy:
        for one in read(written):
            copy.write_row((one.key, folded(one.texts[Weight.TITLE]), folded(one.texts[Weight.BODY])))
    there.execute(
        """CREATE UNLOGGED TABLE words AS SELECT key, setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', body), 'D') AS vector FROM texts"""
    )
    there.execute("CREATE INDEX ON words USING gin (vector)")
    there.execute("ANALYZE words")
    sql = """SELECT key FROM words, to_tsquery('simple', %s) asked WHERE vector @@ asked
        ORDER BY ts_rank(vector, asked) DESC LIMIT 18"""
    any_of = (" | ".join(folded(words).split()) for words in queries())
    asking = list(any_of)[:PEERS]
    timed("PostgreSQL ts_rank, any of the words", lambda words: there.execute(sql, [words]).fetchall(), asking, 1)


def main(count: int, peers: str = "with") -> int:
    with tempfile.TemporaryDirectory(prefix="gieo-bench-") as name:
        written = Path(name) / "texts"
        write_down(count, written)
        well = ours(Path(name) / "index", count, written)
        if peers == "alone":
            return 0 if well else 1
        fts5(Path(name), written)
        found = postgres.tools()
        if found is None:
            print(f"  PostgreSQL: not measured, needs {postgres.HOW}")
            return 0 if well else 1
        with postgres.Cluster(found) as cluster, psycopg.connect(cluster.url) as there:
            ts_rank(there, written)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS, *sys.argv[2:3]))
