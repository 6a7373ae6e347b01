"""`python -m gieo.interfaces.ops COMMAND`: what ./gieo starts once its parts are installed."""

import os
import sys
from argparse import Namespace
from importlib import import_module

import django

from gieo import __version__
from gieo.interfaces.ops.arguments import parse
from gieo.interfaces.ops.terminal import Failed, answer, say

# Commands that stand above Django: they start others, or need no database.
LIGHT = {"demo", "serve", "test", "check", "bench", "translations", "restore"}


def lay_down_environment(options: Namespace) -> None:
    """Home and mode for config.env, which alone reads them. A home that was made as a demo stays one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gieo.config.settings")
    if not hasattr(options, "home"):
        return
    options.home = options.home.expanduser().absolute()
    os.environ["GIEO_HOME"] = str(options.home)
    if options.command == "demo" or (options.home / "demo.json").exists():
        os.environ["GIEO_MODE"] = "demo"
    os.environ.setdefault("GIEO_MODE", "production")


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    if options.command == "version":
        answer(f"Gieo {__version__}")
        return 0
    try:
        lay_down_environment(options)
        if options.command not in LIGHT:
            django.setup()
        return int(import_module(f"gieo.interfaces.ops.commands.{options.command}").run(options))
    except Failed as failed:
        say(f"gieo: {failed}")
        return 1
    except KeyboardInterrupt:
        say("")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
