"""Workbooks to take away: the template to fill in, and the workbook as it was sent with what is wrong marked in it."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import override

from gieo.domain.imports.engine import marked_copy, template
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.queries.rows import marks
from gieo.domain.imports.rules.tables import TABLES
from gieo.domain.imports.vocab import Kind, Reading
from gieo.domain.imports.wording import KINDS_OF_VALUE
from gieo.foundation.files.queries import open_file


def template_of(kind: Kind, choices: Mapping[str, Mapping[str, str]]) -> bytes:
    """The workbook to fill in, in Vietnamese whoever asks: it is the office's language."""
    with override("vi"):
        how = {Reading(reading): str(words) for reading, words in KINDS_OF_VALUE.items()}
        return template(TABLES[kind], {key: list(labels.values()) for key, labels in choices.items()}, how)


def marked(one: Import, rows: QuerySet[ImportedRow]) -> bytes:
    with open_file(one.file) as content:
        return marked_copy(content, one.sheet, marks(one, rows))
