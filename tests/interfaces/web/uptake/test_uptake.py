"""Uses on pages: recorded from what was received, looked at by a second person, listed, refused in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Claim, Use
from gieo.domain.uptake.vocab import ClaimState, Grade, Level
from gieo.foundation.accounts.models import User
from gieo.foundation.files.models import StoredFile
from gieo.foundation.places.vocab import Era
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.exports import table
from tests.factories.handovers import department, received_minutes
from tests.factories.pictures import telephone_photograph
from tests.factories.transfers import a_result
from tests.factories.units import make_unit
from tests.factories.uptake import NOW, a_claim, a_place, a_proof, claimed_use, verified_use

pytestmark = pytest.mark.django_db
LIST = "/desk/uptake/"


@pytest.fixture(autouse=True)
def _on_that_day_and_map(db: None) -> None:
    """A province is to choose from once its districts of old are there."""
    clock.shift(NOW - datetime.now(UTC))
    a_place("Huyện Mường Chà", era=Era.BEFORE_2025)


@pytest.fixture
def officer(client: Client) -> User:
    user = user_with(Role.OFFICER, department())
    client.force_login(user)
    return user


def visitor(role: Role, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(user_with(role, unit or department(), name="Người khác"))
    return client


def typed(client: Client, address: str, **more: Any) -> dict[str, Any]:
    """The form as it stands on the page, with more typed in."""
    form = client.get(address).context["form"]
    found = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    return {name: value for name, value in found.items() if not name.startswith("file_")} | more


TRIED = {
    "level": "tried",
    "since": "05/01/2024",
    "amount_0": "12,5",
    "measure_0": "hectare",
    "men": "20",
    "women": "35",
    "words": "Ba hộ làm theo.",
    "grade_0": "statement",
    "proof_0": "Trưởng bản kể",
}


def begin_at(minutes: Minutes) -> str:
    return f"{LIST}begin?of={minutes.items.get().subject_code}&unit={minutes.receiver.code}"


def test_a_receiver_records_what_it_received_and_somebody_of_the_department_verifies() -> None:
    minutes = received_minutes()
    own, place = visitor(Role.UNIT_REP, minutes.receiver), a_place()
    address = begin_at(minutes)
    assert address.replace("&", "&amp;") in own.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert address.replace("&", "&amp;") in own.get(f"{LIST}begin").content.decode()
    page = own.get(address).content.decode()
    assert "Ghi thay đơn vị" not in page
    assert "Kiểm tra tại chỗ" not in page  # nobody inspects oneself
    answer = own.post(address, typed(own, address, place=place.pk, **TRIED))
    assert answer.status_code == 303, answer.context["form"].errors
    use = Use.objects.get()
    assert answer["Location"] == f"{LIST}{use.code}/"
    record = own.get(answer["Location"]).content.decode()
    assert "Chờ xác nhận" in record
    assert "12,5 ha" in record
    assert "20 nam, 35 nữ" in record
    look = f"{LIST}{use.code}/claims/1/"
    assert "Chuyên viên hoặc lãnh đạo Sở xem và xác nhận" in own.get(look).content.decode()
    assert own.post(f"{look}verify").status_code == 403
    office = visitor(Role.OFFICER)
    assert f"{LIST}{use.code}" in office.get("/desk/").content.decode()  # on the desk as something to do
    page = office.get(look).content.decode()
    assert "đến hết ngày <b>20/05/2025</b>" in page
    done = office.post(f"{look}verify")
    assert (done.status_code, done["Location"]) == (303, f"{LIST}{use.code}/")
    record = office.get(done["Location"]).content.decode()
    assert "Dùng thử" in record
    assert "còn 365 ngày" in record
    assert f'href="{LIST}{use.code}/"' in office.get(f"/desk/handovers/{minutes.code}").content.decode()
    result = use.result
    assert result is not None
    assert f'href="{LIST}{use.code}/"' in office.get(f"/desk/results/{result.code}").content.decode()
    public = Client().get(f"/ket-qua/{result.code}").content.decode()
    assert "Đang dùng ở đâu" in public
    assert place.name in public


def test_who_typed_it_in_cannot_verify_and_reads_why(client: Client, officer: User) -> None:
    subject, unit, place = a_result(), make_unit("Hợp tác xã Pá Khoang", code="PK"), a_place()
    address = f"{LIST}begin?of={subject.code}&unit={unit.code}"
    page = client.get(address).content.decode()
    assert "Ghi thay đơn vị" in page
    assert "Đơn vị chưa xác nhận nhận mục này" in page
    more = TRIED | {"channel": "phone", "told_by": "Giàng A Sùng", "place": place.pk}
    assert client.post(address, typed(client, address, **more)).status_code == 303
    use = Use.objects.get()
    look = f"{LIST}{use.code}/claims/1/"
    assert "người khác của Sở phải xem" in client.get(look).content.decode()
    assert client.post(f"{look}verify").status_code == 403
    assert Claim.objects.get().state == ClaimState.CLAIMED


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount_0": "12 ha"}, "Chỉ ghi số, ví dụ 12,5"),
        ({"amount_0": "-4"}, "Ghi số lớn hơn 0"),
        ({"amount_0": "99999999"}, "Quá lớn"),
        ({"measure_0": ""}, "Chọn đơn vị đo."),
        ({"measure_0": "household"}, "phải là số nguyên"),
        ({"on": "21/05/2024"}, "Ngày này chưa tới"),
        ({"since": "05/01/2034"}, "Ngày này chưa tới"),
        ({"on": "32/13/2024"}, "Ngày không đọc được"),
        ({"level": "routine", "seasons": "1"}, "ít nhất 2 vụ"),
        ({"level": "extended", "push": "spontaneous"}, "cần bằng chứng từ bậc “Ảnh có nơi và ngày”"),
        ({"grade_0": ""}, "Chọn bậc của bằng chứng này."),
        ({"grade_0": "inspection"}, "Hãy chọn một lựa chọn hợp lệ"),
        ({"told_by": ""}, ""),
        ({"effect_0": "Thu nhập"}, "Ghi đủ cả dòng"),
    ],
)
def test_what_is_wrong_is_told_in_words_and_nothing_typed_is_lost(wrong: dict[str, str], words: str) -> None:
    use = verified_use()
    own, address = visitor(Role.UNIT_REP, use.receiver), f"{LIST}{use.code}/claim"
    sent = typed(own, address, **TRIED) | wrong
    answer = own.post(address, sent)
    if words:
        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert "Ba hộ làm theo." in page
        assert "Trưởng bản kể" in page
        assert use.claims.count() == 1
    else:
        assert answer.status_code == 303


def test_a_photograph_goes_through_the_gate_and_a_program_does_not() -> None:
    use = verified_use()
    own, address = visitor(Role.UNIT_REP, use.receiver), f"{LIST}{use.code}/claim"
    sent = typed(own, address, **TRIED) | {
        "level": "extended", "push": "spontaneous", "grade_0": "photograph", "proof_0": "Nương chè nhà ông A",
        "place_0": "Bản Nà Sự", "credit_0": "Giàng A Sùng", "proof_on_0": "09/05/2024",
    }  # fmt: skip
    program = SimpleUploadedFile("anh.jpg", b"MZ\x90\x00 this is a program", content_type="image/jpeg")
    refused = own.post(address, sent | {"file_0": program})
    assert refused.status_code == 422
    assert "Nương chè nhà ông A" in refused.content.decode()
    before = StoredFile.objects.count()
    late = own.post(address, sent | {"on": "21/05/2024", "file_0": picture()})
    assert late.status_code == 422
    assert StoredFile.objects.count() == before  # what a refused deed leaves is let go
    assert own.post(address, sent | {"file_0": picture()}).status_code == 303
    url = f"{LIST}{use.code}/evidence/{use.claims.get(number=2).evidence.get().pk}"
    assert url in own.get(f"{LIST}{use.code}/").content.decode()
    assert own.get(url)["Content-Type"] == "image/webp"
    assert visitor(Role.UNIT_REP, a_result().host).get(url).status_code == 404


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"grade_0": "photograph", "proof_on_0": "09/05/2024"}, "place_0", "Ghi nơi chụp ảnh"),
        ({"grade_0": "photograph", "place_0": "Bản Nà Sự"}, "proof_on_0", "Ghi ngày chụp ảnh"),
        ({"grade_0": "document", "file_0": ""}, "number_0", "phải kèm tệp"),
        ({"grade_0": "third_party", "number_0": "12/XN"}, "party_0", "Ghi ai xác nhận"),
        ({"grade_0": "statement", "party_0": "Hội Nông dân"}, "party_0", "Bậc này không có bên thứ ba"),
        ({"grade_0": "document", "number_0": "12", "place_0": "Bản Nà Sự"}, "place_0", "Chỉ ảnh có nơi chụp"),
        ({"grade_0": "statement", "credit_0": "Giàng A Sùng"}, "credit_0", "Chỉ ảnh có người chụp"),
        ({"grade_0": "statement", "plot_2": "Thửa dưới suối"}, "amount_2", "Ghi số của thửa này"),
        ({"grade_0": "third_party", "party_0": "Hội Nông dân", "file_0": ""}, "number_0", "Kèm tệp"),
    ],
)
def test_what_a_grade_demands_is_asked_for_at_its_field(
    client: Client, officer: User, values: dict[str, str], field: str, words: str
) -> None:
    use = verified_use()
    address = f"{LIST}{use.code}/claim"
    sent = typed(client, address, **TRIED) | {"channel": "phone", "told_by": "Giàng A Sùng", "file_0": picture()}
    before = StoredFile.objects.count()
    answer = client.post(address, sent | values)
    assert answer.status_code == 422
    assert [(name, words in said[0]) for name, said in answer.context["form"].errors.items()] == [(field, True)]
    assert "Trưởng bản kể" in answer.content.decode()
    assert (use.claims.count(), StoredFile.objects.count()) == (1, before)


def test_the_place_and_day_of_a_photograph_are_those_of_the_form(client: Client, officer: User) -> None:
    use = verified_use()
    address = f"{LIST}{use.code}/claim"
    sent = typed(client, address, **TRIED) | {
        "channel": "phone", "told_by": "Giàng A Sùng", "grade_0": "photograph", "file_0": picture(),
        "place_0": "Bản Nà Sự", "proof_on_0": "02/05/2024",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 303
    kept = use.claims.get(number=2).evidence.get().photograph
    assert kept is not None
    assert (kept.place, kept.taken_on) == ("Bản Nà Sự", date(2024, 5, 2))


def test_who_confirms_and_the_number_of_the_paper_are_shown_and_a_picture_without_place_goes_as_a_document(
    client: Client, officer: User
) -> None:
    use = verified_use()
    address = f"{LIST}{use.code}/claim"
    sent = typed(client, address, **TRIED) | {"channel": "phone", "told_by": "Giàng A Sùng"}
    sent |= {"grade_0": "third_party", "party_0": "Hội Nông dân huyện", "number_0": "12/XN-HND"}
    sent |= {"grade_1": "document", "proof_1": "Ảnh chụp sổ", "file_1": picture()}
    assert client.post(address, sent).status_code == 303
    third, paper = use.claims.get(number=2).evidence.order_by("pk")
    assert (third.party, third.number) == ("Hội Nông dân huyện", "12/XN-HND")
    assert (paper.photograph, paper.file is None) == (None, False)
    page = client.get(f"{LIST}{use.code}/").content.decode()
    assert "Hội Nông dân huyện" in page
    assert "12/XN-HND" in page


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", telephone_photograph(), content_type="image/jpeg")


def test_markup_in_a_text_stays_a_text(client: Client, officer: User) -> None:
    use = verified_use(
        a_claim(Level.TRIED, a_proof(Grade.STATEMENT, words="<script>alert(1)</script>"), words="<b>x</b>")
    )
    page = client.get(f"{LIST}{use.code}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_it_stops_with_a_reason(client: Client, officer: User) -> None:
    use = verified_use()
    address = f"{LIST}{use.code}/stop"
    sent = typed(client, address, since="01/05/2024", grade_0="statement", proof_0="Chủ nhiệm hợp tác xã báo")
    sent |= {"channel": "phone", "told_by": "Giàng A Sùng"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "vì sao dừng" in refused.content.decode()
    assert client.post(address, sent | {"reason": "market"}).status_code == 303
    other = visitor(Role.DIRECTOR)
    assert other.post(f"{LIST}{use.code}/claims/2/verify").status_code == 303
    page = client.get(f"{LIST}{use.code}/").content.decode()
    assert "Đã dừng" in page
    assert "Không bán được" in page


def test_refusing_and_taking_back_ask_for_a_reason(client: Client, officer: User) -> None:
    use = claimed_use()
    look = f"{LIST}{use.code}/claims/1/"
    assert client.post(f"{look}refuse", {"reason": ""})["Location"] == look
    assert client.post(f"{look}refuse", {"reason": "Ảnh chụp nơi khác"}).status_code == 303
    assert "Ảnh chụp nơi khác" in client.get(f"{LIST}{use.code}/").content.decode()
    good = verified_use()
    look = f"{LIST}{good.code}/claims/1/"
    assert "Huỷ xác nhận" in client.get(look).content.decode()
    client.post(f"{look}overturn", {"reason": "Hộ báo chưa làm"})
    assert good.claims.get().state == ClaimState.REFUSED


def test_one_row_and_three_take_the_same_queries(client: Client, officer: User, django_assert_num_queries) -> None:
    for _ in range(2):
        verified_use()
        with django_assert_num_queries(16):
            page = client.get(LIST)
        assert page.status_code == 200
        verified_use()


def test_the_list_filters_sums_and_gives_its_file(client: Client, officer: User) -> None:
    good, waiting = verified_use(), claimed_use(subject=a_result(), place=a_place("Xã Mường Mươn"))
    page = client.get(LIST).content.decode()
    assert '<b class="num">12</b> ha' in page
    assert good.code in page
    assert waiting.code in page
    only = client.get(LIST, {"waits": "yes"}).content.decode()
    assert waiting.code in only
    assert good.code not in only
    level = client.get(LIST, {"level": "tried"}).content.decode()
    assert good.code in level
    assert waiting.code not in level
    there = client.get(LIST, {"place": waiting.place_id, "map": "today"}).content.decode()
    assert waiting.code in there
    assert good.code not in there
    assert good.code not in client.get(LIST, {"result": waiting.subject.code}).content.decode()
    rows = table(client, LIST, "level=tried")
    assert [good.code in row for row in rows].count(True) == 1


def test_the_other_map_keeps_what_the_list_is_narrowed_to(client: Client, officer: User) -> None:
    clock.shift(datetime(2025, 7, 2, tzinfo=UTC) - datetime.now(UTC))
    kept = client.get(LIST, {"level": "tried", "q": "xa", "page": "2"}).content.decode()
    assert f'<a href="{LIST}?level=tried&amp;q=xa" aria-current="true">' in kept
    assert f'<a href="{LIST}?level=tried&amp;q=xa&amp;map=today">' in kept


def test_the_other_map_drops_a_place_that_it_may_not_know_and_nothing_else(client: Client, officer: User) -> None:
    clock.shift(datetime(2025, 7, 2, tzinfo=UTC) - datetime.now(UTC))
    place = verified_use().place_id
    here = f"{LIST}?level=tried&amp;place={place}&amp;sort=-place"
    page = client.get(LIST, {"level": "tried", "place": place, "sort": "-place"}).content.decode()
    assert f'<a href="{here}" aria-current="true">' in page
    assert f'<a href="{LIST}?level=tried&amp;sort=-place&amp;map=today">' in page
    page = client.get(LIST, {"level": "tried", "place": place, "sort": "-place", "map": "today"}).content.decode()
    assert f'<a href="{here}&amp;map=today" aria-current="true">' in page
    assert f'<a href="{LIST}?level=tried&amp;sort=-place">' in page


def test_a_restricted_result_is_nowhere(client: Client, officer: User) -> None:
    secret = verified_use(subject=a_result("Kết quả kín", access=Access.RESTRICTED))
    assert secret.code not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{secret.code}/").status_code == 404
    assert "Kết quả kín" not in client.get("/desk/search", {"q": secret.receiver.name}).content.decode()


def test_an_empty_list_says_where_to_begin(client: Client, officer: User) -> None:
    assert "Chưa ghi nơi ứng dụng nào" in client.get(LIST).content.decode()
    assert "Bắt đầu từ biên bản" in client.get(f"{LIST}begin").content.decode()
