"""The page on which a certificate signs: download, hand in, or sign here; in words when it does not go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services.digital import append_stamped
from gieo.domain.handovers.vocab import MinutesState, Party
from gieo.domain.handovers.wording import PARTY_LABELS
from gieo.foundation.accounts.models import User
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.engine import Authority
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import trust_roots
from tests.factories.authorities import TimeServer, list_of, serving
from tests.factories.handovers import TABLE, draft_minutes, sealed_minutes, sign
from tests.factories.signing import PASSPHRASE, key_of, p12_of
from tests.fixtures.tokens import PIN, SIGNER, Tokens
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db


def at(minutes: Minutes, verb: str = "sign-digitally") -> str:
    return f"/desk/handovers/{minutes.code}/{verb}"


def named(minutes: Minutes, party: str) -> str:
    assert minutes.sealed is not None
    return str(minutes.sealed.content["people"][party]["name"])


def upload(content: bytes, name: str = "da-ky.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def signed(minutes: Minutes, party: Party) -> bytes:
    return append_stamped(minutes, key_of(named(minutes, party.value)), party=party, now=TABLE)


def test_the_receiver_downloads_signs_and_hands_in(client: Client, officer: User) -> None:
    minutes = sealed_minutes(results=2)
    unit = visitor(Role.UNIT_REP, minutes.receiver)
    page = unit.get(at(minutes)).content.decode()
    assert '<option value="receiver"' in page
    assert '<option value="giver"' not in page
    assert "Giấy tờ cán bộ đã xem" not in page
    paper = unit.get(at(minutes, "to-sign")).content
    pdf = signed(minutes, Party.RECEIVER)
    assert pdf.startswith(paper)
    assert unit.post(at(minutes), {"how": "file", "party": "receiver", "file": upload(pdf)}).status_code == 303
    answer = unit.get(f"/desk/handovers/{minutes.code}")
    assert (
        f"Đã ghi chữ ký số của {PARTY_LABELS[Party.RECEIVER]}: {named(minutes, 'receiver')}." in answer.content.decode()
    )
    assert "do Gieo: chứng thực thử nghiệm cấp" in answer.content.decode()
    assert client.get(at(minutes, "to-sign")).content == pdf
    page = client.get(at(minutes)).content.decode()
    assert "Bản này đã có chữ ký số của bên ký trước" in page
    assert "Bên bạn thay mặt đã ký" in unit.get(at(minutes)).content.decode()


def test_a_key_file_signs_here_and_leaves_nothing(
    client: Client, officer: User, caplog: pytest.LogCaptureFixture
) -> None:
    minutes = sealed_minutes()
    sign(minutes, [Party.RECEIVER, Party.WITNESS])
    key = upload(p12_of(named(minutes, "giver")), "khoa.p12")
    typed: dict[str, Any] = {"how": "key", "key-party": "giver", "key-file": key, "key-passphrase": "sai"}
    answer = client.post(at(minutes), typed)
    assert answer.status_code == 422
    assert "sai mật khẩu" in answer.content.decode()
    assert 'value="sai"' not in answer.content.decode()
    key.seek(0)
    assert client.post(at(minutes), typed | {"key-passphrase": PASSPHRASE}).status_code == 303
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED
    assert Signature.objects.get(party="giver").method == "digital"
    kept = [str(entry.changes) for entry in Entry.objects.all()] + [record.getMessage() for record in caplog.records]
    assert not any(PASSPHRASE in words for words in kept)


@pytest.mark.softhsm
def test_the_token_in_the_server_signs_by_its_pin(
    client: Client, officer: User, token: Tokens, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    minutes = sealed_minutes()
    assert "thiết bị ký số cắm ở máy chủ" not in client.get(at(minutes)).content.decode()
    settings.TOKEN = token.place("rsa")
    assert "thiết bị ký số cắm ở máy chủ" in client.get(at(minutes)).content.decode()
    unit = visitor(Role.UNIT_REP, minutes.receiver)
    assert "thiết bị ký số cắm ở máy chủ" not in unit.get(at(minutes)).content.decode()
    typed = {"how": "token", "token-party": "receiver", "token-pin": "000000", "token-identity": "authorisation"}
    answer = client.post(at(minutes), typed)
    assert answer.status_code == 422
    assert "Sai mã PIN" in answer.content.decode()
    assert "000000" not in answer.content.decode()
    assert unit.post(at(minutes), typed | {"token-pin": PIN}).status_code == 403
    assert client.post(at(minutes), typed | {"token-pin": PIN}).status_code == 303
    assert Signature.objects.get().person_name == SIGNER
    kept = [str(entry.changes) for entry in Entry.objects.all()] + [record.getMessage() for record in caplog.records]
    assert not any(PIN in words for words in kept)


@pytest.mark.softhsm
def test_pins_are_not_tried_out_on_the_token(client: Client, officer: User, token: Tokens, settings: Any) -> None:
    minutes = sealed_minutes()
    settings.TOKEN = token.place("rsa")
    typed = {"how": "token", "token-party": "receiver", "token-pin": "000000"}
    assert [client.post(at(minutes), typed).status_code for _ in range(4)] == [422, 422, 422, 429]


def test_the_time_stamp_is_told_and_so_is_its_absence(
    client: Client, officer: User, settings: Any, tmp_path: Path
) -> None:
    minutes, authority = sealed_minutes(), TimeServer(tmp_path, TABLE)
    with serving(authority) as settings.TIME_AUTHORITY:
        settings.TRUST_ROOTS = (authority.root,)
        for party, told in ((Party.GIVER, "dấu thời gian 07/11/2023 10:00"), (Party.RECEIVER, "giờ ký là giờ máy ghi")):
            key = upload(p12_of(named(minutes, party.value)), "khoa.p12")
            typed = {"how": "key", "key-party": party.value, "key-file": key, "key-passphrase": PASSPHRASE}
            assert client.post(at(minutes), typed).status_code == 303
            assert told in client.get(f"/desk/handovers/{minutes.code}").content.decode()
            authority.status = 500


def test_anybody_learns_whether_a_certificate_was_revoked(
    client: Client, officer: User, settings: Any, tmp_path: Path
) -> None:
    minutes = sealed_minutes()
    pdf = signed(minutes, Party.RECEIVER)
    client.post(at(minutes), {"how": "file", "party": "receiver", "file": upload(pdf)})
    checked = Client()
    page = checked.post("/xac-minh/", {"file": upload(pdf)}).content.decode()
    assert "Không rõ chứng thư có bị thu hồi hay không" in page
    assert "Không có dấu thời gian được tin cậy" in page
    settings.STATUS_DATA = (tmp_path,)
    authority = Authority(trust_roots()[0].parent)
    serial = key_of(named(minutes, "receiver")).certificate.serial_number
    for revoked, told in (
        ({}, "Chứng thư chưa bị thu hồi vào lúc ký."),
        ({serial: TABLE - timedelta(days=1)}, "đã bị nơi cấp thu hồi từ 10:00 06/11/2023"),
    ):
        (tmp_path / "list.crl").write_bytes(list_of(authority, revoked, made=TABLE))
        assert told in checked.post("/xac-minh/", {"file": upload(pdf)}).content.decode()


@pytest.mark.parametrize(
    ("content", "party", "words"),
    [
        (b"%PDF-1.7 khong phai", "receiver", "Tệp này không phải PDF đọc được"),
        (b"", "receiver", "rỗng"),
        (b"GIF89a", "receiver", "Tệp này không phải PDF đọc được"),
        (b"GIF89a", "nobody", "nobody"),
    ],
)
def test_what_is_wrong_stands_on_the_page(
    client: Client, officer: User, content: bytes, party: str, words: str
) -> None:
    minutes = sealed_minutes()
    answer = client.post(at(minutes), {"how": "file", "party": party, "file": upload(content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Signature.objects.count() == 0


def test_another_name_in_the_certificate_is_explained_to_the_unit_and_vouched_for_by_an_officer(
    client: Client, officer: User
) -> None:
    minutes = sealed_minutes()
    pdf = append_stamped(minutes, key_of("Quàng Văn Thay"), party=Party.RECEIVER, now=TABLE)
    unit = visitor(Role.UNIT_REP, minutes.receiver)
    answer = unit.post(at(minutes), {"how": "file", "party": "receiver", "file": upload(pdf)})
    assert "Chứng thư số mang tên Quàng Văn Thay" in answer.content.decode()
    typed = {"how": "file", "party": "receiver", "file": upload(pdf), "identity": "authorisation", "title": "Phó"}
    assert client.post(at(minutes), typed).status_code == 303
    assert Signature.objects.get().person_name == "Quàng Văn Thay"


def test_strangers_and_other_states(client: Client, officer: User) -> None:
    minutes, other, draft = sealed_minutes(), sealed_minutes(), draft_minutes()
    for verb in ("sign-digitally", "to-sign"):
        assert visitor(Role.EDITOR).get(at(minutes, verb)).status_code == 403
        assert visitor(Role.UNIT_REP, other.receiver).get(at(minutes, verb)).status_code == 404
    assert "Không ký số được lúc này" in client.get(at(draft)).content.decode()
    assert client.get(at(draft, "to-sign")).status_code == 409
    sign(minutes)
    assert "Không ký số được lúc này" in client.get(at(minutes)).content.decode()


def test_the_page_asks_the_same_queries_however_many_have_signed(
    client: Client, officer: User, django_assert_num_queries: Any
) -> None:
    minutes = sealed_minutes()
    for party in (None, Party.RECEIVER, Party.GIVER):
        if party is not None:
            client.post(at(minutes), {"how": "file", "party": party.value, "file": upload(signed(minutes, party))})
        with django_assert_num_queries(5 if party is None else 6):
            client.get(at(minutes))
