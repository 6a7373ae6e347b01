"""The document set of minutes as one archive: names that every system can unpack, and the manifest."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gieo.core.text import nfc, squeeze
from gieo.domain.handovers.rules.annex import readable

MANIFESTS = MANIFEST_TEXT, MANIFEST_JSON = "MANIFEST.txt", "MANIFEST.json"
LINK = "Kiểm tra: "
MOST_LETTERS = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})


@dataclass(frozen=True)
class Packed:
    """A file of the archive: where it lies, its size in bytes, its SHA-256, the item it belongs to (None: papers)."""

    path: str
    size: int
    digest: str
    item: int | None = None


def safe_name(name: str, *, most: int = MOST_LETTERS) -> str:
    """A name that Windows, macOS and Linux take, in composed Vietnamese letters; the ending stays when it is cut."""
    plain = squeeze(_FORBIDDEN.sub(" ", nfc(name))).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = plain, "", ""
    stem = stem[: max(most - len(ending) - len(dot), 1)].rstrip(" .")
    if stem.split(".")[0].upper() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem or 'tep'}{dot}{ending}"


def free_path(folder: str, name: str, taken: Collection[str]) -> str:
    """The path, numbered when a file of this name lies there already; letters of either case are the same."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    known = {path.casefold() for path in taken}
    path, number = f"{folder}/{name}", 1
    while path.casefold() in known:
        number += 1
        path = f"{folder}/{stem} ({number}){dot}{ending}"
    return path


def item_folder(item: Mapping[str, Any]) -> str:
    return safe_name(f"{item['order']:02d} {item['code']} {item['title']}", most=60)


def manifest_json(content: Mapping[str, Any], digest: str, files: Sequence[Packed]) -> str:
    """The manifest for machines: the minutes by code and content digest, then every file."""
    said = {
        "schema": 1,
        "minutes": {
            "code": content["code"],
            "number": content["number"],
            "held_on": content["held_on"],
            "giver": content["giver"]["unit"],
            "receiver": content["receiver"]["unit"],
            "sha256": digest,
        },
        "files": [{"path": file.path, "item": file.item, "size": file.size, "sha256": file.digest} for file in files],
    }
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def manifest_text(content: Mapping[str, Any], digest: str, files: Sequence[Packed], *, link: str) -> str:
    """The manifest for people, with line ends that every editor shows."""
    titles = {item["order"]: item["title"] for item in content["items"]}
    lines = [
        "BỘ HỒ SƠ BÀN GIAO",
        f"Biên bản số {content['number']} (mã {content['code']})",
        f"Bên giao: {content['giver']['unit']}",
        f"Bên nhận: {content['receiver']['unit']}",
        f"Vân tay nội dung biên bản (SHA-256): {digest}",
        f"{LINK}{link}",
        "",
        f"{len(files)} tệp, {sum(file.size for file in files)} byte.",
        "So từng tệp: certutil -hashfile <tệp> SHA256 (Windows), sha256sum <tệp> (Linux), shasum -a 256 <tệp> (macOS).",
    ]
    last: int | None = -1
    for file in files:
        if file.item != last:
            lines += ["", f"Mục {file.item}. {titles.get(file.item, '')}" if file.item is not None else "Biên bản"]
            last = file.item
        lines += [f"  {file.path}", f"    {file.size} byte  {readable(file.digest).replace(chr(10), ' ')}"]
    return "\r\n".join(lines) + "\r\n"


def without_link(text: str) -> str:
    """A manifest without the address to check it at, which is that of the site on the day it was packed."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(LINK))
