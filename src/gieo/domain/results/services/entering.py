"""Entering a result and editing it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.domain.results import wording
from gieo.domain.results.models import Result, ResultReader
from gieo.domain.results.permits import may_draft, may_edit, may_register
from gieo.domain.results.queries.texts import text_key
from gieo.domain.results.services.texts import renew_texts
from gieo.domain.results.services.writing import fill, journal, lock_result, refold, require_reached, save_result
from gieo.domain.results.vocab import Access, ResultState
from gieo.foundation.journal.services import next_number, require_valid
from gieo.foundation.search.services import drop_texts
from gieo.foundation.units.permits import answers_for

ABOUT = (
    "title", "short_title", "origin", "task_code", "programme", "field", "objective", "host", "start_year", "end_year",
    "budget_state", "budget_other", "abstract",
)  # fmt: skip
ACCEPTANCE = ("accepted_on", "grade")
CERTIFICATE = ("certificate_no", "certificate_on", "certificate_place")
RIGHTS = ("rights_holder", "rights_note", "restriction_note")
KIT = (
    "readiness", "plain_sheet", "fit_places", "altitude_min", "altitude_max", "season", "water", "labour", "capital",
    "seasons", "water_least", "labour_least",
    "cost_text", "cost_amount", "benefit_text", "inputs_text", "risks_text", "contact_name", "contact_phone",
    "contact_email",
)  # fmt: skip
EDITABLE = ABOUT + ACCEPTANCE + CERTIFICATE + RIGHTS + KIT


def draft_result(
    *,
    actor: Actor,
    now: datetime,
    is_state_secret: bool,
    restricted: bool = False,
    illustrative: bool = False,
    **values: Any,
) -> Result:
    """Enter a result as a draft; nothing but a title is needed.

    In order: a state secret is refused and nothing at all is kept, not even a journal entry (TT 14/2014 Đ5: secret
    tasks go on paper); permit; a host enters results of its own unit only; code KQ-<year>-<number>, the year of
    acceptance, else of the task's end, else today's; save; whoever enters a restricted result becomes its reader;
    journal. Raises Refused, NotAllowed, Invalid.
    """
    if is_state_secret:
        raise Refused(str(wording.SECRET_REFUSED))
    may_draft(actor).require()
    _known(values)
    result = Result(access=Access.RESTRICTED if restricted else Access.OPEN, illustrative=illustrative)
    changes = fill(result, values)
    _certificate_only_by_registrar(result, actor, changes)
    _host_of_own_unit(result, actor)
    reader = actor.person_id
    if restricted and reader is None:
        raise NotAllowed(_("Kết quả hạn chế xem phải do một người có tên ghi."))
    with transaction.atomic():
        year = _year_of(result, local_date(now))
        result.code = make_code("KQ", year, next_number(f"KQ-{year}"))
        refold(result)
        require_valid(result)
        result.save()
        if restricted and reader is not None:
            ResultReader.objects.create(result=result, person_id=reader)
        renew_texts([result])
        journal("draft", result, result=result, actor=actor, now=now, changes=changes, to_state=result.state)
    return result


def edit_result(result: Result, *, actor: Actor, now: datetime, version: int, **values: Any) -> Result:
    """Change fields of a result. `version` is the one that was read when editing began.

    In order: lock; Conflict if somebody else changed it meanwhile; permit; fields of the certificate only by a
    registrar; what the stages behind it asked for must stay filled in (Missing); save; journal the changed fields.
    Nothing changed: nothing written. Returns the fresh record.
    """
    _known(values)
    with transaction.atomic():
        row = lock_result(result, version)
        may_edit(actor, row).require()
        changes = fill(row, values)
        if not changes:
            return row
        _certificate_only_by_registrar(row, actor, changes)
        _host_of_own_unit(row, actor)
        require_reached(row)
        save_result(row)
        journal("edit", row, result=row, actor=actor, now=now, changes=changes)
    return row


def take_out_results(keys: Sequence[int], *, actor: Actor, now: datetime) -> int:
    """Remove drafts that were entered by mistake, all or none; returns how many.

    In order: lock; permit for each; only drafts (Refused); journal; members go with them, anything else that belongs to
    one or names it refuses it for all (Refused); they are found no more.
    """
    with transaction.atomic():
        rows = list(Result.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        for row in rows:
            may_edit(actor, row).require()
            if row.state != ResultState.DRAFT:
                raise Refused(_("%(code)s không còn là bản nháp nên không bỏ được.") % {"code": row.code})
            journal("remove", row, result=row, actor=actor, now=now, changes={"title": (row.title, "")})
        taken = Result.objects.filter(pk__in=[row.pk for row in rows])
        if taken.filter(Q(photos__isnull=False) | Q(readers__isnull=False) | Q(kit_waivers__isnull=False)).exists():
            raise Refused(_("Kết quả đã có ảnh, người được xem hoặc phiếu miễn nên không bỏ được."))
        drop_texts([text_key(row) for row in rows])
        try:
            with transaction.atomic():
                taken.delete()
        except ProtectedError:
            raise Refused(_("Kết quả đã có sản phẩm hoặc đã nằm trong hồ sơ khác nên không bỏ được.")) from None
    return len(rows)


def _known(values: dict[str, Any]) -> None:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"a result has no editable {', '.join(sorted(unknown))}")


def _year_of(result: Result, today: date) -> int:
    return result.accepted_on.year if result.accepted_on else result.end_year or today.year


def _certificate_only_by_registrar(result: Result, actor: Actor, changes: dict[str, Any]) -> None:
    """A certificate is given once and never reissued (TT 14/2014 Đ13): only its keeper corrects what stands on it."""
    if set(changes) & set(CERTIFICATE) and not may_register(actor, result):
        raise NotAllowed(_("Chỉ cán bộ đăng ký được ghi và sửa giấy chứng nhận."))


def _host_of_own_unit(result: Result, actor: Actor) -> None:
    """A host that is nothing else enters and keeps results of its own unit."""
    if actor.is_system or actor.has(Role.OFFICER, Role.REGISTRAR):
        return
    own = actor.units(Role.HOST)
    if result.host_id is None and len(own) == 1:
        result.host_id = next(iter(own))
    if result.host_id not in answers_for(actor, Role.HOST):
        raise Invalid({"host": [_("Chọn đơn vị của bạn làm tổ chức chủ trì.")]})
