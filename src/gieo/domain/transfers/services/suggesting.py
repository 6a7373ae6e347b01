"""A result that is new is shown to the units whose open needs it could meet, once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from gieo.core.actor import SYSTEM, Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Refused
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import addressee
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries.validity import unconfirmed_since
from gieo.domain.results.wording import UNCONFIRMED
from gieo.domain.transfers.models import Offering, Suggestion
from gieo.domain.transfers.permits import may_tell_units
from gieo.domain.transfers.queries.suggesting import Nearest, new_results
from gieo.domain.transfers.queries.weighing import needs_for, open_needs
from gieo.foundation.journal.services import record
from gieo.foundation.outbox.services import write_to


def tell_units(result: Result, needs: Iterable[Need], *, actor: Actor, now: datetime) -> int:
    """Tell the units of these needs that a result could meet them; returns how many letters were posted.

    Only needs that the result is shown for. A unit that had a letter about it or has judged it is not written to, one
    without an address finds it on its need's page. Needs are locked in one order, whoever else tells.
    """
    may_tell_units(actor).require()
    wanted = {need.pk for need in needs}
    with transaction.atomic():
        chosen = sorted((one.need for one in needs_for(result) if one.need.pk in wanted), key=lambda need: need.pk)
        if not chosen:
            raise Invalid({"": [_("Chọn ít nhất một nhu cầu chưa được đáp ứng.")]})
        posted = {need.code: _tell(need, [result], actor=actor, now=now) for need in chosen}
        told = {code: letter for code, letter in posted.items() if letter is not None}
        if not told:
            raise Refused(_("Các đơn vị này đã được báo hoặc đã xem xét kết quả này."))
        record("tell_units", result, actor=actor, now=now, changes={"needs": ([], list(told))})
    return sum(told.values())


def suggest_new_results(*, now: datetime) -> tuple[int, int]:
    """Each night, once the index is whole: each result that became public is put before the open needs that it comes
    nearest to. Returns for how many needs something was told, and how many results wait for the index.

    Each need is one transaction, one letter for all that is new to it; a round that dies tells the rest the next night.
    """
    nearest, offered, waiting = Nearest(), list[Result](), 0
    found: dict[int, tuple[Need, list[Result]]] = {}
    for result in new_results().order_by("pk"):
        needs = nearest.needs_for(result)
        if needs is None:
            waiting += 1
            continue
        offered.append(result)
        for need in needs:
            found.setdefault(need.pk, (need, []))[1].append(result)
    told = 0
    for need, results in found.values():
        with transaction.atomic():
            told += _tell(need, results, actor=SYSTEM, now=now) is not None
    rows = [Offering(result=result, offered_at=now) for result in offered]
    Offering.objects.bulk_create(rows, ignore_conflicts=True)
    return told, waiting


def _tell(need: Need, results: Sequence[Result], *, actor: Actor, now: datetime) -> bool | None:
    """Whether a letter was posted; None when there is nothing to tell: the need is open no more, or its unit knows."""
    row = open_needs().select_for_update(of=("self",)).filter(pk=need.pk).first()
    if row is None:
        return None
    known = set(row.suggestions.filter(by_letter=True).values_list("result", flat=True))
    known |= set(row.weighings.values_list("result", flat=True))
    public = public_results().filter(pk__in=[result.pk for result in results]).values_list("pk", flat=True)
    fresh = [result for result in results if result.pk in set(public) - known]
    if not fresh:
        return None
    posted = _write(row, fresh, now=now)
    how = {"told_at": now, "told_by_name": actor.name_on_record, "by_letter": posted}
    for result in fresh:
        Suggestion.objects.update_or_create(need=row, result=result, defaults=how)
    record("suggest", row, actor=actor, now=now, changes={"results": ([], [result.code for result in fresh])})
    return posted


def _line(result: Result, today: date) -> str:
    """A result in a letter, with what its owner has not confirmed in time."""
    since = unconfirmed_since(result, today)
    silent = "" if since is None else f". {UNCONFIRMED}." % {"day": f"{since:%d/%m/%Y}"}
    return f"- {result.shown_title} ({result.code}){silent}"


def _write(need: Need, results: Sequence[Result], *, now: datetime) -> bool:
    to = addressee(need, local_date(now))
    if to is None:
        return False
    with override("vi"):
        subject = _("Có kết quả có thể đáp ứng nhu cầu %(need)s") % {"need": need.code}
        body = ngettext(
            "Kết quả sau có thể đáp ứng nhu cầu “%(title)s” (%(need)s):",
            "Kết quả sau có thể đáp ứng nhu cầu “%(title)s” (%(need)s):",
            len(results),
        ) % {"title": need.title, "need": need.code}
        body += "\n\n" + "\n".join(_line(result, local_date(now)) for result in results) + "\n\n"
        if need.answer:
            body += _(
                "Trước đây nhu cầu được trả lời là chưa đáp ứng được. Nếu còn cần, mời đơn vị mở lại nhu cầu trong "
                "Gieo, xem kết quả rồi nhận, hoặc từ chối và nêu lý do."
            )
        else:
            body += _("Mời đơn vị mở nhu cầu trong Gieo, xem kết quả rồi nhận, hoặc từ chối và nêu lý do.")
        codes = ", ".join(result.code for result in results)
        short = subject + _(": %(code)s. Mời mở nhu cầu trong Gieo để xem và trả lời.") % {"code": codes}
    write_to(to, subject=subject, body=body, short=short, kind="need_could_be_met", record=need, now=now)
    return True
