"""Records found by what people call them: a code, a name, an address; accents and capitals do not matter."""

from collections.abc import Iterable

from gieo.core.text import fold, squeeze
from gieo.domain.imports.rules.nearest import nearest
from gieo.domain.imports.rules.reading import wrong
from gieo.domain.imports.vocab import Flaw

MOST_GUESSES = 200
"""How many unknown names are compared with all known ones; a workbook full of them must not take for ever."""


class Names:
    """Keys of records by their names. `rows` are (key, code, further names); a code wins over a name."""

    def __init__(self, rows: Iterable[tuple[int, str, tuple[str, ...]]]) -> None:
        self._codes: dict[str, int] = {}
        self._names: dict[str, dict[int, str]] = {}
        self._shown: dict[int, str] = {}
        self._guesses: dict[str, str] = {}
        for key, code, names in rows:
            self.add(key, code, names)

    def add(self, key: int, code: str, names: Iterable[str]) -> None:
        """A record that goes by these from now on."""
        self._codes[fold(code)] = key
        self._shown[key] = code
        for name in filter(None, names):
            self._names.setdefault(fold(name), {})[key] = squeeze(name)

    def keys(self, text: str) -> list[int]:
        """Every record that goes by this code or name; where several fold alike, those written just so."""
        bare = fold(text)
        if bare in self._codes:
            return [self._codes[bare]]
        found = self._names.get(bare, {})
        exact = [key for key, name in found.items() if name.lower() == squeeze(text).lower()]
        return exact if len(exact) == 1 else list(found)

    def find(self, text: str) -> int:
        """The one record of this code or name. Raises Wrong when there is none (with the nearest), or several."""
        found = self.keys(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise wrong(Flaw.SEVERAL_RECORDS, codes=", ".join(self._shown[key] for key in found[:6]))
        raise wrong(Flaw.UNKNOWN_RECORD, guess=self._guess(text))

    def _guess(self, text: str) -> str:
        if text not in self._guesses and len(self._guesses) < MOST_GUESSES:
            shown = [name for names in self._names.values() for name in names.values()]
            self._guesses[text] = nearest(text, shown)
        return self._guesses.get(text, "")


class Promised:
    """Names that rows of this very workbook will bring, with the number of the row and whether it is sound."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[int, bool]] = {}

    def promise(self, names: Iterable[str], row: int, *, sound: bool) -> None:
        for name in names:
            if name:
                self._rows.setdefault(fold(name), (row, sound))

    def require(self, text: str, row: int) -> bool:
        """Whether a row above brings this name. Raises Wrong when it stands below, or is itself faulty."""
        found = self._rows.get(fold(text))
        if found is None:
            return False
        number, sound = found
        if number >= row:
            raise wrong(Flaw.BELOW, row=number)
        if not sound:
            raise wrong(Flaw.FAULTY_ABOVE, row=number)
        return True
