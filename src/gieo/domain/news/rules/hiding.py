"""A published article that names what is not public any more: its sentence gives way to a neutral one at once.

The words as they were published stay in the version; only what the public reads is veiled.
"""

import re
from collections.abc import Sequence
from html import escape

from gieo.domain.news.rules.markup import plain_text
from gieo.domain.results.rules import speaks_of

_SPAN = re.compile(r'(<span data-source="[^"]*">)(.*?)(</span>)', re.DOTALL)
_TEXT = re.compile(r"<(p|h2|h3|li)>((?:(?!<(?:p|h2|h3|li|ul|ol|blockquote)\b).)*?)</\1>", re.DOTALL)


def veiled(markup: str, names: Sequence[str], instead: str) -> str:
    """The markup with every sentence that says a name replaced. A drafted sentence keeps the mark of its record; where
    the words stand outside one, the paragraph gives way."""
    neutral = escape(instead, quote=False)

    def sentence(found: re.Match[str]) -> str:
        return f"{found[1]}{neutral}{found[3]}" if speaks_of(names, plain_text(found[2])) else found[0]

    def paragraph(found: re.Match[str]) -> str:
        return f"<{found[1]}>{neutral}</{found[1]}>" if speaks_of(names, plain_text(found[2])) else found[0]

    return _TEXT.sub(paragraph, _SPAN.sub(sentence, markup))
