"""What a draft says of each item: how much, in which condition; typed, kept, required before sealing."""

from decimal import Decimal
from typing import Any

import pytest

from gieo.core.errors import Conflict, GieoError, Invalid, Missing, NotAllowed, NotFound, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.services import ItemInput
from gieo.domain.results.models import Product
from gieo.foundation.journal.queries import history
from tests.domain.handovers.refusing import refused
from tests.factories.handovers import TABLE, draft_minutes, officer, representative, sealed_minutes

pytestmark = pytest.mark.django_db


def edit(minutes: Minutes, **given: Any) -> Minutes:
    """Say something of the first item."""
    item = minutes.items.order_by("order")[0]
    facts: dict[str, Any] = {"pk": item.pk, "quantity": item.quantity, "quantity_unit": item.quantity_unit}
    facts |= {"condition": item.condition} | given
    return services.edit_items(minutes, version=minutes.version, items=[ItemInput(**facts)], actor=officer(), now=TABLE)


def first(minutes: Minutes) -> MinutesItem:
    return minutes.items.order_by("order")[0]


def test_a_fresh_item_says_what_the_records_say() -> None:
    minutes = draft_minutes(results=1, products=1)
    of_result, of_product = minutes.items.order_by("order")
    assert of_result.condition == "Đủ 8 phần của bộ chuyển giao; 01 sản phẩm, 01 tệp"
    assert of_product.condition == "Đầy đủ, dùng tốt"
    assert (of_product.quantity, of_product.quantity_unit) == (Decimal(1), "bản")


def test_quantity_and_condition_are_typed_and_journalled() -> None:
    minutes = draft_minutes()
    edited = edit(minutes, quantity=Decimal("2.5"), quantity_unit=" tạ ", condition="Thiếu  phụ lục 2")
    item = first(edited)
    assert (item.quantity, item.quantity_unit, item.condition) == (Decimal("2.5"), "tạ", "Thiếu phụ lục 2")
    assert item.condition_typed
    assert edited.version == minutes.version + 1
    entry = history(minutes)[0]
    assert entry.verb == "edit_items"
    assert entry.changes[f"{item.subject_code} condition"][1] == "Thiếu phụ lục 2"
    assert len(entry.changes) == 3
    same = edit(edited)
    assert same.version == edited.version


@pytest.mark.parametrize(
    "given, error",
    [
        ({"quantity": Decimal(0)}, Invalid),
        ({"quantity": Decimal(-1)}, Invalid),
        ({"condition": "x" * 301}, Invalid),
        ({"pk": 0}, NotFound),
    ],
)
def test_edit_items_refuses(given: dict[str, Any], error: type[GieoError]) -> None:
    minutes = draft_minutes()
    refused(lambda: edit(minutes, **given), error)


def test_edit_items_meets_strangers_another_hand_and_a_seal() -> None:
    minutes = draft_minutes()
    facts: dict[str, Any] = {"items": [], "now": TABLE}
    stranger = representative(minutes.receiver)
    refused(lambda: services.edit_items(minutes, version=1, actor=stranger, **facts), NotAllowed)
    refused(lambda: services.edit_items(minutes, version=9, actor=officer(), **facts), Conflict)
    sealed = sealed_minutes()
    refused(lambda: edit(sealed, condition="Khác"), WrongState)


def test_a_wrong_quantity_is_named_beside_its_field() -> None:
    minutes = draft_minutes()
    error = refused(lambda: edit(minutes, quantity=Decimal(0)), Invalid)
    assert list(error.errors) == [f"quantity_{first(minutes).pk}"]  # type: ignore[attr-defined]


def test_sealing_wants_both_of_every_item_and_names_the_items() -> None:
    minutes = draft_minutes(results=1, products=2)
    Product.objects.filter(programme__isnull=False).update(condition="")
    minutes = services.refresh_items(minutes, actor=officer(), now=TABLE)
    error = refused(lambda: services.seal_minutes(minutes, actor=officer(), now=TABLE), Missing)
    assert error.message == "tình trạng khi giao của từng mục (mục 2, 3)"
    MinutesItem.objects.filter(minutes=minutes).update(condition="Tốt", condition_typed=True, quantity=None)
    error = refused(lambda: services.seal_minutes(minutes, actor=officer(), now=TABLE), Missing)
    assert error.message == "số lượng của từng mục (mục 1, 2, 3)"


def test_typed_words_stay_when_items_are_taken_anew_and_quantities_are_the_decisions_again() -> None:
    minutes = edit(draft_minutes(), condition="Bìa rách", quantity=Decimal(7))
    item = first(services.refresh_items(minutes, actor=officer(), now=TABLE))
    assert (item.condition, item.condition_typed, item.quantity) == ("Bìa rách", True, Decimal(1))


def test_a_condition_emptied_follows_the_record_again() -> None:
    minutes = edit(edit(draft_minutes(), condition="Bìa rách"), condition=" ")
    assert (first(minutes).condition, first(minutes).condition_typed) == ("", False)
    item = first(services.refresh_items(minutes, actor=officer(), now=TABLE))
    assert item.condition == "Đủ 8 phần của bộ chuyển giao; 01 sản phẩm, 01 tệp"


def test_what_nobody_typed_is_as_the_records_say_when_sealed() -> None:
    minutes = draft_minutes(results=0, products=2)
    minutes = edit(minutes, condition="Bìa rách")
    Product.objects.update(condition="Đã phơi khô")
    sealed = services.seal_minutes(minutes, actor=officer(), now=TABLE)
    assert sealed.sealed is not None
    assert [item["condition"] for item in sealed.sealed.content["items"]] == ["Bìa rách", "Đã phơi khô"]
