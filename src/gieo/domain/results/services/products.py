"""Products of a result or of a programme, and their files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import NotFound, Refused, Stale
from gieo.domain.programmes.models import Programme
from gieo.domain.results.models import Product, ProductFile, Result
from gieo.domain.results.permits import may_add_product, may_edit_product
from gieo.domain.results.rules import put_in_order
from gieo.domain.results.services.texts import renew_texts
from gieo.domain.results.services.writing import (
    fill,
    journal,
    lock_result,
    refold_product,
    require_reached,
)
from gieo.domain.results.vocab import FileRole
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.services import next_number, require_valid

FIELDS = (
    "title", "nature", "quantity", "quantity_unit", "delivery", "condition", "restriction_note",
)  # fmt: skip


def add_product(
    owner: Result | Programme, *, actor: Actor, now: datetime, illustrative: bool = False, **values: Any
) -> Product:
    """Add a product to a result, or directly to a programme, as the last of its list; code SP-<year>-<number>."""
    with transaction.atomic():
        result = lock_result(owner) if isinstance(owner, Result) else None
        may_add_product(actor, result or owner).require()
        year = local_date(now).year
        product = Product(
            result=result,
            programme=None if isinstance(owner, Result) else owner,
            code=make_code("SP", year, next_number(f"SP-{year}")),
            order=owner.products.count() + 1,
            illustrative=illustrative,
        )
        changes = fill(product, _known(values))
        refold_product(product)
        require_valid(product)
        product.save()
        renew_texts([result] if result else [])
        journal("add_product", product, result=result, actor=actor, now=now, changes=changes)
    return product


def edit_product(product: Product, *, actor: Actor, now: datetime, version: int, **values: Any) -> Product:
    """Change a product. Raises Conflict when somebody else did so since `version`."""
    with transaction.atomic():
        result, row = _lock(product, actor)
        if row.version != version:
            raise Stale(row)
        changes = fill(row, _known(values))
        if not changes:
            return row
        row.version += 1
        refold_product(row)
        require_valid(row)
        row.save()
        renew_texts([result] if result else [])
        journal("edit_product", row, result=result, actor=actor, now=now, changes=changes)
    return row


def remove_product(product: Product, *, actor: Actor, now: datetime) -> None:
    """Take a product away; not one that a decision or minutes names. A registered result keeps one (Missing)."""
    with transaction.atomic():
        result, row = _lock(product, actor)
        journal("remove_product", row, result=result, actor=actor, now=now, changes={"title": (row.title, None)})
        try:
            row.files.all().delete()
            row.delete()
        except ProtectedError:
            raise Refused(_("Sản phẩm đã nằm trong quyết định chuyển giao hoặc biên bản nên không bỏ được.")) from None
        if result is not None:
            require_reached(result)
            renew_texts([result])


def reorder_products(owner: Result | Programme, *, order: Sequence[int], actor: Actor, now: datetime) -> None:
    """Put products in the order of their ids; those not named keep their order at the end."""
    with transaction.atomic():
        result = lock_result(owner) if isinstance(owner, Result) else None
        may_add_product(actor, result or owner).require()
        products = {row.pk: row for row in owner.products.select_for_update()}
        before = list(products)
        after = put_in_order(before, order)
        if after == before:
            return
        for place, pk in enumerate(after, start=1):
            products[pk].order = place
        Product.objects.bulk_update(products.values(), ["order"])
        journal("reorder_products", owner, result=result, actor=actor, now=now, changes={"order": (before, after)})


def add_product_file(
    product: Product,
    content: bytes | BinaryIO,
    *,
    name: str,
    actor: Actor,
    now: datetime,
    role: FileRole = FileRole.CONTENT,
    is_public: bool = False,
) -> ProductFile:
    """Keep a file of a product with its SHA-256.

    In order: permit; type and size are checked and the bytes go to disk (Invalid); then, in one transaction, the file
    joins the product and the journal. The same bytes twice are refused.
    """
    may_edit_product(actor, product).require()
    stored = store_file(content, name=name, actor=actor, now=now)
    with transaction.atomic():
        result, row = _lock(product, actor)
        if row.files.filter(file__digest=stored.digest).exists():
            raise Refused(_("Sản phẩm đã có tệp này: “%(name)s” trùng nội dung với một tệp khác.") % {"name": name})
        kept = ProductFile(product=row, file=stored, role=role, is_public=is_public, order=row.files.count() + 1)
        require_valid(kept)
        kept.save()
        changes = {"file": (None, stored.name), "digest": (None, stored.digest), "role": (None, role)}
        journal("add_product_file", row, result=result, actor=actor, now=now, changes=changes)
    return kept


def remove_product_file(kept: ProductFile, *, actor: Actor, now: datetime) -> None:
    """Take a file off a product. The bytes stay on disk: minutes may name them by their fingerprint."""
    with transaction.atomic():
        result, row = _lock(kept.product, actor)
        fresh = row.files.select_for_update().select_related("file").filter(pk=kept.pk).first()
        if fresh is None:
            raise NotFound(_("Không có tệp này."))
        fresh.delete()
        changes = {"file": (fresh.file.name, None), "digest": (fresh.file.digest, None)}
        journal("remove_product_file", row, result=result, actor=actor, now=now, changes=changes)


def _lock(product: Product, actor: Actor) -> tuple[Result | None, Product]:
    """The result first, then the product, always in this order: two deeds never wait for each other."""
    result = lock_result(product.result) if product.result is not None else None
    row = Product.objects.select_for_update().filter(pk=product.pk).first()
    if row is None:
        raise NotFound(_("Không có sản phẩm “%(code)s”.") % {"code": product.code})
    may_edit_product(actor, row).require()
    return result, row


def _known(values: dict[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"a product has no {', '.join(sorted(unknown))}")
    return values
