"""Forms and one-button deeds of a conference: plan, edit, open, close, reopen, report, publish, notes, figures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_conference, visible_decisions
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.permits import (
    may_close_conference,
    may_edit_conference,
    may_open_conference,
    may_plan_conference,
    may_publish_conference,
    may_reopen_conference,
    may_report_conference,
)
from gieo.domain.transfers.queries.conferences import conference_page
from gieo.domain.transfers.queries.day import told
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.domain.transfers.vocab import DecisionState
from gieo.interfaces.web.transfers.conferences import at, trail
from gieo.interfaces.web.transfers.forms import (
    ConferenceForm,
    EditConferenceForm,
    NotesForm,
    ReasonForm,
    ReportedFigureForm,
    ReportForm,
)
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes

FORM = "transfers/form.html"


def words(
    heading: str, submit: str, found: Conference | None = None, *, lead: str = "", consequences: Any = (),
    kind: str = "main",
) -> dict[str, Any]:  # fmt: skip
    """What the one form page of this folder says."""
    return {
        "heading": heading,
        "submit": submit,
        "lead": lead or (found.title if found else ""),
        "consequences": tuple(consequences),
        "kind": kind,
        "multipart": False,
        "back": at("conference", found) if found else reverse("transfers:conferences"),
        "trail": trail(found, heading),
    }


def sent_version(request: HttpRequest) -> int:
    """The version that a one-button form saw; a missing one matches none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else 0


@fills
def plan(request: HttpRequest) -> HttpResponse:
    may_plan_conference(request.actor).require()
    asked, issued = request.GET.get("decision", ""), visible_decisions(request.actor).filter(state=DecisionState.ISSUED)
    waiting = issued.filter(conferences__isnull=True).order_by("-issued_on", "-pk")
    chosen = list(issued.filter(code=asked) if asked else waiting[:1])
    initial = {"decisions": chosen, "title": _("Hội nghị bàn giao kết quả nhiệm vụ khoa học và công nghệ")}
    return filled(
        request,
        ConferenceForm(request.POST or None, initial=initial),
        FORM,
        lambda values: services.plan_conference(actor=request.actor, now=clock.now(), **values),
        said=_("Đã lập hội nghị. Mời các đơn vị nhận."),
        to=lambda made: ("transfers:conference", made.code),
        **words(_("Lập hội nghị bàn giao"), _("Lập hội nghị")),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    names = ("title", "held_on", "starts_at", "ends_at", "place", "chair_name", "chair_title", "version")
    initial = {name: getattr(found, name) for name in names} | {"decisions": list(found.decisions.all())}
    return filled(
        request,
        EditConferenceForm(request.POST or None, initial=initial),
        FORM,
        lambda values: services.edit_conference(
            found,
            version=values["version"],
            decisions=values["decisions"],
            values={name: value for name, value in values.items() if name not in ("version", "decisions")},
            actor=request.actor,
            now=clock.now(),
        ),
        said=_("Đã lưu."),
        to=("transfers:conference", code),
        **words(_("Sửa thông tin hội nghị"), _("Lưu"), found),
    )


@writes
def open_(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_open_conference(request.actor).require()
    return deed(
        request,
        lambda: services.open_conference(found, version=sent_version(request), actor=request.actor, now=clock.now()),
        said=_("Hội nghị đã khai mạc."),
        to=("transfers:conference", code),
    )


@writes
def close(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_close_conference(request.actor).require()
    return deed(
        request,
        lambda: services.close_conference(
            found,
            version=sent_version(request),
            rest_absent=request.POST.get("rest_absent") == "1",
            actor=request.actor,
            now=clock.now(),
        ),
        said=_("Hội nghị đã bế mạc."),
        to=("transfers:conference", code),
    )


@fills
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_reopen_conference(request.actor).require()
    return filled(
        request,
        ReasonForm(request.POST or None, initial={"version": found.version}),
        FORM,
        lambda values: services.reopen_conference(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã mở lại hội nghị."),
        to=("transfers:conference", code),
        **words(
            _("Mở lại hội nghị"),
            _("Mở lại"),
            found,
            consequences=(_("Người dự, chương trình và khách mời sửa lại được; trang đã công bố vẫn còn đó."),),
        ),
    )


@fills
def report(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_report_conference(request.actor).require()
    return filled(
        request,
        ReportForm(request.POST or None, initial={"version": found.version, "reported_on": clock.today()}),
        FORM,
        lambda values: services.report_conference(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi nhận báo cáo."),
        to=("transfers:conference", code),
        **words(
            _("Ghi nhận đã báo cáo"),
            _("Ghi nhận đã báo cáo"),
            found,
            consequences=(
                _("Hội nghị không mở lại được nữa; chỉ ảnh và con số đối chiếu còn thêm được."),
                _("Gieo không gửi báo cáo đi; báo cáo do lãnh đạo Sở ký và gửi như thường lệ."),
            ),
        ),
    )


@writes
def publish(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_publish_conference(request.actor).require()
    return deed(
        request,
        lambda: services.publish_conference(found, version=sent_version(request), actor=request.actor, now=clock.now()),
        said=_("Trang hội nghị đã lên cổng công khai."),
        to=("transfers:conference", code),
    )


@writes
def announce(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_publish_conference(request.actor).require()
    return deed(
        request,
        lambda: services.announce_conference(
            found, version=sent_version(request), actor=request.actor, now=clock.now()
        ),
        said=_("Trang giới thiệu hội nghị đã lên cổng công khai."),
        to=("transfers:conference", code),
    )


@fills
def unpublish(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_publish_conference(request.actor).require()
    return filled(
        request,
        ReasonForm(request.POST or None, initial={"version": found.version}),
        FORM,
        lambda values: services.unpublish_conference(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã gỡ trang công khai."),
        to=("transfers:conference", code),
        **words(
            _("Gỡ trang công khai"),
            _("Gỡ trang"),
            found,
            kind="danger",
            consequences=(_("Địa chỉ của trang báo không tìm thấy; ai đã lưu liên kết sẽ không xem được."),),
        ),
    )


@fills
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """A text not begun yet begins with what was written down in the hall."""
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    begun = found.notes or told(found.quick_notes.all())
    return filled(
        request,
        NotesForm(request.POST or None, initial={"version": found.version, "notes": begun}),
        FORM,
        lambda values: services.write_notes(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu ghi chép."),
        to=("transfers:conference", code),
        **words(_("Ghi diễn biến"), _("Lưu ghi chép"), found),
    )


@fills
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """Numbers that others have written, beside those computed from the rows."""
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    seen = conference_page(found, request.actor)
    return filled(
        request,
        ReportedFigureForm(request.POST or None),
        "transfers/figures.html",
        lambda values: services.add_reported_figure(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi con số."),
        to=("transfers:figures", code),
        conference=found,
        told=seen.told,
        deed=conference_deeds(found, request.actor, ["set_figures"])["set_figures"],
        back=at("conference", found),
        trail=trail(found, _("Con số đã công bố")),
    )


@writes
def remove_figure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    figure = found.reported_figures.filter(pk=pk).first()
    if figure is None:
        raise NotFound(_("Không có con số này."))
    return deed(
        request,
        lambda: services.remove_reported_figure(figure, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ con số."),
        to=("transfers:figures", code),
    )
