"""./gieo migrate: the database and everything beside it brought up to the code. Safe to run again at any time."""

from argparse import Namespace

from django.conf import settings
from django.core.management import call_command

from gieo.interfaces.ops.terminal import step
from gieo.interfaces.ops.translations import compile_stale


def run(options: Namespace) -> int:
    for folder in (settings.HOME, settings.FILES_DIR, settings.RUN_DIR):
        folder.mkdir(parents=True, exist_ok=True)
    with step("translations"):
        compile_stale()
    with step("tables"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    with step("static files"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    return 0
