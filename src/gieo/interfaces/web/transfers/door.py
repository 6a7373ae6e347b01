"""The door of the hall: one tap for each who comes, by list or by the code on the letter."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.text import fold, squeeze
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.models import ConferenceUnit
from gieo.domain.transfers.permits import may_take_attendance
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.domain.transfers.queries.invitations import Asked, invitees, name_of, one_invitee
from gieo.domain.transfers.vocab import Attendance
from gieo.interfaces.web.transfers.conferences import at
from gieo.interfaces.web.ui.pages import deed, page, reads, writes


@dataclass(frozen=True)
class AtDoor:
    """One who may come: a unit or a guest."""

    key: str
    name: str
    about: str
    here: bool


def _at_door(asked: Asked, on: date) -> AtDoor:
    if isinstance(asked, ConferenceUnit):
        said = (asked.representative_name, asked.representative_title)
        here = asked.attendance == Attendance.PRESENT
    else:
        said, here = (asked.title, asked.organisation), asked.present
    return AtDoor(asked.key, name_of(asked, on), ", ".join(filter(None, said)), here)


@reads
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Made for a telephone: type a few letters, one tap; who is missing comes first. `?moi=` is who was scanned."""
    found = access_conference(code, request.actor)
    may_take_attendance(request.actor).require()
    rows = sorted((_at_door(asked, clock.today()) for asked in invitees(found)), key=lambda row: row.here)
    words, scanned = squeeze(request.GET.get("q", ""))[:80], request.GET.get("moi", "")
    return page(
        request,
        "transfers/door.html",
        conference=found,
        rows=[row for row in rows if fold(words) in fold(f"{row.name} {row.about}")],
        scanned=next((row for row in rows if row.key == scanned), None),
        asked=words,
        here=sum(row.here for row in rows),
        total=len(rows),
        deed=conference_deeds(found, request.actor, ["set_attendance"])["set_attendance"],
        back=at("conference", found),
    )


@writes
def check_in(request: HttpRequest, code: str, invitee: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_take_attendance(request.actor).require()
    asked, here = one_invitee(found, invitee), request.POST.get("here") == "1"
    said = _("Có mặt: %(name)s.") if here else _("Bỏ ghi có mặt: %(name)s.")
    return deed(
        request,
        lambda: services.check_in(asked, here=here, actor=request.actor, now=clock.now()),
        said=said % {"name": name_of(asked, clock.today())},
        to=("transfers:door", code),
    )
