"""The leaders' page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.insights import queries, wording
from gieo.domain.insights.vocab import Cut, RowSet
from gieo.foundation.places.vocab import MapOf
from gieo.interfaces.web.insights.addresses import results_address, silent_address
from gieo.interfaces.web.insights.figures import cut_of, figures_of
from gieo.interfaces.web.insights.summary import Summary
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.maps import map_address, map_links, map_of
from gieo.interfaces.web.ui.pages import page, reads

ANEW = "anew"
"""In the address: count now, whatever is kept."""


@reads
def home(request: HttpRequest) -> HttpResponse:
    here, today = reverse("figures:home"), clock.today()
    cut, by = cut_of(request), map_of(request)
    return page(
        request,
        "insights/home.html",
        recount_url=f"{_with(map_address(here, by), cut).rstrip('#')}&{ANEW}=1",
        summary=Summary(request),
        cuts=[Link(str(wording.CUTS[each]), _cut_address(each, by)) for each in Cut],
        cut_url=_cut_address(cut, by),
        maps=[Link(link.label, _with(link.url, cut)) for link in map_links(here, "dia-ban", today)],
        map_url=_with(map_address(here, by, "dia-ban"), cut),
        drawer_months=queries.DRAWER_MONTHS,
        outstanding_url=results_address(RowSet.OUTSTANDING),
        needs_note=wording.NEEDS_NOTE,
        silent_url=silent_address(queries.DRAWER_MONTHS),
        drawer_link=Link(_("Xem cả danh sách"), results_address(RowSet.DRAWER)),
        **vars(figures_of(request, anew=ANEW in request.GET)),
    )


def _cut_address(cut: Cut, by: MapOf) -> str:
    return _with(map_address(reverse("figures:home"), by, "theo"), cut)


def _with(address: str, cut: Cut) -> str:
    """The same address with the cut of the funnel kept."""
    path, _hash, anchor = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}by={cut}#{anchor}"
