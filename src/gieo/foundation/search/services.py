"""Writing texts in the transaction of a deed, and letting the index of this node follow."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet

from gieo.foundation.search.engine import Entry, Index, Position, Stand
from gieo.foundation.search.models import Text
from gieo.foundation.search.vocab import Weight

BATCH = 1000


def put_texts(entries: Iterable[Entry]) -> int:
    """Say what these records say from now on, in the transaction of the deed; returns how many say something new."""
    wanted = {entry.key: entry for entry in entries}
    there = {text.key: text for text in Text.objects.filter(key__in=list(wanted))}
    changed = [entry for key, entry in wanted.items() if key not in there or entry_of(there[key]) != entry]
    if changed:
        _write([_row(entry) for entry in changed])
    return len(changed)


def drop_texts(keys: Iterable[str]) -> int:
    """Let these records be found no more; returns how many there were."""
    there = list(Text.objects.filter(key__in=list(keys), gone=False))
    for text in there:
        text.texts, text.marks, text.gone = {}, [], True
    if there:
        _write(there)
    return len(there)


def follow(stand: Stand) -> int:
    """Take into the index of this node what was written since; builds it where there is none. One process a node."""
    index = stand.current()
    if index is None:
        return rebuild(stand)
    taken = 0
    position = stand.position()
    while rows := list(_after(position)[:BATCH]):
        _take_in(index, rows)
        position = Position(rows[-1].written_in, rows[-1].pk)
        stand.reached(index, position)
        taken += len(rows)
    return taken


def rebuild(stand: Stand, told: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the index of this node anew beside the old one, which answers until then. Returns how many texts it holds."""
    total = _after(Position()).filter(gone=False).count()
    done = 0
    with stand.fresh() as index:
        position = Position()
        while rows := list(_after(position)[:BATCH]):
            _take_in(index, rows)
            position = Position(rows[-1].written_in, rows[-1].pk)
            done += sum(not row.gone for row in rows)
            told(done, max(total, done))
        stand.reached(index, position)
    return done


def entry_of(text: Text) -> Entry:
    """The row as the index takes it."""
    return Entry(text.key, text.kind, {Weight(name): said for name, said in text.texts.items()}, frozenset(text.marks))


def _row(entry: Entry) -> Text:
    texts = {weight.value: said for weight, said in entry.texts.items()}
    return Text(key=entry.key, kind=entry.kind, texts=texts, marks=sorted(entry.marks))


def _write(rows: list[Text]) -> None:
    number = _transaction_number()
    for row in rows:
        row.pk, row.written_in = None, number
    Text.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["kind", "texts", "marks", "gone", "written_in"],
        batch_size=BATCH,
    )


def _transaction_number() -> int:
    """Grows from transaction to transaction. SQLite has one writer at a time, so the next number is its own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            return int(cursor.fetchone()[0])
    return int(Text.objects.aggregate(last=Max("written_in"))["last"] or 0) + 1


def _after(position: Position) -> QuerySet[Text]:
    """What was written behind a position and can no longer be overtaken by a transaction that still runs."""
    later = Q(written_in__gt=position.written_in) | Q(written_in=position.written_in, pk__gt=position.row)
    rows = Text.objects.filter(later).order_by("written_in", "pk")
    if connection.vendor == "postgresql":
        rows = rows.extra(where=["written_in < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"])  # noqa: S610
    return rows


def _take_in(index: Index, rows: list[Text]) -> None:
    index.write([entry_of(row) for row in rows if not row.gone], [row.key for row in rows if row.gone])
