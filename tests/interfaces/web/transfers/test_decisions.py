"""Pages of decisions, through the browser's eyes."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.models import ResultReader
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import services
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.domain.transfers.vocab import DecisionState, FigureKind
from gieo.foundation.accounts.models import Person
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from tests.factories import transfers as make
from tests.factories.exports import cells
from tests.factories.units import make_district

pytestmark = pytest.mark.django_db

AT = "/desk/transfers/decisions/"


def fresh(decision):
    return TransferDecision.objects.get(pk=decision.pk)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(officer, number, django_assert_num_queries):
    for _ in range(number):
        make.issued_decision(results=2, products=1, units=2)
    with django_assert_num_queries(8):
        answer = officer.get(AT)
    assert answer.status_code == 200
    assert answer.content.decode().count("/rows/units") == number


def test_the_list_is_filtered_found_and_exported(officer):
    issued, draft = make.issued_decision(number="797/QĐ-UBND"), make.draft_decision(title="Danh mục nấm hương")
    page = officer.get(AT, {"state": "draft"}).content.decode()
    assert draft.code in page
    assert issued.number not in page
    assert "nấm hương" in officer.get(AT, {"q": "nam huong"}).content.decode()
    assert cells(officer, AT, "Quyết định", "year=2023") == [f"797/QĐ-UBND · {issued.title}"]


@pytest.mark.parametrize("make_one", [make.draft_decision, make.submitted_decision, make.issued_decision])
@pytest.mark.parametrize("view", ["", "units", "items", "lines", "nonsense"])
def test_a_decision_is_shown_in_every_state_and_view(officer, make_one, view):
    decision = make_one(results=2, products=2, units=3, enterprises=1)
    answer = officer.get(f"{AT}{decision.code}/", {"view": view} if view else {})
    assert answer.status_code == 200
    page = answer.content.decode()
    for line in decision.lines.all():
        assert line.unit.name in page
        assert (line.result or line.product).title in page


def test_an_amended_and_a_revoked_decision_say_what_became_of_them(officer):
    old = make.issued_decision()
    answer = officer.post(f"{AT}{old.code}/draft-amendment")
    amendment = TransferDecision.objects.get(amends=old)
    assert answer.headers["Location"] == f"{AT}{amendment.code}/"
    assert amendment.code in officer.get(f"{AT}{old.code}/").content.decode()
    officer.post(
        f"{AT}{amendment.code}/submit",
        {"version": amendment.version, "submission_number": "9/TTr", "submitted_on": "20/05/2023"},
    )
    officer.post(
        f"{AT}{amendment.code}/issue", issue_values(fresh(amendment), number="900/QĐ-UBND", issued_on="25/05/2023")
    )
    assert fresh(old).state == DecisionState.AMENDED
    assert "Danh mục nay theo 900/QĐ-UBND" in officer.get(f"{AT}{old.code}/").content.decode()
    officer.post(
        f"{AT}{amendment.code}/revoke",
        {
            "version": fresh(amendment).version,
            "revocation_number": "950/QĐ-UBND",
            "revoked_on": "01/06/2023",
            "reason": "Sai thẩm quyền",
        },
    )
    assert "Quyết định đã hết hiệu lực từ 01/06/2023" in officer.get(f"{AT}{amendment.code}/").content.decode()


def issue_values(decision, **values):
    facts = {
        "version": decision.version,
        "number": "797/QĐ-UBND",
        "issued_on": "12/05/2023",
        "issuer": decision.issuer_id,
        "signer_name": "Lò Văn Tiến",
        "signer_title": "Phó Chủ tịch",
    }
    return facts | values


def test_from_draft_to_issue_by_forms(officer):
    committee = make.province_committee()
    result, product, (first, second) = make.a_result("Nếp nương"), make.a_product("Bản đồ đất dốc"), make.receivers(2)
    answer = officer.post(
        f"{AT}draft", {"title": "Phê duyệt danh mục", "issuer": committee.pk, "expected_on": "12/05/2023"}
    )
    decision = TransferDecision.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{AT}{decision.code}/")

    grid = officer.get(f"{AT}{decision.code}/add-lines").content.decode()
    assert "Nếp nương" in grid
    assert "Bản đồ đất dốc" in grid
    assert first.name in grid
    officer.post(
        f"{AT}{decision.code}/add-lines",
        {"items": [f"R{result.pk}", f"P{product.pk}"], "units": [first.pk, second.pk], "basis": "Tờ trình"},
    )
    assert decision.lines.count() == 4
    line = decision.lines.first()
    officer.post(
        f"{AT}{decision.code}/lines/{line.pk}/edit",
        {"version": fresh(decision).version, "quantity": "1,5", "quantity_unit": "tấn", "basis": "Khác"},
    )
    line.refresh_from_db()
    assert (line.quantity, line.quantity_unit, line.basis) == (Decimal("1.5"), "tấn", "Khác")
    officer.post(f"{AT}{decision.code}/remove-lines", {"version": fresh(decision).version, "lines": [line.pk]})
    assert decision.lines.count() == 3

    officer.post(
        f"{AT}{decision.code}/submit",
        {"version": fresh(decision).version, "submission_number": "120/TTr", "submitted_on": "04/05/2023"},
    )
    assert fresh(decision).state == DecisionState.SUBMITTED
    officer.post(f"{AT}{decision.code}/return", {"version": fresh(decision).version, "reason": "Thêm đơn vị"})
    assert fresh(decision).state == DecisionState.DRAFT
    officer.post(
        f"{AT}{decision.code}/submit",
        {"version": fresh(decision).version, "submission_number": "121/TTr", "submitted_on": "05/05/2023"},
    )
    scan = SimpleUploadedFile("797.pdf", b"%PDF-1.4\n%gieo\n", "application/pdf")
    officer.post(f"{AT}{decision.code}/issue", issue_values(fresh(decision)) | {"scan": scan})
    issued = fresh(decision)
    assert (issued.state, issued.number, issued.issued_on) == (DecisionState.ISSUED, "797/QĐ-UBND", date(2023, 5, 12))
    paper = officer.get(f"{AT}{decision.code}/scan")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.getvalue() == b"%PDF-1.4\n%gieo\n"
    assert paper.headers["X-Content-Type-Options"] == "nosniff"
    assert officer.get(f"{AT}{decision.code}/scan", headers={"If-None-Match": paper.headers["ETag"]}).status_code == 304


def test_wrong_fields_keep_what_was_typed(officer):
    decision = make.submitted_decision()
    answer = officer.post(
        f"{AT}{decision.code}/issue", issue_values(decision, issued_on="12/05/2030", signer_name="Ông X")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày ban hành không thể ở tương lai." in page
    assert 'value="Ông X"' in page
    assert fresh(decision).state == DecisionState.SUBMITTED


def test_two_officers_at_once_lose_nothing(officer):
    decision = make.draft_decision()
    seen = {"version": decision.version, "issuer": decision.issuer_id}
    assert officer.post(f"{AT}{decision.code}/edit", seen | {"title": "Của Mai"}).status_code == 303
    answer = officer.post(f"{AT}{decision.code}/edit", seen | {"title": "Của Sơn"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa đổi quyết định này" in page
    assert "Của Sơn" in page
    assert fresh(decision).title == "Của Mai"


def test_a_faulty_paste_names_every_row_and_keeps_the_text(officer):
    decision = make.draft_decision(results=0)
    result, unit = make.a_result(), make.receivers(1)[0]
    text = f"{result.code};{unit.code}\nKQ-1999-001;{unit.code}"
    answer = officer.post(f"{AT}{decision.code}/paste-lines", {"rows": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dòng 2: Không có kết quả hay sản phẩm mang mã “KQ-1999-001”." in page
    assert f"{result.code};{unit.code}" in page
    assert not decision.lines.exists()
    officer.post(f"{AT}{decision.code}/paste-lines", {"rows": f"{result.code};{unit.code}"})
    assert decision.lines.count() == 1


def test_a_refused_pick_keeps_the_ticks(officer):
    decision, result = make.draft_decision(results=0), make.a_result()
    answer = officer.post(f"{AT}{decision.code}/add-lines", {"items": [f"R{result.pk}"], "basis": "Tờ trình 9"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chọn ít nhất một kết quả hoặc sản phẩm và một đơn vị nhận." in page
    assert f'value="R{result.pk}" checked' in page
    assert 'value="Tờ trình 9"' in page


def test_what_was_ticked_in_the_list_of_results_arrives_ticked(officer):
    decision, result = make.draft_decision(results=0), make.a_result()
    page = officer.get(f"{AT}{decision.code}/add-lines", {"items": result.code}).content.decode()
    assert f'value="R{result.pk}" checked' in page


def test_an_ended_unit_cannot_be_ticked_but_one_that_ends_later_can(officer):
    district, _commune = make_district()
    before = make.draft_decision(results=0, expected_on=date(2025, 6, 30))
    after = make.draft_decision(results=0, expected_on=date(2025, 7, 1))
    assert district.name in officer.get(f"{AT}{before.code}/add-lines").content.decode()
    assert district.name not in officer.get(f"{AT}{after.code}/add-lines").content.decode()


@pytest.mark.parametrize("kind", FigureKind)
def test_every_figure_opens_its_rows(officer, kind):
    decision = make.issued_decision(results=3, products=2, units=2, enterprises=1)
    page = officer.get(f"{AT}{decision.code}/").content.decode()
    address = f"{AT}{decision.code}/rows/{kind.value}"
    assert f'href="{address}"' in page
    rows = officer.get(address).content.decode()
    shown = {"results": 3, "products": 2, "units": 2, "enterprises": 1}
    assert rows.count("handed__row") + rows.count("receiver__name") == shown[kind]


def test_an_unknown_figure_is_not_there(officer):
    assert officer.get(f"{AT}{make.issued_decision().code}/rows/people").status_code == 404


def test_the_printed_list_and_its_spreadsheet_agree(officer):
    decision = make.issued_decision(results=2, products=1, units=2, number="797/QĐ-UBND")
    sheet = officer.get(f"{AT}{decision.code}/list").content.decode()
    assert "Kèm theo Quyết định số 797/QĐ-UBND ngày 12 tháng 5 năm 2023 của UBND tỉnh Điện Biên" in sheet
    assert "Danh mục có 2 kết quả và 1 sản phẩm, giao cho 2 đơn vị." in sheet
    rows = list(load_workbook(BytesIO(officer.get(f"{AT}{decision.code}/list/excel").content)).active.values)
    assert len(rows) == 4
    assert {row[1] for row in rows[1:]} == {(line.result or line.product).code for line in decision.lines.all()}


def test_discarding_asks_first_and_then_is_gone(officer):
    draft = make.draft_decision()
    assert "Mã QD-2023-001 không dùng lại." in officer.get(f"{AT}{draft.code}/").content.decode()
    answer = officer.post(f"{AT}{draft.code}/discard", {"version": draft.version})
    assert answer.headers["Location"] == AT
    assert not TransferDecision.objects.exists()


def test_a_restricted_result_is_absent_for_those_who_may_not_see_it(officer, browse):
    decision = make.draft_decision(results=1)
    secret, unit = make.a_result("Kết quả kín", access=Access.RESTRICTED), make.receivers(1)[0]
    DecisionLine.objects.create(decision=decision, result=secret, unit=unit, quantity=1, quantity_unit="bộ", order=9)
    paths = ["", "?view=units", "?view=items", "list", "rows/results", "rows/units", "add-lines"]
    for path in paths:
        page = officer.get(f"{AT}{decision.code}/{path}").content.decode()
        assert "Kết quả kín" not in page, path
        assert secret.code not in page, path
    reader = browse(Role.DIRECTOR)
    person = Person.objects.latest("pk")
    ResultReader.objects.create(result=secret, person=person)
    assert "Kết quả kín" in reader.get(f"{AT}{decision.code}/").content.decode()


def test_a_scan_that_shows_a_restricted_line_is_kept_from_those_who_may_not_see_it(officer, browse, now):
    decision = make.issued_decision()
    paper = store_file(b"%PDF-1.4\n%gieo\n", name="797.pdf", actor=SYSTEM, now=now)
    services.attach_scan(decision, version=decision.version, scan=paper, actor=SYSTEM, now=now)
    mine = decision.lines.get().unit
    assert officer.get(f"{AT}{decision.code}/scan").getvalue().startswith(b"%PDF")
    assert browse(Role.UNIT_REP, mine).get(f"{AT}{decision.code}/scan").getvalue().startswith(b"%PDF")
    secret, unit = make.a_result("Kết quả kín", access=Access.RESTRICTED), make.receivers(1)[0]
    DecisionLine.objects.create(decision=decision, result=secret, unit=unit, quantity=1, quantity_unit="bộ", order=9)
    assert officer.get(f"{AT}{decision.code}/scan").status_code == 404
    assert "797.pdf" not in officer.get(f"{AT}{decision.code}/").content.decode()


def test_a_scan_is_attached_by_a_form_that_remembers_what_it_showed(officer):
    decision = make.issued_decision()
    at = f"{AT}{decision.code}/attach-scan"

    def paper(name):
        return SimpleUploadedFile(f"{name}.pdf", f"%PDF-1.4\n%{name}\n".encode(), "application/pdf")

    shown = officer.get(at).context["form"]["version"].value()
    assert officer.post(at, {"version": shown, "scan": paper("mot")}).status_code == 303
    answer = officer.post(at, {"version": shown, "scan": paper("hai")})
    assert answer.status_code == 422
    assert "Người khác vừa đổi quyết định này" in answer.content.decode()
    assert fresh(decision).scan.name == "mot.pdf"


WRITES = [
    "edit",
    "discard",
    "submit",
    "return",
    "issue",
    "attach-scan",
    "draft-amendment",
    "revoke",
    "add-lines",
    "paste-lines",
    "remove-lines",
]


@pytest.mark.parametrize("role", [Role.PROVINCE_LEADER, Role.REGISTRAR, Role.EDITOR, Role.ADMINISTRATOR])
def test_readers_read_and_write_nothing(browse, role):
    client, decision = browse(role), make.issued_decision()
    line = decision.lines.get()
    assert client.get(AT).status_code == 200
    assert client.get(f"{AT}{decision.code}/").status_code == 200
    entries, state = Entry.objects.count(), (decision.state, decision.version)
    assert client.post(f"{AT}draft", {"title": "X"}).status_code == 403
    for path in [*WRITES, f"lines/{line.pk}/edit"]:
        assert client.post(f"{AT}{decision.code}/{path}", {"version": decision.version}).status_code == 403, path
    after = fresh(decision)
    assert (after.state, after.version) == state
    assert Entry.objects.count() == entries


def test_a_unit_reads_its_own_lines_of_issued_decisions(browse):
    mine, other = make.receivers(2)
    decision = make.issued_decision(results=2, units=[mine, other])
    client = browse(Role.UNIT_REP, mine)
    page = client.get(f"{AT}{decision.code}/").content.decode()
    assert mine.name in page
    assert other.name not in page
    draft = make.draft_decision(units=[mine])
    assert client.get(f"{AT}{draft.code}/").status_code == 404
    assert client.post(f"{AT}{draft.code}/discard", {"version": 1}).status_code == 404


@pytest.mark.parametrize("path", ["", "draft", "QD-2023-001/", "QD-2023-001/list", "QD-2023-001/issue"])
def test_strangers_are_sent_to_sign_in(client, department, path):
    make.draft_decision()
    answer = client.get(f"{AT}{path}")
    assert answer.status_code == 302
    assert "dang-nhap" in answer.headers["Location"]
