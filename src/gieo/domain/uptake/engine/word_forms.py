"""Tables of a Word file as plain rows of cells (python-docx)."""

from io import BytesIO

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from gieo.domain.uptake.rules.report_form import FormTable
from gieo.foundation.files.rules import DAMAGED_ARCHIVE

MOST_ROWS = 400


class Unreadable(Exception):
    """No Word file that can be read: an older kind (.doc), or broken."""


def read_tables(content: bytes) -> list[FormTable]:
    """Every table in the order of the file, with what was written since the one before. A merged cell counts once."""
    try:
        document = docx.Document(BytesIO(content))
    except (PackageNotFoundError, KeyError, SyntaxError, *DAMAGED_ARCHIVE) as error:  # also lxml's, for what is no XML
        raise Unreadable from error
    found: list[FormTable] = []
    above: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found.append(FormTable("\n".join(above), tuple(_rows(block))))
            above = []
        else:
            above.append(block.text)
    return found


def _rows(table: Table) -> list[tuple[str, ...]]:
    rows = []
    for row in table.rows[:MOST_ROWS]:
        seen, cells = set(), []
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                cells.append(cell.text)
        rows.append(tuple(cells))
    return rows
