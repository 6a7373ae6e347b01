"""The reader of Word files, borrowed from the room of papers."""

from tests.foundation.papers.conftest import office_profile, word_text

__all__ = ["office_profile", "word_text"]
