"""Forms: nothing typed is lost, nothing secret is kept, what is wrong is said where it is wrong."""

import io

import pytest
from PIL import Image

from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.models import KitWaiver, Product, ProductFile, Result, ResultMember, ResultPhoto, ResultReader
from gieo.domain.results.services import edit_result
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.models import Photograph
from gieo.foundation.files.services import take_photograph
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import NOW
from tests.factories.handovers import received_minutes
from tests.factories.programmes import make_programme
from tests.factories.results import make_product, make_result, pdf

pytestmark = pytest.mark.django_db
NEW = {"title": "Bản đồ đất dốc", "is_state_secret": "no", "restricted": "open", "origin": "provincial_task"}


def edit_values(browser, result, **changes):
    page = browser.get(f"/desk/results/{result.code}/edit")
    assert page.status_code == 200
    sent = {
        bound.html_name: bound.value() if not hasattr(bound.value(), "pk") else bound.value().pk
        for bound in page.context["form"]
        if bound.value() not in (None, False)
    }
    for name in ("accepted_on", "certificate_on"):
        if sent.get(name):
            sent[name] = sent[name].strftime("%d/%m/%Y")
    return sent | changes


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


# ---- entering


def test_a_title_is_enough(officer):
    answer = officer.post("/desk/results/new", NEW)
    result = Result.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/results/{result.code}")
    assert result.title == "Bản đồ đất dốc"


def test_a_state_secret_is_refused_with_its_source_and_nothing_is_kept(officer):
    before = Entry.objects.count()
    page = text(officer.post("/desk/results/new", NEW | {"is_state_secret": "yes"}), 422)
    assert "Thông tư 14/2014/TT-BKHCN, Điều 5" in page
    assert "Bản đồ đất dốc" in page
    assert (Result.objects.count(), Entry.objects.count()) == (0, before)


def test_the_question_must_be_answered(officer):
    sent = {name: value for name, value in NEW.items() if name != "is_state_secret"}
    assert "Trả lời câu này trước khi lưu." in text(officer.post("/desk/results/new", sent), 422)
    assert not Result.objects.exists()


def test_what_was_typed_stays_when_something_is_wrong(officer):
    sent = NEW | {"title": "", "abstract": "Viết rất dài", "budget_state": "một tỷ", "start_year": "2020"}
    page = text(officer.post("/desk/results/new", sent), 422)
    for words in ("Viết rất dài", "một tỷ", "2020", "Số tiền không đọc được"):
        assert words in page
    assert not Result.objects.exists()


def test_whoever_restricts_is_the_first_reader(officer, person_of):
    officer.post("/desk/results/new", NEW | {"restricted": "restricted"})
    assert ResultReader.objects.get().person == person_of(Role.OFFICER).person


# ---- editing


def test_editing_saves_what_was_typed(officer):
    result = make_result()
    sent = edit_values(officer, result, budget_state="1.284.500.000 đồng", cost_amount="6,200,000", readiness="7")
    assert officer.post(f"/desk/results/{result.code}/edit", sent).status_code == 303
    result.refresh_from_db()
    assert (result.budget_state, result.cost_amount, result.readiness) == (1_284_500_000, 6_200_000, 7)


def test_saving_without_typing_changes_nothing(officer, registrar):
    for browser, stage in ((officer, "draft"), (officer, "registered"), (registrar, "registered")):
        result = make_result(stage)
        before = Entry.objects.count()
        sent = edit_values(browser, result)
        assert browser.post(f"/desk/results/{result.code}/edit", sent).status_code == 303
        assert Entry.objects.count() == before


def test_the_later_editor_sees_both_and_saves_in_the_second_try(officer):
    result = make_result()
    sent = edit_values(officer, result, season="Gieo tháng 5")
    edit_result(result, actor=SYSTEM, now=NOW, version=result.version, season="Gieo tháng 6")
    answer = officer.post(f"/desk/results/{result.code}/edit", sent)
    page = text(answer, 422)
    assert "Gieo tháng 5" in page
    assert "Gieo tháng 6" in page
    sent["version"] = answer.context["form"]["version"].value()
    assert officer.post(f"/desk/results/{result.code}/edit", sent).status_code == 303
    result.refresh_from_db()
    assert result.season == "Gieo tháng 5"


