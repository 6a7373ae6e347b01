"""What was sealed stands: the database refuses to change the rows; what was changed all the same, the ledger names."""

from datetime import UTC, date, datetime, time
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from gieo.domain.handovers.models import Minutes, MinutesItem, PlanRow, ReceiptNote, ReceiptRow
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.rules.sealing import KEYS_BY_CODE, OWN_KEYS
from gieo.domain.handovers.services import PlanInput, edit_minutes, retract_receipt, seal_minutes
from gieo.domain.handovers.vocab import FaultKind, MinutesState, Receipt
from gieo.domain.handovers.wording import tell
from gieo.domain.handovers.wording.labels import PART_LABELS
from tests.factories.handovers import TABLE, conference_of, draft_minutes, officer, received_minutes, sealed_minutes
from tests.factories.transfers import issued_decision, receivers
from tests.fixtures.database import triggers_asleep

pytestmark = pytest.mark.django_db
LISTS = import_module("gieo.domain.handovers.migrations.0003_sealed_rows_stand")
ORDER = import_module("gieo.domain.handovers.migrations.0012_signing_order")
RECEIPTS = import_module("gieo.domain.handovers.migrations.0007_receipts_and_versions")


def columns(table: type[models.Model]) -> set[str]:
    return {field.column for field in table._meta.concrete_fields}


def refuses(deed: Any) -> None:
    with pytest.raises(DatabaseError, match="sealed minutes do not change"), transaction.atomic():
        deed()


def with_plan() -> Minutes:
    minutes = draft_minutes(products=1)
    row = PlanInput("Tập huấn", person="Lường Văn Pó", due=date(2024, 5, 1), money=45_000_000)
    edited = edit_minutes(minutes, version=minutes.version, plan=[row], actor=officer(), now=TABLE)
    return seal_minutes(edited, actor=officer(), now=TABLE)


def test_every_column_is_either_content_or_free() -> None:
    assert {*LISTS.MINUTES, *LISTS.MINUTES_FREE, *ORDER.MINUTES} == columns(Minutes)
    assert {*LISTS.ITEM, *LISTS.ITEM_FREE} == columns(MinutesItem)
    assert not {*LISTS.MINUTES} & {*LISTS.MINUTES_FREE}
    assert not {*LISTS.ITEM} & {*LISTS.ITEM_FREE}
    assert {*RECEIPTS.NOTE, *RECEIPTS.NOTE_FREE} == columns(ReceiptNote)


def other(table: type[models.Model], column: str) -> Any:
    """A value of this column unlike any that stands there."""
    field = next(field for field in table._meta.concrete_fields if field.column == column)
    kinds: dict[type[models.Field[Any, Any]], Any] = {
        models.DateTimeField: datetime(1999, 1, 1, tzinfo=UTC),
        models.DateField: date(1999, 1, 1),
        models.TimeField: time(1, 2),
        models.JSONField: ["khác"],
        models.BooleanField: True,
        models.CharField: "khác",
        models.TextField: "khác",
        models.ForeignKey: 987_654,
        models.DecimalField: 19,
        models.IntegerField: 19,
    }
    return next(value for kind, value in kinds.items() if isinstance(field, kind))


@pytest.mark.parametrize("column", [*LISTS.MINUTES, *ORDER.MINUTES])
def test_no_word_of_sealed_minutes_changes(column: str) -> None:
    minutes = sealed_minutes()
    refuses(lambda: Minutes.objects.filter(pk=minutes.pk).update(**{column: other(Minutes, column)}))


@pytest.mark.parametrize("column", LISTS.ITEM)
def test_no_word_of_a_sealed_item_changes(column: str) -> None:
    item = sealed_minutes().items.get()
    refuses(lambda: MinutesItem.objects.filter(pk=item.pk).update(**{column: other(MinutesItem, column)}))


def test_no_row_comes_goes_or_moves_once_minutes_are_sealed() -> None:
    minutes = with_plan()
    item, plan = minutes.items.order_by("order").first(), minutes.plan.get()
    assert item is not None
    refuses(lambda: MinutesItem.objects.filter(pk=item.pk).delete())
    refuses(lambda: PlanRow.objects.filter(pk=plan.pk).delete())
    refuses(lambda: PlanRow.objects.filter(pk=plan.pk).update(work="Việc khác"))
    refuses(lambda: PlanRow.objects.create(minutes=minutes, order=2, work="Thêm"))
    refuses(lambda: Minutes.objects.filter(pk=minutes.pk).delete())
    draft = draft_minutes()
    refuses(lambda: draft.items.update(minutes=minutes, order=9))
    extra = draft.items.get()
    extra.pk, extra.minutes, extra.order = None, minutes, 9
    refuses(extra.save)
    assert (minutes.items.count(), minutes.plan.count()) == (2, 1)
    draft.delete()


