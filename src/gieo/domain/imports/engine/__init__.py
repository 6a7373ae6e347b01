"""Workbooks: read as a stream of cells, written as templates and as marked copies. Plain values in and out."""

from gieo.domain.imports.engine.marking import Mark, marked_copy
from gieo.domain.imports.engine.reading import Row, Sheet, Unreadable, Workbook
from gieo.domain.imports.engine.template import template

__all__ = ["Mark", "Row", "Sheet", "Unreadable", "Workbook", "marked_copy", "template"]
