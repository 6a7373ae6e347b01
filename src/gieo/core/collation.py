"""The Vietnamese alphabet as a stored key, so that any database sorts by it.

Databases differ in collation: SQLite compares bytes (Đ after Z), PostgreSQL as its cluster was made. A column holding
`sort_text(name)` beside the name sorts alike everywhere, since it has only digits and the letters a to f.
"""

from gieo.core.text import sort_key

_END = "0000"


def sort_text(text: str) -> str:
    """A text in whose plain order names stand as by `gieo.core.text.sort_key`: by letters, then by tones."""
    letters, tones, _ = sort_key(text)
    words = "".join("".join(f"{rank:04x}" for rank in word) + _END for word in letters)
    return words + _END + "".join(f"{tone:x}" for word in tones for tone in word)
