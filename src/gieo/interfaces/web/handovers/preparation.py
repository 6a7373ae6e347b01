"""A conference's minutes before the day: all drafts with one click, what is missing, sealing all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.domain.handovers.jobs import print_minutes
from gieo.domain.handovers.permits import may_edit_minutes, may_prepare_minutes, may_seal_minutes, may_see_ledger
from gieo.domain.handovers.queries.preparation import ReceiverRow, receivers_of
from gieo.domain.handovers.services import prepare_all_minutes, prepare_minutes, seal_all_minutes, set_for_signing
from gieo.domain.transfers.access import access_conference, access_decision
from gieo.foundation.units.access import access_unit
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.handovers.forms import WitnessForm
from gieo.interfaces.web.handovers.parts import address, conference_link, crumbs, state_pill
from gieo.interfaces.web.ui.components import Deed, Link, Pill
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.pages import deed, page, reads, writes
from gieo.interfaces.web.ui.records import record_url


@reads
def conference(request: HttpRequest, code: str) -> HttpResponse:
    may_see_ledger(request.actor).require()
    found, actor = access_conference(code, request.actor), request.actor
    rows = receivers_of(found, actor)
    unwritten = sum(row.waits for row in rows)
    drafts = sum(paper.conference_id == found.pk for row in rows for paper in row.drafts)
    prepares, seals = may_prepare_minutes(actor), may_seal_minutes(actor)
    return page(
        request,
        "handovers/conference.html",
        conference=found,
        rows=[(row, _papers(row, actor), _lacks(row)) for row in rows],
        all_is_sealed=bool(rows) and not unwritten and not drafts,
        units=len({row.unit.pk for row in rows}),
        written=len({row.unit.pk for row in rows} - {row.unit.pk for row in rows if row.waits}),
        ready=sum(len(row.drafts) for row in rows if row.is_ready),
        waiting=sum(len(row.waiting) for row in rows),
        may_edit=may_edit_minutes(actor),
        witness_form=WitnessForm(initial=_witness(rows, found.chair_name, found.chair_title)),
        prepare=Deed(
            label=_numbered(
                ngettext("Lập %(n)s biên bản", "Lập %(n)s biên bản", unwritten), unwritten, _("Lập biên bản")
            ),
            url=address("prepare", code),
            icon="file-plus",
            kind="main" if unwritten else "plain",
            post=True,
            blocked=str(prepares.why) or ("" if unwritten else _("Mọi đơn vị nhận đều đã có biên bản.")),
        ),
        seal=Deed(
            label=_numbered(
                ngettext("Niêm phong %(n)s biên bản", "Niêm phong %(n)s biên bản", drafts),
                drafts,
                _("Niêm phong"),
            ),
            url=address("seal_all", code),
            icon="lock",
            kind="main" if drafts and not unwritten else "plain",
            consequences=(
                _(
                    "Mỗi biên bản đủ điều kiện được khoá nội dung; biên bản còn thiếu được nêu rõ lý do và giữ là "
                    "bản thảo."
                ),
                _("Sau đó không sửa được nữa."),
            ),
            blocked=str(seals.why) or ("" if drafts else _("Không có bản thảo nào chờ niêm phong.")),
        ),
        trail=crumbs(conference_link(found), Link(_("Chuẩn bị biên bản"))),
    )


def _numbered(words: str, number: int, without: str) -> str:
    """The label with its number, or without when there is nothing to do."""
    return words % {"n": number} if number else without


def _papers(row: ReceiverRow, actor: Actor) -> list[tuple[str, Pill]]:
    """The minutes of a receiver with their states; without any one pill that says so."""
    papers = [(paper.code, state_pill(paper, actor)) for paper in row.papers]
    return papers or [("", Pill(word=_("Chưa có biên bản"), tone="late"))]


def _lacks(row: ReceiverRow) -> list[Link]:
    return [Link(lack.text, record_url("results.result", lack.subject) if lack.subject else "") for lack in row.lacks]


def _witness(rows: list[ReceiverRow], name: str, title: str) -> dict[str, str]:
    """Whom the drafts name already and in which order, else who chairs the conference."""
    for paper in (paper for row in rows for paper in row.papers):
        if paper.witness_name:
            said = {"name": paper.witness_name, "title": paper.witness_title, "unit": paper.witness_unit}
            return said | {"order": paper.signing_order or ""}
    return {"name": name, "title": title}


@writes
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    return deed(
        request,
        lambda: prepare_all_minutes(found, actor=request.actor, now=clock.now()),
        said=lambda made: (
            ngettext("Đã lập %(n)s biên bản.", "Đã lập %(n)s biên bản.", len(made)) % {"n": len(made)}
            if made
            else _("Mọi đơn vị nhận đều đã có biên bản.")
        ),
        to=("handovers:conference", code),
    )


@writes
def prepare_one(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """A draft for a receiver of a decision outside any conference, a second one for restricted results."""
    decision, receiver = access_decision(code, request.actor), access_unit(unit, request.actor)
    return deed(
        request,
        lambda: prepare_minutes(decision, receiver, actor=request.actor, now=clock.now()),
        said=lambda made: ngettext("Đã lập %(n)s biên bản.", "Đã lập %(n)s biên bản.", len(made)) % {"n": len(made)},
        to=lambda made: (
            ("handovers:record", made[0].code) if made and len(made) == 1 else ("handovers:decision_ledger", code)
        ),
    )


@writes
def witness(request: HttpRequest, code: str) -> HttpResponse:
    may_edit_minutes(request.actor).require()
    found, form = access_conference(code, request.actor), WitnessForm(request.POST)

    def do() -> int:
        if not form.is_valid():
            raise Invalid({name: [str(message) for message in said] for name, said in form.errors.items()})
        values = dict(form.cleaned_data)
        return set_for_signing(found, order=values.pop("order"), **values, actor=request.actor, now=clock.now())

    return deed(
        request,
        do,
        said=lambda count: ngettext("Đã ghi vào %(n)s bản thảo.", "Đã ghi vào %(n)s bản thảo.", count) % {"n": count},
        to=("handovers:conference", code),
    )


@writes
def seal_all(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)

    def do() -> str:
        report = seal_all_minutes(found, actor=request.actor, now=clock.now())
        for minutes in report.sealed:
            print_minutes.enqueue(minutes.pk)
        for minutes, error in report.refused:
            messages.error(
                request, f"{unit_label(minutes.receiver, clock.today())} ({minutes.code}): {sentence(error)}"
            )
        number = len(report.sealed)
        if not number:
            return ""
        return ngettext("Đã niêm phong %(n)s biên bản.", "Đã niêm phong %(n)s biên bản.", number) % {"n": number}

    return deed(request, do, said=lambda words: words, to=("handovers:conference", code))
