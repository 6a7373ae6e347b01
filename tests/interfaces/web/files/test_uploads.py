"""Large files over the line: broken off three times, gone on with, taken by the form that waited; and every refusal."""

import hashlib
import http.client
import json
import random
import socket
import struct
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gieo.core.actor import Actor, Role
from gieo.domain.transfers.models import ConferencePhoto
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import own_uploads, read_file, whole_upload
from gieo.foundation.files.services import begin_upload, finish_upload, put_part
from tests.factories import transfers as make
from tests.factories.accounts import user_with
from tests.factories.odd_files import POLYGLOTS, flat_png
from tests.factories.pictures import telephone_photograph
from tests.factories.units import make_department

pytestmark = pytest.mark.django_db

BASE = "/desk/files/uploads/"
PICTURE = telephone_photograph()
DIGEST = hashlib.sha256(PICTURE).hexdigest()
WORDS = {"caption": "Lễ ký", "credit": "Trung tâm Thông tin", "place": "", "taken_on": "", "shown": "on"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def office() -> tuple[Client, Actor]:
    user = user_with(Role.OFFICER, make_department())
    client = Client()
    client.force_login(user)
    return client, Actor(person_id=user.person_id, name="Lò Thị Mai")


def sent(actor: Actor, content: bytes = PICTURE, name: str = "anh.jpg") -> str:
    digest = hashlib.sha256(content).hexdigest()
    begin_upload(digest, name=name, size=len(content), actor=actor)
    put_part(digest, offset=0, content=content, actor=actor)
    finish_upload(digest, name=name, actor=actor)
    return f"file|{digest}|{name}"


def gallery() -> str:
    conference = make.open_conference(make.issued_decision(results=1, units=1))
    return reverse("transfers:photographs", args=[conference.code])


def test_the_same_thing_is_stored_whichever_way_it_came(office) -> None:
    client, actor = office
    address = gallery()
    plain = client.post(address, WORDS | {"file": SimpleUploadedFile("anh.jpg", PICTURE)})
    parts = client.post(address, WORDS | {"_sent": sent(actor)})
    assert (plain.status_code, parts.status_code) == (303, 303)
    one, two = (photo.photograph for photo in ConferencePhoto.objects.order_by("pk").select_related("photograph__file"))
    for field in ("digest", "size", "name", "mime", "kind", "scan_state", "uploaded_by_id"):
        assert getattr(one.file, field) == getattr(two.file, field)
    assert (one.width, one.height) == (two.width, two.height) == (40, 60)
    assert read_file(two.file) == PICTURE
    assert whole_upload(DIGEST, actor) is None, "nobody needs it any more"


@pytest.mark.parametrize("name", ["tranh.jpg", "tranh-3.jpg", "lon.png", "dut.jpg"])
def test_what_the_gate_refuses_is_refused_in_the_same_words_whichever_way_it_came(office, name: str) -> None:
    client, actor = office
    odd = POLYGLOTS | {"lon.png": flat_png(10_000, 10_000), "dut.jpg": PICTURE[:-300]}
    address, content = gallery(), odd[name]
    plain = client.post(address, WORDS | {"file": SimpleUploadedFile(name, content)})
    digest = hashlib.sha256(content).hexdigest()
    begin_upload(digest, name=name, size=len(content), actor=actor)
    put_part(digest, offset=0, content=content, actor=actor)
    parts = client.post(f"{BASE}{digest}/finish", {"name": name})
    assert (plain.status_code, parts.status_code) == (422, 422)
    assert parts.json()["said"] in plain.content.decode()
    assert name in parts.json()["said"]
    assert not StoredFile.objects.exists()
    assert not list(own_uploads(actor).iterdir())


def test_a_form_with_something_to_mend_still_holds_the_file(office) -> None:
    client, actor = office
    address, mark = gallery(), sent(actor)
    answer = client.post(address, WORDS | {"caption": "", "_sent": mark})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'<input type="hidden" name="_sent" value="{mark}">' in page
    assert "đã gửi lên" in page
    assert client.post(address, WORDS | {"_sent": mark}).status_code == 303


def test_nobody_takes_what_another_sent(office) -> None:
    client, _actor = office
    mark = sent(Actor(person_id=999_999, name="Người khác"))
    answer = client.post(gallery(), WORDS | {"_sent": mark})
    assert answer.status_code == 409
    assert "không còn trên máy chủ" in answer.content.decode()
    assert not ConferencePhoto.objects.exists()


def test_who_is_not_signed_in_sends_nothing() -> None:
    answer = Client().post(BASE, {"digest": DIGEST, "name": "a.jpg", "size": "10"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"size": "x"}, "rỗng"),
        ({"size": str(60 * 1024 * 1024)}, "lớn hơn 50 MB"),
        ({"digest": "../x"}, "Vân tay"),
    ],
)
def test_what_is_not_taken_is_said_before_a_byte_is_sent(office, facts, words) -> None:
    client, _actor = office
    answer = client.post(BASE, {"digest": DIGEST, "name": "a.jpg", "size": "10"} | facts)
    assert answer.status_code == 422
    assert words in answer.json()["said"]