def test_what_a_stage_needs_is_asked_for_beside_its_field(officer):
    result = make_result("accepted")
    answer = officer.post(f"/desk/results/{result.code}/edit", edit_values(officer, result, abstract=""))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"abstract": ["Kết quả đã nghiệm thu phải có phần này."]}


def test_a_certificate_is_the_registrars(officer, registrar):
    result = make_result("registered")
    sent = edit_values(officer, result, certificate_no="9/KQNC")
    officer.post(f"/desk/results/{result.code}/edit", sent)
    result.refresh_from_db()
    assert result.certificate_no != "9/KQNC"
    registrar.post(f"/desk/results/{result.code}/edit", edit_values(registrar, result, certificate_no="9/KQNC"))
    result.refresh_from_db()
    assert result.certificate_no == "9/KQNC"


def test_a_host_edits_its_draft_and_meets_a_wall_afterwards(as_):
    host, draft, accepted = as_(Role.HOST), make_result(), make_result("accepted")
    assert host.get(f"/desk/results/{draft.code}/edit").status_code == 200
    page = text(host.get(f"/desk/results/{accepted.code}/edit"), 403)
    assert "bản nháp" in page


# ---- steps


def test_acceptance_registration_and_offer(officer, registrar):
    result = make_result()
    assert "hạn là" in text(officer.get(f"/desk/results/{result.code}/accept"))
    officer.post(f"/desk/results/{result.code}/accept", {"accepted_on": "22/12/2021", "grade": "excellent"})
    registrar.post(
        f"/desk/results/{result.code}/register",
        {
            "certificate_no": "20/KQNC",
            "certificate_on": "18/02/2022",
            "certificate_place": "Sở",
            "rights_holder": "UBND tỉnh",
            "task_code": "ĐT-1",
        },
    )
    assert "Trên cổng" in text(officer.get(f"/desk/results/{result.code}/make_transferable"))
    officer.post(f"/desk/results/{result.code}/make_transferable")
    result.refresh_from_db()
    assert (result.state, result.grade, result.certificate_no) == ("transferable", "excellent", "20/KQNC")


def test_a_step_that_lacks_something_names_it(officer):
    result = make_result(abstract="")
    page = text(
        officer.post(f"/desk/results/{result.code}/accept", {"accepted_on": "22/12/2021", "grade": "pass"}), 422
    )
    assert "Còn thiếu: Tóm tắt." in page
    result.refresh_from_db()
    assert result.state == "draft"


def test_withdrawing_says_what_follows_and_asks_for_a_reason(officer):
    result = make_result("transferable")
    assert "biến khỏi cổng công khai" in text(officer.get(f"/desk/results/{result.code}/withdraw"))
    assert officer.post(f"/desk/results/{result.code}/withdraw", {"reason": ""}).status_code == 422
    assert officer.post(f"/desk/results/{result.code}/withdraw", {"reason": "Sai số liệu"}).status_code == 303
    result.refresh_from_db()
    assert (result.state, result.state_reason) == ("withdrawn", "Sai số liệu")


@pytest.mark.parametrize(
    ("verb", "stage"),
    [("reopen", "accepted"), ("hold_back", "transferable"), ("expire", "registered"), ("reinstate", "withdrawn"),
     ("revalidate", "expired")],
)  # fmt: skip
def test_every_step_aside_has_its_page(officer, verb, stage):
    result = make_result(stage)
    assert officer.get(f"/desk/results/{result.code}/{verb}").status_code == 200
    assert officer.post(f"/desk/results/{result.code}/{verb}", {"reason": "Có lý do"}).status_code == 303


def test_a_step_from_the_wrong_state_is_a_conflict_in_words(officer):
    result = make_result()
    assert officer.get(f"/desk/results/{result.code}/expire").status_code == 409


def test_only_a_director_waives_and_the_reason_is_kept(officer, director):
    result = make_result("transferable", kit=False)
    assert officer.get(f"/desk/results/{result.code}/grant_kit_waiver").status_code == 403
    assert "in trong biên bản" in text(director.get(f"/desk/results/{result.code}/grant_kit_waiver"))
    director.post(f"/desk/results/{result.code}/grant_kit_waiver", {"reason": "Kịp vụ"})
    waiver = KitWaiver.objects.get()
    assert waiver.reason == "Kịp vụ"
    director.post(f"/desk/results/{result.code}/kit_waivers/{waiver.pk}/end")
    waiver.refresh_from_db()
    assert waiver.ended_at is not None
    assert director.post(f"/desk/results/{result.code}/kit_waivers/999/end").status_code == 404


