"""Texts to translate: taken from the sources with GNU gettext, compared with the English catalogue."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[3]
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = [
    *("_", "_now", "gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "ngettext_lazy:1,2"),
    *("pgettext:1c,2", "pgettext_lazy:1c,2", "npgettext:1c,2,3", "npgettext_lazy:1c,2,3"),
]
NAMED = re.compile(r"%\((\w+)\)|\{(\w+)[^{}]*\}")


class NoGettext(Exception):
    """GNU gettext is not on this machine."""

    def __init__(self) -> None:
        super().__init__("GNU gettext is missing (apt install gettext)")


def collect() -> Path:
    """Bring the English catalogue up to the sources: new texts are added empty, texts no longer used are dropped."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fresh = extract(Path(folder))
        if CATALOGUE.exists():
            options = ["--no-fuzzy-matching", "--no-wrap", "--quiet", "--previous"]
            merged = Path(folder) / "merged.po"
            _run(["msgmerge", *options, "-o", str(merged), str(CATALOGUE), str(fresh)])
            _run(["msgattrib", "--no-obsolete", "--no-wrap", "-o", str(CATALOGUE), str(merged)])
            # The moment of collecting says nothing and makes two people's catalogues differ.
            text = CATALOGUE.read_text(encoding="utf-8")
            CATALOGUE.write_text(re.sub(r'"POT-Creation-Date: .*\n', "", text), encoding="utf-8")
        else:
            locale = ["--no-translator", "--locale=en", "--no-wrap"]
            _run(["msginit", *locale, "-i", str(fresh), "-o", str(CATALOGUE)])
    return CATALOGUE


def extract(folder: Path) -> Path:
    """All texts of the sources as one template catalogue in `folder`."""
    names = []
    for source in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        place = folder / source.relative_to(PACKAGE)
        if "migrations" in place.parts or "static" in place.parts:
            continue
        text = source.read_text(encoding="utf-8")
        if source.suffix != ".py":
            if "{%" not in text and "{{" not in text:
                continue
            text = templatize(text, origin=str(source))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        names.append(str(place.relative_to(folder)))
    (folder / "names").write_text("\n".join(names))
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    options = ["--language=Python", "--from-code=UTF-8", "--add-comments=Translators", "--files-from=names"]
    options += ["--no-wrap", "--no-location", "--sort-by-file", "--package-name=Gieo", "--output=gieo.pot", "-k"]
    _run(["xgettext", *options, *keywords], cwd=folder)
    template = folder / "gieo.pot"
    # xgettext leaves character set and plural forms open.
    text = template.read_text(encoding="utf-8").replace("charset=CHARSET", "charset=UTF-8")
    text = text.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)")
    template.write_text(text, encoding="utf-8")
    return template


def faults() -> list[str]:
    """One line for each text without English, each one that English has lost or gained a placeholder of, each stray."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = _read(extract(Path(folder)))
    given = _read(CATALOGUE) if CATALOGUE.exists() else Catalog(locale="en")
    return list(compare(wanted, given))


def compare(wanted: Catalog, given: Catalog) -> Iterator[str]:
    for message in wanted:
        if not message.id:
            continue
        name = _name(message)
        translated = given.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        if translated is None or not translated.string or not all(_plain(translated.string)):
            yield f"no English: {name}"
        elif translated.fuzzy:
            yield f"English is marked fuzzy: {name}"
        elif _placeholders(message.id) != _placeholders(translated.string):
            yield f"placeholders differ in English: {name}"
    known = {(_plain(message.id)[0], message.context) for message in wanted if message.id}
    for message in given:
        if message.id and (_plain(message.id)[0], message.context) not in known:
            yield f"no longer in the sources: {_name(message)}"


def _plain(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _placeholders(text: str | list[str] | tuple[str, ...]) -> set[str]:
    return {left or right for form in _plain(text) for left, right in NAMED.findall(form)}


def _name(message: Message) -> str:
    text = _plain(message.id)[0].replace("\n", " ")
    return f"“{text[:80]}{'…' if len(text) > 80 else ''}”"


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def _run(command: list[str], cwd: Path | None = None) -> None:
    if not shutil.which(command[0]):
        raise NoGettext
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
