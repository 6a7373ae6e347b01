"""What can be typed after ./gieo. Standard library only: the launcher reads it before anything is installed."""

import argparse
import difflib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from gieo.interfaces.ops.helptext import GROUPS, HELP, STAGES, language

DEVELOPER = {"test", "check", "bench", "translations"}


class WrongUse(SystemExit):
    """Exit 2 after one line that says what was wrong and where to look."""

    def __init__(self, line: str) -> None:
        print(f"gieo: {line}", file=sys.stderr)  # noqa: T201 - before any command runs there is no other voice
        super().__init__(2)


class Parser(argparse.ArgumentParser):
    """argparse that answers a mistake with one line and, where it can, the word that was meant."""

    def error(self, message: str) -> NoReturn:
        line = message.removeprefix("argument ").replace("the following arguments are required:", "still needed:")
        if message.startswith("unrecognized arguments:"):
            unknown = message.split(":", 1)[1].split()[0]
            line = f"{unknown} is not an option of {self.prog}"
            near = difflib.get_close_matches(unknown.split("=")[0], list(self._option_string_actions), 1, 0.5)
            line += f"; did you mean {near[0]}?" if near else "."
        raise WrongUse(f"{line.rstrip('.')} (see {self.prog} --help)")


def port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port; it must be a number from 1 to 65535")
    return int(text)


def positive(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"“{text}” will not do; it must be a number from 1 on")
    return int(text)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command and its options. Prints help and exits 0, or one line and exits 2."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        tongue = arguments[1] if len(arguments) > 1 and arguments[0] == "help" else language(os.environ)
        print(overview(tongue))  # noqa: T201 - help goes to stdout
        raise SystemExit(0)
    name, rest = arguments[0], arguments[1:]
    if name == "--version":
        name, rest = "version", []
    known = [command for group in GROUPS for command in group] + ["prepare", "version"]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        meant = f"; did you mean {near[0]}?" if near else "."
        raise WrongUse(f"there is no command “{name}”{meant.rstrip('.')} (see ./gieo --help)")
    parser = _parser(name)
    if name == "test":
        options, passed = parser.parse_known_args(rest)
        options.pytest = passed
    else:
        options = parser.parse_args(rest)
    options.command = name
    if name == "search":
        _settle_search(options)
    options.lock = "dev" if name in DEVELOPER else "base"
    return options


def overview(tongue: str) -> str:
    text = HELP.get(tongue, HELP["en"])
    lines = [text["title"], "", text["usage"], ""]
    for number, group in enumerate(GROUPS):
        lines.append(text["groups"][number])
        lines += [f"  {GROUPS[number][name]:<20} {text['commands'][name]}" for name in group]
        lines.append("")
    lines += [text["examples_title"], *(f"  {line}" for line in text["examples"]), "", text["more"]]
    return "\n".join(lines)


def _parser(name: str) -> Parser:
    text = HELP.get(language(os.environ), HELP["en"])
    about = text["commands"].get(name, name)
    parser = Parser(prog=f"./gieo {name}", description=about, add_help=name != "test", allow_abbrev=False)
    if name not in {"test", "check", "bench", "translations", "version", "match"}:
        home = Path(os.environ.get("GIEO_HOME", "var"))
        parser.add_argument("--home", type=Path, default=home, metavar="DIR", help=text["home"])
    match name:
        case "demo":
            parser.add_argument("--port", type=port, default=8000, help=text["port"])
            parser.add_argument("--fresh", action="store_true", help=text["fresh"])
            parser.add_argument("--stage", choices=STAGES, default=None, help=text["stage"])
        case "serve":
            parser.add_argument("--host", default="127.0.0.1", help=text["host"])
            parser.add_argument("--port", type=port, default=8000, help=text["port"])
            parser.add_argument("--processes", type=positive, default=1, metavar="N", help=text["processes"])
            parser.add_argument("--threads", type=positive, default=4, metavar="N", help=text["threads"])
            parser.add_argument("--until-eof", action="store_true", help=argparse.SUPPRESS)
        case "worker" | "prepare":
            parser.add_argument("--until-eof", action="store_true", help=argparse.SUPPRESS)
        case "first-administrator":
            for option in ("name", "email", "department"):
                parser.add_argument(f"--{option}", required=True, metavar=option.upper(), help=text[option])
        case "backup" | "restore":
            parser.add_argument("file", type=Path, metavar="FILE", help=text["archive"])
        case "journal":
            parser.add_argument("deed", choices=["verify"], help=text["commands"]["journal"])
        case "search":
            parser.add_argument("deed", nargs="?", choices=["rebuild"], help=text["commands"]["search"])
            _files(parser, text, "queries", "corpus")
        case "match":
            _files(parser, text, "needs", "results")
        case "bench":
            parser.add_argument("names", nargs="*", metavar="NAME", help=text["bench"])
        case "translations":
            parser.add_argument("deed", choices=["collect", "compile"], help=text["translations"])
    return parser


def _files(parser: Parser, text: Mapping[str, Any], asking: str, asked: str) -> None:
    """Two files of texts and how to answer."""
    for option in (asking, asked):
        parser.add_argument(
            f"--{option}", type=Path, required=parser.prog.endswith("match"), metavar="FILE", help=text[option]
        )
    parser.add_argument("--json", action="store_true", help=text["json"])
    parser.add_argument("--top", type=positive, default=100, metavar="N", help=text["top"])
    parser.add_argument("--language", choices=["vi", "en"], default="vi", help=text["language"])


def _settle_search(options: argparse.Namespace) -> None:
    """`search rebuild` stands in a home; `search --corpus … --queries …` needs none."""
    if options.deed is None:
        missing = [f"--{name}" for name in ("corpus", "queries") if getattr(options, name) is None]
        if missing:
            raise WrongUse(f"still needed: {' and '.join(missing)}, or rebuild (see ./gieo search --help)")
        options.command = "search-files"
        del options.home
    elif options.corpus or options.queries:
        raise WrongUse("rebuild takes no files (see ./gieo search --help)")
