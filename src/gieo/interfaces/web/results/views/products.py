"""Products and their files; products of a programme have their pages here too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gieo.core import clock
from gieo.domain.programmes.access import access_programme
from gieo.domain.programmes.models import Programme
from gieo.domain.results import services
from gieo.domain.results.access import access_product, access_product_file, access_result
from gieo.domain.results.models import Product, Result
from gieo.domain.results.permits import may_add_product, may_edit_product
from gieo.domain.results.vocab import FileRole, ProductNature
from gieo.interfaces.web.results.line_forms import CONDITIONS, FileForm, ProductForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes

UNITS = ("bản", "bộ", "tệp", "kg", "tấn", "cây", "con", "mô hình", "mẫu", "chiếc", "bài", "quyển")


@fills
def add_product(request: HttpRequest, code: str) -> HttpResponse:
    result = access_result(code, request.actor)
    crumbs = [Link(_("Kết quả"), reverse("results:list")), Link(code, reverse("results:record", args=[code]))]
    return _add(request, result, crumbs, reverse("results:record", args=[code]) + "#san-pham")


@fills
def add_programme_product(request: HttpRequest, code: str) -> HttpResponse:
    programme = access_programme(code, request.actor)
    record = reverse("programmes:record", args=[code])
    crumbs = [Link(pgettext("nhiều", "Chương trình"), reverse("programmes:list")), Link(programme.shown_name, record)]
    return _add(request, programme, crumbs, record + "#san-pham")


def _add(request: HttpRequest, owner: Result | Programme, crumbs: list[Link], back: str) -> HttpResponse:
    may_add_product(request.actor, owner).require()

    def add(values: dict[str, Any]) -> Product:
        values.pop("version")
        return services.add_product(owner, actor=request.actor, now=clock.now(), **values)

    heading = _("Thêm sản phẩm")
    return filled(
        request,
        ProductForm(request.POST or None),
        "results/product_form.html",
        add,
        said=_("Đã thêm sản phẩm. Tải tệp của sản phẩm lên nếu giao bằng tệp."),
        to=lambda product: ("results:product", product.code),
        **_frame(heading, [*crumbs, Link(heading)], back, owner),
    )


def _frame(heading: str, trail: list[Link], back: str, owner: Any) -> dict[str, Any]:
    lead = owner.title if isinstance(owner, Result) else owner.name
    return {
        "heading": heading, "trail": trail, "back": back, "lead": lead, "conditions": CONDITIONS, "units": UNITS,
    }  # fmt: skip


@fills
def edit_product(request: HttpRequest, code: str) -> HttpResponse:
    product = access_product(code, request.actor)
    may_edit_product(request.actor, product).require()
    record = reverse("results:product", args=[code])

    def save(values: dict[str, Any]) -> Product:
        version = values.pop("version") or 0
        return services.edit_product(product, actor=request.actor, now=clock.now(), version=version, **values)

    return filled(
        request,
        ProductForm(request.POST or None, product=product),
        "results/product_form.html",
        save,
        said=_("Đã lưu."),
        to=("results:product", code),
        **_frame(_("Sửa sản phẩm"), [Link(code, record), Link(_("Sửa"))], record, product.result or product.programme),
    )


@writes
def remove_product(request: HttpRequest, code: str) -> HttpResponse:
    product = access_product(code, request.actor)
    owner = product.result or product.programme
    folder = "results" if product.result else "programmes"
    return deed(
        request,
        lambda: services.remove_product(product, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ sản phẩm."),
        to=(f"{folder}:record", owner.code if owner else ""),
        back=("results:product", code),
    )


@writes
def reorder_products(request: HttpRequest, code: str) -> HttpResponse:
    """Move one product up (`up`: its code)."""
    product = access_product(request.POST.get("up", ""), request.actor)
    owner = product.result or product.programme
    assert owner is not None  # a product has exactly one owner (constraint product_of_one_owner)
    rows = [row.pk for row in owner.products.all()]
    place = rows.index(product.pk)
    rows[max(place - 1, 0) : place + 1] = reversed(rows[max(place - 1, 0) : place + 1])
    folder = "results" if product.result else "programmes"
    return deed(
        request,
        lambda: services.reorder_products(owner, order=rows, actor=request.actor, now=clock.now()),
        to=reverse(f"{folder}:record", args=[owner.code]) + "#san-pham",
    )


@fills
def add_product_file(request: HttpRequest, code: str) -> HttpResponse:
    product = access_product(code, request.actor)
    may_edit_product(request.actor, product).require()
    record = reverse("results:product", args=[code])

    def add(values: dict[str, Any]) -> Any:
        upload = values.pop("file")
        return services.add_product_file(
            product, upload.file, name=upload.name, actor=request.actor, now=clock.now(),
            role=FileRole(values["role"]), is_public=values["is_public"],
        )  # fmt: skip

    role = FileRole.PROCEDURE if product.nature == ProductNature.PROCESS else FileRole.CONTENT
    return filled(
        request,
        FileForm(request.POST or None, request.FILES or None, initial={"role": role}),
        "results/form.html",
        add,
        said=_("Đã thêm tệp."),
        to=("results:product", code),
        heading=_("Thêm tệp"),
        submit=_("Tải lên"),
        lead=product.title,
        back=record,
        upload=True,
        trail=[Link(code, record), Link(_("Thêm tệp"))],
    )


@writes
def remove_product_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    kept = access_product_file(code, pk, request.actor)
    return deed(
        request,
        lambda: services.remove_product_file(kept, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ tệp."),
        to=("results:product", code),
    )
