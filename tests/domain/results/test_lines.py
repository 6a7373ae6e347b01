"""Members, products, files, photographs."""

import io
from decimal import Decimal

import pytest
from PIL import Image

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, Missing, NotAllowed, NotFound, Refused
from gieo.domain.results.models import Product, ProductFile, ResultPhoto
from gieo.domain.results.services import (
    add_member,
    add_photograph,
    add_product,
    add_product_file,
    edit_member,
    edit_product,
    remove_member,
    remove_photograph,
    remove_product,
    remove_product_file,
    reorder_members,
    reorder_photographs,
    reorder_products,
)
from gieo.domain.results.vocab import Delivery, FileRole, MemberRole, ProductNature
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.models import Entry
from tests.factories.programmes import make_programme
from tests.factories.results import make_product, make_result, pdf

pytestmark = pytest.mark.django_db
PRODUCT = {"title": "Bản đồ đất", "nature": ProductNature.MAP, "delivery": Delivery.PAPER}


def picture(colour="green"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "PNG")
    return content


def names(result):
    return [member.name for member in result.members.all()]


# ---- members


def test_members_stand_in_the_order_agreed_on(officer, now):
    result = make_result()
    for name in ("Lò Văn Hặc", "Vừ A Dơ"):
        add_member(result, name=name, role=MemberRole.MEMBER, actor=officer, now=now)
    assert names(result) == ["Quàng Văn Sơn", "Lò Văn Hặc", "Vừ A Dơ"]
    last = result.members.last()
    reorder_members(result, order=[last.pk], actor=officer, now=now)
    assert names(result) == ["Vừ A Dơ", "Quàng Văn Sơn", "Lò Văn Hặc"]
    assert Entry.objects.last().verb == "reorder_members"


def test_members_are_found_by_searching(officer, now):
    result = make_result()
    add_member(result, name="Vừ A Dơ", role=MemberRole.MEMBER, actor=officer, now=now)
    result.refresh_from_db()
    assert "vu a do" in result.folded


def test_the_same_order_writes_nothing(officer, now, nothing_written):
    result = make_result()
    with nothing_written():
        reorder_members(result, order=[], actor=officer, now=now)


def test_there_is_one_leader(officer, now, nothing_written):
    result = make_result()
    with nothing_written(), pytest.raises(Invalid, match="đã có chủ nhiệm"):
        add_member(result, name="Người thứ hai", role=MemberRole.LEADER, actor=officer, now=now)


def test_an_accepted_result_keeps_its_leader(officer, now, nothing_written):
    leader = make_result("accepted").members.get()
    with nothing_written(), pytest.raises(Missing, match="Chủ nhiệm"):
        remove_member(leader, actor=officer, now=now)
    with nothing_written(), pytest.raises(Missing, match="Chủ nhiệm"):
        edit_member(leader, role=MemberRole.MEMBER, actor=officer, now=now)


def test_members_are_changed_and_removed(officer, now):
    result = make_result()
    leader = edit_member(result.members.get(), degree="TS.", actor=officer, now=now)
    assert str(leader) == "TS. Quàng Văn Sơn"
    remove_member(leader, actor=officer, now=now)
    assert names(result) == []
    assert Entry.objects.last().changes["name"][0].startswith("#")


def test_strangers_touch_no_members(stranger, now, nothing_written):
    result = make_result()
    leader = result.members.get()
    for do in (
        lambda: add_member(result, name="Ai đó", role=MemberRole.MEMBER, actor=stranger, now=now),
        lambda: edit_member(leader, name="Ai đó", actor=stranger, now=now),
        lambda: remove_member(leader, actor=stranger, now=now),
        lambda: reorder_members(result, order=[leader.pk], actor=stranger, now=now),
    ):
        with nothing_written(), pytest.raises(NotAllowed):
            do()


# ---- products


def test_a_product_belongs_to_a_result_or_to_a_programme(officer, now):
    result, programme = make_result(products=0), make_programme()
    first = add_product(result, actor=officer, now=now, quantity=Decimal("2.5"), quantity_unit="tấn", **PRODUCT)
    second = add_product(programme, actor=officer, now=now, **PRODUCT)
    assert (first.code, first.result, first.programme) == ("SP-2023-001", result, None)
    assert (second.code, second.result, second.programme) == ("SP-2023-002", None, programme)
    assert [entry.record_code for entry in Entry.objects.filter(verb="add_product")] == ["SP-2023-001", "SP-2023-002"]


@pytest.mark.parametrize(
    "values", [{"title": " "}, {"quantity": Decimal(0)}, {"quantity_unit": ""}, {"nature": "thứ gì đó"}]
)
def test_a_product_must_be_described(officer, now, nothing_written, values):
    result = make_result(products=0)
    with nothing_written(), pytest.raises(Invalid):
        add_product(result, actor=officer, now=now, **(PRODUCT | values))


def test_the_later_of_two_editors_of_a_product_is_told(officer, now, nothing_written):
    product = make_product(make_result(products=0))
    edited = edit_product(product, actor=officer, now=now, version=product.version, condition="Còn mới")
    assert (edited.condition, edited.version) == ("Còn mới", 2)
    with nothing_written(), pytest.raises(Conflict):
        edit_product(product, actor=officer, now=now, version=product.version, condition="Cũ")


