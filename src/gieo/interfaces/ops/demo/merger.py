"""1 July 2025: the districts end, communes take over, and their people with them. Day and land are facts; the paper and
units are invented."""

from datetime import date, datetime
from functools import partial

from gieo.core.actor import Actor
from gieo.domain.handovers.services import Assigned, reorganise
from gieo.foundation.accounts.models import RoleHeld
from gieo.foundation.accounts.services import pass_roles
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import LIVE_STATES
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import successors
from gieo.foundation.places.rules import in_sentence
from gieo.foundation.places.vocab import MAP_CHANGE
from gieo.foundation.units.models import Unit
from gieo.foundation.units.services import NewUnit, Paper
from gieo.foundation.units.vocab import ActKind, UnitKind
from gieo.interfaces.ops.demo.content import Words, read
from gieo.interfaces.ops.demo.leaflets import leaflet
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

NUMBER, ISSUER, SIGNED_ON = "MH-25/NQ", "Cơ quan có thẩm quyền", date(2025, 6, 16)
NOTE = "Ngày 01/07/2025 là sự kiện thật; văn bản và tên đơn vị là dữ liệu minh hoạ."
IN_FULL = "tua-chua"
"""The district split among all communes on its land, one duty given to another than the principal heir."""


def plan_merger(books: Books) -> None:
    """Ten acts of a morning: each district gives way to the commune at its seat, one of them to all on its land."""
    rows = [row for row in read("units")["unit"] if "successor" in row]
    for at, row in enumerate(rows):
        books.timeline.add(moment(date(2025, 6, 20), 8, 5 * at), partial(_record, books, row))


def _record(books: Books, row: Words, now: datetime) -> None:
    officer = books.cast.actor("officer")
    district = Unit.objects.select_related("place").get(pk=books.cast.unit(row["key"]).pk)
    assert district.place is not None
    land = successors(district.place)
    seat = next(area for area in land if area.code == row["successor"])
    full = row["key"] == IN_FULL
    act = reorganise(
        ActKind.SPLIT if full else ActKind.ABOLISH,
        on=MAP_CHANGE,
        units=[district],
        heir=_heir(seat),
        others=[_heir(area) for area in land if full and area != seat],
        assigned=_last_duty(district) if full else Assigned(),
        paper=Paper(NUMBER, SIGNED_ON, ISSUER, "Điều 1", _scan(officer, now) if full else None),
        note=NOTE,
        illustrative=True,
        actor=officer,
        now=now,
    )
    principal = act.parts.select_related("unit").get(is_principal=True).unit
    assert principal is not None
    people = RoleHeld.objects.filter(unit=district, until=None)
    pass_roles(people, heir=principal, since=MAP_CHANGE, actor=officer, now=now)


def _heir(area: Area) -> Unit | NewUnit:
    """The commune's committee: the one there is when an earlier act has entered it."""
    code, name = f"UBND-X-{area.code}", in_sentence(area.name)
    fresh = NewUnit(f"Uỷ ban nhân dân {name}", f"UBND {name}", UnitKind.COMMUNE_COMMITTEE, area, code)
    return Unit.objects.filter(code=code).first() or fresh


def _last_duty(district: Unit) -> Assigned:
    last = Duty.objects.filter(debtor_unit=district, state__in=LIVE_STATES).order_by("-due", "-pk").first()
    return Assigned(duties={last.pk: 1}) if last else Assigned()


def _scan(officer: Actor, now: datetime) -> StoredFile:
    words = ("Sắp xếp các Uỷ ban nhân dân huyện thành Uỷ ban nhân dân xã, phường từ ngày 01/07/2025.",)
    paper = leaflet("Nghị quyết", "Sắp xếp đơn vị hành chính", host=ISSUER, code=NUMBER, dated=now, text=words)
    return store_file(paper, name="nghi-quyet-minh-hoa.pdf", actor=officer, now=now)
