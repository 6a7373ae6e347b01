from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, Missing, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers import services
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.domain.transfers.queries.figures import decision_in_force, lines_in_force
from gieo.domain.transfers.vocab import DecisionState
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.units import make_district

pytestmark = pytest.mark.django_db

OFFICER, DIRECTOR = actor(Role.OFFICER), actor(Role.DIRECTOR)
STRANGERS = [
    actor(),
    actor(Role.UNIT_REP),
    actor(Role.HOST),
    actor(Role.PROVINCE_LEADER),
    actor(Role.EDITOR),
    actor(Role.REGISTRAR),
    actor(Role.ADMINISTRATOR),
]
ISSUED = {
    "number": "797/QĐ-UBND",
    "issued_on": make.ISSUED_ON,
    "signer_name": "Lò Văn Tiến",
    "signer_title": "Phó Chủ tịch",
}


def issue(decision, by=OFFICER, **values):
    return services.issue_decision(
        decision, actor=by, now=make.moment(make.HELD_ON), **({"version": decision.version} | ISSUED | values)
    )


def test_a_draft_has_a_code_and_a_journal_entry(now):
    decision = services.draft_decision(
        actor=OFFICER, now=now, title="  Phê duyệt  danh mục ", issuer=make.province_committee()
    )
    assert (decision.code, decision.title, decision.state) == ("QD-2023-001", "Phê duyệt danh mục", DecisionState.DRAFT)
    entry = history(decision).get()
    assert (entry.verb, entry.actor_name, entry.to_state) == ("draft", OFFICER.name, "draft")


def test_the_code_takes_the_year_in_which_it_is_expected(now):
    decision = services.draft_decision(
        actor=OFFICER, now=now, title="Cũ", issuer=make.province_committee(), expected_on=date(2022, 3, 1)
    )
    assert decision.code == "QD-2022-001"


def test_the_paper_of_2023_from_draft_to_issue():
    draft = make.draft_decision(results=9, products=31, units=11, enterprises=1)
    submitted = services.submit_decision(
        draft,
        version=draft.version,
        actor=DIRECTOR,
        now=make.moment(make.SUBMITTED_ON),
        submission_number="120/TTr-SKHCN",
        submitted_on=make.SUBMITTED_ON,
        submitted_by_name="Vũ Văn Minh",
    )
    issued = issue(submitted)
    assert (issued.state, issued.number, str(issued)) == (DecisionState.ISSUED, "797/QĐ-UBND", "797/QĐ-UBND")
    assert (issued.submitted_on, issued.issued_on) == (make.SUBMITTED_ON, make.ISSUED_ON)
    assert [entry.verb for entry in history(issued)] == ["issue", "submit", "add_lines", "draft"]
    newest = history(issued)[0]
    assert (newest.from_state, newest.to_state) == ("submitted", "issued")
    assert newest.changes["number"] == ["", "797/QĐ-UBND"]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda row: "-".join(row.roles) or "nobody")
