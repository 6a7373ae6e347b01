"""Writing texts in the transaction of a deed, and letting the index of this node follow."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Max, Model, QuerySet

from gieo.foundation.search.engine import Index, Position, Stand
from gieo.foundation.search.models import Text
from gieo.foundation.search.queries import written_after
from gieo.foundation.search.rules import Entry, key_of
from gieo.foundation.search.vocab import Weight

Row = TypeVar("Row", bound=Model)
BATCH = 1000
CHUNK = 500
LAST_ROW = 2**63 - 1
WRAP = 2**32  # a session's transaction number is told without what lies above this


def put_texts(entries: Iterable[Entry]) -> int:
    """Say what these records say from now on, in the transaction of the deed; returns how many say something new."""
    wanted = {entry.key: entry for entry in entries}
    with transaction.atomic(savepoint=False):
        there = {text.key: text for text in Text.objects.filter(key__in=list(wanted))}
        changed = [entry for key, entry in wanted.items() if key not in there or not _says(there[key], entry)]
        if changed:
            _write([_row(entry) for entry in changed])
    return len(changed)


def drop_texts(keys: Iterable[str]) -> int:
    """Let these records be found no more; returns how many there were."""
    with transaction.atomic(savepoint=False):
        there = list(Text.objects.filter(key__in=list(keys), gone=False))
        for text in there:
            text.texts, text.marks, text.gone = {}, [], True
        if there:
            _write(there)
    return len(there)


def renew_texts(kind: str, rows: QuerySet[Row], text_of: Callable[[Row], Entry | None]) -> int:
    """Say anew what these records say, some hundred at a time, each locked meanwhile; `text_of` has nothing for one
    that is to be found no more. Returns how many say something new."""
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            part = list(rows.select_for_update(of=("self",)).filter(pk__gt=last).order_by("pk")[:CHUNK])
            if not part:
                return changed
            said = {key_of(kind, row.pk): text_of(row) for row in part}
            changed += put_texts(entry for entry in said.values() if entry is not None)
            changed += drop_texts(key for key, entry in said.items() if entry is None)
            last = part[-1].pk


def follow(stand: Stand) -> int:
    """Take into the index of this node what was written since; builds it where there is none that can be used.

    One process a node. Returns how many texts it took in.
    """
    index = stand.current()
    if index is None:
        return rebuild(stand)
    taken, position = 0, stand.position()
    while rows := list(_after(position)[:BATCH]):
        try:
            _take_in(index, rows)
        except (OSError, ValueError):
            stand.lose(index)
            return rebuild(stand)
        position = Position(rows[-1].written_in, rows[-1].pk)
        stand.reached(index, position)
        taken += len(rows)
    return taken


def rebuild(stand: Stand, told: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the index of this node anew beside the old one, which answers until then; returns how many texts it has."""
    reached = _all_written()
    texts = Text.objects.filter(gone=False).order_by("pk")
    total, done, last = texts.count(), 0, 0
    with stand.fresh() as index:
        index.write([])  # none yet: it is an index all the same
        while rows := list(texts.filter(pk__gt=last)[:BATCH]):
            _take_in(index, rows)
            last, done = rows[-1].pk, done + len(rows)
            told(done, max(total, done))
        stand.reached(index, reached)
    return done


def mend(stand: Stand) -> int | None:
    """Build the index anew if it does not hold what the table says, or stands ahead of it (another database).

    Returns how many texts it holds then, nothing when all was well.
    """
    follow(stand)
    index = stand.current()
    try:
        ahead = stand.position().written_in > _all_written().written_in
        if index is not None and not ahead and index.view().size == Text.objects.filter(gone=False).count():
            return None
    except (OSError, ValueError):
        pass
    return rebuild(stand)


def entry_of(text: Text) -> Entry:
    """The row as the index takes it."""
    return Entry(
        text.key,
        text.kind,
        {Weight(name): said for name, said in text.texts.items()},
        frozenset(text.marks),
        text.order,
    )


def _says(text: Text, entry: Entry) -> bool:
    return not text.gone and entry_of(text) == entry


def _row(entry: Entry) -> Text:
    texts = {weight.value: said for weight, said in entry.texts.items()}
    return Text(key=entry.key, kind=entry.kind, texts=texts, marks=sorted(entry.marks), order=entry.order)


def _write(rows: list[Text]) -> None:
    number = _transaction_number()
    for row in rows:
        row.pk, row.written_in = None, number
    Text.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["kind", "texts", "marks", "order", "gone", "written_in"],
        batch_size=BATCH,
    )


def _transaction_number() -> int:
    """Grows from transaction to transaction. SQLite has one writer at a time, so the next number is its own."""
    if connection.vendor == "postgresql":
        return _asked("SELECT pg_current_xact_id()::text::bigint")
    return _latest() + 1


def _all_written() -> Position:
    """Whoever reads after this sees everything that was written up to there."""
    return Position(_settled() - 1 if connection.vendor == "postgresql" else _latest(), LAST_ROW)


def _after(position: Position) -> QuerySet[Text]:
    """What was written behind a position and can no longer be overtaken by a transaction that still runs."""
    rows = written_after(position)
    return rows.filter(written_in__lt=_settled()) if connection.vendor == "postgresql" else rows


def _settled() -> int:
    """Every transaction of this database with a lower number has ended: who reads after this sees all of them. The one
    that asks has not, if it writes: what it says later is not passed over either.

    A snapshot alone would say so too, but counts the transactions of all databases of the cluster: a long one elsewhere
    would hold up the index. Sessions are read after the snapshot, so one that is missing has ended or begins above it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, ARRAY("
            "SELECT backend_xid::text::bigint FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_xid IS NOT NULL)"
        )
        coming, running = cursor.fetchone()
    return min([coming, *(_whole(xid, coming) for xid in running)])


def _whole(xid: int, coming: int) -> int:
    """A session tells the lower half of its number; it is the one nearest to the coming number, before or after it."""
    return coming + (xid - coming + WRAP // 2) % WRAP - WRAP // 2


def _latest() -> int:
    return int(Text.objects.aggregate(last=Max("written_in"))["last"] or 0)


def _asked(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def _take_in(index: Index, rows: list[Text]) -> None:
    index.write([entry_of(row) for row in rows if not row.gone], [row.key for row in rows if row.gone])
