"""The switch between the map of the day and today's; its state is in the address."""

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gieo.foundation.places.models import Area
from gieo.foundation.places.rules import era_of
from gieo.foundation.places.vocab import Era, MapOf
from gieo.interfaces.web.ui.components import Link


def map_of(request: HttpRequest) -> MapOf:
    """The map asked for: that of the day unless today's is named."""
    return MapOf.TODAY if request.GET.get("map") == MapOf.TODAY else MapOf.DAY


def map_links(path: str, anchor: str, today: date) -> list[Link]:
    """Both maps as links; none while there is one map only."""
    if era_of(today) is Era.BEFORE_2025:
        return []
    return [Link(map_label(each), map_address(path, each, anchor)) for each in MapOf]


def unit_links(path: str, anchor: str, today: date) -> list[Link]:
    """The same for a page that names units rather than places."""
    words = {MapOf.DAY: _("Đơn vị lúc bàn giao"), MapOf.TODAY: _("Đơn vị hôm nay")}
    return [Link(words[MapOf(by)], link.url) for by, link in zip(MapOf, map_links(path, anchor, today), strict=False)]


def map_address(path: str, by: MapOf, anchor: str = "") -> str:
    """A page read by a map. That of the day is the plain address."""
    query = "?map=today" if by is MapOf.TODAY else ""
    return f"{path}{query}{'#' + anchor if anchor else ''}"


def map_label(by: MapOf) -> str:
    return _("Địa bàn hôm nay") if by is MapOf.TODAY else _("Địa bàn lúc nhận")


def place_name(area: Area | None) -> str:
    """A place of a table; bodies of the whole province stand together."""
    return area.name if area is not None else _("Cơ quan cấp tỉnh")
