"""The one door to imports and their rows.

An import is seen by whoever may bring in the same kind. A row whose record has become restricted is shown to its
readers alone, and the file that holds it is given to nobody else.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.permits import may_bring_in
from gieo.domain.imports.vocab import Kind
from gieo.domain.results.access import hidden_results
from gieo.domain.results.models import Product
from gieo.domain.transfers.models import DecisionLine


def kinds_of(actor: Actor) -> list[Kind]:
    """What this actor may bring in."""
    return [kind for kind in Kind if may_bring_in(actor, kind)]


def visible_imports(actor: Actor) -> QuerySet[Import]:
    return Import.objects.filter(kind__in=kinds_of(actor)).select_related("file")


def access_import(code: str, actor: Actor) -> Import:
    """The import with this code, or NotFound."""
    found = visible_imports(actor).filter(code=code).first()
    if found is None:
        raise NotFound(_("Không có lượt nhập này."))
    return found


def visible_rows(one: Import, actor: Actor) -> QuerySet[ImportedRow]:
    """Rows of an import, but for those of results that only named people see."""
    return one.rows.exclude(_hidden(actor)) if one.kind in (Kind.RESULTS, Kind.PRODUCTS, Kind.LINES) else one.rows.all()


def _hidden(actor: Actor) -> Q:
    results = hidden_results(actor).values("pk")
    products = Product.objects.filter(result__in=results).values("pk")
    lines = DecisionLine.objects.filter(Q(result__in=results) | Q(product__in=products)).values("pk")
    return (
        Q(record_kind="results.result", record_id__in=results)
        | Q(record_kind="results.product", record_id__in=products)
        | Q(record_kind="transfers.decisionline", record_id__in=lines)
    )


def sees_whole(one: Import, actor: Actor) -> bool:
    """Whether every row of an import may be shown to this actor, and so its file."""
    return one.kind in (Kind.UNITS, Kind.PEOPLE) or not one.rows.filter(_hidden(actor)).exists()


def access_row(one: Import, number: int, actor: Actor) -> ImportedRow:
    """A row by its number in the sheet, or NotFound."""
    found = visible_rows(one, actor).filter(number=number).first()
    if found is None:
        raise NotFound(_("Không có dòng này."))
    return found
