"""The yearly synthesis of the focal point: tasks applied or not, one a row, and its paper."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotAllowed, NotFound
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.permits.reports import may_forward_report
from gieo.domain.uptake.queries.report_exchange import year_exchange, year_forwarding
from gieo.domain.uptake.queries.reports import years_of
from gieo.domain.uptake.queries.synthesis import last_year, narrowed, synthesis_paper, tasks_of
from gieo.domain.uptake.rules.synthesis import YearTask
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import TaskAnswer
from gieo.domain.uptake.wording import STOP_LABELS
from gieo.domain.uptake.wording.reports import METHOD_LABELS, TASK_LABELS, TASK_ROWS_LABELS, TASK_TONES
from gieo.foundation.papers import engine
from gieo.foundation.papers.rules import Paper
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.lists import Column
from gieo.interfaces.web.ui.pages import filled, fills, page, reads
from gieo.interfaces.web.ui.rolls import Roll
from gieo.interfaces.web.ui.serving import PDF, WORD, paper_response
from gieo.interfaces.web.uptake.reports.forms import ForwardYearForm


@reads
def tasks(request: HttpRequest) -> HttpResponse:
    """The rows behind the numbers of a year: as many as they say."""
    year, answer = year_of(request), _answer_of(request)
    listed = _listed(request)
    return page(
        request,
        "uptake/reports/tasks.html",
        list=listed,
        rows=[(task, pills_of(task), _why_not(task)) for task in listed.found],
        year=year,
        is_narrowed=bool(answer),
        years=[Link(str(one), _address(one, answer)) for one in years_of(request.actor)],
        answers=[Link(_("Tất cả"), _address(year, ""))]
        + [Link(str(label), _address(year, key)) for key, label in TASK_ROWS_LABELS.items()],
        current=_address(year, answer),
        **_national(request, year),
        trail=(Link(_("Báo cáo ứng dụng"), reverse("reports:list")), Link(_("Nhiệm vụ trong năm"))),
    )


def _national(request: HttpRequest, year: int) -> dict[str, Any]:
    """For those who send on: how many the national level has of the year, and how many it has not."""
    if not may_forward_report(request.actor):
        return {}
    listed = reverse("reports:list")
    rows = {show: f"{listed}?{urlencode({'year': year, 'show': show})}" for show in ("forwarded", "kept")}
    return {"national": year_forwarding(year, request.actor), "national_rows": rows}


def year_of(request: HttpRequest) -> int:
    """The year that numbers are shown for: the latest chosen in the address, else the last that has reports due."""
    typed = [year for year in request.GET.getlist("year") if year.isascii() and year.isdigit() and len(year) == 4]
    chosen = [int(year) for year in typed if _is_a_year(int(year))]
    return max(chosen) if chosen else last_year(years_of(request.actor), clock.today())


def _is_a_year(year: int) -> bool:
    return MINYEAR < year < MAXYEAR


def pills_of(task: YearTask) -> list[Pill]:
    """How it counts, and that it waits for confirmation where that may change it."""
    answers = [task.answer, *([TaskAnswer.WAITING] if task.is_contested else [])]
    return [Pill(word=str(TASK_LABELS[answer]), tone=TASK_TONES[answer]) for answer in answers]


def _answer_of(request: HttpRequest) -> str:
    answer = request.GET.get("answer", "")
    return answer if answer in TASK_ROWS_LABELS else ""


def _address(year: int, answer: str) -> str:
    chosen = {"year": year} | ({"answer": answer} if answer else {})
    return f"{reverse('reports:tasks')}?{urlencode(chosen)}"


def _listed(request: HttpRequest) -> Roll:
    year, answer, today = year_of(request), _answer_of(request), clock.today()
    title = _("Nhiệm vụ có báo cáo ứng dụng năm %(year)s") % {"year": year}
    return Roll(
        request,
        lambda: narrowed(tasks_of(year, request.actor, today), answer),
        _columns(),
        title=title,
        key=lambda task: task.code,
        noun=lambda n: ngettext("%(count)s nhiệm vụ", "%(count)s nhiệm vụ", n),
        at=reverse("reports:tasks"),
        narrowed_to=str(TASK_ROWS_LABELS[answer]) if answer else "",
    )


def _columns() -> list[Column]:
    """The twelve fields of form 12, and why not."""

    def told(name: str) -> Callable[[YearTask], str]:
        return lambda task: task.told(name)

    return [
        Column("code", _("Mã"), lambda task: task.code, width=12),
        Column("title", _("Tên nhiệm vụ"), lambda task: task.facts.title, width=30),
        Column("answer", _("Trả lời"), lambda task: "; ".join(pill.word for pill in pills_of(task)), kind="pill"),
        Column("kind", _("Loại hình nhiệm vụ"), lambda task: task.facts.kind, on_screen=False),
        Column("host", _("Chủ trì"), lambda task: task.facts.host, on_screen=False),
        Column("field", _("Lĩnh vực nghiên cứu; mục tiêu"), lambda task: task.facts.field, on_screen=False),
        Column("area", _("Lĩnh vực ứng dụng"), told("area"), on_screen=False),
        Column("address", _("Địa chỉ ứng dụng"), told("address"), width=22),
        Column("scale", _("Quy mô ứng dụng"), told("scale"), width=16),
        Column("effect", _("Hiệu quả ứng dụng"), told("effect"), width=20),
        Column("economy", _("Hiệu quả về kinh tế"), told("economy"), on_screen=False),
        Column("impact", _("Tác động kinh tế, xã hội, môi trường"), told("impact"), on_screen=False),
        Column(
            "passing", _("Phương thức chuyển giao, mức độ thương mại hoá"), lambda task: task.passing(METHOD_LABELS),
            on_screen=False,
        ),
        Column("property", _("Tài liệu sở hữu trí tuệ"), lambda task: task.facts.property, on_screen=False),
        Column("why_not", _("Vì sao chưa ứng dụng"), _why_not, width=20),
        Column("units", _("Đơn vị báo cáo"), _reporters, on_screen=False),
    ]  # fmt: skip


def _why_not(task: YearTask) -> str:
    return task.why_not(STOP_LABELS)


def _reporters(task: YearTask) -> str:
    """Who told of it; of those whose report is not confirmed, that it waits."""
    waits = _("%(unit)s (chờ xác nhận)")
    return "\n".join(one.unit if one.is_confirmed else waits % {"unit": one.unit} for one in task.said)


export = exported(_listed)


@reads
def pdf(request: HttpRequest, year: int) -> HttpResponse:
    return _paper(request, year, engine.pdf, PDF)


@reads
def docx(request: HttpRequest, year: int) -> HttpResponse:
    return _paper(request, year, engine.docx, WORD)


def _paper(request: HttpRequest, year: int, printed: Callable[[Paper], bytes], kind: str) -> HttpResponse:
    if not request.actor.is_office:
        raise NotAllowed(_("Trang này dành cho cán bộ của Sở."))
    if not _is_a_year(year):
        raise NotFound
    paper = synthesis_paper(year, request.actor, clock.today())
    return paper_response(printed(paper), f"tong-hop-ung-dung-{year}.{'pdf' if kind == PDF else 'docx'}", kind)


@reads
def exchange(request: HttpRequest, year: int) -> HttpResponse:
    """What the national level has not got of a year, for its machines."""
    may_forward_report(request.actor).require()
    if not _is_a_year(year):
        raise NotFound
    return paper_response(year_exchange(year, request.actor), f"bao-cao-ung-dung-{year}.json", "application/json")


@fills
def forward(request: HttpRequest, year: int) -> HttpResponse:
    """That the national level has what is in a file."""
    may_forward_report(request.actor).require()
    if not _is_a_year(year):
        raise NotFound
    back, heading = _address(year, ""), _("Ghi đã gửi lên hệ thống quốc gia")
    return filled(
        request,
        ForwardYearForm(request.POST or None, request.FILES or None),
        "uptake/form.html",
        lambda values: services.forward_reports(
            values["file"], on=values["on"], note=values["note"], actor=request.actor, now=clock.now()
        ),
        said=_forwarded,
        to=back,
        heading=heading,
        submit=_("Ghi ngày gửi"),
        lead="",
        consequences=(),
        back=back,
        trail=(
            Link(_("Báo cáo ứng dụng"), reverse("reports:list")),
            Link(_("Nhiệm vụ trong năm"), back),
            Link(heading),
        ),
    )


def _forwarded(reports: list[Report]) -> str:
    n = len(reports)
    return ngettext("Đã ghi ngày gửi của %(n)s báo cáo.", "Đã ghi ngày gửi của %(n)s báo cáo.", n) % {"n": n}
