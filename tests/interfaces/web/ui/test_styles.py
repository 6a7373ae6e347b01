"""The style sheets and scripts: equal dark blocks, readable pairs of colours, old browsers, and their weight."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest

import gieo.interfaces.web

STATIC = Path(gieo.interfaces.web.__file__).parent / "static" / "gieo"
SHEETS = sorted((STATIC / "css").glob("*.css"))
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
TEMPLATES = Path(gieo.interfaces.web.__file__).parent / "templates"
NAMED = re.compile(r"static 'gieo/([^']+\.(?:css|js))'")
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"

DARK_BY_SYSTEM = ':root:not([data-theme="light"])'
DARK_BY_SWITCH = ':root[data-theme="dark"]'


def block(selector: str) -> dict[str, str]:
    """The declarations of the first rule with this selector in tokens.css."""
    start = TOKENS.index(selector + " {") + len(selector) + 2
    lines = re.sub(r"/\*.*?\*/", "", TOKENS[start : TOKENS.index("}", start)], flags=re.S)
    return {
        name.strip(): value.strip() for name, value in (line.split(":", 1) for line in lines.split(";") if ":" in line)
    }


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_dark_blocks_are_one_list() -> None:
    assert block(DARK_BY_SYSTEM) == block(DARK_BY_SWITCH)


def test_every_dark_token_has_its_light_one() -> None:
    assert set(block(DARK_BY_SYSTEM)) <= set(block(":root"))


@pytest.mark.parametrize("scheme", [":root", DARK_BY_SWITCH])
@pytest.mark.parametrize("ground", ["--ground", "--surface", "--sunken", "--raised"])
@pytest.mark.parametrize("words", ["--ink", "--ink-2", "--forest", "--gold-ink", "--indigo", "--madder"])
def test_words_are_readable_on_every_ground(scheme: str, ground: str, words: str) -> None:
    colours = block(scheme)
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [":root", DARK_BY_SWITCH])
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("--forest", "--forest-soft"),
        ("--ink", "--forest-soft"),
        ("--gold-ink", "--gold-soft"),
        ("--ink", "--gold-soft"),
        ("--indigo", "--indigo-soft"),
        ("--ink", "--indigo-soft"),
        ("--madder", "--madder-soft"),
        ("--ink", "--madder-soft"),
        ("--on-forest", "--button"),
        ("--on-forest", "--button-hover"),
    ],
)
def test_tinted_pairs_are_readable(scheme: str, words: str, ground: str) -> None:
    colours = block(scheme)
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [":root", DARK_BY_SWITCH])
@pytest.mark.parametrize("ground", ["--ground", "--surface", "--raised"])
def test_edges_of_controls_can_be_seen(scheme: str, ground: str) -> None:
    colours = block(scheme)
    assert contrast(colours["--line-strong"], colours[ground]) >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_that_chrome_109_does_not_know(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"color-mix\(|light-dark\(|oklch\(|@scope|@starting-style", text)
    assert not re.search(r"(?m)^\s*&", text), "CSS nesting"
    assert "url(" not in text, "style sheets ask for no other file"
    assert text.count("{") == text.count("}")


def test_layers_are_declared_once_and_first() -> None:
    declared = "@layer reset, tokens, base, layout, components, pages, print;"
    assert [sheet.name for sheet in SHEETS if declared in sheet.read_text(encoding="utf-8")] == ["tokens.css"]
    base = (STATIC.parents[1] / "templates" / "base.html").read_text(encoding="utf-8")
    links = re.findall(r"gieo/css/([a-z]+\.css)", base)
    assert links[0] == "tokens.css"
    templates = "".join(path.read_text(encoding="utf-8") for path in (STATIC.parents[1] / "templates").rglob("*.html"))
    unused = [sheet.name for sheet in SHEETS if f"gieo/css/{sheet.name}" not in templates]
    assert not unused, f"No page asks for {unused}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_token_asked_for_exists(sheet: Path) -> None:
    asked = set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text(encoding="utf-8")))
    assert asked <= set(block(":root")) | {"--level", "--rise"}


def test_weight_of_styles_and_scripts() -> None:
    styles = sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in SHEETS)
    scripts = [*(STATIC / "js").glob("*.js"), HTMX]
    assert styles <= 45_000
    assert sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts) <= 70_000


def test_first_load_of_the_portal_is_light() -> None:
    """What the front door asks for, logo and the heaviest scene, compressed; the page itself has the rest of 120 kB."""
    frames = ("base.html", "portal/base.html", "portal/home.html")
    asked = {name for frame in frames for name in NAMED.findall((TEMPLATES / frame).read_text(encoding="utf-8"))}
    files = [STATIC / name for name in asked]
    assert len(files) > 8
    scene = max((STATIC / "img" / "scenes").glob("*.svg"), key=lambda path: path.stat().st_size)
    loaded = [*files, HTMX, STATIC / "img" / "logo.svg", scene]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in loaded) <= 56_000


@pytest.mark.parametrize("drawing", sorted((STATIC / "img").rglob("*.svg")), ids=lambda path: path.name)
def test_drawings_are_only_drawings(drawing: Path) -> None:
    text = drawing.read_text(encoding="utf-8")
    assert not re.search(r"<script|<style|\son\w+=|href=|@import", text)
    assert len(text) <= 24_000
