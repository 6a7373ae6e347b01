"""What everybody reads of a conference."""

from io import BytesIO

import pytest
from django.test import override_settings
from PIL import Image

from gieo.core.actor import SYSTEM
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import services
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.vocab import Attendance
from gieo.foundation.files.services import store_file
from tests.factories import transfers as make
from tests.factories.handovers import conference_of, decision_of, prepare, receive, seal, sign
from tests.factories.pictures import telephone_photograph, tells

pytestmark = pytest.mark.django_db

AT = "/hoi-nghi/"


def add_photo(conference, **values):
    content = BytesIO()
    Image.new("RGB", (1200, 800), "green").save(content, "PNG")
    now = make.moment(make.HELD_ON, 10)
    stored = store_file(content.getvalue(), name="le-ky.png", actor=SYSTEM, now=now)
    facts = {"caption": "Lễ ký biên bản", "credit": "Nguyễn An", "consent": True} | values
    return services.add_photograph(conference, file=stored, actor=SYSTEM, now=now, **facts)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client, number, django_assert_num_queries):
    for _ in range(number):
        make.published_conference(make.issued_decision(results=2, units=2))
    with django_assert_num_queries(8):
        page = client.get(AT).content.decode()
    assert page.count('class="tile"') == number
    assert "2 kết quả, 0 sản phẩm, 2 đơn vị nhận" in page


