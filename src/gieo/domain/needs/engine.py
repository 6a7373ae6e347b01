"""The form in Word: written, and read back cell by cell (python-docx)."""

import io
from collections.abc import Sequence

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm

from gieo.core.errors import Invalid
from gieo.domain.needs.rules.word import Line
from gieo.foundation.files.rules import DAMAGED_ARCHIVE

LABEL_WIDTH, CELL_WIDTH = Mm(60), Mm(105)
MOST_ROWS = 200


def write_form(title: str, note: str, lines: Sequence[Line], hints: dict[str, str]) -> bytes:
    """The empty form: what is asked on the left, room for it on the right, the choices of a line under its label."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.add_heading(title, level=1)
    document.add_paragraph(note)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for line in lines:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = LABEL_WIDTH, CELL_WIDTH
        cells[0].text = line.label
        if hints.get(line.key):
            cells[0].add_paragraph().add_run(hints[line.key]).italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read_form(content: bytes, damaged: str) -> list[tuple[str, str]]:
    """Rows of the tables of a Word file, as (first line of the first cell, the second cell). Raises Invalid."""
    try:
        tables = docx.Document(io.BytesIO(content)).tables
    except (PackageNotFoundError, KeyError, SyntaxError, *DAMAGED_ARCHIVE):  # also lxml's, for a part that is no XML
        raise Invalid({"file": [damaged]}) from None
    rows = [row.cells for table in tables for row in list(table.rows)[:MOST_ROWS]]
    return [(cells[0].text.strip().partition("\n")[0], cells[1].text) for cells in rows if len(cells) > 1]
