"""Pictures of 1200 × 630 for shared addresses: a photograph cut to size, or a card drawn with the page's title.

Both are kept beside the files by the digest of what they are made of, and made again at will.
"""

import hashlib
import json
import threading
from functools import cache
from pathlib import Path

import typst

from gieo.foundation.files.engine.pictures import cut
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import open_file
from gieo.foundation.papers.engine.fonts import face
from gieo.interfaces.web.ui.serving import kept
from gieo.interfaces.web.ui.sharing import CARD_SIZE

HERE = Path(__file__).parent
_LOCK = threading.Lock()


def photograph_card(stored: StoredFile) -> tuple[bytes, str]:
    """The middle of a photograph, without camera data; (bytes, type)."""
    return kept(f"{stored.digest}-card.jpg", lambda: _cut(stored)), "image/jpeg"


def drawn_card(*, title: str, kicker: str, place: str) -> tuple[bytes, str]:
    """A card with the title of a page that has no photograph; (bytes, type)."""
    words = json.dumps({"title": title, "kicker": kicker, "place": place}, ensure_ascii=False, sort_keys=True)
    name = hashlib.sha256(words.encode()).hexdigest()
    return kept(f"{name}-card.png", lambda: _draw(words)), "image/png"


def _cut(stored: StoredFile) -> bytes:
    with open_file(stored) as content:
        return cut(content, CARD_SIZE)


@cache
def _compiler() -> tuple[typst.Compiler, str]:
    chosen = face()
    source = str(HERE / "share_card.typ")
    return typst.Compiler(source, root=str(HERE), font_paths=chosen.fonts, ignore_system_fonts=True), chosen.family


def _draw(words: str) -> bytes:
    with _LOCK:  # a compiler keeps the inputs of its last card
        compiler, family = _compiler()
        drawn = compiler.compile(format="png", ppi=144.0, sys_inputs={"card": words, "font": family})
    assert isinstance(drawn, bytes)
    return drawn
