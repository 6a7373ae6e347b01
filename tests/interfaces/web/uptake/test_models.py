"""Demonstration models on pages: planned and followed in the office, shown to everybody, copied by a neighbour."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Copy, Demonstration, ModelVisit
from gieo.domain.uptake.vocab.demonstrations import FieldDayState, ModelState, Outcome
from gieo.foundation.files.models import Photograph
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.copies import a_committee
from tests.factories.demonstrations import HOUSEHOLD, concluded, field_day, planned_model, running_model, visited
from tests.factories.handovers import department
from tests.factories.pictures import telephone_photograph
from tests.factories.transfers import a_result
from tests.factories.uptake import NOW, a_place, verify
from tests.interfaces.web.uptake.test_copies import a_commune, send, text

pytestmark = pytest.mark.django_db

RECORD_QUERIES, PUBLIC_QUERIES, LIST_QUERIES, PUBLIC_LIST_QUERIES = 11, 10, 9, 6


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Today is when the factories' models are under way."""
    clock.shift(NOW - datetime.now(UTC))
    cache.clear()


def browser(role: Role = Role.OFFICER, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(user_with(role, unit or department()))
    return client


def asked(client: Client, address: str) -> int:
    text(client.get(address))
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text(client.get(address))
    return len(queries)


def typed(**values: Any) -> dict[str, Any]:
    return {
        "title": "Mô hình khoai sọ", "starts_on": "01/02/2024", "ends_on": "31/12/2024", "amount": "1,5",
        "measure": "hectare", "plan": "Trồng theo băng.", "planned_state": "30.000.000",
    } | values  # fmt: skip


def test_an_officer_plans_starts_and_changes_a_model():
    place, result, client = a_commune(), a_result(), browser()
    committee = a_committee(place)
    keeper = user_with(Role.OFFICER, department(), email="giu@example.vn").person
    form = text(client.get(f"/desk/models/new?of={result.code}"))
    assert f'value="{result.code}"' in form
    given = typed(result=result.code, receiver=committee.pk, place=place.pk, household=HOUSEHOLD, keeper=keeper.pk)
    wrong = text(client.post("/desk/models/new", given | {"amount": "-5", "plan": "Chữ <b>đậm</b>"}), 422)
    assert "Ghi số lớn hơn 0" in wrong
    assert HOUSEHOLD in wrong
    assert "Không có kết quả" in text(client.post("/desk/models/new", given | {"result": "KQ-1999-999"}), 422)
    made = client.post("/desk/models/new", given)
    model = Demonstration.objects.get()
    assert made["Location"] == f"/desk/models/{model.code}"
    page = text(client.get(made["Location"]))
    assert "Bắt đầu làm" in page
    assert "30.000.000" in page
    assert client.get(f"/mo-hinh/{model.code}").status_code == 404
    assert client.post(f"/desk/models/{model.code}/start", {"on": "01/02/2024"}).status_code == 303
    assert "Mô hình khoai sọ" in text(Client().get(f"/mo-hinh/{model.code}"))
    changed = typed(title="Tên khác", keeper=keeper.pk, version="1")
    assert "vừa sửa" in text(client.post(f"/desk/models/{model.code}/edit", changed), 422)
    assert client.post(f"/desk/models/{model.code}/edit", changed | {"version": "2"}).status_code == 303
    assert "Tên khác" in text(client.get(f"/desk/models/{model.code}"))


def test_a_visit_with_a_photograph_and_without_what_only_looks_like_one():
    model, client = running_model(), browser()
    address = f"/desk/models/{model.code}/visit"
    said = {"on": "10/05/2024", "who": "Cán bộ phòng", "seen": "Cây <script>tốt</script>"}
    program = SimpleUploadedFile("anh.jpg", b"MZ\x90\x00" + b"\0" * 500, "image/jpeg")
    refused = text(client.post(address, said | {"photo_0": program, "caption_0": "Nương"}), 422)
    assert "Cây <script>" in refused
    assert ModelVisit.objects.count() == 0
    assert text(client.post(address, said | {"on": "10/05/2099"}), 422)
    assert "Ghi ảnh chụp gì" in text(client.post(address, said | {"photo_0": _picture()}), 422)
    assert "cả dòng" in text(client.post(address, said | {"value_0": "4"}), 422)
    without_place = said | {"photo_0": _picture(), "caption_0": "Nương khoai", "place_0": " "}
    assert "Ghi nơi chụp ảnh" in text(client.post(address, without_place), 422)
    assert client.get(address).context["form"]["place_0"].value() == model.use.place.name  # to be mended
    given = said | {"photo_0": _picture(), "caption_0": "Nương khoai", "place_0": "Bản Nà Sự", "consent_0": "on"}
    given |= {"photo_1": _picture(), "caption_1": "Mặt người", "place_1": "Bản Nà Sự"}
    given |= {"name_0": "Cao", "value_0": "40,5", "unit_0": "cm"}
    assert client.post(address, given).status_code == 303
    page = client.get(f"/desk/models/{model.code}").content.decode()
    assert "<script>tốt" not in page
    assert "40,5 cm" in page
    public = html.unescape(Client().get(f"/mo-hinh/{model.code}").content.decode())
    assert "Nương khoai" in public
    assert "Mặt người" not in public
    assert "Cán bộ phòng" not in public
    first, second = ModelVisit.objects.get().photos.all()
    assert (first.photograph.place, first.photograph.taken_on) == ("Bản Nà Sự", date(2024, 5, 10))
    shown = Client().get(f"/mo-hinh/{model.code}/anh/{first.pk}")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert Client().get(f"/mo-hinh/{model.code}/anh/{second.pk}").status_code == 404
    assert client.get(f"/desk/models/{model.code}/photo/{second.pk}?w=480").status_code == 200


def _picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", telephone_photograph(), "image/jpeg")


def test_the_people_of_the_commune_visit_and_decide_nothing():
    place = a_place()
    model = running_model(place=place)
    client = browser(Role.UNIT_REP, a_committee(place))
    page = text(client.get(f"/desk/models/{model.code}"))
    assert HOUSEHOLD in page
    assert "Kết luận mô hình" not in page
    said = {"on": "10/05/2024", "who": "Trưởng bản", "seen": "Cây tốt"}
    assert client.post(f"/desk/models/{model.code}/visit", said).status_code == 303
    for deed in ("edit", "conclude", "abandon", "announce", "spend", "start"):
        assert client.get(f"/desk/models/{model.code}/{deed}").status_code == 403
    other = browser(Role.UNIT_REP, a_committee(a_place("Xã Mường Pồn")))
    assert other.get(f"/desk/models/{model.code}").status_code == 404


def test_consent_taken_back_hides_the_picture_of_a_visit_and_every_copy_of_it():
    """By the people of the commune as well, once the model is concluded too."""
    place = a_place()
    model = running_model(place=place)
    visited(model, photos=2)
    first, second = ModelVisit.objects.get().photos.all()
    concluded(model)
    copies = Photograph.objects.filter(file__digest=first.photograph.file.digest)
    assert copies.filter(consent=True).count() > 1, "the conclusion has a copy of its own, with the same bytes"
    client, stranger = browser(Role.UNIT_REP, a_committee(place)), Client()
    page, seen = f"/mo-hinh/{model.code}", f"/mo-hinh/{model.code}/anh/{first.pk}"
    assert seen in text(stranger.get(page))
    withdraw = f"/desk/models/{model.code}/photo/{first.pk}/withdraw"
    assert withdraw in text(client.get(f"/desk/models/{model.code}"))
    assert client.post(withdraw).status_code == 303
    assert not copies.filter(consent=True).exists()
    assert stranger.get(seen).status_code == 404
    assert seen not in text(stranger.get(page))
    entry = Entry.objects.get(verb="withdraw_photo")
    assert entry.changes["visit"] == [None, 1]
    assert "(không đăng)" in text(client.get(f"/desk/models/{model.code}"))
    assert browser(Role.EDITOR).post(f"/desk/models/{model.code}/photo/{second.pk}/withdraw").status_code == 403


def test_a_field_day_is_announced_held_and_told():
    model, client = running_model(), browser()
    tomorrow = clock.today() + timedelta(days=1)
    announce = {"on": f"{tomorrow:%d/%m/%Y}", "place": "Nhà văn hoá bản", "hours": "8 giờ"}
    address = f"/desk/models/{model.code}/announce"
    assert "đã qua" in text(client.post(address, announce | {"on": "01/01/2020"}), 422)
    assert client.post(address, announce).status_code == 303
    public = text(Client().get(f"/mo-hinh/{model.code}"))
    assert "Mời tới xem" in public
    assert "Nhà văn hoá bản" in public
    assert "Hội thảo đầu bờ ngày" in text(Client().get(f"/ket-qua/{model.use.result.code}"))
    hold = f"/desk/models/{model.code}/field-days/1/hold"
    told = {"men": "12", "women": "20", "said": "Sẽ làm thử"}
    assert "Chưa tới ngày" in text(client.post(hold, told), 422)
    model.field_days.update(on=clock.today())
    assert text(client.post(hold, told | {"men": "-1"}), 422)
    assert client.post(hold, told).status_code == 303
    assert "Sẽ làm thử" in text(Client().get(f"/mo-hinh/{model.code}"))
    field_day(model)
    called_off = client.post(f"/desk/models/{model.code}/field-days/2/cancel", {"reason": "Mưa lũ"})
    assert called_off.status_code == 303
    assert model.field_days.get(number=2).state == FieldDayState.CANCELLED


def test_costs_conclusion_and_giving_up():
    model, client = running_model(), browser()
    visited(model)
    spend = f"/desk/models/{model.code}/spend"
    assert "Số tiền" in text(client.post(spend, {"spent_state": "-3"}), 422)
    assert client.post(spend, {"spent_state": "28.000.000"}).status_code == 303
    conclude = f"/desk/models/{model.code}/conclude"
    end = {
        "on": "10/05/2024",
        "outcome": "not_worth",
        "words": "Không hợp đất này",
        "amount": "1",
        "measure": "hectare",
    }
    assert "Chọn vì sao thôi" in text(client.post(conclude, end), 422)
    assert client.post(conclude, end | {"stop_reason": "fit"}).status_code == 303
    model.refresh_from_db()
    assert (model.state, model.outcome) == (ModelState.CONCLUDED, Outcome.NOT_WORTH)
    assert "Xem và xác nhận" in text(client.get(f"/desk/models/{model.code}"))
    public = text(Client().get(f"/mo-hinh/{model.code}"))
    assert "Không nên làm theo" in public
    assert "Tôi đã làm theo" not in public
    other = running_model(a_result())
    assert client.post(f"/desk/models/{other.code}/abandon", {"reason": ""}).status_code == 422
    assert client.post(f"/desk/models/{other.code}/abandon", {"reason": "Lũ cuốn"}).status_code == 303
    assert "Lũ cuốn" in text(Client().get(f"/mo-hinh/{other.code}"))


def test_a_household_is_named_before_everybody_only_when_it_agreed():
    silent, named = running_model(), running_model(a_result(), names_household=True)
    assert HOUSEHOLD not in text(Client().get(f"/mo-hinh/{silent.code}"))
    assert HOUSEHOLD in text(Client().get(f"/mo-hinh/{named.code}"))
    assert HOUSEHOLD in text(Client().get(f"/mo-hinh/{named.code}/bien"))
    for address in ("/mo-hinh/", f"/ket-qua/{named.use.result.code}", f"/ket-qua/{silent.use.result.code}"):
        assert HOUSEHOLD not in text(Client().get(address))


def test_the_code_of_a_model_opens_what_its_neighbours_say():
    at, model = a_commune(), running_model()
    sign = text(Client().get(f"/mo-hinh/{model.code}/bien"))
    assert "MÔ HÌNH TRÌNH DIỄN" in sign
    page = text(Client().get(f"/mo-hinh/{model.code}"))
    say = f"/ket-qua/{model.use.result.code}/lam-theo?from={model.code}"
    assert say in page
    send(Client(), model.use.result, at, way=f"?from={model.code}")
    assert Copy.objects.get().parent == model.use
    assert Copy.objects.get().code in text(browser().get(f"/desk/models/{model.code}"))


def test_pages_in_english():
    model = running_model()
    visited(model, photos=1)
    concluded(model)
    for address in ("/en/mo-hinh/", f"/en/mo-hinh/{model.code}", f"/en/mo-hinh/{model.code}/bien"):
        assert "demonstration model" in text(Client().get(address)).lower()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_pages_ask_few_questions(count: int):
    for number in range(count):
        model = running_model(a_result(), household=f"Hộ {number}")
        for on in range(count):
            visited(model, photos=1, seen=f"Lần {on}")
    field_day(model)
    client = browser()
    found = [asked(client, "/desk/models/"), asked(client, f"/desk/models/{model.code}")]
    found += [asked(Client(), "/mo-hinh/"), asked(Client(), f"/mo-hinh/{model.code}")]
    assert found == [LIST_QUERIES, RECORD_QUERIES, PUBLIC_LIST_QUERIES, PUBLIC_QUERIES]


def test_the_list_is_searched_sorted_filtered_and_taken_home():
    one, client = running_model(), browser()
    two = planned_model(a_result(), title="Nuôi cá lồng")
    found = text(client.get("/desk/models/?q=nuoi ca long"))
    assert two.code in found
    assert one.code not in found
    assert one.code not in text(client.get("/desk/models/?state=planned"))
    assert two.code in text(client.get("/desk/models/?state=planned&sort=-ends_on"))
    assert two.code not in text(client.get(f"/desk/models/?result={one.use.result.code}"))
    sheet = load_workbook(BytesIO(client.post("/desk/models/export.xlsx").content)).active
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {one.code, two.code, "Nuôi cá lồng"} <= words
    assert two.code not in text(Client().get("/mo-hinh/"))
    assert Client().get("/mo-hinh/export.xlsx").status_code == 200


def test_from_a_result_without_a_model_one_comes_to_an_empty_list():
    running_model()
    other, hidden = a_result(), a_result(access=Access.RESTRICTED)
    office = browser()
    assert f"/desk/models/?result={other.code}" in text(office.get(f"/desk/results/{other.code}"))
    listed = office.get(f"/desk/models/?result={other.code}").context["list"]
    assert (listed.count, listed.unknown, listed.chips[0].label) == (0, (), f"Kết quả: {other.code} {other.title}")
    assert Client().get(f"/mo-hinh/?result={other.code}").context["list"].count == 0
    assert Client().get(f"/mo-hinh/?result={hidden.code}").context["list"].unknown == (f"Kết quả: {hidden.code}",)


def test_a_use_and_a_result_lead_to_their_model():
    model, client = running_model(), browser()
    visited(model)
    concluded(model)
    verify(model.use)
    assert model.code in text(client.get(f"/desk/uptake/{model.use.code}/"))
    assert "Mô hình trình diễn" in text(client.get("/desk/uptake/?model=yes"))
    assert f"/desk/models/{model.code}" in text(client.get(f"/desk/results/{model.use.result.code}"))
    assert f"/mo-hinh/{model.code}" in text(Client().get(f"/ket-qua/{model.use.result.code}"))


def test_of_a_restricted_result_strangers_meet_no_model():
    model = running_model()
    visited(model, photos=1)
    photo = ModelVisit.objects.get().photos.get()
    result = model.use.result
    result.access = Access.RESTRICTED
    result.save()
    for address in (f"/mo-hinh/{model.code}", f"/mo-hinh/{model.code}/bien", f"/mo-hinh/{model.code}/anh/{photo.pk}"):
        assert Client().get(address).status_code == 404
    assert model.code not in text(Client().get("/mo-hinh/"))
    client = browser()
    assert model.code not in text(client.get("/desk/models/"))
    assert client.get(f"/desk/models/{model.code}").status_code == 404
    assert client.get(f"/desk/models/{model.code}/photo/{photo.pk}").status_code == 404
