"""The ledger of a conference and of a decision: figures, disagreements in words, the matrix, funnel and clock."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.handovers.permits import may_explain_fault, may_see_ledger
from gieo.domain.handovers.queries.ledger import LedgerPage, ledger_of_conference, ledger_of_decision
from gieo.domain.handovers.queries.tablets import tablets_of
from gieo.domain.handovers.rules.counts import funnel, matrix
from gieo.domain.handovers.services import explain_fault
from gieo.domain.handovers.vocab import MinutesState
from gieo.domain.transfers.access import access_conference, access_decision
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.interfaces.web.handovers.ledger_parts import (
    FIGURE_COLUMNS,
    FIGURES,
    LINE_COLUMNS,
    Place,
    clock_bars,
    fault_rows,
    figure_cards,
    figure_rows,
    funnel_bars,
    matrix_table,
    passed_rows,
    told_lines,
)
from gieo.interfaces.web.handovers.parts import address, conference_link, crumbs, decision_link
from gieo.interfaces.web.handovers.tablet_parts import TabletNote, tablet_notes
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.lists import ListPage
from gieo.interfaces.web.ui.pages import deed, page, reads, writes
from gieo.interfaces.web.ui.rolls import Roll


def _conference(request: HttpRequest, code: str) -> tuple[LedgerPage, Place]:
    may_see_ledger(request.actor).require()
    found = access_conference(code, request.actor)
    ledger = ledger_of_conference(found, request.actor, today=clock.today())
    return ledger, Place("ledger", code, found.held_on, conference=found)


def _decision(request: HttpRequest, code: str) -> tuple[LedgerPage, Place]:
    may_see_ledger(request.actor).require()
    found = access_decision(code, request.actor)
    ledger = ledger_of_decision(found, request.actor, today=clock.today())
    return ledger, Place("decision_ledger", code, None, decision=found)


@reads
def conference(request: HttpRequest, code: str) -> HttpResponse:
    ledger, place = _conference(request, code)
    return _shown(request, ledger, place, _days(ledger, place))


@reads
def decision(request: HttpRequest, code: str) -> HttpResponse:
    ledger, place = _decision(request, code)
    return _shown(request, ledger, place, None)


def _days(ledger: LedgerPage, place: Place) -> int | None:
    """Calendar days from the (first) decision to the conference: 179 in 2023."""
    issued = [row.issued_on for row in ledger.decisions if row.issued_on]
    return (place.held_on - min(issued)).days if place.held_on and issued else None


def _shown(request: HttpRequest, ledger: LedgerPage, place: Place, days: int | None) -> HttpResponse:
    table, faults = matrix(ledger.world), fault_rows(ledger, place)
    return page(
        request,
        "handovers/ledger.html",
        conference=place.conference,
        decision=place.decision,
        decisions=[(decision_link(row), row.issued_on) for row in ledger.decisions],
        days=days,
        figures=figure_cards(ledger, place),
        faults=[row for row in faults if not row["notes"]],
        explained=[row for row in faults if row["notes"]],
        pending=fault_rows(ledger, place, pending=True),
        passed=passed_rows(ledger),
        matrix=matrix_table(ledger, table, place) if table.rows else None,
        table=table,
        funnel=funnel_bars(funnel(ledger.world), place),
        clocks=clock_bars(ledger, place, clock.today()),
        may_explain=may_explain_fault(request.actor),
        explain_url=address(f"{place.verb}_explain", place.code),
        listed=_listed(request, ledger, place),
        tablet_notes=_tablet_notes(request.actor, ledger, place),
        trail=_trail(place),
    )


def _tablet_notes(actor: Actor, ledger: LedgerPage, place: Place) -> list[TabletNote]:
    """What a tablet may still hold; once all have signed nothing is missing, and nothing is asked."""
    if place.conference is None or all(row.state != MinutesState.SEALED for row in ledger.world.minutes):
        return []
    return tablet_notes(tablets_of(place.conference, actor))


def _trail(place: Place, *more: Link) -> tuple[Link, ...]:
    here = Link(_("Sổ đối chiếu"), address(place.verb, place.code) if more else "")
    if place.conference is not None:
        return crumbs(conference_link(place.conference), here, *more)
    assert place.decision is not None  # a ledger is of one or the other
    return crumbs(decision_link(place.decision), here, *more)


@reads
def conference_rows(request: HttpRequest, code: str, figure: str) -> HttpResponse:
    return _rows(request, *_conference(request, code), figure)


@reads
def decision_rows(request: HttpRequest, code: str, figure: str) -> HttpResponse:
    return _rows(request, *_decision(request, code), figure)


def _rows(request: HttpRequest, ledger: LedgerPage, place: Place, figure: str) -> HttpResponse:
    """The rows behind a number, exactly as many as it says."""
    listed = _listed_rows(request, ledger, place, figure)
    return page(
        request,
        "handovers/ledger_rows.html",
        title=FIGURES[figure],
        listed=listed,
        rows=list(listed.found),
        trail=_trail(place, Link(str(FIGURES[figure]))),
    )


def _listed(request: HttpRequest, ledger: LedgerPage, place: Place) -> ListPage:
    """The ledger line by line, with what disagrees."""
    return Roll(
        request,
        lambda: told_lines(ledger),
        LINE_COLUMNS,
        title=_("Sổ đối chiếu %(code)s") % {"code": place.code},
        key=lambda row: row.key,
        at=address(place.verb, place.code),
    )


def _listed_rows(request: HttpRequest, ledger: LedgerPage, place: Place, figure: str) -> ListPage:
    """The rows behind a number, as its page has them."""
    if figure not in FIGURES:
        raise NotFound(_("Sổ không có con số này."))
    unit = request.GET.get("unit", "")
    return Roll(
        request,
        figure_rows(ledger, figure, unit=unit),
        FIGURE_COLUMNS,
        title=f"{FIGURES[figure]}, {place.code}",
        key=lambda row: "-".join([row["code"], *(link.label for link in row["minutes"])])[:200],
        at=address(f"{place.verb}_rows", place.code, figure),
        narrowed_to=ledger.world.unit_name(unit) if unit in ledger.world.unit_by_code else "",
    )


def _conference_listed(request: HttpRequest, code: str) -> ListPage:
    return _listed(request, *_conference(request, code))


def _decision_listed(request: HttpRequest, code: str) -> ListPage:
    return _listed(request, *_decision(request, code))


def _conference_rows_listed(request: HttpRequest, code: str, figure: str) -> ListPage:
    return _listed_rows(request, *_conference(request, code), figure)


def _decision_rows_listed(request: HttpRequest, code: str, figure: str) -> ListPage:
    return _listed_rows(request, *_decision(request, code), figure)


export_conference = exported(_conference_listed)
export_decision = exported(_decision_listed)
export_conference_rows = exported(_conference_rows_listed)
export_decision_rows = exported(_decision_rows_listed)


@writes
def explain_conference(request: HttpRequest, code: str) -> HttpResponse:
    may_see_ledger(request.actor).require()
    return _explain(request, access_conference(code, request.actor), "ledger")


@writes
def explain_decision(request: HttpRequest, code: str) -> HttpResponse:
    may_see_ledger(request.actor).require()
    return _explain(request, access_decision(code, request.actor), "decision_ledger")


def _explain(request: HttpRequest, place: Conference | TransferDecision, verb: str) -> HttpResponse:
    return deed(
        request,
        lambda: explain_fault(
            place,
            fault_key=request.POST.get("fault", ""),
            text=request.POST.get("text", ""),
            actor=request.actor,
            now=clock.now(),
        ),
        said=_("Đã ghi lời giải thích."),
        to=(f"handovers:{verb}", place.code),
    )
