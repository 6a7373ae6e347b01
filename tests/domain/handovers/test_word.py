"""The Word file of minutes, opened by a second program, says what the PDF says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gieo.domain.handovers.queries.printing import sealed_paper
from gieo.domain.handovers.rules.paper import compose
from gieo.domain.handovers.services import render_minutes
from gieo.foundation.files.queries import read_file
from gieo.foundation.papers import engine
from gieo.foundation.papers.rules import plain_text
from gieo.foundation.signing.vocab import RenderingKind
from tests.domain.handovers.contents import content
from tests.factories.handovers import TABLE, sealed_minutes
from tests.foundation.papers.conftest import Reader, squeezed

pytestmark = [pytest.mark.slow, pytest.mark.libreoffice]


@pytest.mark.django_db
def test_the_file_that_is_kept_of_sealed_minutes_opens_with_the_same_words(word_text: Reader) -> None:
    minutes = sealed_minutes()
    [kept] = [made for made in render_minutes(minutes, now=TABLE) if made.kind == RenderingKind.DOCX]
    minutes.refresh_from_db()
    assert word_text(read_file(kept.file)) == squeezed(plain_text(sealed_paper(minutes)))


def test_eleven_minutes_of_forty_items_open_with_the_same_words(word_text: Reader) -> None:
    for number in range(1, 12):
        said = content(items=40, code=f"BB-2023-{number:03}", number=f"{number:02}/BB-SKHCN")
        paper = compose(said, dated=datetime(2023, 11, 7, 3, tzinfo=UTC), digest="ab" * 32)
        assert word_text(engine.docx(paper)) == squeezed(plain_text(paper))
