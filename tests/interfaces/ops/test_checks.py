"""The judges of ./gieo check are judged here."""

from email.message import Message
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from gieo.interfaces.ops import translations
from gieo.interfaces.ops.checks import licences, texts
from gieo.interfaces.ops.commands.bench import measures


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "Apache-2.0 AND MIT",
        "GPL-3.0-only OR MIT",
        "BSD License",
        "LGPL-3.0-only",
        "Mozilla Public License 2.0 (MPL 2.0)",
    ],
)
def test_licences_that_go_with_ours(licence: str) -> None:
    assert licences.is_allowed(licence)


@pytest.mark.parametrize("licence", ["", "GPL-3.0-only", "MIT AND AGPL-3.0-only", "Proprietary", "UNKNOWN"])
def test_licences_that_do_not(licence: str) -> None:
    assert not licences.is_allowed(licence)


class Package:
    """As much of a distribution as the check reads."""

    def __init__(self, name: str, **fields: str) -> None:
        self.name, self.metadata = name, Message()
        for field, value in fields.items():
            self.metadata[field.replace("_", "-")] = value


def test_a_package_is_named_with_what_it_says() -> None:
    packages = [
        Package("good", License_Expression="MIT"),
        Package("classified", Classifier="License :: OSI Approved :: MIT License", License="see file"),
        Package("closed", License="All rights reserved"),
        Package("silent"),
    ]
    assert licences.refused(packages) == ["closed: All rights reserved", "silent: names no licence"]  # type: ignore[arg-type] - see Package


def catalogue(*entries: tuple[str | tuple[str, str], str | tuple[str, str]], fuzzy: str = "") -> Catalog:
    made = Catalog(locale="en")
    for source, english in entries:
        made.add(source, english, flags=["fuzzy"] if source == fuzzy else [])
    return made


def test_english_is_complete_when_nothing_is_missing() -> None:
    wanted = catalogue(("Kết quả", ""), (("%(n)s dòng", "%(n)s dòng"), ("", "")))
    given = catalogue(("Kết quả", "Result"), (("%(n)s dòng", "%(n)s dòng"), ("%(n)s line", "%(n)s lines")))
    assert list(texts.compare(wanted, given)) == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (catalogue(), "no English: “Gửi {name}”"),
        (catalogue(("Gửi {name}", "")), "no English: “Gửi {name}”"),
        (catalogue(("Gửi {name}", "Send {name}"), fuzzy="Gửi {name}"), "English is marked fuzzy: “Gửi {name}”"),
        (catalogue(("Gửi {name}", "Send {who}")), "placeholders differ in English: “Gửi {name}”"),
    ],
)
def test_a_text_without_its_english_is_named(given: Catalog, fault: str) -> None:
    assert list(texts.compare(catalogue(("Gửi {name}", "")), given)) == [fault]


def test_english_for_a_text_that_is_gone_is_named() -> None:
    given = catalogue(("Kết quả", "Result"), ("Bỏ", "Gone"))
    assert list(texts.compare(catalogue(("Kết quả", "")), given)) == ["no longer in the sources: “Bỏ”"]


def test_texts_are_taken_from_python_and_templates(tmp_path: Path) -> None:
    found = texts.extract(tmp_path).read_text(encoding="utf-8")
    assert 'msgid "Vận hành"' in found or "msgid" in found
    assert found.count("msgid") > 100
    assert "charset=UTF-8" in found


def test_only_stale_catalogues_are_compiled_and_fuzzy_entries_stay_out(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(f'{head}msgid "Một"\nmsgstr "One"\n\n#, fuzzy\nmsgid "Hai"\nmsgstr "Two?"\n', encoding="utf-8")
    made = translations.compile_stale(tmp_path)
    assert made == [folder / "django.mo"]
    assert b"One" in made[0].read_bytes()
    assert b"Two?" not in made[0].read_bytes()
    assert translations.compile_stale(tmp_path) == []
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def test_every_measure_says_what_it_measures() -> None:
    found = measures()
    assert "start" in found
    assert all(found.values()), found