def test_strangers_change_nothing(stranger):
    draft, submitted, issued = make.draft_decision(), make.submitted_decision(), make.issued_decision()
    now, before = make.moment(make.HELD_ON), Entry.objects.count()
    states = list(TransferDecision.objects.order_by("pk").values_list("state", "version"))
    line, amount = draft.lines.get(), DecisionLine.objects.count()
    who = {"actor": stranger, "now": now}
    deeds = [
        lambda: services.draft_decision(title="X", issuer=make.province_committee(), **who),
        lambda: services.edit_decision(draft, version=draft.version, values={"title": "X"}, **who),
        lambda: services.discard_decision(draft, version=draft.version, **who),
        lambda: services.add_lines(draft, [services.LinePick(line.unit, result=make.a_result())], **who),
        lambda: services.add_lines_from_text(draft, "KQ-2021-001;DV1", **who),
        lambda: services.edit_line(line, version=draft.version, quantity=2, quantity_unit="bộ", **who),
        lambda: services.remove_lines(draft, [line.pk], version=draft.version, **who),
        lambda: services.submit_decision(
            draft, version=draft.version, submission_number="1", submitted_on=make.SUBMITTED_ON, **who
        ),
        lambda: services.return_decision(submitted, version=submitted.version, reason="X", **who),
        lambda: issue(submitted, by=stranger),
        lambda: services.draft_amendment(issued, **who),
        lambda: services.revoke_decision(
            issued,
            version=issued.version,
            revocation_number="9/QĐ",
            revoked_on=make.HELD_ON,
            reason="X",
            **who,
        ),
    ]
    entries = Entry.objects.count()
    for deed in deeds:
        with pytest.raises(NotAllowed, match=r"chuyên viên hoặc lãnh đạo Sở"):
            deed()
    assert Entry.objects.count() == entries >= before
    assert list(TransferDecision.objects.order_by("pk").values_list("state", "version")) == states
    assert DecisionLine.objects.count() == amount


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"number": " "}, "number"),
        ({"signer_name": ""}, "signer_name"),
        ({"signer_title": ""}, "signer_title"),
        ({"issued_on": make.HELD_ON + timedelta(days=1)}, "issued_on"),
        ({"issued_on": make.SUBMITTED_ON - timedelta(days=1)}, "issued_on"),
    ],
)
def test_what_was_issued_must_be_told_whole(fields, wrong):
    decision = make.submitted_decision()
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        issue(decision, **fields)
    assert list(refused.value.errors) == [wrong]
    decision.refresh_from_db()
    assert (decision.state, decision.number, decision.issued_on) == (DecisionState.SUBMITTED, "", None)
    assert Entry.objects.count() == entries


def test_one_number_of_one_day_stands_once():
    issue(make.submitted_decision())
    second = make.submitted_decision()
    with pytest.raises(Invalid) as refused:
        issue(second)
    assert refused.value.errors == {"number": ["Đã có quyết định mang số và ngày này của cùng cơ quan."]}
    second.refresh_from_db()
    assert second.state == DecisionState.SUBMITTED


def test_a_draft_is_not_issued_and_an_issued_one_not_again():
    with pytest.raises(WrongState) as refused:
        issue(make.draft_decision())
    assert refused.value.message == "Quyết định còn là bản thảo: ghi nhận đã trình trước, rồi mới ghi nhận ban hành."
    with pytest.raises(WrongState):
        issue(make.issued_decision())


def test_an_empty_list_is_not_submitted():
    draft = make.draft_decision(results=0)
    with pytest.raises(Missing) as refused:
        services.submit_decision(
            draft,
            version=draft.version,
            actor=OFFICER,
            now=make.moment(make.SUBMITTED_ON),
            submission_number="1/TTr",
            submitted_on=make.SUBMITTED_ON,
        )
    assert refused.value.fields == (("lines", "Danh mục chuyển giao"),)


def test_a_result_withdrawn_meanwhile_is_not_issued():
    decision = make.submitted_decision()
    result = decision.lines.get().result
    type(result).objects.filter(pk=result.pk).update(state=ResultState.WITHDRAWN, state_reason="Sai số liệu")
    with pytest.raises(Refused, match=rf"^{result.code} đã bị rút, không chuyển giao được\.$"):
        issue(decision)
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED


def test_a_district_that_ended_after_the_decision_is_a_good_receiver():
    district, _commune = make_district()
    decision = make.submitted_decision(units=[district])
    assert issue(decision).lines.get().unit == district


def test_a_district_that_had_ended_is_refused_with_its_successor():
    district, commune = make_district()
    decision = make.submitted_decision(units=[district])
    with pytest.raises(Refused) as refused:
        services.issue_decision(
            decision,
            version=decision.version,
            actor=OFFICER,
            now=make.moment(date(2025, 8, 1)),
            **(ISSUED | {"issued_on": date(2025, 7, 1)}),
        )
    assert refused.value.message == (
        f"{district.name} đã kết thúc hoạt động ngày 01/07/2025; giao cho đơn vị kế tục: {commune.name}."
    )


