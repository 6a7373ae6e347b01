"""What the database refuses on a map."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gieo.foundation.places.models import Area, AreaSuccession
from gieo.foundation.places.queries import successors
from gieo.foundation.places.vocab import AreaKind, Era
from tests.factories.places import make_area, succeed

pytestmark = pytest.mark.django_db


def test_a_split_commune_has_several_heirs() -> None:
    old = make_area("Xã Thanh An", "1", era=Era.BEFORE_2025)
    one, two = make_area("Xã Sam Mứn", "2"), make_area("Xã Núa Ngam", "3")
    succeed(old, one, two)
    assert successors(old) == [two, one]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"parent": None}, "Chỉ cấp tỉnh"),
        ({"kind": AreaKind.DISTRICT}, "không còn cấp huyện"),
        ({"until": "2025-06-30"}, "Ngày hết phải từ ngày bắt đầu"),
    ],
)
def test_a_map_that_cannot_be_is_refused(wrong: dict[str, object], message: str) -> None:
    area = make_area()
    for field, value in wrong.items():
        setattr(area, field, value)
    with pytest.raises(ValidationError, match=message):
        area.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        area.save()
    area.refresh_from_db()
    assert (area.parent_id is not None, area.kind, area.until) == (True, AreaKind.COMMUNE, None)


def test_a_code_stands_once_per_map() -> None:
    make_area("Xã Mường Phăng", "03325")
    make_area("Xã Mường Phăng", "03325", era=Era.BEFORE_2025)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_area("Xã Khác", "03325")
    assert Area.objects.filter(code="03325").count() == 2


def test_nobody_succeeds_itself() -> None:
    area = make_area()
    with pytest.raises(IntegrityError), transaction.atomic():
        succeed(area, area)
    assert AreaSuccession.objects.count() == 0
