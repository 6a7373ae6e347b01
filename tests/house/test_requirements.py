"""The locks hold what the lists ask for: every name of an .in file is pinned in its .txt, with digests."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.sources import ROOT

FOLDER = ROOT / "requirements"
HOW = "Make the locks anew as requirements/README.md says."


def wanted(kind: str) -> list[Requirement]:
    lines = [line.split("#")[0].strip() for line in (FOLDER / f"{kind}.in").read_text().splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


def pinned(kind: str) -> dict[str, tuple[Version, int]]:
    """Name → version and number of digests, as the lock has them."""
    found = {}
    for pin in re.split(r"(?m)^(?=\w)", (FOLDER / f"{kind}.txt").read_text()):
        if match := re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", pin):
            found[canonicalize_name(match[1])] = (Version(match[2]), pin.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("kind", ["base", "dev"])
def test_what_is_asked_for_is_pinned_with_digests(kind: str) -> None:
    lock = pinned(kind)
    for asked in wanted(kind):
        version, _ = lock.get(canonicalize_name(asked.name), (None, 0))
        assert version is not None, f"{asked.name} of {kind}.in is not in {kind}.txt. {HOW}"
        assert version in asked.specifier, f"{asked} is pinned at {version} in {kind}.txt. {HOW}"
    assert not [name for name, (_, digests) in lock.items() if not digests], HOW


def test_the_developers_lock_holds_all_of_the_other() -> None:
    base, dev = pinned("base"), pinned("dev")
    assert len(base) > 20
    assert {name: pin for name, pin in dev.items() if name in base} == base, HOW
