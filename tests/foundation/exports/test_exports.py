"""Exports: who took out what, the life of a file, its asker alone, its days."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from gieo.core.errors import NotAllowed, NotFound, WrongState
from gieo.foundation.exports import services
from gieo.foundation.exports.access import access_export, visible_exports
from gieo.foundation.exports.models import Export, SavedView
from gieo.foundation.exports.queries import asker_of, waiting_for_owner
from gieo.foundation.exports.services import Made, Wanted
from gieo.foundation.exports.vocab import KEPT_DAYS, ExportState, Form
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import path_of
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import NOW, actor, instead, person_with
from tests.factories.units import make_department

pytestmark = pytest.mark.django_db

WANTED = Wanted("Kết quả", ("Lĩnh vực: Nông nghiệp",), Form.PDF, "/desk/results/export.pdf", "field=4", "vi")
MADE = Made(["code", "title"], [3, 1, 2], "")
PDF = b"%PDF-1.7 rows"
ME, OTHER = actor(Role.OFFICER), actor(Role.OFFICER, person_id=101)


def asked(by: Actor = ME) -> Export:
    return services.ask_export(WANTED, rows=3, actor=by, now=NOW)


def ready(by: Actor = ME) -> Export:
    return services.finish_export(asked(by), BytesIO(PDF), MADE, asker=by, name="ket-qua.pdf", now=NOW)


def told(export: Export) -> list[str]:
    return list(Entry.objects.filter(record_code=export.code).order_by("id").values_list("verb", flat=True))


def test_a_short_list_is_noted_with_its_filters_rows_and_fingerprint() -> None:
    export = services.hand_out(WANTED, Made(["code"], [1, 2], "ab" * 32), actor=ME, now=NOW)
    entry = Entry.objects.get(record_code=export.code)
    assert (entry.verb, entry.actor_name, entry.to_state) == ("hand_out", ME.name, ExportState.GIVEN)
    assert entry.changes["list"][1] == "Kết quả"
    assert entry.changes["filters"][1] == "Lĩnh vực: Nông nghiệp"
    assert (entry.changes["rows"][1], entry.changes["digest"][1]) == (2, "ab" * 32)
    assert export.file is None
    assert not StoredFile.objects.exists()


def test_nobody_without_a_name_takes_anything_out() -> None:
    for deed in (
        lambda: services.ask_export(WANTED, rows=3, actor=ANONYMOUS, now=NOW),
        lambda: services.hand_out(WANTED, MADE, actor=ANONYMOUS, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not Export.objects.exists()
    assert not Entry.objects.exists()


def test_a_long_list_waits_is_made_taken_and_deleted() -> None:
    export = asked()
    services.note_progress(export, 2)
    export.refresh_from_db()
    assert (export.state, export.done, export.row_count) == (ExportState.WAITING, 2, 3)
    export = services.finish_export(export, BytesIO(PDF), MADE, asker=ME, name="ket-qua.pdf", now=NOW)
    assert list(waiting_for_owner(ME)) == [export]
    stored = services.take_export(export, actor=ME, now=NOW)
    assert path_of(stored.digest).read_bytes() == PDF
    assert not waiting_for_owner(ME).exists()
    gone = services.drop_export(export, actor=ME, now=NOW)
    assert (gone.state, gone.file, gone.keys) == (ExportState.GONE, None, [])
    assert not StoredFile.objects.exists()
    assert told(export) == ["ask", "finish", "take", "drop"]


def test_a_file_is_its_askers_alone_and_by_delegation_of_that_place() -> None:
    export = ready()
    for stranger in (OTHER, instead(ME), SYSTEM, ANONYMOUS):
        assert not visible_exports(stranger).exists()
        with pytest.raises(NotFound):
            access_export(export.code, stranger)
        for deed in (services.take_export, services.drop_export, services.ask_again):
            with pytest.raises(NotAllowed):
                deed(export, actor=stranger, now=NOW)
    assert told(export) == ["ask", "finish"]
    assert ready(instead(ME)) in visible_exports(instead(ME))


def test_what_went_wrong_is_said_and_asked_for_again() -> None:
    failed = services.fail_export(asked(), why="Danh sách này không còn.", now=NOW)
    assert (failed.state, failed.fault) == (ExportState.FAILED, "Danh sách này không còn.")
    again = services.ask_again(failed, actor=ME, now=NOW + timedelta(hours=1))
    assert (again.state, again.fault, again.done) == (ExportState.WAITING, "", 0)
    assert told(again) == ["ask", "fail", "ask_again"]


def test_asked_for_again_the_old_file_goes() -> None:
    again = services.ask_again(ready(), actor=ME, now=NOW)
    assert again.file is None
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("state", [ExportState.READY, ExportState.GONE])
def test_the_background_finishes_only_what_waits(state: ExportState) -> None:
    export = ready() if state == ExportState.READY else services.drop_export(asked(), actor=ME, now=NOW)
    for deed in (
        lambda: services.finish_export(export, BytesIO(PDF), MADE, asker=ME, name="b.pdf", now=NOW),
        lambda: services.fail_export(export, why="x", now=NOW),
    ):
        with pytest.raises(WrongState):
            deed()
    export.refresh_from_db()
    assert export.state == state


def test_files_go_after_their_days_and_the_journal_keeps_what_they_were() -> None:
    export = ready()
    assert services.expire_exports(now=NOW + timedelta(days=KEPT_DAYS)) == 0
    assert services.expire_exports(now=NOW + timedelta(days=KEPT_DAYS + 1)) == 1
    export.refresh_from_db()
    assert (export.state, export.file) == (ExportState.GONE, None)
    assert export.digest
    assert told(export) == ["ask", "finish", "expire"]


def test_the_background_asks_with_the_roles_of_that_day() -> None:
    person = person_with(Role.OFFICER, make_department())
    export = asked(Actor(person.pk, person.name))
    found = asker_of(export, NOW.date())
    assert found is not None
    assert found.roles == {Role.OFFICER}
    assert asker_of(asked(actor(Role.OFFICER, person_id=987654)), NOW.date()) is None


def test_views_kept_with_a_priority_of_old_lose_that_word_alone() -> None:
    rows = "/desk/figures/results/accepted/"
    kept = {
        (rows, "year=2023&priority=farming&q=b%C3%B2&sort=-code"): "year=2023&q=b%C3%B2&sort=-code",
        (rows, "priority=other&priority=tourism&priority=3"): "priority=3",
        (rows, "priority=farming"): "",
        (rows, "q=priority%3Dfarming&priority=3"): "q=priority%3Dfarming&priority=3",
        ("/desk/results/", "priority=other"): "priority=other",
    }
    for number, (address, query) in enumerate(kept):
        services.save_view(name=f"Cách {number}", address=address, query=query, actor=ME, now=NOW)
    import_module("gieo.foundation.exports.migrations.0003_views_without_old_priorities").forget(apps, None)
    assert list(SavedView.objects.order_by("pk").values_list("query", flat=True)) == list(kept.values())
