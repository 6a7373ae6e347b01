"""The record: head, next step, kit, blocked deeds with their reasons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from gieo.core.actor import Role
from gieo.domain.results.models import Result
from gieo.domain.results.services import grant_kit_waiver
from gieo.foundation.accounts.queries import actor_for
from tests.factories.accounts import NOW
from tests.factories.programmes import make_programme
from tests.factories.results import make_product, make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


QUERIES = 23


@pytest.mark.parametrize("products", [1, 3])
def test_the_record_takes_the_same_queries_with_one_product_and_with_three(officer, products):
    result = make_result("transferable", products=products, programme=make_programme())
    with CaptureQueriesContext(connection) as asked:
        officer.get(f"/desk/results/{result.code}")
    assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]


@pytest.mark.parametrize("stage", ["draft", "accepted", "registered", "transferable", "withdrawn", "expired"])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR, Role.REGISTRAR, Role.HOST])
def test_every_state_has_a_record_for_office_and_host(as_, stage, role):
    result = make_result(stage)
    assert result.title in text(as_(role).get(f"/desk/results/{result.code}"))


def test_a_unit_sees_what_is_public_and_nothing_else(as_):
    draft, offered = make_result(), make_result("transferable")
    browser = as_(Role.UNIT_REP)
    assert browser.get(f"/desk/results/{draft.code}").status_code == 404
    assert offered.title in text(browser.get(f"/desk/results/{offered.code}"))


def test_a_host_is_a_link_only_for_those_who_see_units(officer, as_):
    result = make_result("transferable", host=make_unit(code="VIEN-X"))
    address = f"/desk/units/{result.host.code}/"
    assert address in text(officer.get(f"/desk/results/{result.code}"))
    page = text(as_(Role.UNIT_REP).get(f"/desk/results/{result.code}"))
    assert address not in page
    assert result.host.name in page


def test_a_blocked_deed_is_visible_with_its_reason(officer, registrar):
    result = make_result("accepted")
    page = text(officer.get(f"/desk/results/{result.code}"))
    assert "Chỉ tổ chức đầu mối thông tin (cán bộ đăng ký) được đăng ký kết quả." in page
    assert f"/desk/results/{result.code}/register" not in page
    assert f"/desk/results/{result.code}/register" in text(registrar.get(f"/desk/results/{result.code}"))


def test_the_card_names_day_and_basis_of_the_registration(registrar):
    page = strip_tags(text(registrar.get(f"/desk/results/{make_result('accepted').code}")))
    for words in ("02/02/2022", "Điều 10, Thông tư 14/2014/TT-BKHCN", "đã đọc văn bản", "Trễ"):
        assert words in page


def test_what_is_missing_leads_to_its_field(officer):
    result = make_result(abstract="", field=None)
    page = text(officer.get(f"/desk/results/{result.code}"))
    assert "Còn thiếu: lĩnh vực nghiên cứu, tóm tắt." in page
    assert f"/desk/results/{result.code}/edit#id_field" in page


def test_a_kit_with_holes_says_so_and_shows_the_way(officer, director):
    result = make_result("transferable", kit=False)
    page = text(officer.get(f"/desk/results/{result.code}"))
    assert "2 trên 8 phần" in page
    assert f"/desk/results/{result.code}/edit#id_cost_text" in page
    assert "Chỉ lãnh đạo Sở được miễn bộ chuyển giao." in page
    assert f"/desk/results/{result.code}/grant_kit_waiver" in text(director.get(f"/desk/results/{result.code}"))


def test_a_waiver_stands_on_the_record(director, person_of):
    result = make_result("transferable", kit=False)
    grant_kit_waiver(
        result, reason="Kịp vụ gieo tháng 4", actor=actor_for(person_of(Role.DIRECTOR), NOW.date()), now=NOW
    )
    page = text(director.get(f"/desk/results/{result.code}"))
    assert "Kịp vụ gieo tháng 4" in page
    assert "Được miễn 6 phần" in page


def test_the_reason_of_a_withdrawal_stands_at_the_head(officer):
    assert "Nhập trùng" in text(officer.get(f"/desk/results/{make_result('withdrawn').code}"))


def test_products_show_their_nature_and_the_kind_of_today(officer):
    result = make_result("transferable")
    page = text(officer.get(f"/desk/results/{result.code}"))
    assert "Quy trình công nghệ · Dạng II" in page


def test_a_product_has_its_own_page(officer, as_):
    product = make_result("transferable").products.get()
    page = text(officer.get(f"/desk/results/products/{product.code}"))
    assert product.files.get().file.name in page
    of_programme = make_product(make_programme())
    assert of_programme.title in text(as_(Role.UNIT_REP).get(f"/desk/results/products/{of_programme.code}"))
    assert officer.get("/desk/results/products/SP-1999-001").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_product_takes_the_same_queries(officer, count):
    product = make_product(make_programme())
    from_one = make_result(products=count).products.first()
    assert from_one != product
    with CaptureQueriesContext(connection) as asked:
        officer.get(f"/desk/results/products/{from_one.code}")
    assert len(asked) == PRODUCT_QUERIES, [query["sql"][:120] for query in asked]


PRODUCT_QUERIES = 9


def test_english_labels_and_vietnamese_titles(officer, person_of):
    result = make_result("transferable")
    user = person_of(Role.OFFICER)
    user.language = "en"
    user.save()
    assert result.title in text(officer.get(f"/desk/results/{result.code}"))
    assert Result.objects.get().title == result.title
