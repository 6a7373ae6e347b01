"""The page of signing on paper: upload, what is said sheet by sheet, entering, and who may have the scan."""

import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import InkScan, Minutes
from gieo.domain.handovers.queries.printing import copy_for_ink
from gieo.domain.handovers.queries.scans import scans_of
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState
from gieo.foundation.accounts.models import User
from gieo.foundation.papers.engine import page_count
from tests.domain.handovers.test_ink import photographs
from tests.factories.handovers import sealed_minutes, signed_minutes
from tests.factories.transfers import HELD_ON
from tests.factories.units import make_unit
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db


def at(minutes: Minutes, page: str = "/ink") -> str:
    return f"/desk/handovers/{minutes.code}{page}"


def upload(client: Client, minutes: Minutes, files: list[tuple[str, bytes]]):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(at(minutes, "/ink/sheets"), {"files": sent})


def values(minutes: Minutes, **more: str) -> dict[str, str]:
    assert minutes.sealed is not None
    people = minutes.sealed.content["people"]
    said = {"digest": minutes.sealed.digest, "client_id": secrets.token_hex(16), "confirmed": "on"}
    for party in SIGNING_ORDER:
        said |= {f"has_{party}": "on", f"identity_{party}": "known"}
        said |= {f"person_name_{party}": people[party]["name"], f"title_{party}": people[party]["title"]}
    return said | {"signed_on": f"{HELD_ON:%d/%m/%Y}"} | more


def test_from_print_to_the_scan_in_the_hands_of_the_receiver(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    assert "Ký trên giấy" in client.get(at(minutes, "/sign")).content.decode()
    printed = client.get(at(minutes, "/ink/print"))
    assert printed.content == copy_for_ink(minutes)
    assert "Mở ra khi đã đủ các trang" in client.get(at(minutes)).content.decode()

    first, *others = photographs(minutes)
    assert upload(client, minutes, others).status_code == 303
    page = client.get(at(minutes)).content.decode()
    assert "Còn thiếu trang 1 trên" in page
    picture = client.get(at(minutes, "/ink/sheets/2"))
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")
    assert upload(client, minutes, [first]).status_code == 303
    assert "Đủ các trang" in client.get(at(minutes)).content.decode()

    answer = client.post(at(minutes), values(minutes))
    assert answer.status_code == 303
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED
    record = client.get(at(minutes, "")).content.decode()
    assert "Ký trên giấy ngày" in record
    assert f"ký trên giấy, {HELD_ON:%d/%m/%Y}</div>" in Client().get(f"/xac-minh/?ma={minutes.code}").content.decode()
    receiver = visitor(Role.UNIT_REP, minutes.receiver)
    got = receiver.get(at(minutes, "/scans/1"))
    content = b"".join(got.streaming_content)
    assert page_count(content) == scans_of(minutes)[0].sheets
    assert receiver.get(at(minutes, "/scans/2")).status_code == 404
    assert visitor(Role.UNIT_REP, make_unit("Đơn vị khác")).get(at(minutes, "/scans/1")).status_code == 404
    assert receiver.get(at(minutes)).status_code == 403
    archive = b"".join(client.get(at(minutes, "/archive")).streaming_content)
    assert f"{minutes.code}-ky-tren-giay.pdf".encode() in archive


def test_what_is_wrong_is_said_sheet_by_sheet_and_the_good_ones_stay(client: Client, officer: User) -> None:
    minutes, other = sealed_minutes(), sealed_minutes()
    answer = upload(client, minutes, [photographs(minutes)[0], photographs(other)[1], ("thu.txt", b"xin chao")])
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Đã nhận trang 1." in page
    assert f"văn bản khác, mã {other.code}" in page
    assert "thu.txt" in page
    assert upload(client, minutes, []).status_code == 422
    assert client.get(at(minutes, "/ink/sheets")).status_code == 303


def test_a_dropped_sheet_is_asked_for_again(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    upload(client, minutes, photographs(minutes))
    assert client.post(at(minutes, "/ink/sheets/1/drop")).status_code == 303
    assert "Còn thiếu trang 1 trên" in client.get(at(minutes)).content.decode()
    assert client.post(at(minutes, "/ink/sheets/1/drop")).status_code == 404


def test_a_wrong_day_and_a_missing_paper_are_told_and_nothing_typed_is_lost(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    upload(client, minutes, photographs(minutes))
    answer = client.post(
        at(minutes), values(minutes, signed_on="01/01/2020", identity_giver="", title_receiver="Quyền giám đốc")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "từ ngày niêm phong" in page
    assert "Quyền giám đốc" in page
    assert not InkScan.objects.exists()


def test_signed_minutes_say_that_nothing_is_left_to_sign(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    assert "Chưa ký được" in client.get(at(minutes)).content.decode()
    assert client.post(at(minutes, "/ink/sheets")).status_code == 303


def test_the_code_on_a_sheet_leads_a_telephone_to_the_check_page(client: Client) -> None:
    minutes = sealed_minutes()
    assert minutes.sealed is not None
    answer = client.get(f"/T/{minutes.code}/1/3/{minutes.sealed.digest[:16].upper()}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/xac-minh/?ma={minutes.code}"
