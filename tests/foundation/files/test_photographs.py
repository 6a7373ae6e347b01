"""A consent that is taken back: for a picture and every copy of its bytes, and whoever takes it back at two places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.db import transaction
from PIL import Image

from gieo.core.actor import SYSTEM
from gieo.core.errors import Refused
from gieo.foundation.files.models import Photograph
from gieo.foundation.files.services import lock_copies, store_file, take_photograph, withdraw_consent
from tests.fixtures.database import SideBySide

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)


def a_photograph(colour: str = "green", *, consent: bool = True) -> Photograph:
    content = BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "PNG")
    stored = store_file(content.getvalue(), name=f"{colour}.png", actor=SYSTEM, now=NOW)
    return take_photograph(stored, caption="Lễ ký", credit="Trung tâm", consent=consent)


@pytest.mark.django_db
def test_every_copy_goes_and_what_went_beside_it_is_counted() -> None:
    first, *_same = (a_photograph() for _ in range(3))
    other, silent = a_photograph("gold"), a_photograph(consent=False)
    assert list(lock_copies(first)) == [first.pk, *(one.pk for one in _same), silent.pk], "in the order of their keys"
    assert withdraw_consent(first) == 2
    assert not first.consent
    assert list(Photograph.objects.filter(consent=True)) == [other]


@pytest.mark.django_db
def test_it_is_taken_back_from_a_copy_that_has_none() -> None:
    shown, silent = a_photograph(), a_photograph(consent=False)
    assert withdraw_consent(silent) == 1
    shown.refresh_from_db()
    assert not shown.consent
    with pytest.raises(Refused, match="không đăng ở đâu"):
        withdraw_consent(silent)


def test_two_copies_withdrawn_at_once_do_not_lock_each_other_out(side_by_side: SideBySide) -> None:
    copies = [a_photograph() for _ in range(6)]

    def withdraw(picture: Photograph) -> Callable[[], int]:
        def deed() -> int:
            with transaction.atomic():
                return withdraw_consent(Photograph.objects.select_related("file").get(pk=picture.pk))

        return deed

    for _round in range(5):
        Photograph.objects.update(consent=True)
        outcomes = side_by_side(withdraw(copies[-1]), withdraw(copies[0]))
        assert sorted(str(one) for one in outcomes) == ["5", "Ảnh này không đăng ở đâu."]
        assert not Photograph.objects.filter(consent=True).exists()
