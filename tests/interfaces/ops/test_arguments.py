"""./gieo at the keyboard: help to read, and one clear line for every mistake."""

import subprocess
import sys

import pytest

from gieo.interfaces.ops.arguments import overview, parse
from gieo.interfaces.ops.helptext import GROUPS, HELP, language
from tests.interfaces.ops.conftest import ROOT, Cli


def launcher(cli: Cli, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return cli.python(str(ROOT / "gieo"), *arguments, **environment)


def test_help_names_every_command_once_and_fits_the_screen(cli: Cli) -> None:
    done = launcher(cli, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    for group in GROUPS:
        for name, typed in group.items():
            assert done.stdout.count(f"\n  {typed} ") == 1, name
    assert max(len(line) for line in done.stdout.splitlines()) <= 110
    assert len(done.stdout.splitlines()) <= 40


def test_help_speaks_the_language_of_the_terminal(cli: Cli) -> None:
    assert "Dùng thử" in launcher(cli, "--help", LC_ALL="vi_VN.UTF-8").stdout
    assert "Dùng thử" in launcher(cli, "help", "vi").stdout
    assert "Try it" in launcher(cli).stdout


def test_both_languages_say_the_same_things() -> None:
    assert HELP["vi"].keys() == HELP["en"].keys()
    assert HELP["vi"]["commands"].keys() == HELP["en"]["commands"].keys()
    assert overview("vi").count("\n") == overview("en").count("\n")


@pytest.mark.parametrize(
    ("environ", "tongue"),
    [({"LANG": "vi_VN.UTF-8"}, "vi"), ({"LANG": "vi_VN", "LC_ALL": "C"}, "en"), ({}, "en"), ({"LANG": "fr_FR"}, "en")],
)
def test_language_of_the_terminal(environ: dict[str, str], tongue: str) -> None:
    assert language(environ) == tongue


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["demoo"], "there is no command “demoo”; did you mean demo?"),
        (["demo", "--prot", "8000"], "--prot is not an option of ./gieo demo; did you mean --port?"),
        (["demo", "--port", "99999"], "“99999” is not a port"),
        (["demo", "--port", "http"], "“http” is not a port"),
        (["demo", "--stage", "end"], "--stage: invalid choice: 'end'"),
        (["demo", "--hom", "x"], "--hom is not an option"),
        (["serve", "--processes", "0"], "“0” will not do"),
        (["serve", "--threads", "-1"], "“-1” will not do"),
        (["serve", "--threads", "vài"], "“vài” will not do"),
        (["backup"], "still needed: FILE"),
        (["journal"], "still needed"),
        (["journal", "read"], "invalid choice: 'read'"),
    ],
)
def test_a_mistake_gets_one_line_and_exit_2(cli: Cli, typed: list[str], line: str) -> None:
    done = launcher(cli, *typed)
    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("gieo: ")
    assert "--help" in done.stderr
    assert not list(cli.home.iterdir()), "a mistake must leave nothing behind"


def test_tests_get_their_arguments_as_typed() -> None:
    options = parse(["test", "tests/core", "-k", "not slow", "--all", "-q"])
    assert options.pytest == ["tests/core", "-k", "not slow", "--all", "-q"]
    assert options.lock == "dev"


@pytest.mark.parametrize("name", ["test", "check", "bench", "translations"])
def test_developers_commands_use_the_developers_lock(name: str) -> None:
    more = ["compile"] if name == "translations" else []
    assert parse([name, *more]).lock == "dev"
    assert parse(["demo"]).lock == "base"


def test_the_version_is_told(cli: Cli) -> None:
    done = cli("--version")
    assert (done.returncode, done.stdout[:5]) == (0, "Gieo ")


def test_a_machine_without_venv_gets_the_name_of_the_package(cli: Cli) -> None:
    """The launcher of a fresh clone, run by a Python from which venv, pip and ensurepip are taken away."""
    clone = cli.home / "clone"
    (clone / "src" / "gieo").mkdir(parents=True)
    (clone / "requirements").mkdir()
    for name in ("gieo", "requirements/base.txt", "requirements/dev.txt"):
        (clone / name).write_bytes((ROOT / name).read_bytes())
    (clone / "src" / "gieo").rmdir()
    (clone / "src" / "gieo").symlink_to(ROOT / "src" / "gieo")
    taken = "import importlib.util as u\nold = u.find_spec\n"
    taken += "u.find_spec = lambda name, package=None: None if name in {'pip', 'ensurepip'} else old(name, package)\n"
    starter = f"{taken}import runpy, sys\nsys.argv = ['gieo', 'demo']\n"
    starter += f"runpy.run_path({str(clone / 'gieo')!r}, run_name='__main__')"
    done = cli.python("-c", starter)
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1]
        == "gieo: Python's venv or pip is missing. Debian and Ubuntu: apt install python3-venv"
    )


def test_an_old_python_is_told_so(cli: Cli) -> None:
    starter = (
        "import runpy, sys\nsys.version_info = (3, 9, 2, 'final', 0)\nsys.argv = ['gieo']\n"
        f"runpy.run_path({str(ROOT / 'gieo')!r}, run_name='__main__')"
    )
    done = cli.python("-c", starter, GIEO_LAUNCHED="1")
    assert done.returncode == 1
    assert done.stderr == (
        "gieo: Python 3.11 or newer is needed, this is 3.9. Debian 12 and newer: apt install python3-venv\n"
    )


def test_the_launcher_asks_for_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", "import sys; sys.path.insert(0, 'src'); import gieo.interfaces.ops.arguments"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
