"""Deeds on minutes: what they do, whom they refuse, and that a refusal writes nothing."""

from datetime import date
from typing import Any

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Conflict, GieoError, Invalid, Missing, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.handovers import services
from gieo.domain.handovers.models import IdentityCheck, Minutes
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.queries.texts import block_in_force, blocks_in_force
from gieo.domain.handovers.services import PlanInput, TextInput
from gieo.domain.handovers.vocab import IdentityPaper, MinutesState, Party
from gieo.domain.results.models import Result
from gieo.domain.results.services import grant_kit_waiver
from gieo.domain.transfers.models import TransferDecision
from gieo.domain.transfers.vocab import DecisionState
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.signing.models import Signature
from tests.domain.handovers.refusing import refused
from tests.factories.handovers import (
    DEFAULTS,
    STROKES,
    TABLE,
    conference_of,
    decision_of,
    draft_minutes,
    officer,
    prepare,
    representative,
    sealed_minutes,
    sign,
    signed_minutes,
)
from tests.factories.transfers import receivers

pytestmark = pytest.mark.django_db


# ---- prepare


def test_prepare_writes_items_parties_grounds_and_texts() -> None:
    conference = conference_of(results=1, products=1, units=1)
    minutes = prepare(conference)[0]
    assert (minutes.code, minutes.number) == ("BB-2023-01", "01/BB-SKHCN")
    assert (minutes.giver_name, minutes.giver_title) == ("Nguyễn Văn An", "Giám đốc")
    assert minutes.receiver_name.startswith("Cà Văn")
    assert minutes.witness_name == "Vàng Thị Dua"
    assert minutes.locality == "Điện Biên"
    assert minutes.grounds[0].startswith("Căn cứ Quyết định số")
    assert minutes.grounds[1].startswith("Căn cứ Giấy chứng nhận đăng ký kết quả số")
    assert [block["key"] for block in minutes.texts] == [block.key for block in blocks_in_force()]
    assert (minutes.report_start, minutes.report_start_reason) == (date(2023, 11, 7), "Tính từ ngày bàn giao")
    items = list(minutes.items.order_by("order"))
    assert [item.order for item in items] == [1, 2]
    assert all(len(item.files) == 1 and len(item.files[0]["digest"]) == 64 for item in items)
    assert items[0].rights == "bên nắm quyền: UBND tỉnh Điện Biên"


def test_only_the_department_prepares() -> None:
    conference = conference_of()
    unit = conference.units.get().unit
    for actor in (representative(unit), officer(Role.EDITOR), officer(Role.PROVINCE_LEADER)):
        refused(lambda who=actor: services.prepare_all_minutes(conference, actor=who, now=TABLE), NotAllowed)


def test_prepare_minutes_of_one_receiver_outside_a_conference_carries_what_is_left() -> None:
    decision = decision_of(results=2, units=1)
    unit = decision.lines.first().unit
    first = decision.lines.first()
    (made,) = services.prepare_minutes(decision, unit, lines=[first.pk], actor=officer(), now=TABLE)
    assert (made.conference, made.items.count()) == (None, 1)
    (rest,) = services.prepare_minutes(decision, unit, actor=officer(), now=TABLE)
    assert [item.subject_code for item in rest.items.all()] == [decision.lines.last().item.code]
    refused(lambda: services.prepare_minutes(decision, unit, actor=officer(), now=TABLE), Refused)
    TransferDecision.objects.filter(pk=decision.pk).update(
        state=DecisionState.REVOKED, revoked_on=date(2023, 10, 1), revocation_number="1", revocation_reason="x"
    )
    decision.refresh_from_db()
    other = receivers(1)[0]
    refused(lambda: services.prepare_minutes(decision, other, actor=officer(), now=TABLE), Refused)


# ---- edit


def test_edit_changes_a_draft_and_journals_what_changed() -> None:
    minutes = draft_minutes()
    edited = services.edit_minutes(
        minutes,
        version=minutes.version,
        values={"place": "  Nhà văn hoá  ", "copies": 6},
        grounds=["Căn cứ A", " "],
        plan=[PlanInput("Tập huấn", due=date(2024, 5, 1), money=45_000_000)],
        texts=[TextInput("terms", "Câu riêng của {đơn vị nhận}.")],
        actor=officer(),
        now=TABLE,
    )
    edited.refresh_from_db()
    assert (edited.place, edited.copies, edited.grounds) == ("Nhà văn hoá", 6, ["Căn cứ A"])
    assert edited.plan.get().money == 45_000_000
    assert next(block for block in edited.texts if block["key"] == "terms")["text"] == "Câu riêng của {đơn vị nhận}."
    changes = history(minutes)[0].changes
    assert set(changes) == {"place", "copies", "grounds", "plan", "text_terms"}