def keeps(deed: Any) -> None:
    with pytest.raises(DatabaseError, match="what was received is written once"), transaction.atomic():
        deed()


@pytest.mark.parametrize("column", RECEIPTS.NOTE)
def test_no_word_of_a_receipt_changes(column: str) -> None:
    received_minutes()
    keeps(lambda: ReceiptNote.objects.update(**{column: other(ReceiptNote, column)}))


def test_a_receipt_and_its_rows_stay_and_are_taken_back_once() -> None:
    minutes = received_minutes()
    note = minutes.receipts.get()
    keeps(note.delete)
    keeps(lambda: ReceiptRow.objects.update(words="khác"))
    keeps(lambda: ReceiptRow.objects.all().delete())
    retract_receipt(minutes, 1, reason="Nhầm biên bản", actor=officer(), now=TABLE)
    keeps(lambda: ReceiptNote.objects.update(retracted_at=None, retract_reason="", retracted_by_name=""))
    keeps(lambda: ReceiptNote.objects.update(retract_reason="Lý do khác"))


def test_what_minutes_replace_stands_once_they_are_no_draft() -> None:
    minutes = sealed_minutes()
    refuses(lambda: Minutes.objects.filter(pk=minutes.pk).update(replaces=minutes, replace_reason="Sai"))


def test_receipts_and_states_go_on() -> None:
    minutes = received_minutes(results=2)
    assert minutes.state == MinutesState.RECEIVED
    Minutes.objects.filter(pk=minutes.pk).update(restricted=True, print_failure="x")
    assert set(minutes.items.values_list("receipt", flat=True)) == {Receipt.RECEIVED}


PLANTED: dict[str, dict[str, Any]] = {
    "number": {"number": "99/BB"},
    "illustrative": {"illustrative": True},
    "held_on": {"held_on": date(2023, 11, 8)},
    "starts_at": {"starts_at": time(7, 0)},
    "ends_at": {"ends_at": time(23, 0)},
    "locality": {"locality": "Hà Nội"},
    "place": {"place": "Nơi khác"},
    "people": {"witness_unit": "Cơ quan khác"},
    "texts": {"texts": []},
    "grounds": {"grounds": ["Căn cứ khác"]},
    "reports": {"plan_days": 31},
    "copies": {"copies": 5},
}


@pytest.mark.parametrize(
    "part", [*PLANTED, "conference", "giver", "receiver", "decisions", "items", "plan", "code", "replaces"]
)
def test_the_ledger_names_the_part_that_was_changed_behind_its_back(part: str) -> None:
    """Whatever gets past the triggers: each part of the content, one at a time."""
    minutes = with_plan()
    conference = minutes.conference
    assert conference is not None
    rows = Minutes.objects.filter(pk=minutes.pk)
    with triggers_asleep():
        if part == "items":
            minutes.items.filter(product__isnull=False).update(condition="Hỏng")
        elif part == "plan":
            minutes.plan.update(money=1)
        elif part == "code":
            rows.update(code="BB-2023-99")
        elif part == "conference":
            conference = conference_of()
            rows.update(conference=conference)
        elif part == "giver":
            rows.update(giver=receivers(1)[0])
        elif part == "receiver":
            rows.update(receiver=receivers(1)[0])
        elif part == "replaces":
            other_one = sealed_minutes()
            rows.update(replaces=other_one, replace_reason="Sai")
            Minutes.objects.filter(pk=other_one.pk).update(state=MinutesState.SUPERSEDED, superseded_at=TABLE)
        elif part == "decisions":
            rows.update(decision=issued_decision())
        else:
            rows.update(**PLANTED[part])
    page = ledger_of_conference(conference, officer(), today=TABLE.date())
    found = [row for row in page.ledger.faults if row.kind is FaultKind.CONTENT_CHANGED]
    assert [row.values["parts"] for row in found] == [part]
    assert f"Chỗ khác: {PART_LABELS[part]}." in tell(found[0], page.world).text


def test_every_part_of_the_content_is_compared_and_has_a_word() -> None:
    minutes = with_plan()
    assert minutes.sealed is not None
    assert set(minutes.sealed.content) - {"schema"} == {*OWN_KEYS, *KEYS_BY_CODE} == set(PART_LABELS)


def test_the_triggers_are_those_of_this_database() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'handovers_%'")
            assert len(cursor.fetchall()) == 16
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'handovers_%' AND NOT tgisinternal")
            assert len(cursor.fetchall()) == 10
