"""What the law said on a day: limits, codes, kinds of products."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.errors import Refused
from gieo.domain.procedures.engine import legal_limits
from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.procedures.rules import LegalLimit, in_force, is_in_force
from gieo.domain.procedures.vocab import CodeKey, LimitKey


def find_limit(key: LimitKey | str, on: date) -> LegalLimit | None:
    """The limit in force on a day, or nothing when no text of that day carries one."""
    rows = in_force((row for row in legal_limits() if row.key == key), on)
    return rows[0] if rows else None


def limit(key: LimitKey | str, on: date) -> LegalLimit:
    """The limit in force on a day: `.count`, `.unit`, `.times`, `.limit` (for the calendar), `.basis`, `.mark`.

    `on` is the day that decides which text rules, for a task its approval, for a result its acceptance. Raises Refused
    when no text of that day carries such a limit.
    """
    found = find_limit(key, on)
    if found is None:
        day = on.strftime("%d/%m/%Y")
        raise Refused(_("Bảng thời hạn không có “%(key)s” cho ngày %(day)s.") % {"key": key, "day": day})
    return found


@dataclass(frozen=True)
class LimitLine:
    """A limit of the table with its state on the day asked."""

    limit: LegalLimit
    is_in_force: bool


def limit_lines(on: date, *, ended: bool = False) -> list[LimitLine]:
    """The table of limits: those in force on a day; with `ended`, past and future ones too."""
    lines = [LimitLine(row, is_in_force(row, on)) for row in legal_limits()]
    return [line for line in lines if ended or line.is_in_force]


def systems_on(on: date) -> QuerySet[CodeSystem]:
    """Tables in force on a day."""
    return CodeSystem.objects.filter(
        Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on)
    ).order_by("key", "since")


def all_systems() -> QuerySet[CodeSystem]:
    """Every table ever known with its lines, oldest first within a subject."""
    lines = Prefetch("entries", CodeEntry.objects.order_by("order", "code"))
    return CodeSystem.objects.prefetch_related(lines).order_by("key", "until", "since")


def code_entries(key: CodeKey | str, on: date) -> QuerySet[CodeEntry]:
    """Lines of a subject in force on a day, in their order, each with its table."""
    return (
        CodeEntry.objects.filter(system__key=key)
        .filter(Q(system__since__isnull=True) | Q(system__since__lte=on))
        .filter(Q(system__until__isnull=True) | Q(system__until__gte=on))
        .select_related("system")
        .order_by("order", "code")
    )


def kinds(on: date) -> dict[str, CodeEntry]:
    """Nature of a product → kind (Dạng I–IV) by the table in force on a day. One query for many products."""
    return {nature: entry for entry in code_entries(CodeKey.PRODUCT_KIND, on) for nature in entry.natures}


def kind_of_nature(nature: str, on: date) -> CodeEntry | None:
    """The kind (Dạng I–IV) that the table in force on a day gives to a nature; nothing when the table leaves it out.

    The numbering is not stable from one form to the next, so it is shown by table and never stored.
    """
    return kinds(on).get(nature)
