"""A second person looks: verify, refuse, overturn; where the use stands then."""

from dataclasses import replace
from datetime import date

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Invalid, NotAllowed, WrongState
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Period
from gieo.domain.uptake.queries.standing import current_uses, level_counts, listed_uses
from gieo.domain.uptake.services import claim_use, overturn_claim, refuse_claim, verify_claim
from gieo.domain.uptake.vocab import ClaimState, Grade, Level, Silence
from gieo.foundation.duties.models import Duty
from gieo.foundation.outbox.models import Letter
from tests.factories.transfers import a_result, moment
from tests.factories.uptake import (
    NOW,
    SEEN,
    a_claim,
    a_proof,
    claimed_again,
    claimed_use,
    officer_of,
    people_of,
    verified_use,
    verify,
)
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db


def stands(use, day: date) -> str:
    return listed_uses(officer_of(), day).get(pk=use.pk).stands


def test_a_verified_claim_stands_until_its_evidence_runs_out():
    use = claimed_use(a_claim(Level.ROUTINE, a_proof(Grade.DOCUMENT), a_proof(Grade.STATEMENT)))
    assert stands(use, SEEN) == Silence.UNPROVEN
    claim = verify(use)
    assert (claim.state, claim.good_until) == (ClaimState.VERIFIED, date(2025, 8, 10))
    assert Duty.objects.get(record_code=use.code).state == "fulfilled"
    assert stands(use, date(2024, 5, 9)) == Silence.UNPROVEN  # not seen yet
    assert stands(use, date(2025, 8, 10)) == Level.ROUTINE
    assert stands(use, date(2025, 8, 11)) == Silence.EXPIRED
    reader = officer_of()
    assert current_uses(date(2025, 8, 10), reader).count() == 1
    assert current_uses(date(2025, 8, 11), reader).count() == 0
    assert {level: n for level, n in level_counts(date(2025, 8, 11), reader).items() if n} == {Silence.EXPIRED: 1}


def test_who_claims_cannot_verify_nor_anybody_in_their_place(nothing_written):
    typist, principal = officer_of("Lò Thị Mai"), officer_of("Cà Văn Hặc", role=Role.DIRECTOR)
    use = claimed_use(actor=typist)
    claim = use.claims.get()
    colleague = officer_of("Quàng Văn Sơn")
    for actor in (
        typist,
        replace(typist, behalf_id=principal.person_id, behalf_name=principal.name),  # she, in another's place
        replace(principal, behalf_id=typist.person_id, behalf_name=typist.name),  # another, in her place
    ):
        with nothing_written(), pytest.raises(NotAllowed, match="người khác"):
            verify_claim(claim, actor=actor, now=NOW)
        with nothing_written(), pytest.raises(NotAllowed):
            refuse_claim(claim, reason="Chưa rõ", actor=actor, now=NOW)
    assert verify_claim(claim, actor=colleague, now=NOW).state == ClaimState.VERIFIED


def test_a_claim_made_in_somebody_s_place_is_verified_by_neither(nothing_written):
    principal, typist = officer_of("Cà Văn Hặc"), officer_of("Lò Thị Mai")
    use = claimed_use(actor=replace(typist, behalf_id=principal.person_id, behalf_name=principal.name))
    claim = use.claims.get()
    assert (claim.claimed_by_id, claim.claimed_for_id) == (typist.person_id, principal.person_id)
    for actor in (typist, principal):
        with nothing_written(), pytest.raises(NotAllowed):
            verify_claim(claim, actor=actor, now=NOW)


def test_the_receiver_does_not_verify(nothing_written):
    use = claimed_use()
    own = people_of(use.receiver)
    with nothing_written(), pytest.raises(NotAllowed, match="Sở"):
        verify_claim(use.claims.get(), actor=own, now=NOW)


def test_a_refusal_has_a_reason_and_tells_the_claimant(nothing_written):
    use = claimed_use()
    own = people_of(use.receiver)
    claim, looker = use.claims.get(), officer_of("Quàng Văn Sơn")
    with nothing_written(), pytest.raises(Invalid):
        refuse_claim(claim, reason="  ", actor=looker, now=NOW)
    refused = refuse_claim(claim, reason="Ảnh chụp ở nơi khác.", actor=looker, now=NOW)
    assert (refused.state, refused.refusal, refused.decided_by_name) == (
        ClaimState.REFUSED,
        "Ảnh chụp ở nơi khác.",
        "Quàng Văn Sơn",
    )
    assert not Period.objects.exists()
    letters = Letter.objects.filter(kind="use_refused")
    assert {letter.to_name for letter in letters} == {"Lò Thị Mai", own.name}
    assert all("Ảnh chụp ở nơi khác." in letter.body for letter in letters)
    with nothing_written(), pytest.raises(WrongState):
        verify_claim(claim, actor=looker, now=NOW)
    assert claim_use(use, a_claim(), actor=own, now=NOW).number == 2


def test_a_verification_that_was_wrong_is_taken_back_and_counts_on_no_day(nothing_written):
    use = verified_use(a_claim(Level.ROUTINE))
    looker = officer_of("Quàng Văn Sơn")
    claim = use.claims.get()
    with nothing_written(), pytest.raises(Invalid):
        overturn_claim(claim, reason="", actor=looker, now=NOW)
    overturn_claim(claim, reason="Hộ này báo chưa hề làm.", actor=looker, now=NOW)
    assert stands(use, SEEN) == Silence.UNPROVEN
    assert use.claims.get().good_until is None


def test_levels_rise_fall_stop_and_begin_again():
    use = verified_use(a_claim(Level.TRIED, on=date(2024, 1, 10)), now=moment(date(2024, 1, 20)))
    claimed_again(use, a_claim(Level.ROUTINE, on=date(2024, 6, 1)), now=moment(date(2024, 6, 10)))
    claimed_again(use, a_claim(Level.STOPPED, on=date(2024, 9, 1)), now=moment(date(2024, 9, 10)))
    claimed_again(use, a_claim(Level.TRIED, on=date(2025, 3, 1)), now=moment(date(2025, 3, 10)))
    seen = [date(2024, 2, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 3, 1), date(2026, 3, 2)]
    assert [stands(use, day) for day in seen] == [
        Level.TRIED,
        Level.ROUTINE,
        Level.STOPPED,
        Level.TRIED,
        Silence.EXPIRED,
    ]


def test_letters_about_restricted_results_name_nothing():
    use = claimed_use(subject=a_result("Kết quả kín", access=Access.RESTRICTED))
    verify(use)
    letter = Letter.objects.filter(kind="use_verified").first()
    assert letter is not None
    assert use.code not in letter.subject + letter.body
    assert "Kết quả kín" not in letter.body
    assert letter.record_code == ""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_officers_decide_at_once_and_one_decision_stands(side_by_side: SideBySide):
    use = claimed_use()
    claim, first, second = use.claims.get(), officer_of("Quàng Văn Sơn"), officer_of("Tòng Thị Lan")
    outcomes = side_by_side(
        lambda: verify_claim(claim, actor=first, now=NOW),
        lambda: refuse_claim(claim, reason="Chưa rõ", actor=second, now=NOW),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["Claim", "WrongState"]
    assert use.periods.count() == (use.claims.get().state == ClaimState.VERIFIED)