@pytest.mark.parametrize(
    "given, field",
    [
        ({"values": {"copies": 0}}, ""),
        ({"values": {"plan_days": 400}}, ""),
        ({"texts": [TextInput("terms", "{tên ai đó}")]}, "text_terms"),
        ({"plan": [PlanInput("", person="Ai")]}, "plan"),
        ({"plan": [PlanInput("Việc", money=-1)]}, "plan"),
    ],
)
def test_edit_refuses_what_cannot_be(given: dict[str, Any], field: str) -> None:
    minutes = draft_minutes()
    error = refused(lambda: services.edit_minutes(minutes, version=1, actor=officer(), now=TABLE, **given), Invalid)
    assert field in error.errors  # type: ignore[attr-defined]


def test_edit_meets_another_hand_and_a_seal() -> None:
    minutes = draft_minutes()
    refused(lambda: services.edit_minutes(minutes, version=9, values={}, actor=officer(), now=TABLE), Conflict)
    stranger = representative(minutes.receiver)
    refused(lambda: services.edit_minutes(minutes, version=1, values={}, actor=stranger, now=TABLE), NotAllowed)
    sealed = services.seal_minutes(minutes, actor=officer(), now=TABLE)
    error = refused(
        lambda: services.edit_minutes(sealed, version=2, values={"place": "X"}, actor=officer(), now=TABLE), WrongState
    )
    assert "Biên bản đã niêm phong" in error.message
    refused(lambda: services.refresh_items(sealed, actor=officer(), now=TABLE), WrongState)


def test_refresh_items_follows_the_decision() -> None:
    minutes = draft_minutes(results=2)
    decision = minutes.decision
    decision.lines.last().items.all().delete()
    decision.lines.last().delete()
    refreshed = services.refresh_items(minutes, actor=officer(), now=TABLE)
    assert [item.order for item in refreshed.items.all()] == [1]


def test_one_witness_for_all_drafts() -> None:
    conference = conference_of(results=2, units=2)
    services.prepare_all_minutes(conference, actor=officer(), now=TABLE)
    values = {"name": "Lò Văn Tiến", "title": "Phó Chủ tịch", "unit": "UBND tỉnh"}
    assert services.set_witness(conference, **values, actor=officer(), now=TABLE) == 2
    assert services.set_witness(conference, **values, actor=officer(), now=TABLE) == 0
    assert set(Minutes.objects.values_list("witness_name", flat=True)) == {"Lò Văn Tiến"}


# ---- seal


def test_seal_freezes_content_and_digest() -> None:
    minutes = sealed_minutes(results=1, products=1)
    assert minutes.state == MinutesState.SEALED
    assert minutes.sealed is not None
    content = minutes.sealed.content
    assert content["receiver"]["unit"] == minutes.receiver.name
    assert [item["order"] for item in content["items"]] == [1, 2]
    assert content["reports"]["dates"][0] == "2024-11-07"
    refused(lambda: services.seal_minutes(minutes, actor=officer(), now=TABLE), WrongState)


def test_seal_wants_everything_filled_in() -> None:
    minutes = draft_minutes()
    Minutes.objects.filter(pk=minutes.pk).update(witness_name="", number="")
    error = refused(lambda: services.seal_minutes(minutes, actor=officer(), now=TABLE), Missing)
    assert [name for name, _label in error.fields] == ["number", "witness_name"]  # type: ignore[attr-defined]
    refused(lambda: services.seal_minutes(minutes, actor=representative(minutes.receiver), now=TABLE), NotAllowed)


