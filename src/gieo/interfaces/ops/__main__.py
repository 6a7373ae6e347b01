"""`python -m gieo.interfaces.ops COMMAND`: what ./gieo starts once its parts are installed."""

import os
import sys
from argparse import Namespace
from importlib import import_module

import django
from django.db.utils import OperationalError

from gieo import __version__
from gieo.interfaces.ops.arguments import parse
from gieo.interfaces.ops.home import refuse_unprepared
from gieo.interfaces.ops.terminal import Failed, answer, say

# Commands that stand above Django: they start others, or need no database.
LIGHT = {"demo", "serve", "test", "check", "bench", "translations", "restore", "search-files", "match"}
# Commands that need a home which ./gieo migrate has made; a slip of the pen must not make another.
AT_HOME = {"serve", "worker", "nightly", "journal", "backup", "search", "first-administrator"}


def lay_down_environment(options: Namespace) -> None:
    """Home and mode for config.env, which alone reads them. A home that was made as a demo stays one.

    What is written from here on is for this user's eyes: a home holds personal data and keys.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gieo.config.settings")
    if not hasattr(options, "home"):
        return
    os.umask(0o077)
    options.home = options.home.expanduser().absolute()
    os.environ["GIEO_HOME"] = str(options.home)
    if options.command == "demo" or (options.home / "demo.json").exists():
        os.environ["GIEO_MODE"] = "demo"
        for name in ("GIEO_DATABASE_URL", "GIEO_MAIL_URL"):
            os.environ.pop(name, None)  # a demo writes nothing outside its home
    os.environ.setdefault("GIEO_MODE", "production")
    if options.command != "demo":  # which lays down more before anybody reads it
        import_module("gieo.config.env")  # by name, as Django does; a wrong value ends here, in one line and exit 2


def run(options: Namespace) -> int:
    if options.command in AT_HOME:
        refuse_unprepared(options.home)
    if options.command not in LIGHT:
        django.setup()
    module = options.command.replace("-", "_")
    return int(import_module(f"gieo.interfaces.ops.commands.{module}").run(options))


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    if options.command == "version":
        answer(f"Gieo {__version__}")
        return 0
    try:
        lay_down_environment(options)
        return run(options)
    except Failed as failed:
        say(f"gieo: {failed}")
    except OperationalError as error:
        say(f"gieo: the database: {str(error).strip().splitlines()[0]}")
    except OSError as error:
        say(f"gieo: {error.filename}: {error.strerror}" if error.filename else f"gieo: {error}")
    except KeyboardInterrupt:
        say("")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
