"""Write the rows of a demo into one small file, so that a later version can be tested on the data of today's.

    GIEO_HOME=<home of a demo> GIEO_MODE=demo DJANGO_SETTINGS_MODULE=gieo.config.settings PYTHONPATH=src \\
        python tools/dump_state.py tests/fixtures/<state>/demo.json.xz

Left out is what `./gieo migrate` or the first request makes anew: sessions, cache, tasks, content types, permissions,
and areas that no row points at. Bytes of files stay behind as well: an update does not touch them.
"""

import base64
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402 - after the setup
from django.conf import settings  # noqa: E402 - as above
from django.db import models  # noqa: E402 - as above
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402 - as above

LEFT_OUT = {"sessions", "contenttypes", "auth", "admin", "django_tasks_database"}
AREAS = "places.Area"


def kept() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if (
            model._meta.app_label not in LEFT_OUT
            and model._meta.managed
            and model._meta.label != "places.AreaSuccession"
        ):
            yield model


def areas_needed() -> set[int]:
    """Areas that other rows point at, and those above them."""
    area = apps.get_model(AREAS)
    needed: set[int] = set()
    for model in kept():
        for field in model._meta.concrete_fields:
            if field.related_model is area and model is not area:
                needed |= set(model._base_manager.exclude(**{field.name: None}).values_list(field.attname, flat=True))
    while True:
        above = set(area.objects.filter(pk__in=needed).exclude(parent=None).values_list("parent_id", flat=True))
        if above <= needed:
            return needed
        needed |= above


def rows_of(model: type[models.Model]) -> dict[str, Any]:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk")
    if model._meta.label == AREAS:
        rows = rows.filter(pk__in=areas_needed())
    return {"fields": names, "rows": [list(row) for row in rows.values_list(*names)]}


def main(target: Path) -> None:
    state = {
        "migrations": sorted(MigrationRecorder.Migration.objects.values_list("app", "name")),
        "tables": {model._meta.label: table for model in kept() if (table := rows_of(model))["rows"]},
        "journal_key": base64.b64encode((Path(settings.KEYS_DIR) / "journal.key").read_bytes()).decode(),
        "seals": {path.name: path.read_text() for path in Path(settings.SEALS_DIR).glob("*.json")},
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(state, default=str, ensure_ascii=False, separators=(",", ":"))
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    rows = sum(len(table["rows"]) for table in state["tables"].values())
    sys.stdout.write(f"{target}: {rows} rows of {len(state['tables'])} tables, {target.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