# ---- lines


def test_members_come_move_and_go(officer):
    result = make_result()
    officer.post(f"/desk/results/{result.code}/members/add", {"name": "Vừ A Dơ", "degree": "KS.", "role": "member"})
    member = ResultMember.objects.get(name="Vừ A Dơ")
    officer.post(f"/desk/results/{result.code}/members/reorder", {"up": member.pk})
    assert result.members.first() == member
    officer.post(
        f"/desk/results/{result.code}/members/{member.pk}/edit", {"name": "Vừ A Dơ", "degree": "ThS.", "role": "member"}
    )
    member.refresh_from_db()
    assert member.degree == "ThS."
    officer.post(f"/desk/results/{result.code}/members/{member.pk}/remove")
    assert result.members.count() == 1
    page = text(officer.post(f"/desk/results/{result.code}/members/add", {"name": "Hai", "role": "leader"}), 422)
    assert "đã có chủ nhiệm" in page


PRODUCT = {
    "title": "Bản đồ đất",
    "nature": "map",
    "quantity": "2,5",
    "quantity_unit": "bộ",
    "delivery": "paper",
    "condition": "Đầy đủ",
    "restriction_note": "",
}


def test_products_come_move_and_go(officer):
    result = make_result(products=1)
    assert "datalist" in text(officer.get(f"/desk/results/{result.code}/products/add"))
    officer.post(f"/desk/results/{result.code}/products/add", PRODUCT)
    product = Product.objects.get(title="Bản đồ đất")
    assert (str(product.quantity), product.quantity_unit) == ("2.500", "bộ")
    officer.post(f"/desk/results/products/reorder/{result.code}", {"up": product.code})
    assert result.products.first() == product
    sent = PRODUCT | {"title": "Bản đồ đất dốc", "version": product.version}
    officer.post(f"/desk/results/products/{product.code}/edit", sent)
    product.refresh_from_db()
    assert product.title == "Bản đồ đất dốc"
    page = text(officer.post(f"/desk/results/products/{product.code}/edit", sent | {"title": "Khác"}), 422)
    assert "Người khác vừa sửa" in page
    officer.post(f"/desk/results/products/{product.code}/remove")
    assert result.products.count() == 1


def test_a_programme_has_products_of_its_own(officer):
    programme = make_programme()
    assert officer.get(f"/desk/results/products/of-programme/{programme.code}/add").status_code == 200
    officer.post(f"/desk/results/products/of-programme/{programme.code}/add", PRODUCT)
    product = programme.products.get()
    assert officer.post(f"/desk/results/products/{product.code}/remove")["Location"].endswith(programme.code)


def test_a_quantity_that_is_no_number_keeps_what_was_typed(officer):
    result = make_result()
    page = text(officer.post(f"/desk/results/{result.code}/products/add", PRODUCT | {"quantity": "vài"}), 422)
    assert 'value="vài"' in page


# ---- files and photographs


