"""Icons of the lucide set, read once from the package's archive and kept in memory."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SVG = "{http://www.w3.org/2000/svg}"


class UnknownIcon(LookupError):
    """The name stands in no file of the lucide set."""


@lru_cache(maxsize=1)
def _archive() -> ZipFile:
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """One icon as inline SVG of the text's size and colour; without a label it is hidden from screen readers."""
    try:
        root = ElementTree.fromstring(_archive().read(f"{name}.svg"))  # noqa: S314 - a file of an installed package
    except KeyError:
        raise UnknownIcon(f"There is no icon {name!r} in the lucide set.") from None
    for node in root.iter():
        node.tag = node.tag.removeprefix(_SVG)
    lines = mark_safe("".join(ElementTree.tostring(child, encoding="unicode").strip() for child in root))  # noqa: S308 - same file
    if label:
        return format_html('<svg class="i" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, lines)
    return format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', lines)
