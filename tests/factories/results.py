"""Results and products for tests, by the stage of their life. Deeds are done through the services, so that journal
entries and duties are there; `bulk_results` alone writes rows directly, for benches."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from gieo.core.actor import SYSTEM, Actor
from gieo.domain.programmes.models import Programme
from gieo.domain.results.models import Product, Result, ResultMember
from gieo.domain.results.services import (
    accept_result,
    add_member,
    add_product,
    add_product_file,
    draft_result,
    expire_result,
    make_transferable,
    register_result,
    withdraw_result,
)
from gieo.domain.results.services.writing import refold, refold_product
from gieo.domain.results.vocab import Delivery, FileRole, Grade, MemberRole, Origin, ProductNature, ResultState
from gieo.foundation.units.models import Unit
from tests.factories.procedures import field, objective
from tests.factories.units import make_unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
TITLE = "Nghiên cứu phục tráng giống lúa nếp nương và hoàn thiện quy trình canh tác trên đất dốc"
PDF = b"%PDF-1.4\n%gieo\n"

KIT = {
    "readiness": 8,
    "plain_sheet": "Chọn lại giống nếp nương thuần, gieo thưa, trồng băng cây họ đậu giữ đất.",
    "fit_places": "Nương dốc dưới 25 độ, còn giữ được giống cũ",
    "altitude_min": 600,
    "altitude_max": 1100,
    "season": "Gieo tháng 4, gặt tháng 10",
    "water": "Nhờ nước trời",
    "labour": "Hai người mỗi héc-ta",
    "capital": "Hộ gia đình tự lo được",
    "cost_text": "6.200.000 đồng mỗi héc-ta vụ đầu, chưa tính công nhà. Giá năm 2023.",
    "cost_amount": 6_200_000,
    "benefit_text": "Năng suất ở mô hình tăng từ 1,4 lên 2,1 tấn mỗi héc-ta.",
    "inputs_text": "40 kg giống gốc\nHạt cây họ đậu làm băng chắn\nHai buổi học tại nương",
    "risks_text": "Không hợp nương bị che bóng. Năm mưa muộn phải gieo chậm 10 ngày.",
    "contact_name": "Lò Thị Mai",
    "contact_phone": "0215 000 0000",
    "contact_email": "mai@example.vn",
}
STAGES = ("draft", "accepted", "registered", "transferable", "withdrawn", "expired")


def make_host(name: str = "Trung tâm Giống cây trồng") -> Unit:
    """The unit that hosted a task; one per name."""
    return Unit.objects.filter(name=name).first() or make_unit(name)


def pdf(text: str = "") -> bytes:
    """A file that is taken for a PDF; another text gives another fingerprint."""
    return PDF + text.encode()


def make_result(
    stage: str = "draft",
    *,
    title: str = TITLE,
    kit: bool = True,
    restricted: bool = False,
    actor: Actor = SYSTEM,
    now: datetime = NOW,
    products: int = 1,
    **values: Any,
) -> Result:
    """A result at a stage of its life, filled for it; with `kit` its transfer kit is complete (for `products` ≥ 1).

    A restricted one must be entered by an actor with a person, who becomes its reader.
    """
    given = {
        "origin": Origin.PROVINCIAL_TASK,
        "task_code": "ĐT-2019-05",
        "field": field(),
        "objective": objective(),
        "host": values.get("host") or make_host(),
        "start_year": 2019,
        "end_year": 2021,
        "budget_state": 1_284_500_000,
        "abstract": "Đề tài phục tráng giống lúa nếp nương bản địa và thử quy trình gieo ở ba bản vùng cao.",
        "accepted_on": date(2021, 12, 22),
        "grade": Grade.PASS,
        "rights_holder": "Ủy ban nhân dân tỉnh",
        **(KIT if kit else {name: KIT[name] for name in ("readiness", "plain_sheet", "contact_name", "contact_phone")}),
    } | values
    result = draft_result(actor=actor, now=now, is_state_secret=False, restricted=restricted, title=title, **given)
    add_member(result, name="Quàng Văn Sơn", degree="ThS.", role=MemberRole.LEADER, actor=SYSTEM, now=now)
    for number in range(1, products + 1):
        make_product(result, title=f"Sản phẩm {number} của {result.code}", with_file=kit)
    return advance(result, stage, now=now)


def advance(result: Result, stage: str, *, now: datetime = NOW) -> Result:
    """Take a draft on to a stage."""
    reached = {"withdrawn": 0, "expired": 2}.get(stage, STAGES.index(stage))
    if reached >= 1:
        result = accept_result(result, actor=SYSTEM, now=now)
    if reached >= 2:
        result = register_result(
            result,
            certificate_no=f"{result.pk}/KQNC-SKHCN",
            certificate_on=date(2022, 2, 18),
            certificate_place="Sở Khoa học và Công nghệ",
            actor=SYSTEM,
            now=now,
        )
    if reached >= 3:
        result = make_transferable(result, actor=SYSTEM, now=now)
    if stage == "withdrawn":
        result = withdraw_result(result, reason="Nhập trùng", actor=SYSTEM, now=now)
    if stage == "expired":
        result = expire_result(result, reason="Giống đã thoái hoá", actor=SYSTEM, now=now)
    return result


def make_product(
    owner: Result | Programme,
    *,
    title: str = "Quy trình gieo trồng lúa nếp nương",
    nature: ProductNature = ProductNature.PROCESS,
    delivery: Delivery = Delivery.FILE,
    with_file: bool = False,
    **values: Any,
) -> Product:
    """A product of a result or, directly, of a programme; `with_file` adds a procedure as PDF."""
    product = add_product(owner, title=title, nature=nature, delivery=delivery, actor=SYSTEM, now=NOW, **values)
    if with_file:
        add_product_file(
            product, io.BytesIO(pdf(product.code)), name=f"{product.code}.pdf", role=FileRole.PROCEDURE,
            actor=SYSTEM, now=NOW,
        )  # fmt: skip
    return product


def bulk_results(count: int, *, hosts: Iterable[Unit] = (), first_year: int = 2014, years: int = 10) -> list[Result]:
    """Many offered results with a leader and two products each, straight to the tables: no journal, no duties."""
    units = list(hosts) or [make_host()]
    in_field, aim = field(), objective()
    rows = []
    for number in range(1, count + 1):
        year = first_year + number % years
        row = Result(
            code=f"KQ-{year}-{number:05d}",
            state=ResultState.TRANSFERABLE,
            title=f"{TITLE}, vùng {number}",
            task_code=f"ĐT-{year}-{number}",
            field=in_field,
            objective=aim,
            host=units[number % len(units)],
            start_year=year - 2,
            end_year=year,
            budget_state=500_000_000 + number * 1_000,
            abstract="Tóm tắt của đề tài.",
            accepted_on=date(year, 12, 1 + number % 28),
            grade=Grade.PASS,
            certificate_no=f"B{number}/KQNC-SKHCN",
            certificate_on=date(year, 12, 31),
            certificate_place="Sở Khoa học và Công nghệ",
            rights_holder="Ủy ban nhân dân tỉnh",
            **KIT,
        )
        refold(row)
        rows.append(row)
    made = Result.objects.bulk_create(rows, batch_size=500)
    ResultMember.objects.bulk_create(
        [ResultMember(result=row, name=f"Chủ nhiệm {row.pk}", role=MemberRole.LEADER, order=1) for row in made],
        batch_size=500,
    )
    products = [
        Product(
            result=row,
            code=f"SP-{row.code[3:7]}-{row.pk:06d}{place}",
            title=f"Sản phẩm {place} của {row.code}",
            nature=ProductNature.REPORT,
            delivery=Delivery.PAPER,
            order=place,
        )
        for row in made
        for place in (1, 2)
    ]
    for product in products:
        refold_product(product)
    Product.objects.bulk_create(products, batch_size=500)
    return made
