"""The office's list: what it shows, finds, sums and exports, with a fixed number of queries."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gieo.core.actor import Role
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.queries import actor_for
from tests.factories.exports import cells, table
from tests.factories.procedures import field
from tests.factories.programmes import make_programme
from tests.factories.results import make_host, make_result
from tests.factories.transfers import draft_decision, province_committee

pytestmark = pytest.mark.django_db
DAY = date(2023, 11, 7)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def sheet(answer):
    book = load_workbook(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def codes_in(page):
    return [result.code for result in Result.objects.order_by("-code") if f'/desk/results/{result.code}"' in page]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_rows(officer, count):
    programme = make_programme()
    for number in range(count):
        make_result("transferable", kit=bool(number), programme=programme, host=make_host(f"Đơn vị {number}"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        officer.get("/desk/results/?q=lua&state=transferable&field=4&year=2021")
    assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]


QUERIES = 13


def test_rows_show_code_field_year_state_and_money(officer):
    result = make_result("transferable", kit=False, budget_state=10**12)
    page = text(officer.get("/desk/results/"))
    for words in (
        result.code,
        "Khoa học nông nghiệp",
        "2021",
        "Sẵn sàng chuyển giao",
        "Thiếu 6 phần",
        "1.000.000.000.000",
        result.title,
    ):
        assert words in page


def test_words_without_accents_find_and_chips_lead_back(officer):
    found, other = (
        make_result(short_title="Giữ giống lúa nếp nương"),
        make_result(title="Bản đồ đất", abstract="Khác", plain_sheet="Khác"),
    )
    page = text(officer.get("/desk/results/?q=GIU+giong+nuong"))
    assert codes_in(page) == [found.code]
    assert "“GIU giong nuong”" in page
    assert codes_in(text(officer.get(f"/desk/results/?q={other.code}"))) == [other.code]


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("state=registered", 1),
        ("field=3", 2),
        ("year=2020", 2),
        ("readiness=3", 1),
        ("state=registered&field=3", None),
    ],
)
def test_filters_narrow_together(officer, query, which):
    rows = {
        1: make_result("registered", readiness=3),
        2: make_result(field=field("3"), accepted_on=date(2020, 5, 1)),
    }
    page = text(officer.get(f"/desk/results/?{query}"))
    assert codes_in(page) == ([rows[which].code] if which else [])


def test_filters_by_programme_and_host(officer):
    programme, college = make_programme(), make_host("Trường Cao đẳng")
    ours, theirs = make_result(programme=programme), make_result(host=college)
    assert codes_in(text(officer.get(f"/desk/results/?programme={programme.code}"))) == [ours.code]
    assert codes_in(text(officer.get(f"/desk/results/?host={college.code}"))) == [theirs.code]


def test_titles_sort_by_our_alphabet(officer):
    made = [make_result(title=title) for title in ("Đậu", "Dưa", "Ăn quả")]
    page = text(officer.get("/desk/results/?sort=title"))
    places = [page.index(f'/desk/results/{made[which].code}"') for which in (2, 1, 0)]
    assert places == sorted(places)


def test_rows_without_a_value_stand_last_whichever_way_one_sorts(officer):
    rich, poor, unknown = (make_result(budget_state=money) for money in (20, 10, None))
    for asked, order in (("budget", (poor, rich, unknown)), ("-budget", (rich, poor, unknown))):
        page = text(officer.get(f"/desk/results/?sort={asked}"))
        places = [page.index(f'/desk/results/{result.code}"') for result in order]
        assert places == sorted(places), asked


def test_sums_are_of_the_whole_filtered_list(officer):
    for number in range(30):
        make_result(budget_state=10**12 + number, products=0)
    assert "30.000.000.000.435" in text(officer.get("/desk/results/"))


def test_the_excel_file_is_exactly_the_filtered_list(officer):
    for number in range(30):
        make_result("registered" if number % 2 else "draft", kit=False, products=1)
    codes = cells(officer, "/desk/results/", "Mã", "state=registered&sort=-title")
    expected = Result.objects.filter(state="registered").order_by("-title_key", "pk")
    assert codes == [result.code for result in expected]


def test_a_restricted_result_is_in_no_list_count_search_sum_or_file_of_others(as_, person_of):
    officer = as_(Role.OFFICER)
    hidden = make_result(
        "transferable", restricted=True, actor=actor_for(person_of(Role.OFFICER), DAY), budget_state=987_654_321
    )
    assert hidden.code in text(officer.get("/desk/results/"))
    assert "Quyền xem" in text(officer.get("/desk/results/"))
    for role in set(Role) - {Role.OFFICER}:
        browser = as_(role)
        for query in ("", f"?q={hidden.code}", "?access=restricted", "?q=lua"):
            page = text(browser.get(f"/desk/results/{query}"))
            assert f"/desk/results/{hidden.code}" not in page
            assert "987.654.321" not in page
            assert "Quyền xem" not in page
        assert hidden.code not in str(table(browser, "/desk/results/"))
        assert browser.get(f"/desk/results/{hidden.code}").status_code == 404
        assert browser.get(f"/desk/results/sheets?code={hidden.code}").status_code == 404
    assert Result.objects.get(access=Access.RESTRICTED) == hidden


def test_ticked_rows_are_printed_one_page_each(officer):
    first, second = make_result("transferable"), make_result("registered")
    page = text(officer.get(f"/desk/results/sheets?code={first.code}&code={second.code}"))
    assert page.count('<article class="sheet') == 2
    assert officer.get("/desk/results/sheets").status_code == 404


def test_an_empty_list_says_what_to_do(officer):
    assert "Chưa có kết quả nào" in text(officer.get("/desk/results/"))
    assert "Bỏ bớt điều kiện" in text(officer.get("/desk/results/?q=khongco"))


def test_who_may_not_enter_results_sees_why(director):
    page = text(director.get("/desk/results/"))
    assert 'aria-disabled="true"' in page
    assert director.get("/desk/results/new").status_code == 403


def test_nobody_sees_the_office_without_signing_in(client):
    assert client.get("/desk/results/").status_code == 302


def test_ticked_rows_stay_ticked_when_the_draft_is_made_on_the_way(officer):
    first, second = make_result("transferable"), make_result("transferable")
    page = officer.get(f"/desk/results/to_decision?code={first.code}&code={second.code}")
    at = f"/desk/transfers/decisions/draft?items={first.code}&items={second.code}"
    assert page.context["draft"] == at
    assert "btn--main" in text(page)
    fields = {"title": "Phê duyệt danh mục", "issuer": province_committee().pk, "expected_on": "", "body": ""}
    made = officer.post(at, fields)
    assert made.headers["Location"].endswith(f"/add-lines?items={first.code}&items={second.code}")
    assert text(officer.get(made.headers["Location"])).count('name="items" value="R') == 2
    assert text(officer.get(made.headers["Location"])).count(" checked>") == 2


def test_ticked_rows_lead_to_a_draft_decision_and_those_not_offered_stay_behind(officer, registrar):
    offered, draft = make_result("transferable"), make_result()
    decision = draft_decision(results=0)
    page = text(officer.get(f"/desk/results/to_decision?code={offered.code}&code={draft.code}"))
    assert f'/desk/transfers/decisions/{decision.code}/add-lines?items={offered.code}"' in page
    assert "không đưa vào: chưa chào chuyển giao" in page
    grid = text(officer.get(f"/desk/transfers/decisions/{decision.code}/add-lines?items={offered.code}"))
    assert "checked" in grid
    assert "Không kết quả nào đang chọn sẵn sàng" in text(officer.get(f"/desk/results/to_decision?code={draft.code}"))
    assert officer.get("/desk/results/to_decision").status_code == 404
    assert registrar.get(f"/desk/results/to_decision?code={offered.code}").status_code == 403
