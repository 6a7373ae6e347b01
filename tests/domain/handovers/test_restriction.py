"""Minutes of results that only named people may see: what is told to whom, and what follows when that changes."""

from typing import Any

import pytest

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Held, Role
from gieo.core.errors import NotAllowed
from gieo.domain.handovers import services
from gieo.domain.handovers.access import checkable_minutes, holds_restricted
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services import follow_access
from gieo.domain.results.models import Result, ResultReader
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.domain.handovers.refusing import refused, rows
from tests.factories.handovers import (
    TABLE,
    conference_of,
    department,
    prepare,
    receive,
    received_minutes,
    sealed_minutes,
    sign,
    signed_minutes,
)

pytestmark = pytest.mark.django_db


def restrict(minutes: Minutes, access: Access = Access.RESTRICTED) -> None:
    """Somebody changes who may see the result, on a way that tells nobody."""
    Result.objects.filter(minutes_items__minutes=minutes).update(access=access)


def confidential(minutes: Minutes) -> set[bool]:
    return set(Duty.objects.filter(record_code=minutes.code).values_list("confidential", flat=True))


def reader() -> Actor:
    """An officer who is named for every restricted result."""
    person = Person.objects.create(name="Người được nêu tên")
    for result in Result.objects.filter(access=Access.RESTRICTED):
        ResultReader.objects.create(result=result, person=person)
    return Actor(person.pk, person.name, frozenset({Held(Role.OFFICER, department().pk)}))


def restricted_and_signed() -> Minutes:
    """Minutes of a result that was restricted before they were written, signed by all."""
    conference = conference_of(results=1)
    Result.objects.update(access=Access.RESTRICTED)
    table = reader()
    minutes = prepare(conference, actor=table)[0]
    minutes = services.seal_minutes(minutes, actor=table, now=TABLE)
    sign(minutes, actor=table)
    return minutes


def test_new_duties_of_restricted_results_are_confidential_and_letters_name_nothing() -> None:
    minutes = restricted_and_signed()
    assert confidential(minutes) == {True}
    letter = Letter.objects.get(kind="minutes_signed")
    assert (letter.record_kind, letter.record_code) == ("", "")
    for words in (minutes.code, minutes.number, minutes.items.get().title, minutes.items.get().subject_code):
        assert words not in letter.subject + letter.body
    receive(minutes)
    assert confidential(minutes) == {True}
    assert Duty.objects.filter(record_code=minutes.code).count() == 6


def test_letters_of_open_results_still_name_the_minutes() -> None:
    minutes = signed_minutes()
    letter = Letter.objects.get(kind="minutes_signed")
    assert minutes.code in letter.subject
    assert letter.record_code == minutes.code
    assert confidential(minutes) == {False}


def test_a_result_restricted_between_sealing_and_signing_hides_what_follows() -> None:
    minutes = sealed_minutes()
    restrict(minutes)
    sign(minutes)
    assert confidential(minutes) == {True}
    assert minutes.code not in Letter.objects.get(kind="minutes_signed").body


def test_anybody_may_check_minutes_only_while_their_results_are_open() -> None:
    minutes = received_minutes()
    assert list(checkable_minutes()) == [minutes]
    restrict(minutes)
    assert holds_restricted(minutes)
    assert list(checkable_minutes()) == []
    restrict(minutes, Access.OPEN)
    assert list(checkable_minutes()) == [minutes]


def test_minutes_and_duties_follow_the_access_of_their_results() -> None:
    minutes, other = received_minutes(), received_minutes()
    restrict(minutes)
    assert follow_access(actor=SYSTEM, now=TABLE) == 1 + 6
    minutes.refresh_from_db()
    assert minutes.restricted
    assert (confidential(minutes), confidential(other)) == ({True}, {False})
    before = rows()
    assert follow_access(actor=SYSTEM, now=TABLE) == 0
    assert rows() == before
    restrict(minutes, Access.OPEN)
    assert follow_access(actor=SYSTEM, now=TABLE) == 1 + 6
    minutes.refresh_from_db()
    assert not minutes.restricted
    assert confidential(minutes) == {False}
    told = Entry.objects.filter(verb="follow_access").values_list("record_code", flat=True)
    assert list(told) == [minutes.code] * 2


def test_follow_access_wants_a_name() -> None:
    minutes = sealed_minutes()
    restrict(minutes)
    refused(lambda: follow_access(actor=ANONYMOUS, now=TABLE), NotAllowed)


def test_products_of_a_restricted_result_count_too(django_assert_num_queries: Any) -> None:
    minutes = received_minutes(results=0, products=1)
    result = Result.objects.get(pk=sealed_minutes().items.get().result_id)
    product = minutes.items.get().product
    assert product is not None
    type(product).objects.filter(pk=product.pk).update(result=result, programme=None)
    Result.objects.filter(pk=result.pk).update(access=Access.RESTRICTED)
    assert minutes not in checkable_minutes()
