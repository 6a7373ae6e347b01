"""The page of a receipt, taking back, the paper of all receipts; versions on pages; what /xac-minh/ says."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from gieo.core.actor import Role
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, ReceiptNote
from gieo.domain.handovers.queries.receipts import receipt_paper
from gieo.domain.handovers.services import ReceiptInput, record_receipt
from gieo.domain.handovers.vocab import MinutesState, Outcome, Receipt
from gieo.foundation.accounts.models import User
from gieo.foundation.papers.engine import pdf
from gieo.foundation.papers.rules import plain_text
from tests.domain.handovers.test_receipts import seedlings, trees
from tests.domain.handovers.test_versions import correct, sealed_version, signed_version
from tests.factories.handovers import (
    TABLE,
    receive,
    representative,
    sealed_minutes,
    signed_minutes,
)
from tests.factories.handovers import (
    officer as an_officer,
)
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db


def at(minutes: Minutes, page: str = "") -> str:
    return f"/desk/handovers/{minutes.code}{page}"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def unit_of(minutes: Minutes) -> Client:
    return visitor(Role.UNIT_REP, minutes.receiver)


def post(client: Client, minutes: Minutes, **values: Any) -> Any:
    return client.post(at(minutes, "/receive"), {"seen": minutes.receipts.count(), **values})


def test_a_unit_takes_part_and_names_the_day_of_the_rest() -> None:
    minutes = seedlings()
    client, item = unit_of(minutes), trees(minutes)
    page = shown(client, at(minutes, "/receive"))
    assert "Đã nhận đủ 2 mục" in page
    assert "Để trống: nhận hết phần còn lại." in page
    more = {"item": [item.pk], f"quantity_{item.pk}": "200,5", f"expected_on_{item.pk}": "24/11/2023"}
    answer = post(client, minutes, on="07/11/2023", by_name="Lò Văn Pánh", by_title="Thủ kho", **more)
    assert answer.status_code == 303
    item.refresh_from_db()
    assert (item.receipt, item.received_quantity, f"{item.expected_on}") == (
        Receipt.PARTLY, Decimal("200.5"), "2023-11-24",
    )  # fmt: skip
    page = shown(client, at(minutes))
    assert "200,5 / 500 cây" in page
    assert "Lò Văn Pánh, Thủ kho" in page
    assert "Còn 299,5 cây" in shown(client, at(minutes, "/receive"))


def test_what_was_typed_stays_when_something_is_wrong() -> None:
    minutes = seedlings()
    client, item = unit_of(minutes), trees(minutes)
    answer = post(client, minutes, item=[item.pk], **{f"quantity_{item.pk}": "501", "by_name": "Lò Văn Pánh"})
    page = answer.content.decode()
    assert (answer.status_code, ReceiptNote.objects.count()) == (422, 0)
    assert "nhiều nhất 500" in page
    assert 'value="501"' in page
    assert '<details class="receipt-more" open>' in page
    wrong = post(client, minutes, item=[item.pk], **{f"reason_{item.pk}": "quality"})
    assert "Ghi phần nhận trước" in wrong.content.decode()
    assert "Chọn ít nhất một mục." in post(client, minutes).content.decode()


@pytest.mark.parametrize(
    ("typed", "ticked", "told"),
    [
        ({"expected_on": "24/11/2023"}, True, "Mục đang ghi là nhận hết."),
        ({"quantity": "200"}, False, "Mục chưa đánh dấu nhận"),
        ({"expected_on": "24/11/2023", "reason": "quality"}, False, "chọn một"),
        ({"words": "Cây héo"}, False, "Chọn lý do không nhận."),
    ],
)
def test_nothing_typed_of_an_item_is_passed_over(typed: dict[str, str], ticked: bool, told: str) -> None:
    minutes = seedlings()
    item, other = trees(minutes), minutes.items.get(result__isnull=False)
    values = {f"{name}_{item.pk}": value for name, value in typed.items()}
    answer = post(unit_of(minutes), minutes, item=[other.pk, *([item.pk] if ticked else [])], **values)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ReceiptNote.objects.exists()


def test_a_page_opened_before_somebody_else_wrote_is_told() -> None:
    minutes = seedlings()
    client, item = unit_of(minutes), trees(minutes)
    values = {"item": [item.pk], f"quantity_{item.pk}": "100", "seen": 0}
    assert client.post(at(minutes, "/receive"), values).status_code == 303
    again = client.post(at(minutes, "/receive"), values)
    assert "Vừa có người ghi nhận" in again.content.decode()
    assert trees(minutes).received_quantity == 100


def test_the_one_click_for_all_is_of_the_page_that_was_seen() -> None:
    minutes = seedlings()
    client, item = unit_of(minutes), trees(minutes)
    assert 'name="seen" value="0"' in client.get(at(minutes, "/receive")).content.decode()
    post(client, minutes, item=[item.pk], **{f"quantity_{item.pk}": "100"})
    answer = client.post(at(minutes, "/receive"), {"all": "1", "seen": "0"})
    assert "Vừa có người ghi nhận" in client.get(answer["Location"]).content.decode()
    assert trees(minutes).received_quantity == 100
    assert minutes.receipts.count() == 1
    client.post(at(minutes, "/receive"), {"all": "1", "seen": "1"})
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.RECEIVED


def test_a_refusal_shows_on_the_record_and_all_does_not_touch_it(client: Client, officer: User) -> None:
    minutes = seedlings()
    item = trees(minutes)
    post(unit_of(minutes), minutes, **{f"reason_{item.pk}": "quality", f"words_{item.pk}": "Cây héo"})
    assert unit_of(minutes).post(at(minutes, "/receive"), {"all": "1"}).status_code == 303
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.PARTLY
    page = shown(client, at(minutes))
    assert "Không đạt chất lượng: Cây héo" in page
    assert "Có mục đơn vị không nhận: giao lại, hoặc lập bản thay thế" in page
    assert f'name="without" value="{item.pk}"' in page


def test_a_receipt_is_taken_back_with_its_reason(client: Client, officer: User) -> None:
    minutes = seedlings()
    receive(minutes)
    assert "Thu hồi lần nhận này?" in shown(client, at(minutes))
    client.post(at(minutes, "/receipts/1/retract"), {"reason": ""})
    assert ReceiptNote.objects.get().retracted_at is None
    assert client.post(at(minutes, "/receipts/1/retract"), {"reason": "Nhầm biên bản"}).status_code == 303
    page = shown(client, at(minutes))
    assert "Nhầm biên bản" in page
    assert "Đã thu hồi" in page
    assert "Mời đơn vị" not in page
    assert trees(minutes).receipt == Receipt.PENDING


def receipts_of_a_season() -> Minutes:
    """Part now, part promised, one refused and taken back."""
    minutes = seedlings()
    result, unit = minutes.items.get(result__isnull=False), representative(minutes.receiver)
    rows = [ReceiptInput(result.pk), ReceiptInput(trees(minutes).pk, quantity=Decimal(200))]
    record_receipt(minutes, rows=rows, by_name="Lò Văn Pánh", by_title="Thủ kho", actor=unit, now=TABLE)
    wrong = [ReceiptInput(trees(minutes).pk, Outcome.REFUSED, reason="wrong", words="Nhầm giống")]
    record_receipt(minutes, rows=wrong, actor=unit, now=TABLE + timedelta(hours=1))
    services.retract_receipt(minutes, 2, reason="Xem nhầm xe", actor=unit, now=TABLE + timedelta(hours=2))
    rest = [ReceiptInput(trees(minutes).pk, Outcome.AWAITED, expected_on=(TABLE + timedelta(days=17)).date())]
    record_receipt(minutes, rows=rest, actor=an_officer(), now=TABLE + timedelta(hours=3))
    return minutes


def test_the_paper_lists_every_receipt_and_what_is_owed() -> None:
    minutes = receipts_of_a_season()
    paper = receipt_paper(minutes)
    assert paper is not None
    said = plain_text(paper)
    for words in (
        "Theo Biên bản số 01/BB-SKHCN ngày 07 tháng 11 năm 2023",
        "Lần 1, ngày 07 tháng 11 năm 2023: Lò Văn Pánh, Thủ kho xác nhận; ghi lúc 10:00 ngày 07/11/2023",
        "Lần 2, ngày 07 tháng 11 năm 2023: đã thu hồi ngày 07/11/2023, lý do: Xem nhầm xe.",
        "hẹn giao ngày 24/11/2023",
        "Đã nhận một phần, hẹn giao ngày 24/11/2023",
        "300 cây",
    ):
        assert words in said
    assert "Nhầm giống" not in said
    assert said.count("Lò Văn Pánh") == 2  # in the first receipt, and where who last received something signs
    again = receipt_paper(Minutes.objects.get(pk=minutes.pk))
    assert again is not None
    assert pdf(paper) == pdf(again)


def test_the_paper_is_sent_as_pdf_and_word(client: Client, officer: User) -> None:
    minutes = receipts_of_a_season()
    sent = client.get(at(minutes, "/receipts/pdf"))
    assert (sent["Content-Type"], sent.content[:5]) == ("application/pdf", b"%PDF-")
    word = Document(BytesIO(client.get(at(minutes, "/receipts/docx")).content))
    assert "Nhận bàn giao kết quả" in "\n".join(line.text for line in word.paragraphs)
    assert client.get(at(signed_minutes(), "/receipts/pdf")).status_code == 404


def test_what_was_promised_for_a_day_is_the_givers_next_step(client: Client, officer: User) -> None:
    minutes = seedlings()
    item, other = trees(minutes), minutes.items.get(result__isnull=False)
    record_receipt(
        minutes,
        rows=[ReceiptInput(other.pk), ReceiptInput(item.pk, outcome=Outcome.AWAITED, expected_on=date(2023, 12, 1))],
        actor=an_officer(),
        now=TABLE,
    )
    step = client.get(at(minutes)).context["next_step"]
    assert (step.title, step.due) == ("Giao tiếp 1 mục đã hẹn", date(2023, 12, 1))
    assert step.who == minutes.giver.name
    assert "Hẹn giao tiếp" in step.basis


# ---- versions


def test_an_officer_writes_a_version_and_both_pages_name_each_other(client: Client, officer: User) -> None:
    minutes = signed_minutes(results=2)
    assert "Lập bản thay thế biên bản này?" in shown(client, at(minutes))
    answer = client.post(at(minutes, "/correct"), {"reason": "Ghi sai số lượng"})
    version = Minutes.objects.get(replaces=minutes)
    assert answer["Location"] == at(version)
    old, new = shown(client, at(minutes)), shown(client, at(version))
    assert "Đang lập bản thay thế" in old
    assert "Lập bản thay thế biên bản này?" not in old
    assert "Thay thế biên bản số 01/BB-SKHCN ngày 07/11/2023" in new
    assert "Lý do: Ghi sai số lượng." in new
    client.post(at(minutes, "/correct"), {"reason": "Nữa"})
    assert f"đã lập bản thay thế {version.code}" in shown(client, at(minutes))


def test_a_version_leaves_nothing_out_that_nobody_ticked(client: Client, officer: User) -> None:
    minutes = signed_minutes(results=2)
    item = minutes.items.first()
    record_receipt(
        minutes, rows=[ReceiptInput(item.pk, outcome=Outcome.REFUSED, reason="quality")], actor=an_officer(), now=TABLE
    )
    page = shown(client, at(minutes))
    assert f'<input type="checkbox" name="without" value="{item.pk}">' in page
    assert "Mục được đánh dấu không có trong bản thay thế" in page


def test_superseded_minutes_are_read_printed_and_point_on(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    version = signed_version(minutes)
    page = shown(client, at(minutes))
    assert "Biên bản này đã được thay thế" in page
    assert version.code in page
    for part in ("/preview", "/documents", "/receive", "/sign"):
        assert client.get(at(minutes, part)).status_code == 200
    for file in ("/pdf", "/docx"):
        assert client.get(at(minutes, file)).status_code == 200
    assert "Đã được thay thế" in shown(unit_of(minutes), "/desk/handovers/")


def test_anyone_is_told_by_which_minutes_were_replaced(client: Client) -> None:
    minutes = signed_minutes()
    second = signed_version(minutes)
    page = shown(client, f"/xac-minh/?ma={minutes.code}")
    assert "Biên bản có thật, nay đã được thay thế" in page
    assert f"số {second.number} ngày 13/11/2023, mã {second.code}" in page
    third = signed_version(second)
    assert f"mã {third.code}" in shown(client, f"/xac-minh/?ma={minutes.code}")
    assert "nay đã được thay thế" not in shown(client, f"/xac-minh/?ma={third.code}")


def test_a_version_that_waits_is_signed_from_its_own_page(client: Client, officer: User) -> None:
    version = sealed_version(signed_minutes())
    assert "Ký biên bản" in shown(client, at(version))
    assert client.get(at(version, "/sign")).status_code == 200
    draft = correct(sealed_minutes())
    assert "Thay thế biên bản" in shown(client, at(draft))
