"""Readers of what was printed, borrowed from the room of papers."""

from tests.foundation.papers.conftest import office_profile, pdf_reading, word_text

__all__ = ["office_profile", "pdf_reading", "word_text"]
