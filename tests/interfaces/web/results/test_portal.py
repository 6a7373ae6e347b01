"""The public catalogue: list, page, printed sheet, Excel; nothing of drafts and restricted results."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.models import ProductFile, Result
from gieo.domain.results.services import add_photograph
from gieo.foundation.accounts.queries import actor_for
from tests.factories.accounts import NOW
from tests.factories.exports import cells, table
from tests.factories.pictures import telephone_photograph, tells
from tests.factories.results import STAGES, make_result
from tests.interfaces.web.results.test_forms import picture

pytestmark = pytest.mark.django_db
QUERIES = 12
RECORD_QUERIES = 15


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def shown(page):
    return set(re.findall(r'href="(?:/en)?/ket-qua/(KQ-\d{4}-\d{3})"', page))


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_list_takes_the_same_queries_however_many_rows(client, count):
    for number in range(count):
        result = make_result("transferable", title=f"Kết quả số {number}")
        add_photograph(
            result, BytesIO(picture()), name="a.png", caption="a", credit="b", consent=True, actor=SYSTEM, now=NOW
        )
    with CaptureQueriesContext(connection) as asked:
        client.get("/ket-qua/?q=ket+qua&field=4")
    assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]


@pytest.mark.parametrize("products", [1, 3])
def test_the_public_page_takes_the_same_queries_however_many_products(client, products):
    result = make_result("transferable", products=products)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/ket-qua/{result.code}")
    assert len(asked) == RECORD_QUERIES, [query["sql"][:120] for query in asked]


def test_only_registered_and_offered_results_are_public(client):
    made = {stage: make_result(stage) for stage in STAGES}
    assert shown(text(client.get("/ket-qua/"))) == {made["registered"].code, made["transferable"].code}
    for stage, result in made.items():
        expected = 200 if stage in ("registered", "transferable") else 404
        for address in (f"/ket-qua/{result.code}", f"/ket-qua/{result.code}/to-in"):
            assert client.get(address).status_code == expected


def test_a_restricted_result_is_nowhere(as_, client, person_of):
    officer = as_(Role.OFFICER)
    result = make_result("transferable", restricted=True, actor=actor_for(person_of(Role.OFFICER), NOW.date()))
    for browser in (client, officer):
        assert not shown(text(browser.get(f"/ket-qua/?q={result.code}")))
        assert result.code not in str(table(browser, "/ket-qua/"))
        assert browser.get(f"/ket-qua/{result.code}").status_code == 404
        assert browser.get(f"/ket-qua/{result.code}/to-in").status_code == 404


def test_offered_results_come_first(client):
    registered, offered = make_result("registered"), make_result("transferable")
    page = text(client.get("/ket-qua/"))
    assert page.index(f'/ket-qua/{offered.code}"') < page.index(f'/ket-qua/{registered.code}"')


@pytest.mark.parametrize(
    ("query", "hits"),
    [("q=giu+giong+nuong", 1), ("q=ca+phe", 0), ("field=6", 0), ("state=registered", 0), ("nature=process", 1),
     ("nature=map", 0), ("readiness=8", 1), ("year=2021", 1)],
)  # fmt: skip
def test_searching_without_accents_and_filtering(client, query, hits):
    make_result("transferable", short_title="Giữ giống lúa nếp nương")
    assert len(shown(text(client.get(f"/ket-qua/?{query}")))) == hits


def test_the_page_answers_the_questions_of_a_farmer(client):
    result = make_result("transferable", short_title="Giữ giống lúa nếp nương")
    page = text(client.get(f"/ket-qua/{result.code}"))
    for words in (
        "Giữ giống lúa nếp nương", result.title, "Dùng để làm gì", "Hợp với ai", "Tốn bao nhiêu", "6.200.000 đồng",
        "Cần có gì", "40 kg giống gốc", "Điều cần coi chừng", "Ai đã nhận", "Chưa giao đơn vị nào",
        "tel:02150000000", "0215 000 0000", "ThS. Quàng Văn Sơn", "Dạng II", "8 trên 9", "<svg", "Sẵn sàng chuyển giao",
    ):  # fmt: skip
        assert words in page


def test_the_office_is_not_shown_what_is_not_known(client):
    result = make_result("registered", kit=False, plain_sheet="", contact_phone="", contact_name="")
    page = text(client.get(f"/ket-qua/{result.code}"))
    assert "Chưa tính chi phí áp dụng." in page
    assert "tel:" not in page


def test_files_marked_for_everybody_can_be_loaded_and_others_cannot(client):
    result = make_result("transferable", products=2)
    first, second = ProductFile.objects.order_by("pk")
    ProductFile.objects.filter(pk=first.pk).update(is_public=True)
    page = text(client.get(f"/ket-qua/{result.code}"))
    assert first.file.name in page
    assert second.file.name not in page
    for kept, status in ((first, 200), (second, 404)):
        answer = client.get(f"/ket-qua/san-pham/{kept.product.code}/tep/{kept.pk}")
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_photographs_with_consent_are_shown_with_caption_and_credit(client):
    result = make_result("transferable")
    photo = add_photograph(
        result, BytesIO(picture()), name="a.png", caption="Nương giống", credit="Trung tâm Thông tin", consent=True,
        actor=SYSTEM, now=NOW,
    )  # fmt: skip
    page = text(client.get(f"/ket-qua/{result.code}"))
    assert "Nương giống" in page
    assert "Trung tâm Thông tin" in page
    answer = client.get(f"/ket-qua/{result.code}/anh/{photo.pk}")
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, max-age=3600"


def test_a_photograph_tells_the_public_nothing_but_itself(client, as_):
    result, original = make_result("transferable"), telephone_photograph()
    assert tells(original)["place"]
    photo = add_photograph(
        result, BytesIO(original), name="a.jpg", caption="a", credit="b", consent=True, actor=SYSTEM, now=NOW
    )
    for address in ("", "?w=480", "?w=99999"):
        answer = client.get(f"/ket-qua/{result.code}/anh/{photo.pk}{address}")
        assert tells(answer.content) == {"size": (40, 60), "camera": {}, "place": {}, "more": []}
    leader, officer = as_(Role.PROVINCE_LEADER), as_(Role.OFFICER)
    desk = f"/desk/results/{result.code}/photos/{photo.pk}"
    assert tells(leader.get(desk).content)["place"] == {}
    assert officer.get(desk).getvalue() == original


def test_the_sheet_fits_a_question_each_and_carries_the_address(client, settings):
    settings.PUBLIC_ADDRESS = "https://gieo.example.vn"
    result = make_result("transferable")
    page = text(client.get(f"/ket-qua/{result.code}/to-in"))
    assert f"https://gieo.example.vn/ket-qua/{result.code}" in page
    for words in ("Dùng để làm gì", "40 kg giống gốc", "Lò Thị Mai", "<svg"):
        assert words in page


def test_the_excel_file_is_exactly_the_list(client):
    for number in range(20):
        make_result("transferable" if number % 2 else "registered", kit=False)
    codes = cells(client, "/ket-qua/", "Mã", "state=registered")
    assert codes == list(
        Result.objects.filter(state="registered").order_by("-accepted_on", "-code").values_list("code", flat=True)
    )


def test_english_pages_keep_vietnamese_titles(client):
    result = make_result("transferable")
    assert result.title in text(client.get(f"/en/ket-qua/{result.code}"))
    assert shown(text(client.get("/en/ket-qua/"))) == {result.code}


def test_an_unknown_code_is_not_found(client):
    assert client.get("/ket-qua/KQ-1999-001").status_code == 404
