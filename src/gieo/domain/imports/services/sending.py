"""Taking a workbook in, and giving one up."""

from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid
from gieo.domain.imports.models import Import
from gieo.domain.imports.permits import may_bring_in
from gieo.domain.imports.services.writing import lock_import, move, step_of
from gieo.domain.imports.vocab import Kind
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.journal.services import next_number, record

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def send_workbook(kind: Kind, content: BinaryIO, *, name: str, actor: Actor, now: datetime) -> Import:
    """Keep a workbook and begin an import; what is in it is read in the background (`check_import`).

    In order: permit; type in words (an .xls, a .csv, a workbook with a password, a file renamed); the file is kept by
    its SHA-256; then row and journal. Raises NotAllowed, Invalid.
    """
    may_bring_in(actor, kind).require()
    _require_workbook(name, content)
    stored = store_file(content, name=name, actor=actor, now=now, allowed=[FileKind.SHEET])
    with transaction.atomic():
        year = local_date(now).year
        made = Import.objects.create(
            code=make_code("NH", year, next_number(f"NH-{year}")),
            kind=kind,
            file=stored,
            sent_at=now,
            sent_by_name=actor.name_on_record,
        )
        changes = {"kind": ("", kind.value), "file": ("", stored.name), "digest": ("", stored.digest)}
        record("send", made, actor=actor, now=now, to_state=made.state, changes=changes)
    return made


def _require_workbook(name: str, content: BinaryIO) -> None:
    """The three mistakes that people make, each with its way out."""
    ending = PurePath(name).suffix.lower()
    content.seek(0)
    head = content.read(8)
    content.seek(0)
    if ending in (".xls", ".csv", ".ods", ".xlsm", ".xlsb", ".txt"):
        said = _("Tệp đuôi %(ending)s không nhận ở đây. Mở bằng Excel, chọn Lưu thành, kiểu .xlsx.") % {
            "ending": ending
        }
    elif ending != ".xlsx":
        said = _("Chọn một tệp Excel đuôi .xlsx.")
    elif head == _OLD:
        said = _("Tệp có mật khẩu, hoặc là tệp .xls cũ đổi đuôi. Mở bằng Excel, bỏ mật khẩu, lưu thành .xlsx.")
    elif not head.startswith(b"PK"):
        said = _("Tệp mang đuôi .xlsx nhưng không phải tệp Excel. Mở bằng Excel rồi lưu thành .xlsx.")
    else:
        return
    raise Invalid({"file": [said]})


def discard_import(one: Import, *, actor: Actor, now: datetime) -> Import:
    """Give an import up before anything was written. The file stays, as the journal names it."""
    with transaction.atomic():
        row = lock_import(one)
        target = step_of(row, "discard", actor)
        row.rows.all().delete()
        move(row, "discard", target, actor=actor, now=now, changes={})
    return row