def upload(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_file_is_taken_in_and_given_out_safely(officer, as_):
    product = make_product(make_result())
    address = f"/desk/results/products/{product.code}/files"
    officer.post(f"{address}/add", {"file": upload(pdf("a"), "Quy trình.pdf"), "role": "procedure"})
    kept = product.files.get()
    answer = officer.get(f"{address}/{kept.pk}")
    assert b"".join(answer.streaming_content) == pdf("a")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert as_(Role.UNIT_REP).get(f"{address}/{kept.pk}").status_code == 404
    officer.post(f"{address}/{kept.pk}/remove")
    assert not ProductFile.objects.filter(product=product).exists()


def test_a_program_named_pdf_is_refused_beside_the_field(officer):
    product = make_product(make_result())
    answer = officer.post(
        f"/desk/results/products/{product.code}/files/add", {"file": upload(b"MZ\x90", "a.pdf"), "role": "content"}
    )
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors


def picture():
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    return content.getvalue()


def test_photographs_come_show_and_go(officer, client):
    result = make_result("transferable")
    officer.post(
        f"/desk/results/{result.code}/photos/add",
        {"file": upload(picture(), "a.png"), "caption": "Nương giống", "credit": "Trung tâm", "taken_on": "14/09/2023"},
    )
    photo = ResultPhoto.objects.get()
    assert "chưa có đồng ý đăng" in text(officer.get(f"/desk/results/{result.code}"))
    answer = officer.get(f"/desk/results/{result.code}/photos/{photo.pk}")
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert client.get(f"/ket-qua/{result.code}/anh/{photo.pk}").status_code == 404
    officer.post(f"/desk/results/{result.code}/photos/{photo.pk}/remove")
    assert not ResultPhoto.objects.exists()


def test_consent_taken_back_hides_the_picture_from_the_public_at_once(officer, client):
    result = make_result("transferable")
    typed = {"caption": "Nương giống", "credit": "Trung tâm", "consent": "on"}
    officer.post(f"/desk/results/{result.code}/photos/add", typed | {"file": upload(picture(), "a.png")})
    photo = ResultPhoto.objects.get()
    desk, page = f"/desk/results/{result.code}", f"/ket-qua/{result.code}"
    seen = f"{page}/anh/{photo.pk}"
    assert client.get(seen).getvalue()
    assert seen in text(client.get(page))
    withdraw = f"{desk}/photos/{photo.pk}/withdraw"
    assert withdraw in text(officer.get(desk))
    assert officer.post(withdraw).status_code == 303
    assert client.get(seen).status_code == 404
    assert seen not in text(client.get(page))
    said = text(officer.get(desk))
    assert "chưa có đồng ý đăng" in said
    assert "Thôi đăng ảnh" in said, "the journal tells it"
    assert withdraw not in said
    assert officer.get(f"{desk}/photos/{photo.pk}").getvalue()
    assert officer.post(withdraw).status_code == 303
    assert "Ảnh này không đăng ở đâu." in text(officer.get(desk))
    file = Photograph.objects.get().file
    copy = take_photograph(file, caption="Nương giống", credit="Trung tâm", consent=True)
    officer.post(withdraw)
    copy.refresh_from_db()
    assert not copy.consent, "one that stands elsewhere can be withdrawn from here"
    changes = Entry.objects.filter(verb="withdraw_photograph").order_by("pk").values_list("changes", flat=True)
    assert [told["elsewhere"] for told in changes] == [[None, 0], [None, 1]]


def test_a_photograph_needs_caption_and_credit(officer):
    result = make_result()
    answer = officer.post(f"/desk/results/{result.code}/photos/add", {"file": upload(picture(), "a.png")})
    assert set(answer.context["form"].errors) == {"caption", "credit"}


# ---- who may see


def test_access_is_set_and_readers_come_and_go(officer, director, person_of):
    result = make_result("transferable")
    address = f"/desk/results/{result.code}"
    officer.post(f"{address}/set_access", {"access": "restricted", "note": "Chờ nộp đơn"})
    assert director.get(address).status_code == 404
    reader = person_of(Role.DIRECTOR).person
    officer.post(f"{address}/readers/add", {"person": reader.pk})
    assert "Người được xem" in text(director.get(address))
    row = ResultReader.objects.get(person=reader)
    assert officer.post(f"{address}/readers/{row.pk}/remove").status_code == 303
    assert director.get(address).status_code == 404
    officer.post(f"{address}/set_access", {"access": "open", "note": ""})
    assert director.get(address).status_code == 200
    assert Person.objects.count() == 2


def test_minutes_and_duties_follow_when_access_is_set(officer):
    minutes = received_minutes()
    result = minutes.items.get().result
    officer.post(f"/desk/results/{result.code}/set_access", {"access": "restricted", "note": "Chờ nộp đơn"})
    duties = Duty.objects.filter(record_code=minutes.code)
    minutes.refresh_from_db()
    assert (minutes.restricted, set(duties.values_list("confidential", flat=True))) == (True, {True})
    officer.post(f"/desk/results/{result.code}/set_access", {"access": "open", "note": ""})
    minutes.refresh_from_db()
    assert (minutes.restricted, set(duties.values_list("confidential", flat=True))) == (False, {False})


def test_posting_is_the_only_way_to_do(officer):
    result = make_result()
    member = result.members.get()
    assert officer.get(f"/desk/results/{result.code}/members/{member.pk}/remove").status_code == 405
