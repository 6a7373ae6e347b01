"""A list whose rows are at hand: put together by the page in its own order, on one page, without filters."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from gieo.interfaces.web.ui.lists import Chip, Column, ListPage


class Shelf(Sequence[Any]):
    """Rows as a file reads them."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        return self._rows[place]

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        for start in range(0, len(self), chunk_size):
            yield from self._rows[start : start + chunk_size]


class Roll(ListPage):
    """Rows at hand under the columns of a list, so that it comes out as every list does.

    `rows` may be what puts them together once a file asks for them: a page that shows them in a form of its own need
    not make them twice. `key` names a row: what an export keeps, to ask later whether its asker still sees it.
    `narrowed_to` says in words what the address leaves out.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: Sequence[Any] | Callable[[], Sequence[Any]],
        columns: Sequence[Column],
        *,
        title: str,
        key: Callable[[Any], str | int] = lambda row: row.pk,
        noun: Callable[[int], str] | None = None,
        at: str = "",
        narrowed_to: str = "",
    ) -> None:
        super().__init__(request, None, columns, title=title, noun=noun, at=at)  # type: ignore[arg-type] - never asked
        self._rows, self._key, self._narrowed_to = rows, key, narrowed_to

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self._rows() if callable(self._rows) else self._rows)

    @property
    def found(self) -> Shelf:  # type: ignore[override] - read just so
        return self._shelf

    @property
    def count(self) -> int:
        return len(self._shelf)

    @property
    def said_count(self) -> str:  # type: ignore[override]
        return self._counted(self.count)

    @property
    def chips(self) -> tuple[Chip, ...]:  # type: ignore[override]
        return (Chip(self._narrowed_to, ""),) if self._narrowed_to else ()

    @property
    def totals(self) -> Mapping[str, Any]:  # type: ignore[override]
        return {}

    def key_of(self, row: Any) -> str | int:
        return self._key(row)

    def holds(self, keys: Collection[Any]) -> bool:
        return set(keys) <= {self._key(row) for row in self._shelf.iterator(len(self._shelf) or 1)}
