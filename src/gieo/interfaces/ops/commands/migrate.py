"""./gieo migrate: the database and everything beside it brought up to the code. Safe to run again at any time."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from gieo.core import clock
from gieo.core.actor import SYSTEM
from gieo.domain.procedures.services import load_code_tables
from gieo.foundation.duties.services import load_holidays
from gieo.foundation.places.services import load_areas
from gieo.interfaces.ops.home import keep_to_oneself
from gieo.interfaces.ops.indexing import renew_all_texts
from gieo.interfaces.ops.terminal import step
from gieo.interfaces.ops.translations import compile_stale


def run(options: Namespace) -> int:
    bring_up()
    with step("maps, holidays, code tables"):
        load_reference()
    with step("texts to be found"):
        renew_all_texts()
    return 0


def bring_up() -> None:
    """Folders, translations, tables and static files."""
    keep_to_oneself(settings.HOME)
    for folder in (settings.FILES_DIR, settings.RUN_DIR):
        folder.mkdir(parents=True, exist_ok=True)
    with step("translations"):
        compile_stale()
    with step("tables"), notice_of_maintenance():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    with step("static files"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


@contextmanager
def notice_of_maintenance() -> Iterator[None]:
    """A web server that runs meanwhile tells people to wait, instead of meeting tables half changed."""
    notice = Path(settings.RUN_DIR) / "maintenance"
    notice.parent.mkdir(parents=True, exist_ok=True)
    notice.touch()
    try:
        yield
    finally:
        notice.unlink(missing_ok=True)


def load_reference() -> None:
    """What every office needs before its first record; edits of the office are kept when it runs again."""
    load_areas()
    load_holidays()
    load_code_tables(actor=SYSTEM, now=clock.now())