def test_products_are_put_in_order_and_removed(officer, now):
    result = make_result(products=3)
    first, second, third = result.products.all()
    reorder_products(result, order=[third.pk, first.pk], actor=officer, now=now)
    assert list(result.products.all()) == [third, first, second]
    remove_product(first, actor=officer, now=now)
    assert list(result.products.all()) == [third, second]


def test_a_registered_result_keeps_a_product(officer, now, nothing_written):
    product = make_result("registered").products.get()
    with nothing_written(), pytest.raises(Missing, match="Sản phẩm"):
        remove_product(product, actor=officer, now=now)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.UNIT_REP, Role.EDITOR, Role.HOST])
def test_others_touch_no_products_of_an_accepted_result_or_a_programme(people, now, nothing_written, role):
    who = people(role)
    result, programme = make_result("accepted"), make_programme()
    product = result.products.get()
    kept = product.files.get()
    for do in (
        lambda: add_product(result, actor=who, now=now, **PRODUCT),
        lambda: add_product(programme, actor=who, now=now, **PRODUCT),
        lambda: edit_product(product, actor=who, now=now, version=product.version, title="Khác"),
        lambda: remove_product(product, actor=who, now=now),
        lambda: reorder_products(result, order=[product.pk], actor=who, now=now),
        lambda: add_product_file(product, pdf("x"), name="x.pdf", actor=who, now=now),
        lambda: remove_product_file(kept, actor=who, now=now),
    ):
        with nothing_written(), pytest.raises(NotAllowed):
            do()


# ---- files


def test_a_file_is_kept_with_its_fingerprint(officer, now):
    product = make_product(make_result(products=0))
    kept = add_product_file(product, pdf("a"), name="Quy trình.pdf", role=FileRole.PROCEDURE, actor=officer, now=now)
    assert (kept.file.name, len(kept.file.digest), kept.is_public) == ("Quy trình.pdf", 64, False)
    assert Entry.objects.last().changes["digest"] == [None, kept.file.digest]


def test_the_same_bytes_are_not_kept_twice(officer, now):
    product = make_product(make_result(products=0), with_file=True)
    with pytest.raises(Refused, match="trùng nội dung"):
        add_product_file(product, pdf(product.code), name="bản sao.pdf", actor=officer, now=now)
    assert ProductFile.objects.count() == 1


def test_a_program_is_not_taken_for_a_document(officer, now, nothing_written):
    product = make_product(make_result(products=0))
    with nothing_written(), pytest.raises(Invalid):
        add_product_file(product, b"MZ\x90", name="Quy trình.pdf", actor=officer, now=now)


def test_a_removed_file_leaves_its_bytes_and_its_trace(officer, now):
    kept = make_product(make_result(products=0), with_file=True).files.get()
    remove_product_file(kept, actor=officer, now=now)
    assert StoredFile.objects.filter(digest=kept.file.digest).exists()
    assert Entry.objects.last().changes["digest"] == [kept.file.digest, None]
    with pytest.raises(NotFound):
        remove_product_file(kept, actor=officer, now=now)


def test_removing_a_product_removes_its_files(officer, now):
    result = make_result(products=2)
    remove_product(result.products.first(), actor=officer, now=now)
    assert (Product.objects.count(), ProductFile.objects.count()) == (1, 1)


# ---- photographs


def test_photographs_carry_caption_and_credit_and_keep_their_order(officer, now):
    result = make_result()
    for colour in ("green", "gold"):
        add_photograph(
            result, picture(colour), name=f"{colour}.png", caption=f"Nương {colour}", credit="Trung tâm Thông tin",
            consent=True, actor=officer, now=now,
        )  # fmt: skip
    first, second = result.photos.all()
    reorder_photographs(result, order=[second.pk], actor=officer, now=now)
    assert [photo.photograph.caption for photo in result.photos.all()] == ["Nương gold", "Nương green"]
    remove_photograph(first, actor=officer, now=now)
    assert result.photos.get() == second
    with pytest.raises(NotFound):
        remove_photograph(first, actor=officer, now=now)


def test_a_photograph_without_credit_or_caption_is_refused(officer, now):
    result = make_result()
    with pytest.raises(Invalid) as refused:
        add_photograph(result, picture(), name="a.png", caption=" ", credit="", actor=officer, now=now)
    assert set(refused.value.errors) == {"caption", "credit"}
    assert not ResultPhoto.objects.exists()


def test_only_pictures_are_photographs(officer, now, nothing_written):
    result = make_result()
    with nothing_written(), pytest.raises(Invalid):
        add_photograph(result, pdf(), name="a.pdf", caption="a", credit="b", actor=officer, now=now)


def test_strangers_touch_no_photographs(stranger, now, nothing_written):
    result = make_result()
    photo = add_photograph(result, picture(), name="a.png", caption="a", credit="b", actor=SYSTEM, now=now)
    for do in (
        lambda: add_photograph(result, picture(), name="b.png", caption="a", credit="b", actor=stranger, now=now),
        lambda: remove_photograph(photo, actor=stranger, now=now),
        lambda: reorder_photographs(result, order=[photo.pk], actor=stranger, now=now),
    ):
        with nothing_written(), pytest.raises(NotAllowed):
            do()
