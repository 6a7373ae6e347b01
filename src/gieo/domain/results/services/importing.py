"""Taking over an older register of results: many at once, at the stage they have reached there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.results.lifecycle import NEEDS_REASON
from gieo.domain.results.models import Product, Result, ResultMember
from gieo.domain.results.permits import may_import
from gieo.domain.results.queries import label_of
from gieo.domain.results.rules import REACHED, missing_for
from gieo.domain.results.services.entering import EDITABLE
from gieo.domain.results.services.steps import post_registration_duty
from gieo.domain.results.services.texts import renew_texts
from gieo.domain.results.services.writing import fill, journal, refold, refold_product
from gieo.domain.results.vocab import MemberRole, Origin, ResultState
from gieo.foundation.journal.services import next_number

_REASONED = {"withdraw": ResultState.WITHDRAWN, "expire": ResultState.EXPIRED}
_RELATED = ("programme", "field", "objective", "host", "result", "person")


@dataclass(frozen=True)
class OldResult:
    """A result as the older register has it. `values` are fields of its form, certificate included."""

    state: ResultState
    values: Mapping[str, Any]
    members: Sequence[Mapping[str, Any]] = ()
    products: Sequence[Mapping[str, Any]] = ()
    state_reason: str = ""


@dataclass
class _Row:
    """What becomes of one of them."""

    old: OldResult
    result: Result
    members: list[ResultMember] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)


def import_results(
    olds: Iterable[OldResult], *, source: str, actor: Actor, now: datetime, illustrative: bool = False
) -> list[Result]:
    """Enter results of an older register, all or none.

    In order: permit; each must have what its stage asks for (the same table that holds the deeds), and a reason if it
    was taken out; codes by year as for drafts; results, members and products are written in bulk, the database holds
    their constraints; one journal entry a result, with the source; who has not registered an accepted result still owes
    it. Raises Invalid under "rows" with a sentence for each faulty row, by its number; then nothing is written.
    Open results only: a restricted one is entered by a named person (draft_result), a state secret by nobody.
    """
    may_import(actor).require()
    if not squeeze(source):
        raise Invalid({"source": [_("Ghi nguồn: sổ nào, của năm nào.")]})
    rows = [_row(old, illustrative=illustrative) for old in olds]
    faults = [_told(number, fault) for number, row in enumerate(rows, start=1) for fault in _faults(row)]
    if faults:
        raise Invalid({"rows": faults})
    try:
        with transaction.atomic():
            _write(rows, now=now)
            for row in rows:
                changes = {"source": ("", squeeze(source)), "title": ("", row.result.title)}
                journal(
                    "import", row.result, result=row.result, actor=actor, now=now, changes=changes,
                    to_state=row.result.state,
                )  # fmt: skip
                if row.result.state == ResultState.ACCEPTED:
                    post_registration_duty(row.result, actor=actor, now=now)
    except IntegrityError:
        raise Invalid({"rows": _broken(rows)}) from None
    return [row.result for row in rows]


def _row(old: OldResult, *, illustrative: bool) -> _Row:
    unknown = set(old.values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"a result has no editable {', '.join(sorted(unknown))}")
    result = Result(state=old.state, state_reason=squeeze(old.state_reason), illustrative=illustrative)
    fill(result, old.values)
    row = _Row(old, result)
    for order, values in enumerate(old.members, start=1):
        member = ResultMember(order=order)
        fill(member, values)
        row.members.append(member)
    for order, values in enumerate(old.products, start=1):
        product = Product(order=order, illustrative=illustrative)
        fill(product, values)
        row.products.append(product)
    return row


def _faults(row: _Row) -> list[str]:
    """What keeps a row out, before the database is asked."""
    state = ResultState(row.old.state)
    values = {name: getattr(row.result, name) for name in EDITABLE if name not in _RELATED}
    values |= {name: getattr(row.result, f"{name}_id") for name in ("programme", "field", "objective", "host")}
    values |= {
        "origin": row.result.origin or Origin.PROVINCIAL_TASK,
        "leader": [member.name for member in row.members if member.role == MemberRole.LEADER],
        "products": row.products,
    }
    stage = REACHED[state]
    missing = missing_for(stage, values) if stage is not None else ()
    faults = [_("còn thiếu %(what)s") % {"what": label_of(name).lower()} for name in missing]
    taken_out = {target for verb, target in _REASONED.items() if verb in NEEDS_REASON}
    if state in taken_out and not row.result.state_reason:
        faults.append(_("còn thiếu lý do của tình trạng"))
    for record in (row.result, *row.members, *row.products):
        faults += _field_faults(record)
    return faults


def _field_faults(record: models.Model) -> list[str]:
    try:
        record.clean_fields(exclude=[*_RELATED, "code"])
    except ValidationError as wrong:
        return [text for texts in wrong.message_dict.values() for text in texts]
    return []


def _write(rows: list[_Row], *, now: datetime) -> None:
    year = local_date(now).year
    for row in rows:
        accepted, ended = row.result.accepted_on, row.result.end_year
        own = accepted.year if accepted else ended or year
        row.result.code = make_code("KQ", own, next_number(f"KQ-{own}"))
        refold(row.result, people=[member.name for member in row.members])
    Result.objects.bulk_create([row.result for row in rows])
    for row in rows:
        for member in row.members:
            member.result = row.result
        for product in row.products:
            product.result = row.result
            product.code = make_code("SP", year, next_number(f"SP-{year}"))
            refold_product(product)
    ResultMember.objects.bulk_create([member for row in rows for member in row.members])
    Product.objects.bulk_create([product for row in rows for product in row.products])
    renew_texts(row.result for row in rows)


def _broken(rows: list[_Row]) -> list[str]:
    """The database has refused: name the rows that break a constraint, or one another."""
    faults = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        twin = seen.setdefault(row.result.certificate_no, number) if row.result.certificate_no else number
        if twin != number:
            faults.append(_told(number, _("số giấy chứng nhận trùng với dòng %(twin)s") % {"twin": twin}))
        for record in (row.result, *row.products):
            try:
                record.validate_constraints(exclude={"result"})
            except ValidationError as wrong:
                faults += [_told(number, text) for text in wrong.messages]
    return faults or [_("Cơ sở dữ liệu từ chối cả danh sách; kiểm tra người chủ nhiệm bị ghi hai lần.")]


def _told(number: int, fault: str) -> str:
    return _("Dòng %(number)s: %(fault)s") % {"number": number, "fault": fault}
