"""Templates: each is used by somebody, and none carries script or style that our content policy forbids."""

import re
from pathlib import Path

import django
import pytest
from django.apps import apps

from tests.house.sources import PACKAGE, ROOT, python

FOLDER = PACKAGE / "interfaces" / "web" / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))


def is_override(name: str) -> bool:
    """It takes the place of a template of another package, which asks for it by this name."""
    others = [Path(config.path) for config in apps.get_app_configs() if not config.name.startswith("gieo")]
    folders = [path / "templates" for path in others] + [Path(django.__file__).parent / "forms" / "templates"]
    return any((folder / name).exists() for folder in folders)


def stem_is_named(file: str, code: str) -> bool:
    return re.search(rf"\b{re.escape(file.removesuffix('.html'))}\b", code) is not None


def asks_for(name: str, text: str) -> int:
    """How often a text names a template."""
    return sum(text.count(said) for said in (f'"{name}"', f"'{name}'", f'"{name}#'))


def test_every_template_is_used() -> None:
    code = "\n".join(source.text for source in python())
    pages = {name: (FOLDER / name).read_text(encoding="utf-8") for name in TEMPLATES}
    everything, unused = "\n".join([code, *pages.values()]), []
    for name in TEMPLATES:
        folder, file = name.rsplit("/", 1) if "/" in name else ("", name)
        # `f"{folder}/{verb}.html"` composes names; then the folder and the stem stand apart in the code
        named = asks_for(name, everything) > asks_for(name, pages[name])
        composed = re.search(rf'f"{re.escape(folder)}/\{{', code) is not None and stem_is_named(file, code)
        if not named and not composed and not is_override(name):
            unused.append(name)
    assert not unused, "Nobody asks for these templates; remove them.\n" + "\n".join(unused)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_inline_script_style_or_handler(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", "", text, flags=re.S)
    found = [
        *re.findall(r"<style\b[^>]*>", text),
        *re.findall(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:json|ld\+json)\")[^>]*>", text),
        *re.findall(r"\son[a-z]+=\"[^\"]*\"", text),
        *re.findall(r"\shx-on[:-][^=]*=", text),
        *re.findall(r"\sstyle=\"[^\"]*\"", text),
        *re.findall(r"href=\"javascript:[^\"]*\"", text),
    ]
    assert not found, f"{name}: move it to a file under static/gieo; the content policy refuses {found}"


def test_templates_lie_in_one_place() -> None:
    elsewhere = [path for path in PACKAGE.rglob("*.html") if not path.is_relative_to(FOLDER)]
    assert not elsewhere, f"Templates lie under {FOLDER.relative_to(ROOT)}: {elsewhere}"


def bare_names(text: str, *, is_python: bool) -> list[str]:
    """Where a recorded name (`sealed_by_name`) is shown as it is kept, with its Vietnamese “thay mặt”."""
    if is_python:
        return re.findall(r"(?<!who_did\()\b(?:[a-z_]\w*\.)+\w*by_name\b", text)
    shown = re.findall(r"\{\{[^}]*\}\}|\b\w+=[\w.|]+", text)
    return [one for one in shown if re.search(r"\.\w*by_name\b(?!\|who_did)", one)]


def test_recorded_names_are_said_in_the_readers_language() -> None:
    assert bare_names("{{ row.sealed_by_name }} {% x with name=a.told_by_name %}", is_python=False)
    assert bare_names("x = note.by_name", is_python=True)
    found = {name: bare_names((FOLDER / name).read_text(encoding="utf-8"), is_python=False) for name in TEMPLATES}
    found |= {source.name: bare_names(source.text, is_python=True) for source in python("src/gieo/interfaces/web")}
    found = {name: bare for name, bare in found.items() if bare}
    assert not found, f"Show them through `who_did`: {found}"