def test_a_returned_decision_may_be_mended_and_keeps_its_lines():
    submitted = make.submitted_decision(results=2)
    draft = services.return_decision(
        submitted,
        version=submitted.version,
        reason="Bổ sung một đơn vị",
        actor=OFFICER,
        now=make.moment(make.ISSUED_ON),
    )
    assert (draft.state, draft.submitted_on, draft.submission_number) == (DecisionState.DRAFT, None, "")
    assert draft.lines.count() == 2
    assert history(draft)[0].changes["submission_number"][0] == submitted.submission_number
    services.edit_decision(
        draft, version=draft.version, values={"title": "Tên mới"}, actor=OFFICER, now=make.moment(make.ISSUED_ON)
    )


def test_a_discarded_draft_leaves_its_entry_and_no_row():
    draft = make.draft_decision()
    services.discard_decision(draft, version=draft.version, actor=OFFICER, now=make.moment(make.ISSUED_ON))
    assert not TransferDecision.objects.exists()
    assert not DecisionLine.objects.exists()
    assert Entry.objects.get(verb="discard").record_code == "QD-2023-001"


def test_two_officers_edit_and_the_second_is_told(now):
    draft = make.draft_decision()
    services.edit_decision(draft, version=draft.version, values={"title": "Của Mai"}, actor=OFFICER, now=now)
    with pytest.raises(Conflict, match="Những gì bạn gõ còn nguyên"):
        services.edit_decision(draft, version=draft.version, values={"title": "Của Sơn"}, actor=DIRECTOR, now=now)
    draft.refresh_from_db()
    assert draft.title == "Của Mai"


def test_nothing_changed_nothing_written(now):
    draft = make.draft_decision()
    entries = Entry.objects.count()
    same = services.edit_decision(draft, version=draft.version, values={"title": draft.title}, actor=OFFICER, now=now)
    assert (same.version, Entry.objects.count()) == (draft.version, entries)


def test_a_deed_on_a_draft_that_was_thrown_away_says_so(now):
    draft = make.draft_decision()
    TransferDecision.objects.get(pk=draft.pk).delete()
    with pytest.raises(NotFound, match="vừa được người khác bỏ"):
        services.edit_decision(draft, version=draft.version, values={"title": "X"}, actor=OFFICER, now=now)


def test_an_amendment_carries_the_whole_list_and_puts_the_old_aside():
    old = make.issued_decision(results=2, units=2)
    fresh = services.draft_amendment(old, actor=OFFICER, now=make.moment(date(2023, 9, 1)))
    assert (fresh.amends, fresh.state, fresh.title) == (old, DecisionState.DRAFT, f"Sửa đổi Quyết định số {old.number}")
    assert [line.origin for line in fresh.lines.all()] == list(old.lines.all())
    assert decision_in_force(old) == old

    gone = fresh.lines.first()
    services.remove_lines(fresh, [gone.pk], version=fresh.version, actor=OFFICER, now=make.moment(date(2023, 9, 1), 10))
    fresh.refresh_from_db()
    fresh = services.submit_decision(
        fresh,
        version=fresh.version,
        actor=OFFICER,
        now=make.moment(date(2023, 9, 2)),
        submission_number="200/TTr",
        submitted_on=date(2023, 9, 2),
    )
    fresh = make.issue(fresh, issued_on=date(2023, 9, 10))
    old.refresh_from_db()
    assert (old.state, fresh.state) == (DecisionState.AMENDED, DecisionState.ISSUED)
    assert decision_in_force(old) == fresh
    assert list(lines_in_force(old)) == list(fresh.lines.all())
    assert history(old)[0].changes == {"amendment": ["", fresh.code]}


