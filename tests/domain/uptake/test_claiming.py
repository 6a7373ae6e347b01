"""Saying where a use stands: who may, what is written, what is refused and then not written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gieo.core.errors import Conflict, Invalid, NotAllowed
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.access import access_use, visible_uses
from gieo.domain.uptake.models import Claim, Use
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.services import EffectInput, begin_use, claim_use
from gieo.domain.uptake.vocab import Channel, ClaimState, Grade, Level, Measure, Sphere
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from gieo.foundation.search.models import Text
from tests.factories.handovers import received_minutes
from tests.factories.transfers import a_result
from tests.factories.units import make_district, make_unit
from tests.factories.uptake import (
    NOW,
    SEEN,
    a_claim,
    a_place,
    a_proof,
    claimed_use,
    officer_of,
    people_of,
    verified_use,
    verify,
)
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db


def test_the_receiver_records_what_it_received_and_the_department_owes_a_look():
    minutes = received_minutes()
    item = minutes.items.get()
    own = people_of(minutes.receiver)
    effect = EffectInput(Sphere.ECONOMIC, "Thu nhập một héc-ta", "triệu đồng", Decimal(30), Decimal("41.5"))
    said = a_claim(Level.EXTENDED, a_proof(Grade.PHOTOGRAPH), men=20, women=35, effects=(effect,))
    use = begin_use(item.result, minutes.receiver, a_place(), claim=said, actor=own, now=NOW)
    assert use.code == "SD-2024-0001"
    claim = use.claims.get()
    assert (claim.state, claim.channel, claim.told_by) == (ClaimState.CLAIMED, Channel.DESK, "")
    assert (claim.claimed_by_id, claim.claimed_for_id, claim.good_until) == (own.person_id, None, None)
    assert claim.scales.get().amount == 12
    assert claim.effects.get().after == Decimal("41.5")
    photograph = claim.evidence.get().photograph
    assert photograph is not None
    assert (photograph.place, photograph.taken_on, photograph.credit) == ("Bản Nà Sự", SEEN, "Giàng A Sùng")
    duty = Duty.objects.get(record_code=use.code)
    assert (duty.kind, duty.debtor_role, duty.due) == ("verify_use", "officer", date(2024, 6, 3))
    told = Entry.objects.filter(record_code=use.code, record_kind="uptake.use").order_by("pk")
    assert list(told.values_list("verb", flat=True)) == ["begin", "claim"]
    assert Text.objects.filter(key=f"use:{use.pk}").exists()
    assert not use.periods.exists()  # nothing counts before somebody else has looked


def test_an_officer_types_in_a_call_and_the_journal_says_for_whom():
    use = claimed_use(receiver=make_unit("Hợp tác xã Pá Khoang"))
    claim = use.claims.get()
    assert (claim.channel, claim.told_by) == (Channel.PHONE, "Giàng A Sùng")
    entry = Entry.objects.get(record_code=use.code, verb="claim")
    assert entry.behalf_name == "Hợp tác xã Pá Khoang"
    assert entry.changes["told_by"][1] != "Giàng A Sùng"  # kept as a digest: it names a person


def test_a_stranger_and_a_receiver_that_received_nothing_are_refused(nothing_written):
    receiver, result = make_unit("Hợp tác xã A"), a_result()
    for actor, why in (
        (people_of(make_unit("Hợp tác xã B")), "Chỉ đại diện"),
        (people_of(receiver), "chưa xác nhận nhận"),
    ):
        place = a_place()
        with nothing_written(), pytest.raises(NotAllowed, match=why):
            begin_use(result, receiver, place, claim=a_claim(), actor=actor, now=NOW)


def test_a_result_is_recorded_once_for_a_receiver_at_a_place(nothing_written):
    use, officer, said = claimed_use(), officer_of(), a_claim()
    with nothing_written(), pytest.raises(Conflict, match="đã có hồ sơ"):
        begin_use(use.result, use.receiver, use.place, claim=said, actor=officer, now=NOW)
    begin_use(use.result, use.receiver, a_place("Xã Mường Mươn"), claim=said, actor=officer, now=NOW)
    assert Use.objects.count() == 2


def test_one_claim_waits_at_a_time(nothing_written):
    use, officer, said = claimed_use(), officer_of(), a_claim(Level.ROUTINE)
    with nothing_written(), pytest.raises(Conflict, match="chờ xác nhận"):
        claim_use(use, said, actor=officer, now=NOW)
    verify(use)
    assert claim_use(use, said, actor=officer, now=NOW).number == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": date(2024, 5, 21)}, "on"),
        ({"scales": (ScaleSaid(Measure.HECTARE, Decimal(-1)),)}, "scales.1"),
        ({"scales": (ScaleSaid(Measure.HECTARE, Decimal(2_000_000)),)}, "scales.1"),
        ({"scales": (ScaleSaid(Measure.HOUSEHOLD, Decimal("0.5")),)}, "scales.1"),
        ({"evidence": ()}, "evidence"),
        ({"effects": (EffectInput(Sphere.SOCIAL, "", "hộ", Decimal(1), Decimal(2)),)}, "effects.1"),
    ],
)
def test_bad_input_is_refused_and_nothing_written(values, field, nothing_written):
    receiver, result, place, officer = make_unit(), a_result(), a_place(), officer_of()
    said = a_claim(Level.TRIED, **values)
    with nothing_written(), pytest.raises(Invalid) as refused:
        begin_use(result, receiver, place, claim=said, actor=officer, now=NOW)
    assert field in refused.value.errors


def test_a_photograph_that_is_none_is_refused(nothing_written):
    receiver, result, place, officer = make_unit(), a_result(), a_place(), officer_of()
    said = a_claim(Level.EXTENDED, a_proof(Grade.PHOTOGRAPH, file=None))
    with nothing_written(), pytest.raises(Invalid, match="ảnh"):
        begin_use(result, receiver, place, claim=said, actor=officer, now=NOW)


@pytest.mark.parametrize(
    ("proof", "at"),
    [
        ({"grade": Grade.PHOTOGRAPH, "place": " "}, "evidence.1.place"),
        ({"grade": Grade.PHOTOGRAPH, "on": None}, "evidence.1.day"),
        ({"grade": Grade.DOCUMENT, "number": ""}, "evidence.1.file"),
        ({"grade": Grade.THIRD_PARTY, "party": ""}, "evidence.1.party"),
        ({"grade": Grade.THIRD_PARTY, "on": None}, "evidence.1.file"),
    ],
)
def test_nothing_is_filled_in_for_who_did_not_say_it(proof, at, nothing_written):
    use, officer = verified_use(), officer_of()
    said = a_claim(Level.TRIED, a_proof(**proof))
    with nothing_written(), pytest.raises(Invalid) as refused:
        claim_use(use, said, actor=officer, now=NOW)
    assert list(refused.value.errors) == [at]


def test_who_confirms_is_kept_and_in_the_journal_a_digest():
    use = claimed_use(a_claim(Level.TRIED, a_proof(Grade.THIRD_PARTY, number="12/XN", party=" Ông  Lò Văn A ")))
    piece = use.claims.get().evidence.get()
    assert (piece.party, piece.number, piece.on) == ("Ông Lò Văn A", "12/XN", SEEN)
    changes = Entry.objects.get(record_code=use.code, verb="claim").changes
    assert changes["evidence"][1][0]["number"] == "12/XN"
    assert "Lò Văn A" not in str(changes)


def test_a_stop_says_why_and_other_reasons_in_words():
    use = claimed_use(a_claim(Level.STOPPED, since=date(2024, 4, 1)))
    assert use.claims.get().reason == "market"
    with pytest.raises(Invalid, match="vì sao dừng"):
        claimed_use(a_claim(Level.STOPPED, reason=""))


def test_who_sees_what():
    use = claimed_use()
    secret = claimed_use(subject=a_result(access=Access.RESTRICTED))
    host = people_of(make_unit("Đơn vị khác"))
    officer, own = officer_of(), people_of(use.receiver)
    assert list(visible_uses(officer)) == [use]
    assert list(visible_uses(own)) == [use]
    assert not visible_uses(host).exists()
    assert access_use(use.code, own) == use
    assert secret.claims.count() == 1
    assert not Duty.objects.filter(record_code=secret.code).exists()  # nobody of the office is named for it
    found = str(Text.objects.get(key=f"use:{secret.pk}").texts)
    assert secret.receiver.name in found
    assert secret.subject.title not in found


def test_the_successor_of_an_abolished_unit_goes_on():
    district, commune = make_district()
    use = claimed_use(receiver=district)
    verify(use)
    later = people_of(commune, on=date(2025, 8, 1))
    assert access_use(use.code, later) == use
    moment = NOW + timedelta(days=440)
    claim = claim_use(use, a_claim(on=date(2025, 7, 20)), actor=later, now=moment)
    assert claim.channel == Channel.DESK
    before = people_of(commune, name="Lường Thị Hương", on=date(2025, 6, 30))
    with pytest.raises(NotAllowed):
        claim_use(use, a_claim(on=date(2025, 6, 20)), actor=before, now=moment)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_people_record_the_same_use_and_one_stands(side_by_side: SideBySide):
    receiver, result, place = make_unit(), a_result(), a_place()
    first, second, said = officer_of(), officer_of(), a_claim()

    def deed(actor):
        return lambda: begin_use(result, receiver, place, claim=said, actor=actor, now=NOW)

    outcomes = side_by_side(deed(first), deed(second))
    assert sorted(type(each).__name__ for each in outcomes) == ["Conflict", "Use"]
    assert Claim.objects.count() == 1
