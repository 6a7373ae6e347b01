"""The front door: search first, the newest conference in figures, what is ready, who received what. Only reads."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.handovers.queries.course import public_course
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries import with_photos
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.queries.conferences import PublicConference, PublicRow, public_conference, public_rows
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.ui.charts import Bar
from gieo.interfaces.web.ui.components import Link, Photo
from gieo.interfaces.web.ui.pages import page, public, reads

TILES = 6
CONFERENCES = 3


@public
@reads
def home(request: HttpRequest) -> HttpResponse:
    offered = public_results().filter(state=ResultState.TRANSFERABLE)
    rows = public_rows(CONFERENCES)
    newest = public_conference(rows[0].conference) if rows else None
    return page(
        request,
        "portal/home.html",
        count=public_results().count(),
        words=(_("nếp nương"), _("chè"), _("nuôi bò"), _("du lịch")),
        ready=[(row, _picture(row)) for row in with_photos(offered.order_by("-accepted_on", "code"))[:TILES]],
        ready_link=Link(
            label=_("Xem cả %(count)s kết quả") % {"count": offered.count()},
            url=f"{reverse('results_public:list')}?state={ResultState.TRANSFERABLE}",
        ),
        newest=newest,
        steps=_steps(newest) if newest else (),
        newest_link=Link(label=_("Ai nhận gì"), url=_address(rows[0])) if rows else None,
        receivers=[(group, unit_label(group.unit, clock.today())) for group in newest.units] if newest else (),
        conferences=[(row, _address(row)) for row in rows],
        all_conferences=Link(label=_("Mọi hội nghị"), url=reverse("transfers_public:conferences")),
    )


def _address(row: PublicRow) -> str:
    return reverse("transfers_public:conference", args=[row.conference.code])


def _picture(result: Result) -> Photo | None:
    """The first photograph that may be shown, kept in the portal's own size."""
    for photo in result.shown_photos:
        picture = photo.photograph
        address = reverse("results_public:photo", args=[result.code, photo.pk])
        return Photo(url=address, caption=picture.caption, credit=picture.credit)
    return None


def _steps(newest: PublicConference) -> tuple[Bar, ...]:
    """From the decision to the receivers' hands, as terraces; every number opens its rows."""
    course, address = public_course(newest), reverse("transfers_public:conference", args=[newest.conference.code])
    return (
        Bar(label=_("kết quả, sản phẩm được quyết định chuyển giao"), value=course.decided, url=f"{address}#don-vi"),
        Bar(label=_("đã vào biên bản bàn giao"), value=course.written, url=f"{address}#don-vi"),
        Bar(label=_("đã ký giữa các bên"), value=course.signed, url=f"{address}#don-vi"),
        Bar(label=_("đơn vị đã xác nhận nhận đủ"), value=course.received, url=f"{address}#don-vi"),
    )