def test_an_incomplete_kit_blocks_sealing_until_it_is_waived_with_a_reason() -> None:
    minutes = draft_minutes()
    result = minutes.items.get().result
    Result.objects.filter(pk=result.pk).update(risks_text="")
    error = refused(lambda: services.seal_minutes(minutes, actor=officer(), now=TABLE), Refused)
    assert "bộ chuyển giao còn thiếu" in error.message
    result.refresh_from_db()
    grant_kit_waiver(result, reason="Phần rủi ro bổ sung trước 01/12", actor=officer(Role.DIRECTOR), now=TABLE)
    sealed = services.seal_minutes(minutes, actor=officer(), now=TABLE)
    assert sealed.sealed is not None
    item = sealed.sealed.content["items"][0]
    assert item["waiver"] == {
        "missing": ["rủi ro, điều cần coi chừng"],
        "reason": "Phần rủi ro bổ sung trước 01/12",
        "by": "Lò Thị Mai",
        "on": "2023-11-07",
    }
    assert item["condition"] == "Có 7 trong 8 phần của bộ chuyển giao; 01 sản phẩm, 01 tệp"


def test_seal_refuses_changed_files_and_revoked_decisions_and_letters_without_glyph() -> None:
    minutes = draft_minutes()
    item = minutes.items.get()
    item.result.products.get().files.all().delete()
    refused(lambda: services.seal_minutes(minutes, actor=officer(), now=TABLE), Refused)
    other = draft_minutes()
    Minutes.objects.filter(pk=other.pk).update(place="Hội trường 中文")
    assert "中" in refused(lambda: services.seal_minutes(other, actor=officer(), now=TABLE), Refused).message
    third = draft_minutes()
    TransferDecision.objects.filter(pk=third.decision_id).update(
        state=DecisionState.REVOKED, revoked_on=date(2023, 10, 1), revocation_number="1", revocation_reason="x"
    )
    assert (
        "không còn hiệu lực"
        in refused(lambda: services.seal_minutes(third, actor=officer(), now=TABLE), Refused).message
    )


def test_seal_all_tells_which_were_refused_and_why() -> None:
    conference = conference_of(results=2, units=2)
    first, second = prepare(conference)
    Minutes.objects.filter(pk=second.pk).update(receiver_name="")
    report = services.seal_all_minutes(conference, actor=officer(), now=TABLE)
    assert [row.code for row in report.sealed] == [first.code]
    assert [(row.code, type(error)) for row, error in report.refused] == [(second.code, Missing)]


# ---- void


def test_void_needs_a_reason_and_after_a_signature_a_leader() -> None:
    minutes = sealed_minutes()
    refused(lambda: services.void_minutes(minutes, reason=" ", actor=officer(), now=TABLE), Invalid)
    sign(minutes, [Party.RECEIVER])
    refused(lambda: services.void_minutes(minutes, reason="Sai tên", actor=officer(), now=TABLE), NotAllowed)
    voided = services.void_minutes(minutes, reason="Sai tên", actor=officer(Role.DIRECTOR), now=TABLE)
    assert (voided.state, voided.void_reason) == (MinutesState.VOID, "Sai tên")
    assert Signature.objects.count() == 1
    again = services.prepare_all_minutes(minutes.conference, defaults=DEFAULTS, actor=officer(), now=TABLE)
    assert [row.code for row in again] == ["BB-2023-02"]


def test_signed_minutes_are_never_voided() -> None:
    minutes = signed_minutes()
    refused(lambda: services.void_minutes(minutes, reason="X", actor=officer(Role.DIRECTOR), now=TABLE), WrongState)


# ---- sign, complete


def test_sign_once_for_all_items_and_the_last_party_completes() -> None:
    minutes = sealed_minutes(results=3)
    sign(minutes, [Party.RECEIVER, Party.GIVER])
    assert minutes.state == MinutesState.SEALED
    sign(minutes, [Party.WITNESS])
    assert minutes.state == MinutesState.SIGNED
    assert minutes.signed_at == TABLE
    assert {row.party for row in IdentityCheck.objects.all()} == {"receiver", "giver", "witness"}
    assert set(Signature.objects.values_list("digest", flat=True)) == {minutes.sealed.digest}  # type: ignore[union-attr]


def test_the_same_client_id_signs_once_even_after_all_have_signed() -> None:
    minutes = sealed_minutes()
    first = sign(minutes, [Party.RECEIVER], client_id="may-bang-1")[0]
    assert sign(minutes, [Party.RECEIVER], client_id="may-bang-1")[0].pk == first.pk
    sign(minutes, [Party.GIVER, Party.WITNESS])
    entries = Entry.objects.count()
    assert sign(minutes, [Party.RECEIVER], client_id="may-bang-1")[0].pk == first.pk
    assert (Signature.objects.count(), Entry.objects.count()) == (3, entries)


