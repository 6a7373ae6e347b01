"""Forms and buttons of minutes: what they do, whom they refuse, what they keep of what was typed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import FaultNote, Minutes, WordingBlock
from gieo.domain.handovers.services import render_minutes
from gieo.domain.handovers.vocab import MinutesState
from gieo.foundation.accounts.models import User
from gieo.foundation.files.queries import path_of, read_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import latest_rendering
from gieo.foundation.signing.vocab import RenderingKind
from tests.factories.handovers import (
    STROKES,
    TABLE,
    conference_of,
    draft_minutes,
    prepare,
    receive,
    seal,
    sealed_minutes,
    sign,
    signed_minutes,
)
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db


def form_of(client: Client, code: str) -> dict[str, Any]:
    """What the browser would post if nothing was typed."""
    form = client.get(f"/desk/handovers/{code}/edit").context["form"]
    return {name: "" if (value := form[name].value()) is None else _typed(value) for name in form.fields}


def _typed(value: Any) -> Any:
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else value


def signature(minutes: Minutes, party: str, **changes: Any) -> dict[str, Any]:
    assert minutes.sealed is not None
    person = minutes.sealed.content["people"][party]
    return {
        "party": party,
        "digest": minutes.sealed.digest,
        "client_id": f"may-{party}",
        "person_name": person["name"],
        "title": person["title"],
        "identity": "citizen_card",
        "confirmed": "on",
        "strokes": json.dumps(STROKES["strokes"]),
    } | changes


def test_one_click_writes_all_drafts_and_another_seals_them(client: Client, officer: User) -> None:
    conference = conference_of(results=3, units=3)
    at = f"/desk/handovers/conference/{conference.code}/"
    client.post(f"{at}prepare")
    assert "Đã lập 3 biên bản." in client.get(at).content.decode()
    client.post(f"{at}seal")
    page = client.get(at).content.decode()
    assert page.count("Còn thiếu: người chứng kiến, chức vụ người chứng kiến.") == 3
    client.post(f"{at}witness", {"name": "Vàng Thị Dua", "title": "Phó Chủ tịch", "unit": "UBND tỉnh"})
    client.post(f"{at}seal")
    assert "Đã niêm phong 3 biên bản." in client.get(at).content.decode()
    assert set(Minutes.objects.values_list("state", flat=True)) == {MinutesState.SEALED}


def test_an_edited_draft_keeps_what_was_typed_when_refused(client: Client, officer: User) -> None:
    minutes = draft_minutes()
    typed = form_of(client, minutes.code) | {"place": "Nhà văn hoá", "plan_0_person": "Ai đó", "copies": "2"}
    answer = client.post(f"/desk/handovers/{minutes.code}/edit", typed)
    assert answer.status_code == 422
    assert "Ghi việc sẽ làm, hoặc bỏ trống cả dòng." in answer.content.decode()
    assert 'value="Nhà văn hoá"' in answer.content.decode()
    typed |= {"plan_0_work": "Tập huấn", "plan_0_money": "45.000.000", "plan_0_due": "01/05/2024"}
    assert client.post(f"/desk/handovers/{minutes.code}/edit", typed).status_code == 303
    minutes.refresh_from_db()
    assert (minutes.place, minutes.copies, minutes.plan.get().money) == ("Nhà văn hoá", 2, 45_000_000)


def test_a_start_of_the_reports_other_than_the_day_of_handover_asks_why(client: Client, officer: User) -> None:
    """The usual reason is not filled in where it may become wrong; nothing typed is lost when one is missing."""
    minutes = draft_minutes()
    at = f"/desk/handovers/{minutes.code}"
    form = form_of(client, minutes.code)
    assert (form["report_start"], form["report_start_reason"]) == ("07/11/2023", "")
    typed = form | {"report_start": "02/01/2024", "place": "Nhà văn hoá"}
    for reason in ("", "Tính từ ngày bàn giao"):
        answer = client.post(f"{at}/edit", typed | {"report_start_reason": reason})
        assert answer.status_code == 422
        (said,) = answer.context["form"].errors["report_start_reason"]
        assert said.startswith("Ngày bắt đầu tính báo cáo là 02/01/2024, khác ngày bàn giao 07/11/2023: ghi vì sao")
        page = answer.content.decode()
        assert all(f'value="{kept}"' in page for kept in ("02/01/2024", "Nhà văn hoá"))
    minutes.refresh_from_db()
    assert (minutes.version, minutes.report_start) == (1, date(2023, 11, 7))

    assert client.post(f"{at}/edit", typed | {"report_start_reason": "Giống giao sau Tết"}).status_code == 303
    minutes.refresh_from_db()
    assert (minutes.report_start, minutes.report_start_reason) == (date(2024, 1, 2), "Giống giao sau Tết")
    kept = form_of(client, minutes.code)
    assert kept["report_start_reason"] == "Giống giao sau Tết"
    back = kept | {"report_start": "07/11/2023", "report_start_reason": ""}
    assert client.post(f"{at}/edit", back).status_code == 303
    minutes.refresh_from_db()
    assert minutes.report_start_reason == "Tính từ ngày bàn giao"


def test_a_form_opened_before_somebody_else_saved_is_refused(client: Client, officer: User) -> None:
    minutes = draft_minutes()
    typed = form_of(client, minutes.code)
    Minutes.objects.filter(pk=minutes.pk).update(version=2)
    answer = client.post(f"/desk/handovers/{minutes.code}/edit", typed | {"place": "X"})
    assert answer.status_code == 422
    assert "Người khác vừa đổi biên bản này" in answer.content.decode()


def test_the_signing_page_shows_every_item_and_signs_party_by_party(
    client: Client, officer: User, now: datetime
) -> None:
    minutes = sealed_minutes(results=2, products=1)
    at = f"/desk/handovers/{minutes.code}/sign"
    page = client.get(at).content.decode()
    assert all(item.title in page for item in minutes.items.all())
    assert page.count('name="client_id"') == 1
    for party in ("receiver", "giver", "witness"):
        assert client.post(at, signature(minutes, party)).status_code == 303
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED
    page = client.get(at).content.decode()
    assert "Các bên đã ký xong" in page
    assert "đang được lập" in page
    assert "Xác nhận đã nhận" in page
    render_minutes(minutes, now=now)
    receive(minutes)
    page = client.get(at).content.decode()
    assert "Đơn vị đã nhận đủ các mục." in page
    assert "Tải PDF có chữ ký" in page
    assert "Xác nhận đã nhận" not in page


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"strokes": ""}, "Chưa có nét ký"),
        ({"identity": ""}, "bắt buộc"),
        ({"confirmed": ""}, "Đánh dấu xác nhận đã thấy người này tự tay ký."),
        ({"digest": "0" * 64}, "Nội dung"),
        ({"person_name": "Người khác"}, "phải có giấy uỷ quyền"),
    ],
)
def test_the_signing_page_refuses_and_writes_nothing(
    changes: dict[str, Any], said: str, client: Client, officer: User
) -> None:
    minutes = sealed_minutes()
    before = Entry.objects.count()
    answer = client.post(f"/desk/handovers/{minutes.code}/sign", signature(minutes, "receiver", **changes))
    assert answer.status_code == 422
    assert said.lower() in answer.content.decode().lower()
    assert (Signature.objects.count(), Entry.objects.count()) == (0, before)


def test_a_refused_signature_keeps_strokes_and_device_id(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    answer = client.post(f"/desk/handovers/{minutes.code}/sign", signature(minutes, "receiver", identity=""))
    page = answer.content.decode()
    assert 'value="may-receiver"' in page
    assert "[[0.1, 0.5]" in page.replace("&quot;", '"') or "0.1,0.5" in page.replace(" ", "")


def test_posting_twice_signs_once(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    for _click in range(2):
        assert client.post(f"/desk/handovers/{minutes.code}/sign", signature(minutes, "giver")).status_code == 303
    assert Signature.objects.count() == 1


def test_the_unit_confirms_what_it_has_in_its_own_account(client: Client) -> None:
    minutes = signed_minutes(results=2)
    unit = visitor(Role.UNIT_REP, minutes.receiver)
    assert "Ghi thay đơn vị nhận" not in unit.get(f"/desk/handovers/{minutes.code}/receive").content.decode()
    first = minutes.items.order_by("order").first()
    unit.post(f"/desk/handovers/{minutes.code}/receive", {"item": [first.pk]})  # type: ignore[union-attr]
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.PARTLY
    unit.post(f"/desk/handovers/{minutes.code}/receive", {"all": "1"})
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.RECEIVED


def test_void_and_render_by_button(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    client.post(f"/desk/handovers/{minutes.code}/render")
    assert client.get(f"/desk/handovers/{minutes.code}/signed-pdf").content.startswith(b"%PDF")
    other = draft_minutes()
    client.post(f"/desk/handovers/{other.code}/void", {"reason": "Sai đơn vị"})
    other.refresh_from_db()
    assert other.state == MinutesState.VOID


def test_an_explanation_is_written_beside_its_fault(client: Client, officer: User) -> None:
    conference = conference_of()
    conference.reported_figures.create(what="units", value=12, source="Báo")
    at = f"/desk/handovers/conference/{conference.code}/ledger"
    key = client.get(at).context["faults"][0]["key"]
    client.post(f"{at}/explain", {"fault": key, "text": "Báo đếm cả khách dự."})
    assert FaultNote.objects.get().text == "Báo đếm cả khách dự."
    page = client.get(at)
    assert "Báo đếm cả khách dự." in page.content.decode()
    assert key not in [row["key"] for row in page.context["faults"]]
    assert key in [row["key"] for row in page.context["explained"]]


def test_standing_texts_are_previewed_and_saved(client: Client, officer: User) -> None:
    at = "/desk/handovers/wording/terms"
    typed = {"version": "0", "title": "Điều khoản", "text": "Giao cho {đơn vị nhận}."}
    shown = client.post(at, typed | {"preview": "1"}).content.decode()
    assert "Giao cho Hợp tác xã nếp nương." in shown
    assert WordingBlock.objects.count() == 0
    client.post(at, typed)
    assert WordingBlock.objects.get().version == 1
    client.post(f"{at}/restore", {"version": "1"})
    assert WordingBlock.objects.count() == 2


def test_a_draft_outside_a_conference_is_written_from_the_decisions_ledger(client: Client, officer: User) -> None:
    conference = conference_of(results=1)
    decision, unit = conference.decisions.get(), conference.units.get().unit
    answer = client.post(f"/desk/handovers/decision/{decision.code}/prepare/{unit.code}")
    assert answer.headers["Location"] == f"/desk/handovers/{Minutes.objects.get().code}"


# ---- who may not


def test_a_receiver_meets_only_its_own_minutes(client: Client) -> None:
    conference = conference_of(results=2, units=2)
    first, second = prepare(conference)
    for row in seal(conference):
        sign(row)
    unit = visitor(Role.UNIT_REP, first.receiver)
    item = second.items.get()
    pages = ["", "/preview", "/documents", "/receive", "/sign", "/pdf", "/docx", "/signed-pdf"]
    pages.append(f"/files/{item.pk}/{item.files[0]['digest']}")
    assert [unit.get(f"/desk/handovers/{second.code}{page}").status_code for page in pages] == [404] * len(pages)
    assert unit.post(f"/desk/handovers/{second.code}/receive", {"all": "1"}).status_code == 404
    assert unit.get(f"/desk/handovers/{first.code}").status_code == 200
    assert second.code not in unit.get("/desk/handovers/").content.decode()
    assert unit.get(f"/desk/handovers/{first.code}/sign").status_code == 403


@pytest.mark.parametrize("role", [Role.UNIT_REP, Role.HOST])
def test_the_ledger_is_for_the_office_and_the_province(role: Role) -> None:
    conference = conference_of()
    unit = conference.units.get().unit
    client = visitor(role, unit)
    at = f"/desk/handovers/conference/{conference.code}"
    for page in ("/", "/ledger", "/ledger/units", "/queue", "/print"):
        assert client.get(f"{at}{page}").status_code in (403, 404), page
    for deed in ("/prepare", "/seal", "/witness", "/ledger/explain", "/ledger/export.xlsx", "/tablets/export.pdf"):
        assert client.post(f"{at}{deed}").status_code in (403, 404), deed
    assert Minutes.objects.count() == 0
    leader = visitor(Role.PROVINCE_LEADER)
    assert leader.get(f"{at}/ledger").status_code == 200
    assert leader.post(f"{at}/prepare").status_code == 403


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    minutes = sealed_minutes()
    for page in ("/desk/handovers/", f"/desk/handovers/{minutes.code}", f"/desk/handovers/{minutes.code}/pdf"):
        assert client.get(page).status_code == 302


# ---- verification


def test_anybody_checks_a_code_and_a_file(client: Client) -> None:
    minutes = signed_minutes()
    render_minutes(minutes, now=TABLE)
    page = client.get(f"/xac-minh/?ma={minutes.code}").content.decode()
    assert "Biên bản có thật, các bên đã ký" in page
    for signature in minutes.sealed.signatures.all():
        assert signature.person_name in page
        assert signature.unit_name in page
    assert "Chữ ký số còn nguyên" in page  # the department's seal, as by upload
    assert "Không có biên bản mang mã này" in client.get("/xac-minh/?ma=BB-1999-01").content.decode()
    assert minutes.sealed is not None
    made = latest_rendering(minutes.sealed, RenderingKind.PDF_SIGNED)
    assert made is not None
    content = read_file(made.file)
    good = client.post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    assert "không sai một byte" in good
    assert "Chữ ký số còn nguyên" in good
    bad = client.post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", content[:-900] + b"x" * 900)}).content.decode()
    assert "Đã thay đổi" in bad
    assert "khác mọi bản Gieo đã lập" in bad
    draft = draft_minutes()
    assert "Không có biên bản mang mã này" in client.get(f"/xac-minh/?ma={draft.code}").content.decode()


def test_a_code_answers_also_when_the_bytes_of_its_pdf_are_gone(client: Client) -> None:
    minutes = signed_minutes()
    render_minutes(minutes, now=TABLE)
    assert minutes.sealed is not None
    made = latest_rendering(minutes.sealed, RenderingKind.PDF_SIGNED)
    assert made is not None
    content = read_file(made.file)
    path_of(made.file.digest).unlink()
    page = client.get(f"/xac-minh/?ma={minutes.code}").content.decode()
    assert "Biên bản có thật, các bên đã ký" in page
    assert "Chữ ký số còn nguyên" not in page
    page = client.post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", content + b"\n%")}).content.decode()
    assert "Đã thay đổi" in page
    assert minutes.code in page


def test_a_code_is_found_however_it_is_typed_and_so_is_the_number_on_the_paper(client: Client) -> None:
    minutes = signed_minutes()
    number = minutes.number
    for typed in (minutes.code.replace("-", " ").lower(), minutes.code.replace("-", "\u2011"), number, number.lower()):
        page = client.get("/xac-minh/", {"ma": typed}).content.decode()
        assert "Biên bản có thật, các bên đã ký" in page, typed
        assert minutes.code in page
    later = conference_of(held_on=date(2024, 3, 8))
    prepare(later)
    assert [row.number for row in seal(later)] == [number]  # numbers run anew every year
    page = client.get("/xac-minh/", {"ma": number}).content.decode()
    assert "Nhiều biên bản mang số này" in page
    assert page.count('<a href="?ma=BB-') == 2
    for result in [item.result for item in minutes.items.all()]:
        type(result).objects.filter(pk=result.pk).update(access="restricted")
    page = client.get("/xac-minh/", {"ma": number}).content.decode()
    assert minutes.code not in page


def test_minutes_of_a_result_restricted_today_are_not_checked_here(client: Client) -> None:
    minutes = signed_minutes()
    render_minutes(minutes, now=TABLE)
    assert minutes.sealed is not None
    made = latest_rendering(minutes.sealed, RenderingKind.PDF_SIGNED)
    assert made is not None
    content, result = read_file(made.file), minutes.items.get().result
    type(result).objects.filter(pk=result.pk).update(access="restricted")
    page = client.get(f"/xac-minh/?ma={minutes.code}").content.decode()
    assert "Không có biên bản mang mã này" in page
    assert minutes.receiver.name not in page
    page = client.post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    assert "Tệp này không tra được ở đây" in page
    assert "không phải tệp do Gieo lập" not in page
    assert minutes.code not in page
    assert minutes.receiver.name not in page


def test_when_all_is_sealed_the_signing_table_is_the_next_step(client: Client, officer: User) -> None:
    conference = conference_of()
    at = f"/desk/handovers/conference/{conference.code}/"
    signing = f'<a class="btn btn--main" href="{at}queue"'
    assert signing not in client.get(at).content.decode()
    prepare(conference)
    assert signing not in client.get(at).content.decode()
    seal(conference)
    page = client.get(at).content.decode()
    assert signing in page
    assert page.count("btn--main") == 1
