"""The page of a signature that is asked for elsewhere: request, waiting, answer, and a way to wait no more."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes, RemoteSignature
from gieo.domain.handovers.queries.remote import prepared_of
from gieo.domain.handovers.vocab import Party, RemoteState
from gieo.foundation.accounts.models import User
from gieo.foundation.signing.models import Signature
from tests.factories.handovers import draft_minutes, sealed_minutes, sign
from tests.factories.remote import Service
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = [pytest.mark.django_db, pytest.mark.openssl]


def at(minutes: Minutes, rest: str = "") -> str:
    return f"/desk/handovers/{minutes.code}/remote{rest}"


def named(minutes: Minutes, party: str = "giver") -> str:
    assert minutes.sealed is not None
    return str(minutes.sealed.content["people"][party]["name"])


def upload(content: bytes, name: str = "chu-ky.p7s") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_officer_sends_the_digest_away_and_hands_in_what_comes_back(
    client: Client, officer: User, tmp_path: Path
) -> None:
    minutes = sealed_minutes()
    assert "Gửi đi ký từ xa" in client.get(f"/desk/handovers/{minutes.code}/sign-digitally").content.decode()
    assert client.post(at(minutes), {"party": "giver"}).status_code == 303
    page = client.get(at(minutes)).content.decode()
    assert f"Đang chờ chữ ký số của {named(minutes)}" in page
    for where in (f"/desk/handovers/{minutes.code}", f"/desk/handovers/{minutes.code}/sign-digitally"):
        assert f"Đang chờ chữ ký số của {named(minutes)}" in client.get(where).content.decode()
    asked = client.get(at(minutes, "/1/request"))
    assert asked.headers["Content-Type"] == "application/json"
    row = RemoteSignature.objects.select_related("file").get()
    assert base64.b64decode(json.loads(asked.content)["document_digest"]).hex() == row.digest
    answer = client.post(at(minutes, "/1/answer"), {"file": upload(b"khong phai")})
    assert answer.status_code == 422
    assert "không phải chữ ký CMS" in answer.content.decode()
    made = prepared_of(row)
    content = Service(tmp_path, named(minutes)).cms(made.pdf[: made.start] + made.pdf[made.end :])
    assert client.post(at(minutes, "/1/answer"), {"file": upload(content)}).status_code == 303
    assert Signature.objects.get().party == "giver"
    page = client.get(at(minutes)).content.decode()
    assert "Các lượt trước" in page
    assert "Đã nhận chữ ký" in page
    assert client.get(at(minutes, "/1/request")).status_code == 409
    sign(minutes, [Party.RECEIVER, Party.WITNESS])
    assert "Không ký số được lúc này" in client.get(at(minutes)).content.decode()


def test_the_last_signature_from_elsewhere_has_the_paper_closed(client: Client, officer: User, tmp_path: Path) -> None:
    minutes = sealed_minutes()
    sign(minutes, [Party.RECEIVER, Party.WITNESS])
    service = Service(tmp_path, named(minutes))
    certificate = upload(service.certificate.read_bytes(), "chung-thu.pem")
    assert client.post(at(minutes), {"party": "giver", "certificate": certificate}).status_code == 303
    asked = json.loads(client.get(at(minutes, "/1/request")).content)
    value = service.value(base64.b64decode(asked["attributes_digest"]))
    assert client.post(at(minutes, "/1/answer"), {"file": upload(base64.b64encode(value))}).status_code == 303
    minutes.refresh_from_db()
    assert minutes.signed_at is not None


def test_one_waits_no_more_with_a_reason(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    client.post(at(minutes), {"party": "giver"})
    assert client.post(at(minutes), {"party": "witness"}).status_code == 422
    client.post(at(minutes, "/1/give-up"), {"reason": ""})
    assert RemoteSignature.objects.get().state == RemoteState.WAITING
    assert client.post(at(minutes, "/1/give-up"), {"reason": "Đi công tác"}).status_code == 303
    page = client.get(at(minutes)).content.decode()
    assert "Đi công tác" in page
    assert "Lập yêu cầu ký" in page


def test_what_is_wrong_in_the_form_stands_there(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    answer = client.post(at(minutes), {"party": "giver", "signer_name": "Lò Thị Ánh", "certificate": upload(b"x")})
    assert answer.status_code == 422
    assert "không phải chứng thư" in answer.content.decode()
    assert "Lò Thị Ánh" in answer.content.decode()


def test_a_receiver_asks_for_its_own_and_sees_what_others_wait_for(client: Client, officer: User) -> None:
    minutes, other = sealed_minutes(), sealed_minutes()
    client.post(at(minutes), {"party": "giver"})
    unit = visitor(Role.UNIT_REP, minutes.receiver)
    page = unit.get(at(minutes)).content.decode()
    assert f"Đang chờ chữ ký số của {named(minutes)}" in page
    assert "Thôi chờ" not in page
    for rest in ("/1/request", "/1/answer"):
        assert unit.get(at(minutes, rest)).status_code == 403
    assert unit.post(at(minutes, "/1/give-up"), {"reason": "x"}).status_code == 403
    assert unit.get(at(other)).status_code == 404
    assert visitor(Role.EDITOR).get(at(minutes)).status_code == 403
    assert client.get(at(minutes, "/2/request")).status_code == 404
    mine = visitor(Role.UNIT_REP, other.receiver)
    assert mine.post(at(other), {"party": "receiver"}).status_code == 303
    assert mine.post(at(other, "/1/give-up"), {"reason": "x"}).status_code == 303


def test_a_draft_is_told_to_be_one(client: Client, officer: User) -> None:
    draft = draft_minutes()
    assert "Không ký số được lúc này" in client.get(at(draft)).content.decode()
    assert client.post(at(draft), {"party": "giver"}).status_code == 422


def test_the_page_asks_the_same_queries_however_many_there_were(
    client: Client, officer: User, django_assert_num_queries: Any
) -> None:
    minutes = sealed_minutes()
    for number in (1, 2, 3):
        client.post(at(minutes), {"party": "giver"})
        with django_assert_num_queries(5):
            client.get(at(minutes))
        client.post(at(minutes, f"/{number}/give-up"), {"reason": "x"})