@pytest.mark.parametrize(
    "given, error",
    [
        ({"expected_digest": "0" * 64}, Conflict),
        ({"strokes": {"aspect": 2.5, "strokes": []}}, Invalid),
        ({"identity": "mật khẩu"}, Invalid),
        ({"person_name": "Người khác"}, Invalid),
        ({"client_id": ""}, Invalid),
    ],
)
def test_sign_refuses(given: dict[str, Any], error: type[GieoError]) -> None:
    minutes = sealed_minutes()
    refused(lambda: sign(minutes, [Party.RECEIVER], **given), error)


def test_sign_refuses_drafts_strangers_and_a_second_signature_of_a_party() -> None:
    draft = draft_minutes()
    refused(
        lambda: services.sign_minutes(
            draft, party=Party.GIVER, strokes=STROKES, expected_digest="", client_id="a",
            identity=IdentityPaper.KNOWN, actor=officer(), now=TABLE,
        ),
        WrongState,
    )  # fmt: skip
    minutes = sealed_minutes()
    refused(lambda: sign(minutes, [Party.RECEIVER], actor=representative(minutes.receiver)), NotAllowed)
    sign(minutes, [Party.RECEIVER])
    refused(lambda: sign(minutes, [Party.RECEIVER]), Conflict)


def test_somebody_else_signs_with_a_written_authority_only() -> None:
    minutes = sealed_minutes()
    made = sign(
        minutes,
        [Party.RECEIVER],
        person_name="Lường Văn Pó",
        title="Phó Giám đốc",
        identity=IdentityPaper.AUTHORISATION,
    )[0]
    assert (made.person_name, made.title) == ("Lường Văn Pó", "Phó Giám đốc")


# ---- texts, notes


def test_wording_grows_by_versions_and_old_minutes_keep_theirs() -> None:
    minutes = draft_minutes()
    row = services.change_wording("terms", version=0, title="Điều khoản", text="Câu mới.", actor=officer(), now=TABLE)
    assert row is not None
    assert (row.version, block_in_force("terms").text) == (1, "Câu mới.")  # type: ignore[union-attr]
    minutes.refresh_from_db()
    assert next(block for block in minutes.texts if block["key"] == "terms")["version"] == 0
    later = draft_minutes()
    assert next(block for block in later.texts if block["key"] == "terms")["text"] == "Câu mới."
    same = services.change_wording("terms", version=1, title="Điều khoản", text="Câu mới.", actor=officer(), now=TABLE)
    assert same is None
    restored = services.restore_wording("terms", version=1, actor=officer(), now=TABLE)
    assert restored is not None
    assert restored.version == 2


def test_wording_refuses() -> None:
    change = services.change_wording
    facts: dict[str, Any] = {"title": "T", "text": "Câu.", "actor": officer(), "now": TABLE}
    refused(lambda: change("terms", version=3, **facts), Conflict)
    refused(lambda: change("khong-co", version=0, **facts), NotFound)
    refused(lambda: change("terms", version=0, **(facts | {"text": "{không có}"})), Invalid)
    refused(lambda: change("terms", version=0, **(facts | {"actor": officer(Role.EDITOR)})), NotAllowed)


def test_an_explanation_stays_with_its_fault_while_its_numbers_stand() -> None:
    conference = conference_of(results=1)
    claim = conference.reported_figures.create(what="units", value=12, source="Báo")
    page = ledger_of_conference(conference, officer(), today=TABLE.date())
    key = next(fault.key for fault in page.ledger.faults)
    services.explain_fault(conference, fault_key=key, text="Báo đếm cả khách.", actor=officer(), now=TABLE)
    page = ledger_of_conference(conference, officer(), today=TABLE.date())
    assert [note.text for note in page.notes_on(page.ledger.faults[0])] == ["Báo đếm cả khách."]
    claim.value = 13
    claim.save()
    page = ledger_of_conference(conference, officer(), today=TABLE.date())
    assert page.notes_on(page.ledger.faults[0]) == ()
    refused(
        lambda: services.explain_fault(conference, fault_key="khác", text="X", actor=officer(), now=TABLE), NotFound
    )
