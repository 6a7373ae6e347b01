"""What every deed on a result shares: locking it, filling it, checking it, keeping its search text, journalling."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Missing, NotFound, Stale
from gieo.core.text import fold, nfc, sort_key, squeeze
from gieo.domain.results.models import Product, Result
from gieo.domain.results.queries import label_of, values_of
from gieo.domain.results.rules import REACHED, missing_for
from gieo.domain.results.services.texts import renew_texts
from gieo.domain.results.vocab import ResultState, Stage
from gieo.foundation.journal.services import changes_between, record, require_valid

PERSONAL = ("name", "contact_name", "contact_phone", "contact_email", "confirmed_by", "said_by")
_KEY_LETTERS = 40


def lock_result(result: Result, version: int | None = None) -> Result:
    """The result as it stands now, locked to the end of the transaction.

    Raises NotFound when it is gone, Conflict when somebody changed it since `version` was read.
    """
    row = Result.objects.select_for_update().filter(pk=result.pk).first()
    if row is None:
        raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": result.code})
    if version is not None and row.version != version:
        raise Stale(
            row, _("Người khác vừa sửa kết quả này. Những gì bạn gõ vẫn còn dưới đây; xem bản mới rồi lưu lần nữa.")
        )
    return row


def fill(row: models.Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Put cleaned values into a row; returns what changed. Lines are squeezed, longer texts only composed."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, _clean(row, name, value))
    return changes_between(before, {name: getattr(row, name) for name in values})


def _clean(row: models.Model, name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        kept = row._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if isinstance(kept, models.TextField) and not isinstance(kept, models.CharField):
        return nfc(value.replace("\r\n", "\n")).strip()
    return squeeze(value)


def save_result(result: Result) -> None:
    """Check the row against its fields and constraints, renew what searching and sorting read, count the version.

    Raises Invalid with the sentences of the fields and constraints.
    """
    result.version += 1
    refold(result)
    require_valid(result)
    result.save()
    renew_texts([result])


def renew_search(result: Result) -> None:
    """After one of its lines changed: renew what searching reads. The version counts the own fields only."""
    refold(result)
    result.save(update_fields=["folded", "title_key"])
    renew_texts([result])


def refold(result: Result, people: Sequence[str] | None = None) -> None:
    """Renew the folded text (code, names, summary, people, host, programme) and the key of the alphabet."""
    if people is None:
        people = [member.name for member in result.members.all()] if result.pk else []
    words = [
        result.code, result.title, result.short_title, result.task_code, result.certificate_no, *people,
        result.host.name if result.host else "", result.programme.name if result.programme else "",
        result.abstract, result.plain_sheet,
    ]  # fmt: skip
    result.folded = fold(" ".join(word for word in words if word))
    result.title_key = title_key(result.shown_title)


def title_key(title: str) -> str:
    """Letters of a title as fixed-width numbers in the order of our alphabet, so that any database sorts it."""
    words, tones, _text = sort_key(title)
    letters = [rank for word in words for rank in (0, *word)][:_KEY_LETTERS]
    marks = [tone for word in tones for tone in word][: 200 - 4 * _KEY_LETTERS]
    return "".join(f"{min(rank, 0xFFFF):04x}" for rank in letters) + "".join(f"{tone:x}" for tone in marks)


def refold_product(product: Product) -> None:
    product.folded = fold(f"{product.code} {product.title}")


def require_reached(result: Result) -> None:
    """What earlier stages asked for must stay filled in as long as the result stands there. Raises Missing."""
    stage = REACHED[ResultState(result.state)]
    if stage is not None:
        require(result, stage)


def require(result: Result, stage: Stage) -> None:
    """Raise Missing with every field that a stage still needs, in the order of the form."""
    missing = missing_for(stage, values_of(result))
    if missing:
        raise Missing([(name, label_of(name)) for name in missing])


def journal(
    verb: str,
    row: models.Model,
    *,
    result: Result | None,
    actor: Actor,
    now: datetime,
    changes: Mapping[str, tuple[Any, Any]],
    from_state: str = "",
    to_state: str = "",
) -> None:
    """Write the entry. Of a restricted result every value is kept as a keyed digest: the journal has other readers."""
    hidden = tuple(changes) if result is not None and result.is_restricted else PERSONAL
    record(verb, row, actor=actor, now=now, changes=changes, personal=hidden, from_state=from_state, to_state=to_state)
