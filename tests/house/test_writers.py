"""Only services write: every change of a record passes the permit, the life cycle and the journal that stand there."""

import ast
import re

import pytest

from tests.house.sources import Source, calls, parse, python

# Where writing is the purpose: services; the admin's own forms; the demo, which builds its world through services
# but may set what no deed can set.
MAY_WRITE = ("services", "admin", "demo")
EXCUSES = {"not the database", "the queue's own table", "called by accounts.services alone"}
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "aupdate", "acreate", "asave", "adelete"}


def writes(source: Source) -> list[str]:
    """Lines of `source` that write a record, as `file:line call`."""
    found = []
    for node, on, method in calls(source):
        of_rows = ".objects" in on or any(
            f".{word}(" in on for word in ("filter", "exclude", "all", "select_for_update")
        )
        is_write = (
            method in ALWAYS
            or (method == "create" and (of_rows or on.endswith("objects") or bool(node.keywords)))
            or (method == "update" and (of_rows or bool(node.keywords and not node.args)))
            or (method == "delete" and not node.args and not node.keywords)
            or (method == "save" and not node.args)
            or (method in {"add", "remove", "set", "clear"} and on.endswith("_set"))
        )
        if is_write and source.excuse(node) not in EXCUSES:
            found.append(f"{source.name}:{node.lineno}: {ast.unparse(node)[:80]}")
    return found


def may_write(source: Source) -> bool:
    return any(part.removesuffix(".py") in MAY_WRITE for part in source.parts)


def test_only_services_write() -> None:
    found = [line for source in python() if not may_write(source) for line in writes(source)]
    assert not found, (
        "Only services write. Move the write into a deed of the room's services.py "
        "(lock → permit → life cycle → rules → save → journal) and call that. If the line writes no record at all, "
        f"say so with a comment `# house: not the database`. Known excuses: {sorted(EXCUSES)}.\n" + "\n".join(found)
    )


@pytest.mark.parametrize(
    "line",
    [
        "result.save()",
        "result.save(update_fields=['state'])",
        "Result.objects.create(title='a')",
        "decision.lines.create(unit=unit)",
        "Result.objects.filter(state='draft').update(state='accepted')",
        "result.delete()",
        "Result.objects.all().delete()",
        "rows.update(state='accepted')",
        "Line.objects.bulk_create(lines)",
        "form.save()",
        "decision.conference_set.add(conference)",
    ],
)
def test_a_write_is_seen(line: str) -> None:
    assert writes(parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "seen.update({'a': 1})",
        "digest.update(piece)",
        "workbook.save(stream)",
        "names.add('a')",
        "cache.delete('key')",
        "settings.save()  # house: not the database",
    ],
)
def test_what_writes_no_record_is_left_alone(line: str) -> None:
    assert not writes(parse(line))


def names_kept(source: Source) -> list[str]:
    """Lines that put the bare name of the actor on a record: who acts in somebody's place must be named so."""
    kept = re.compile(r"_(by|name)\w*\W+.*\bactor\.name\b(?!_on_record)")
    return [
        f"{source.name}:{number}: {line.strip()}"
        for number, line in enumerate(source.text.splitlines(), 1)
        if kept.search(line)
    ]


def test_records_name_who_acts_in_somebody_s_place() -> None:
    rooms = [source for source in python() if {"foundation", "domain"} & set(source.parts)]
    journal = "gieo/foundation/journal/services.py"  # keeps both names apart
    found = [line for source in rooms if not source.name.endswith(journal) for line in names_kept(source)]
    assert not found, "Keep actor.name_on_record: it says on whose behalf.\n" + "\n".join(found)


def test_a_bare_name_on_a_record_is_seen() -> None:
    assert names_kept(parse("Waiver(granted_by_name=actor.name)"))
    assert not names_kept(parse("Waiver(granted_by_name=actor.name_on_record)"))
