"""Files of a class, through the one gate: for everybody, or for who takes part."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound, Refused
from gieo.domain.training.models import Course, Material
from gieo.domain.training.permits import may_add_material, may_remove_material
from gieo.domain.training.services.parts import lock_course, step
from gieo.domain.training.vocab import MOST_MATERIALS
from gieo.foundation.files.services import drop_file, store_file
from gieo.foundation.journal.services import record, require_valid


def add_material(
    course: Course, content: bytes | BinaryIO, *, name: str, is_public: bool = False, actor: Actor, now: datetime
) -> Material:
    """Keep a file of a class. The gate says no first (Invalid); the same bytes twice are refused."""
    may_add_material(actor).require()
    stored = store_file(content, name=name, actor=actor, now=now)
    with transaction.atomic():
        row = lock_course(course)
        step("add_material", row)
        if row.materials.filter(file__digest=stored.digest).exists():
            raise Refused(_("Lớp đã có tệp này: “%(name)s”.") % {"name": name})
        if row.materials.count() >= MOST_MATERIALS:
            raise Refused(_("Lớp đã có %(most)s tài liệu. Bỏ bớt rồi thêm.") % {"most": MOST_MATERIALS})
        material = Material(course=row, file=stored, is_public=is_public, added_at=now)
        require_valid(material)
        material.save()
        changes = {"file": (None, stored.name), "digest": (None, stored.digest), "is_public": (None, is_public)}
        record("add_material", row, actor=actor, now=now, changes=changes)
    return material


def remove_material(material: Material, *, actor: Actor, now: datetime) -> None:
    """Take a file off a class."""
    with transaction.atomic():
        row = lock_course(material.course)
        may_remove_material(actor).require()
        step("remove_material", row)
        fresh = row.materials.select_related("file").filter(pk=material.pk).first()
        if fresh is None:
            raise NotFound(_("Không có tệp này."))
        stored = fresh.file
        fresh.delete()
        changes = {"file": (stored.name, None), "digest": (stored.digest, None)}
        record("remove_material", row, actor=actor, now=now, changes=changes)
        drop_file(stored)