def test_a_page_that_lost_its_place_is_told_to_begin_again(office) -> None:
    client, _actor = office
    answer = client.post(f"{BASE}{DIGEST}/put?offset=0", b"abc", content_type="application/octet-stream")
    assert answer.status_code == 409
    assert "Chọn lại tệp" in answer.json()["said"]


def test_a_form_where_bytes_belong_changes_nothing(office) -> None:
    client, _actor = office
    assert client.post(f"{BASE}{DIGEST}/put?offset=0", {"file": "x"}).status_code == 400
    assert client.post(f"{BASE}{DIGEST}/put", {}).status_code == 400


def test_letting_go(office) -> None:
    client, actor = office
    sent(actor)
    assert client.post(f"{BASE}{DIGEST}/forget").json() == {"received": None}
    assert whole_upload(DIGEST, actor) is None


class Line:
    """A line to a live server that can be cut in the middle of a part."""

    def __init__(self, address: str, session: str) -> None:
        self.place = urlsplit(address)
        token = "a" * 32
        self.headers = {
            "Cookie": f"{django_settings.SESSION_COOKIE_NAME}={session}; {django_settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
        }

    def ask(self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> tuple[int, dict]:
        line = http.client.HTTPConnection(str(self.place.hostname), self.place.port, timeout=10)
        line.request("POST", path, body, self.headers | {"Content-Type": kind})
        answer = line.getresponse()
        said = answer.status, json.loads(answer.read())
        line.close()
        return said

    def put_and_cut(self, path: str, body: bytes, after: int) -> None:
        """Promise all, send a piece, and reset the connection."""
        head = {"Host": self.place.netloc, "Content-Length": str(len(body)), **self.headers}
        head["Content-Type"] = "application/octet-stream"
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with socket.create_connection((str(self.place.hostname), int(self.place.port or 0)), timeout=10) as line:
            line.sendall(f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body[:after])
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.fixture
def live(live_server) -> tuple[Line, Actor]:
    user = user_with(Role.OFFICER, make_department())
    client = Client()
    client.force_login(user)
    return (
        Line(live_server.url, client.cookies[django_settings.SESSION_COOKIE_NAME].value),
        Actor(person_id=user.person_id, name=""),
    )


def test_a_line_that_breaks_three_times_costs_three_parts(live) -> None:
    line, actor = live
    content = b"%PDF-1.7\n" + random.Random(7).randbytes(3_000_000)
    digest, part = hashlib.sha256(content).hexdigest(), 400_000
    facts = urlencode({"digest": digest, "name": "ban-quet.pdf", "size": len(content)}).encode()
    breaks = {1, 3, 6}
    received, parts = 0, 0
    while received < len(content):
        _status, answer = line.ask(BASE, facts)
        received = answer["received"]
        body = content[received : received + part]
        path, parts = f"{BASE}{digest}/put?offset={received}", parts + 1
        if parts in breaks:
            line.put_and_cut(path, body, after=len(body) // 2)
            continue
        assert line.ask(path, body, "application/octet-stream") == (200, {"received": received + len(body)})
        received += len(body)
    assert line.ask(f"{BASE}{digest}/finish", b"name=ban-quet.pdf") == (200, {"received": None})
    path = whole_upload(digest, actor)
    assert path is not None
    assert path.read_bytes() == content
    assert parts == 8 + len(breaks)
    assert len(list(own_uploads(actor).iterdir())) == 1
