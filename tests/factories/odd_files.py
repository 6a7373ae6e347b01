"""Files that are not what they say, or more than they seem."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

from gieo.foundation.files.rules import MOST_MEMBERS

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 200 + b"%%EOF\n"
MEGABYTE = 1024 * 1024


def picture(kind: str = "JPEG", **how: object) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "green").save(kept, kind, **how)
    return kept.getvalue()


def archive(*parts: str, content: bytes = b"<x/>", comment: bytes = b"") -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for part in parts:
            made.writestr(part, content)
        made.comment = comment
    return kept.getvalue()


def without_its_end(paper: bytes) -> bytes:
    """A Word file that is whole as an archive, while its words break off in the middle."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(paper)) as whole, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for part in whole.infolist():
            content = whole.read(part)
            made.writestr(
                part.filename, content[: len(content) // 2] if part.filename == "word/document.xml" else content
            )
    return kept.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def flat_png(width: int, height: int) -> bytes:
    """A grey picture of any size, without ever holding it."""
    packer, row = zlib.compressobj(9), bytes(width + 1)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def overlapping() -> bytes:
    """An archive whose table of contents names the same bytes again and again."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("word/document.xml", b"x" * 4000)
        one = made.filelist[0]
        made.filelist += [one] * 400
    return kept.getvalue()


POLYGLOTS = {
    "tranh.jpg": picture() + archive("Main.class"),
    "tranh-2.jpg": picture(comment=b"<script>alert(1)</script>"),
    "tranh-3.jpg": picture(comment=b"%PDF-1.7 1 0 obj"),
    "so.pdf": PDF + archive("word/document.xml"),
    "so-2.pdf": PDF + archive("Main.class", comment=b"\n%%EOF\n"),
    "hai.docx": archive("word/document.xml", "xl/workbook.xml"),
    "loi.txt": b"%PDF-1.7\nmot trang",
    "ghi.mp3": b"ID3" + b"\x01" * 100 + archive("a"),
}
BOMBS = {
    "phong.docx": archive("word/document.xml", content=bytes(30 * MEGABYTE)),
    "long.zip": overlapping(),
    "dong.zip": archive("a") + b"PK\x01\x02" * (MOST_MEMBERS + 1),
    "hong.zip": b"PK\x03\x04 and no more",
}
