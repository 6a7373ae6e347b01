"""Lists taken out as files, as a browser gets them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.test import Client
from openpyxl import load_workbook


def taken(client: Client, address: str, form: str = "xlsx", query: str = "") -> bytes:
    """The file of the list at `address`: asked for by POST in the office, by a link in public."""
    ask = client.post if address.startswith("/desk/") else client.get
    answer = ask(f"{address}export.{form}" + (f"?{query}" if query else ""))
    assert answer.status_code == 200, answer.status_code
    return answer.content


def table_of(content: bytes) -> list[tuple[Any, ...]]:
    """The head and the rows of a list in Excel, without what stands above and the line of sums below."""
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if not any(row)) + 1
    return rows[head:-1] if rows[-1][0] == "Cộng" else rows[head:]


def table(client: Client, address: str, query: str = "") -> list[tuple[Any, ...]]:
    """The head and the rows of the list at `address` as Excel."""
    return table_of(taken(client, address, query=query))


def cells(client: Client, address: str, column: str, query: str = "") -> list[Any]:
    """One column of the same, without its head."""
    head, *rows = table(client, address, query)
    return [row[head.index(column)] for row in rows]
