"""“We copied this”: said without an account, confirmed by somebody else, counted exactly once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, WrongState
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.access.copies import access_copy, visible_copies
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.queries.copies import Grown, grown_at, tree_of
from gieo.domain.uptake.queries.figures import sums_of
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.rules.copies import Branch, branches, goes_round
from gieo.domain.uptake.services import (
    claim_use,
    confirm_copy,
    follow_access,
    forget_copiers,
    overturn_claim,
    refuse_copy,
)
from gieo.domain.uptake.vocab import ClaimState, Grade, Level, Measure
from gieo.domain.uptake.vocab.copies import CopyState, Looked
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import Era
from tests.factories.copies import a_committee, a_finding, confirmed_copy, said_copy
from tests.factories.places import succeed
from tests.factories.transfers import a_result
from tests.factories.units import make_unit
from tests.factories.uptake import NOW, SEEN, a_claim, a_place, officer_of, used_at, verified_use
from tests.factories.uptake import people_of as speaker_of

pytestmark = pytest.mark.django_db


def hectares(day: date = SEEN) -> Decimal:
    return sums_of(visible_uses(officer_of()), day).totals.get(Measure.HECTARE, Decimal())


def test_who_copied_from_whom_is_a_tree_and_never_goes_round():
    assert branches([1, 2, 3, 4], {2: 1, 3: 2, 4: 9}) == (Branch(1, (Branch(2, (Branch(3),)),)), Branch(4))
    assert branches([1, 2, 3], {2: 1, 3: 2})[0].all == 2
    assert goes_round(1, 3, {3: 2, 2: 1})
    assert goes_round(1, 1, {})
    assert not goes_round(4, 3, {3: 2, 2: 1})


def test_what_was_only_said_counts_nothing_and_is_owed_a_look():
    representative = speaker_of(a_committee(a_place()))
    copy = said_copy()
    assert (copy.code, copy.state, copy.committee) == ("NR-2024-0001", CopyState.WAITING, a_committee(a_place()))
    assert hectares() == 0
    assert used_at(copy.result, SEEN) == []
    assert Duty.objects.get(record_code=copy.code).debtor_role == Role.OFFICER
    letter = Letter.objects.get(kind="copy_said")
    assert representative.name == letter.to_name
    assert "Giàng A Páo" not in letter.subject + letter.body
    told = Entry.objects.get(record_code=copy.code, verb="copy")
    assert "Giàng A Páo" not in str(told.changes)


def test_confirmed_it_is_a_use_with_its_evidence_and_counts_once():
    copy = said_copy()
    use = confirmed_copy(copy, looked=Looked.VISITED)
    assert hectares() == Decimal("1.5")
    assert (use.receiver, use.household, use.place) == (copy.committee, "Giàng A Páo, Bản Háng Á", copy.place)
    claim = use.claims.get()
    assert (claim.state, claim.level, claim.claimed_by_name) == (ClaimState.VERIFIED, Level.TRIED, copy.code)
    assert claim.evidence.get().grade == Grade.INSPECTION
    assert [at.place for at in used_at(copy.result, SEEN)] == [copy.place]
    assert Duty.objects.get(record_code=copy.code).state == DutyState.FULFILLED
    again = said_copy(copy.result, phone="0215 999 8888", amount=Decimal("1"))
    assert confirmed_copy(again, household="giàng a páo,  bản háng á") == use
    assert hectares() == Decimal("1")  # what was seen last, not both
    last = use.claims.get(number=2)
    overturn_claim(last, reason="Nhầm hộ", actor=officer_of(), now=NOW)
    assert hectares() == Decimal("1.5")


def test_the_people_of_the_commune_confirm_their_own_households_only():
    copy = said_copy()
    assert copy.committee is not None
    other = speaker_of(make_unit("UBND xã khác"))
    with pytest.raises(NotAllowed):
        confirm_copy(copy, a_finding(copy), actor=other, now=NOW)
    assert not visible_copies(other).exists()
    own = speaker_of(copy.committee)
    assert access_copy(copy.code, own) == copy
    done = confirm_copy(copy, a_finding(copy, receiver=make_unit("Hợp tác xã nào đó")), actor=own, now=NOW)
    assert done.use is not None
    assert done.use.receiver == copy.committee


def test_who_said_it_does_not_confirm_it(nothing_written):
    officer = officer_of()
    copy = said_copy(actor=officer)
    with nothing_written():
        for deed in (
            lambda: confirm_copy(copy, a_finding(copy), actor=officer, now=NOW),
            lambda: refuse_copy(copy, reason="Không có hộ này", actor=officer, now=NOW),
        ):
            with pytest.raises(NotAllowed, match="người khác"):
                deed()


def test_refused_it_stays_with_its_reason_and_counts_nothing():
    copy = said_copy()
    for reason in ("", " … ", "x" * 501):
        with pytest.raises(Invalid):
            refuse_copy(copy, reason=reason, actor=officer_of(), now=NOW)
    assert refuse_copy(copy, reason="Bản không có hộ này.", actor=officer_of(), now=NOW).state == CopyState.REFUSED
    assert hectares() == 0
    with pytest.raises(WrongState):
        confirm_copy(copy, a_finding(copy), actor=officer_of(), now=NOW)
    assert not Use.objects.exists()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("amount", {"amount": Decimal("-3")}),
        ("amount", {"amount": Decimal("0")}),
        ("amount", {"amount": Decimal("99999999")}),
        ("amount", {"amount": Decimal("2.5"), "measure": Measure.HOUSEHOLD}),
        ("since", {"since": NOW.date() + timedelta(days=2)}),
        ("since", {"since": date(1980, 1, 1)}),
        ("name", {"name": " \u200b "}),
        ("name", {"name": "x" * 121}),
        ("phone", {"phone": "12"}),
        ("consents", {"consents": False}),
        ("words", {"words": "x" * 501}),
    ],
)
def test_what_cannot_be_so_is_said_beside_its_field(nothing_written, field, values):
    a_committee(a_place())
    result = a_result()
    with nothing_written(), pytest.raises(Invalid) as wrong:
        said_copy(result, **values)
    assert list(wrong.value.errors) == [field]


def test_markup_is_kept_as_words():
    copy = said_copy(name="<script>alert(1)</script> Páo")
    assert copy.name == "<script>alert(1)</script> Páo"
    with pytest.raises(Invalid) as wrong:
        confirmed_copy(copy, household="", words=" ", amount=Decimal("-1"))
    assert set(wrong.value.errors) == {"household", "words", "amount"}


def test_said_twice_by_one_telephone_it_waits_once():
    first = said_copy()
    assert said_copy(first.result, phone="02151112222") == first
    assert said_copy(first.result, phone="0215 333 4444") != first
    assert Copy.objects.count() == 2


def test_only_public_results_are_copied():
    secret = a_result(access=Access.RESTRICTED)
    with pytest.raises(NotFound):
        said_copy(secret)
    copy = said_copy()
    copy.result.access = Access.RESTRICTED
    copy.result.save()
    assert not visible_copies(officer_of()).exists()
    assert follow_access(actor=SYSTEM, now=NOW) == 1
    assert Duty.objects.get(record_code=copy.code).confidential


def test_a_claim_that_waits_at_the_same_use_is_looked_at_first(nothing_written):
    use = confirmed_copy()
    claim_use(use, a_claim(Level.TRIED), actor=officer_of(), now=NOW)
    copy = said_copy(use.result, phone="0215 777 6666")
    officer = officer_of()
    with nothing_written(), pytest.raises(Conflict, match=use.code):
        confirm_copy(copy, a_finding(copy), actor=officer, now=NOW)


def _line(grown: Grown) -> list[Area]:
    """The places below, where each has one below it."""
    return [place for node in grown.below for place in (node.at.place, *_line(node))]


def test_the_tree_grows_from_place_to_place():
    result, there, beyond = a_result(), a_place("Xã Mường Phăng"), a_place("Xã Sa Lông")
    root = verified_use(a_claim(), subject=result)
    child = confirmed_copy(said_copy(result, place=there, parent=root), parent=root)
    grandchild = confirmed_copy(said_copy(result, place=beyond, phone="0215 777 6666"), parent=child)
    tree = tree_of(result, officer_of(), SEEN)
    assert tree.branches == (Branch(root.pk, (Branch(child.pk, (Branch(grandchild.pk),)),)),)
    assert len(used_at(result, SEEN)) == 3
    with CaptureQueriesContext(connection) as asked:
        (grown,) = grown_at(result, SEEN)
    assert len(asked) == 2
    assert [grown.at.place, *_line(grown)] == [root.place, there, beyond]
    again = said_copy(result, place=there, phone="0215 123 1234")
    with pytest.raises(Invalid) as wrong:
        confirmed_copy(again, parent=grandchild)
    assert list(wrong.value.errors) == ["parent"]
    again.refresh_from_db()
    assert again.state == CopyState.WAITING
    with pytest.raises(Invalid):
        confirmed_copy(again, parent=verified_use(a_claim()))


def test_a_household_is_part_of_what_its_commune_says_of_itself():
    result, place = a_result(), a_place()
    verified_use(
        a_claim(scales=(ScaleSaid(Measure.HECTARE, Decimal(2)),), men=3, women=4),
        subject=result,
        receiver=a_committee(place),
        place=place,
    )
    confirmed_copy(said_copy(result))
    assert hectares() == 2
    confirmed_copy(said_copy(result, name="Vàng A Dế", phone="0215 333 4444"))
    assert hectares() == 3
    assert sums_of(visible_uses(officer_of()), SEEN).reach.women == 4


def test_names_go_two_years_after_and_what_counts_stays():
    use = confirmed_copy()
    assert forget_copiers(now=NOW + timedelta(days=700)) == 0
    assert forget_copiers(now=NOW + timedelta(days=740)) == 1
    assert forget_copiers(now=NOW + timedelta(days=741)) == 0
    copy = Copy.objects.get()
    assert (copy.name, copy.phone, copy.hamlet, copy.learnt_from) == ("", "", "", "")
    assert "pao" not in copy.folded
    assert hectares() == Decimal("1.5")
    assert copy.use == use
    assert Entry.objects.filter(verb="forget_copier").count() == 1


@pytest.mark.slow
def test_of_two_hundred_claims_one_in_ten_false_the_totals_are_exact_by_either_map():
    chance = Random(20)
    result, other = a_result(), a_result()
    olds = [a_place(f"Xã cũ {n}", era=Era.BEFORE_2025) for n in range(6)]
    todays = [a_place(f"Xã mới {n}") for n in range(2)]
    for n, old in enumerate(olds):
        old.heir = todays[n % 2]
        old.save()
        succeed(old, old.heir)
        a_committee(old)
    looker = officer_of("Quàng Văn Sơn")
    truth: dict[tuple[str, int], Decimal] = {}  # of each household at its place, the land it has
    uses: list[Use] = []
    for n in range(200):
        false = n % 10 == 3
        home = (f"Hộ số {chance.randrange(120)}", chance.randrange(6))
        amount = truth.get(home) or Decimal(chance.randrange(1, 40)) / 4
        copy = said_copy(
            chance.choice((result, other)),
            place=olds[home[1]],
            name=home[0],
            hamlet="",
            phone=f"0215{n:06d}",
            amount=amount * 9 if false else amount,
        )
        if false:
            refuse_copy(copy, reason="Hỏi trưởng bản: không có.", actor=looker, now=NOW)
            continue
        truth[home] = amount
        own = [use for use in uses if use.result_id == copy.result_id]
        parent = chance.choice(own) if own else None
        found = a_finding(copy, household=home[0], parent=parent, looked=Looked.ASKED)
        try:
            done = confirm_copy(copy, found, actor=looker, now=NOW)
        except Invalid:  # one that was copied from it cannot have taught it
            done = confirm_copy(copy, replace(found, parent=None), actor=looker, now=NOW)
        assert done.use is not None
        uses.append(done.use)
    seen = visible_uses(officer_of())
    assert Copy.objects.filter(state=CopyState.REFUSED).count() == 20
    assert hectares() == sum(truth.values())
    by_old = [sums_of(seen.filter(place=old), SEEN).totals[Measure.HECTARE] for old in olds]
    by_today = [sums_of(seen.filter(place__heir=today), SEEN).totals[Measure.HECTARE] for today in todays]
    assert sum(by_old) == sum(by_today) == sum(truth.values())
    assert hectares(date(2026, 1, 1)) == 0  # nobody confirmed anew