def test_the_day_of_2023_before_the_public(client):
    decision = make.issued_decision(results=9, products=31, units=11, enterprises=1, number="797/QĐ-UBND")
    conference = make.published_conference(decision, place="Hội trường Sở", chair_name="Vũ Văn Minh")
    page = client.get(f"{AT}{conference.code}").content.decode()
    assert (
        "Hội nghị ngày 07/11/2023 tại Hội trường Sở. Theo quyết định, 9 kết quả nghiên cứu và 31 sản phẩm được giao "
        "cho 11 đơn vị, trong đó có 1 doanh nghiệp. Chưa đơn vị nào ký biên bản bàn giao." in page
    )
    for anchor in ("ket-qua", "san-pham", "don-vi", "doanh-nghiep", "can-cu"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    assert "797/QĐ-UBND" in page
    assert "179 ngày" in page
    for line in decision.lines.all():
        assert line.unit.name in page
        assert (line.result or line.product).title in page


def test_the_page_says_what_was_decided_what_was_signed_and_what_was_received(client):
    conference = conference_of(decision_of(results=3, units=3))
    prepare(conference)
    first, second, _third = seal(conference)
    services.set_attendance(
        conference,
        {seat.pk: services.SeatMark(Attendance.PRESENT) for seat in conference.units.all()},
        actor=SYSTEM,
        now=make.moment(make.HELD_ON, 10),
    )
    conference = services.close_conference(conference, actor=SYSTEM, now=make.moment(make.HELD_ON, 12))
    services.publish_conference(conference, actor=SYSTEM, now=make.moment(make.HELD_ON, 14))

    def lead():
        return client.get(f"{AT}{conference.code}").content.decode()

    assert "Chưa đơn vị nào ký biên bản bàn giao." in lead()
    sign(first)
    assert "1 đơn vị đã ký biên bản nhận 1 mục; chưa mục nào được xác nhận đã nhận." in lead()
    sign(second)
    receive(first)
    assert "2 đơn vị đã ký biên bản nhận 2 mục; 1 mục đã được xác nhận đã nhận." in lead()


@override_settings(PUBLIC_ADDRESS="https://gieo.example.gov.vn")
def test_the_printed_code_leads_to_the_public_address(client):
    conference = make.published_conference()
    answer = client.get(f"{AT}{conference.code}", headers={"host": "localhost"})
    assert answer.context["address"] == f"https://gieo.example.gov.vn{AT}{conference.code}"


def test_nothing_unpublished_is_there(client):
    for conference in (make.planned_conference(), make.open_conference(), make.closed_conference()):
        photo = add_photo(conference)
        assert client.get(f"{AT}{conference.code}").status_code == 404
        assert client.get(f"{AT}{conference.code}/anh/{photo.pk}").status_code == 404
        assert conference.code not in client.get(AT).content.decode()
    assert client.get(f"{AT}HN-1999-01").status_code == 404


def test_a_page_taken_away_is_not_there(client):
    conference = make.published_conference()
    assert client.get(f"{AT}{conference.code}").status_code == 200
    services.unpublish_conference(conference, reason="Sai", actor=SYSTEM, now=make.moment(make.HELD_ON, 15))
    assert client.get(f"{AT}{conference.code}").status_code == 404


def test_nothing_restricted_is_there(client):
    decision = make.issued_decision(results=2, units=2)
    secret, unit = make.a_result("Kết quả kín", access=Access.RESTRICTED), make.receivers(1)[0]
    inner = make.a_product("Sản phẩm kín", result=secret)
    for item in ({"result": secret}, {"product": inner}):
        DecisionLine.objects.create(decision=decision, unit=unit, quantity=1, quantity_unit="bộ", order=9, **item)
    conference = make.published_conference(decision)
    for address in (AT, f"{AT}{conference.code}", f"/en{AT}{conference.code}"):
        page = client.get(address).content.decode()
        assert "kín" not in page
        assert unit.name not in page
        assert secret.code not in page
    assert "2 kết quả, 0 sản phẩm, 2 đơn vị nhận" in client.get(AT).content.decode()


def test_photographs_carry_caption_and_credit_and_those_without_consent_are_not_there(client):
    conference = make.closed_conference()
    good = add_photo(conference, place="Hội trường", taken_on=make.HELD_ON)
    hidden = add_photo(conference, caption="Ảnh riêng", consent=False, shown=False)
    services.publish_conference(conference, actor=SYSTEM, now=make.moment(make.HELD_ON, 14))
    page = client.get(f"{AT}{conference.code}").content.decode()
    assert "Lễ ký biên bản" in page
    assert "Ảnh: Nguyễn An" in page
    assert "Ảnh riêng" not in page
    answer = client.get(f"{AT}{conference.code}/anh/{good.pk}", {"w": "480"})
    assert Image.open(BytesIO(answer.content)).size == (480, 320)
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert client.get(f"{AT}{conference.code}/anh/{hidden.pk}").status_code == 404
    later = add_photo(conference, caption="Thêm sau", consent=False)
    assert "Thêm sau" not in client.get(f"{AT}{conference.code}").content.decode()
    assert client.get(f"{AT}{conference.code}/anh/{later.pk}").status_code == 404


def test_a_caption_that_names_what_was_restricted_since_hides_its_photograph(client):
    secret = make.a_result(title="Bài thuốc chữa rắn cắn của người Khơ Mú")
    conference = make.closed_conference()
    photo = add_photo(conference, caption=f"Trao {secret.title.upper()}")
    services.publish_conference(conference, actor=SYSTEM, now=make.moment(make.HELD_ON, 14))
    at = f"{AT}{conference.code}"
    assert client.get(f"{at}/anh/{photo.pk}").status_code == 200
    Result.objects.filter(pk=secret.pk).update(access=Access.RESTRICTED)
    assert "Trao " not in client.get(at).content.decode()
    assert client.get(f"{at}/anh/{photo.pk}").status_code == 404


def test_a_photograph_tells_the_public_nothing_but_itself(client):
    conference, now = make.closed_conference(), make.moment(make.HELD_ON, 14)
    stored = store_file(telephone_photograph(), name="le-ky.jpg", actor=SYSTEM, now=now)
    facts = {"caption": "Lễ ký", "credit": "Nguyễn An", "consent": True}
    photo = services.add_photograph(conference, file=stored, actor=SYSTEM, now=now, **facts)
    services.publish_conference(conference, actor=SYSTEM, now=now)
    for address in ("", "?w=480", "?w=5"):
        answer = client.get(f"{AT}{conference.code}/anh/{photo.pk}{address}")
        assert tells(answer.content) == {"size": (40, 60), "camera": {}, "place": {}, "more": []}


def test_an_announced_day_shows_what_will_be_given_and_no_notes(client):
    conference = make.open_conference(make.issued_decision(results=1, units=1))
    services.write_notes(
        conference, version=conference.version, notes="Ghi nháp", actor=SYSTEM, now=make.moment(make.HELD_ON)
    )
    services.announce_conference(conference, actor=SYSTEM, now=make.moment(make.HELD_ON))
    page = client.get(f"{AT}{conference.code}").content.decode()
    assert "sẽ được bàn giao cho 1 đơn vị" in page
    assert "Ghi nháp" not in page


def test_guests_and_attendance_stay_in_the_office(client):
    conference = make.open_conference(make.issued_decision())
    now = make.moment(make.HELD_ON)
    services.add_guest(conference, name="Lò Văn Tiến", actor=SYSTEM, now=now)
    services.close_conference(conference, rest_absent=True, actor=SYSTEM, now=now)
    services.publish_conference(conference, actor=SYSTEM, now=now)
    page = client.get(f"{AT}{conference.code}").content.decode()
    assert "Lò Văn Tiến" not in page
    assert "Vắng mặt" not in page
