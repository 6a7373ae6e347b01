"""What a deed changed, value by value, as people read it: never a personal value, never a word of what is hidden."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core.actor import Actor
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.results.access import hidden_results
from gieo.domain.results.models import Product
from gieo.foundation.journal.models import Entry
from gieo.interfaces.web.ui.formats import legal_date, moment, number

LONGEST = 300
"""Letters of a value; the record itself has the rest."""
SHORTEST = 8
"""Letters of a title that is looked for in other words."""
_PERSONAL = re.compile("#[0-9a-f]{24}")
WORDS = {
    "list": gettext_lazy("danh sách"),
    "filters": gettext_lazy("điều kiện lọc"),
    "form": gettext_lazy("dạng tệp"),
    "rows": gettext_lazy("số dòng"),
    "digest": gettext_lazy("vân tay SHA-256"),
    "file": gettext_lazy("tệp"),
    "reason": gettext_lazy("lý do"),
    "note": gettext_lazy("ghi chú"),
    "source": gettext_lazy("từ đâu"),
    "lines": gettext_lazy("số dòng"),
    "added": gettext_lazy("thêm"),
    "removed": gettext_lazy("bớt"),
    "order": gettext_lazy("thứ tự"),
    "reader": gettext_lazy("người được xem"),
    "sheets": gettext_lazy("trang"),
    "version": gettext_lazy("bản"),
    "refused": gettext_lazy("không nhận"),
    "person": gettext_lazy("người"),
    "photograph": gettext_lazy("ảnh"),
    "photographs": gettext_lazy("ảnh"),
    "issuer": gettext_lazy("nơi xác nhận"),
}
"""What changes that are no field of the record are called; others keep their own name."""


@dataclass(frozen=True)
class Change:
    """A value before and after; a value that was not there is a dash."""

    label: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"


def hidden_words(actor: Actor) -> tuple[str, ...]:
    """Codes and titles of what the actor may not see: few, since few results are restricted. Three queries."""
    results = hidden_results(actor)
    words = [word for row in results.values_list("code", "title", "short_title") for word in row]
    for row in Product.objects.filter(result__in=results).values_list("code", "title"):
        words += row
    seen = visible_minutes(actor).values("pk")
    words += Minutes.objects.exclude(pk__in=seen).order_by().values_list("code", flat=True)
    return tuple(dict.fromkeys(word for word in words if len(word) >= SHORTEST))


def changes_of(entry: Entry, hidden: Sequence[str]) -> list[Change]:
    """Every value that the deed changed. What speaks of something hidden is told as hidden."""
    return [_change(entry.record_kind, name, pair, hidden) for name, pair in entry.changes.items()]


def _change(kind: str, name: str, pair: Sequence[Any], hidden: Sequence[str]) -> Change:
    field = _field(kind, name)
    label = str(WORDS.get(name) or (field.verbose_name if field is not None else name))
    old, new = (_words(value, field) for value in (*pair, None, None)[:2])
    if any(word in said for word in hidden for said in (label, old, new)):
        secret = _("về một hồ sơ hạn chế xem")
        return Change(_("Giá trị"), secret, secret)
    return Change(capfirst(label), old, new)


def _field(kind: str, name: str) -> Field[Any, Any] | None:
    try:
        found = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):  # no field, or a kind of an older version
        return None
    return found if isinstance(found, Field) else None


def _words(value: Any, field: Field[Any, Any] | None) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, list):
        return Truncator("; ".join(_words(each, None) for each in value)).chars(LONGEST)
    if isinstance(value, dict):
        return Truncator("; ".join(f"{key}: {_words(each, None)}" for key, each in value.items())).chars(LONGEST)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, int):
        return number(value) if value >= 10_000 else str(value)
    return _text(str(value))


def _text(value: str) -> str:
    if _PERSONAL.fullmatch(value):
        return _("(giá trị riêng tư, nhật ký không giữ)")
    try:
        return legal_date(date.fromisoformat(value)) if len(value) == 10 else moment(datetime.fromisoformat(value))
    except ValueError:
        return Truncator(value).chars(LONGEST)
