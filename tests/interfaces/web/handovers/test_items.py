"""Items on pages: typed in a draft, shown as sealed, read before signing; a printing that failed is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.results.models import Product, Result
from gieo.domain.results.services import grant_kit_waiver
from gieo.foundation.accounts.models import User
from tests.factories.handovers import TABLE, draft_minutes, sealed_minutes, sign
from tests.factories.handovers import officer as somebody
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db


def test_a_row_for_each_item_is_typed_and_saved(client: Client, officer: User) -> None:
    minutes = draft_minutes(results=1, products=1)
    at = f"/desk/handovers/{minutes.code}/items"
    form = client.get(at).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    first, second = minutes.items.order_by("order")
    assert typed[f"quantity_{second.pk}"] == "1"
    typed |= {f"quantity_{first.pk}": "2,5", f"quantity_unit_{first.pk}": "tạ", f"condition_{second.pk}": "Bìa rách"}
    assert client.post(at, typed).status_code == 303
    page = client.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert "2,5 tạ" in page
    assert "Bìa rách" in page
    late = client.post(at, typed | {f"condition_{second.pk}": "Khác"})
    assert late.status_code == 422
    assert "Người khác vừa đổi biên bản này" in late.content.decode()
    wrong = client.post(at, typed | {"version": "2", f"quantity_{first.pk}": "0"})
    assert wrong.status_code == 422
    assert "Số lượng phải lớn hơn 0." in wrong.content.decode()


def test_the_record_names_what_items_lack_and_leads_there(client: Client, officer: User) -> None:
    minutes = draft_minutes(products=1)
    MinutesItem.objects.filter(minutes=minutes, product__isnull=False).update(condition="")
    page = client.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert "Bổ sung: tình trạng khi giao của từng mục" in page
    assert f"/desk/handovers/{minutes.code}/items" in page
    assert minutes.conference is not None
    table = client.get(f"/desk/handovers/conference/{minutes.conference.code}/").content.decode()
    assert "tình trạng khi giao của từng mục" in table


def test_the_tablet_shows_own_terms_and_waiver_before_signing(client: Client, officer: User) -> None:
    minutes = draft_minutes()
    result = minutes.items.get().result
    Result.objects.filter(pk=result.pk).update(restriction_note="Chỉ dùng trong tỉnh", risks_text="")
    result.refresh_from_db()
    grant_kit_waiver(result, reason="Bổ sung trước 01/12", actor=somebody(Role.DIRECTOR), now=TABLE)
    client.post(f"/desk/handovers/{minutes.code}/refresh-items")
    client.post(f"/desk/handovers/{minutes.code}/seal")
    page = client.get(f"/desk/handovers/{minutes.code}/sign").content.decode()
    assert "bên nắm quyền: UBND tỉnh Điện Biên" in page
    assert "Chỉ dùng trong tỉnh" in page
    assert "rủi ro, điều cần coi chừng. Lò Thị Mai cho miễn ngày 07/11/2023, lý do: Bổ sung trước 01/12." in page
    assert "Có 7 trong 8 phần của bộ chuyển giao" in page


def test_pages_of_sealed_minutes_show_what_was_sealed(client: Client, officer: User) -> None:
    minutes = sealed_minutes(products=1)
    Product.objects.update(title="Tên mới", condition="Hỏng")
    minutes.receiver.name = "Tên khác"
    minutes.receiver.save()
    assert minutes.sealed is not None
    said = minutes.sealed.content
    for page in ("", "/documents", "/sign"):
        shown = client.get(f"/desk/handovers/{minutes.code}{page}").content.decode()
        assert all(item["title"] in shown for item in said["items"]), page
        assert "Tên mới" not in shown
    assert said["receiver"]["unit"] in client.get(f"/desk/handovers/{minutes.code}/documents").content.decode()


def test_a_failed_printing_is_told_on_the_record_and_in_the_queue(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    assert minutes.conference is not None
    queue = f"/desk/handovers/conference/{minutes.conference.code}/queue"
    assert "Chưa in được" not in client.get(queue).content.decode()
    failed = {"print_failed_at": TABLE + timedelta(hours=1), "print_failure": "OSError: No space left on device"}
    Minutes.objects.filter(pk=minutes.pk).update(**failed)
    assert "Chưa in được" in client.get(queue).content.decode()
    page = client.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert "Lần in gần nhất không thành" in page
    assert "OSError: No space left on device" in page
    assert client.post(f"/desk/handovers/{minutes.code}/render").status_code == 303
    assert "không thành" not in client.get(f"/desk/handovers/{minutes.code}").content.decode()


def test_a_product_warns_while_minutes_that_carry_it_wait_for_signatures(client: Client, officer: User) -> None:
    minutes = draft_minutes(results=1, products=1)
    of_result, of_product = minutes.items.order_by("order")
    assert of_result.result is not None
    assert of_product.product is not None
    pages = [
        f"/desk/results/products/{product.code}" for product in (of_result.result.products.get(), of_product.product)
    ]
    for page in pages:
        assert "Biên bản chờ ký" not in client.get(page).content.decode()
    sealed = services.seal_minutes(minutes, actor=somebody(), now=TABLE)
    for page in pages:
        shown = client.get(page).content.decode()
        assert "Biên bản chờ ký ghi sản phẩm này" in shown
        assert f"{minutes.code} đang chờ ký ghi tệp này." in shown
    assert minutes.code not in visitor(Role.HOST).get(pages[1]).content.decode()
    sign(sealed)
    for page in pages:
        assert "Biên bản chờ ký" not in client.get(page).content.decode()