def test_an_amendment_is_prepared_once_and_not_older_than_what_it_amends(now):
    old = make.issued_decision()
    fresh = services.draft_amendment(old, actor=OFFICER, now=now)
    with pytest.raises(Refused, match=fresh.code):
        services.draft_amendment(old, actor=OFFICER, now=now)
    services.submit_decision(
        fresh,
        version=fresh.version,
        actor=OFFICER,
        now=now,
        submission_number="1/TTr",
        submitted_on=date(2023, 5, 1),
    )
    fresh.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        issue(fresh, number="9/QĐ-UBND", issued_on=make.ISSUED_ON - timedelta(days=1))
    assert list(refused.value.errors) == ["issued_on"]
    old.refresh_from_db()
    assert old.state == DecisionState.ISSUED


def test_a_line_carried_over_keeps_a_receiver_that_has_ended():
    district, commune = make_district()
    old = make.issued_decision(units=[district])
    late = make.moment(date(2025, 8, 1))
    fresh = services.draft_amendment(old, actor=OFFICER, now=late)
    with pytest.raises(Invalid, match=commune.name):
        services.add_lines(fresh, [services.LinePick(district, result=make.a_result())], actor=OFFICER, now=late)
    fresh = services.submit_decision(
        fresh,
        version=fresh.version,
        actor=OFFICER,
        now=late,
        submission_number="1/TTr",
        submitted_on=date(2025, 8, 1),
    )
    assert make.issue(fresh, issued_on=date(2025, 8, 2)).lines.get().unit == district


def test_a_revoked_decision_names_its_paper_and_counts_no_more():
    issued = make.issued_decision()
    values = {"revocation_number": "900/QĐ-UBND", "revoked_on": date(2023, 6, 1), "reason": "Ban hành nhầm"}
    revoked = services.revoke_decision(
        issued, version=issued.version, actor=OFFICER, now=make.moment(make.HELD_ON), **values
    )
    assert (revoked.state, revoked.revocation_reason) == (DecisionState.REVOKED, "Ban hành nhầm")
    assert revoked.lines.count() == 1
    with pytest.raises(WrongState):
        services.revoke_decision(
            revoked, version=revoked.version, actor=OFFICER, now=make.moment(make.HELD_ON), **values
        )


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"revocation_number": ""}, "revocation_number"),
        ({"reason": " "}, "reason"),
        ({"revoked_on": make.ISSUED_ON - timedelta(days=1)}, "revoked_on"),
        ({"revoked_on": make.HELD_ON + timedelta(days=1)}, "revoked_on"),
    ],
)
def test_a_revocation_must_be_told_whole(fields, wrong):
    issued = make.issued_decision()
    values = {"revocation_number": "900/QĐ-UBND", "revoked_on": date(2023, 6, 1), "reason": "Nhầm"} | fields
    with pytest.raises(Invalid) as refused:
        services.revoke_decision(issued, version=issued.version, actor=OFFICER, now=make.moment(make.HELD_ON), **values)
    assert list(refused.value.errors) == [wrong]
    issued.refresh_from_db()
    assert issued.state == DecisionState.ISSUED


@pytest.mark.parametrize(
    "change",
    [
        {"number": ""},
        {"signer_name": ""},
        {"issued_on": None},
        {"state": DecisionState.DRAFT},
        {"state": DecisionState.REVOKED},
        {"state": "lost"},
        {"submitted_on": None},
        {"issued_on": make.SUBMITTED_ON - timedelta(days=1)},
    ],
)
def test_the_database_keeps_state_and_fields_together(change):
    issued = make.issued_decision()
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferDecision.objects.filter(pk=issued.pk).update(**change)


def test_two_officers_record_the_same_paper_at_once(side_by_side):
    decision = make.submitted_decision()

    def record():
        fresh = TransferDecision.objects.get(pk=decision.pk)
        return issue(fresh, version=decision.version)

    outcomes = side_by_side(record, record)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Stale", "TransferDecision"]
    assert Entry.objects.filter(verb="issue").count() == 1


def test_the_system_may_do_what_jobs_do(now):
    assert services.draft_decision(actor=SYSTEM, now=now, title="X", issuer=make.province_committee()).pk
