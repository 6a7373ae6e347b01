"""Organisations: the list, a unit's record, and the forms that change it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.imports.queries.rows import origins
from gieo.domain.uptake.queries.reports import count_of_unit
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.permits import may_see_scope
from gieo.foundation.duties.queries import belongs_to_office, duties_of_unit, work_calendar
from gieo.foundation.duties.vocab import Scope
from gieo.foundation.journal.queries import history
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import counted_at
from gieo.foundation.places.rules import in_sentence
from gieo.foundation.places.vocab import MapOf
from gieo.foundation.units import services
from gieo.foundation.units.access import access_unit, visible_units
from gieo.foundation.units.models import Contact, Unit, UnitAct
from gieo.foundation.units.permits import (
    may_edit_contacts,
    may_edit_units,
    may_see_contacts,
    with_predecessors,
)
from gieo.foundation.units.queries import predecessors, today_unit, unit_label
from gieo.foundation.units.wording import ACT_LABELS, KIND_LABELS
from gieo.interfaces.web.ui.bearers import UNIT
from gieo.interfaces.web.ui.components import Deed, Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import legal_date, number
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.maps import map_label, map_of
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes
from gieo.interfaces.web.ui.todos import open_records, todos
from gieo.interfaces.web.units.forms import ContactForm, EditUnitForm, UnitForm

ACTIVE, ABOLISHED = "active", "abolished"
OWED, AWAITED = "owed", "awaited"


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed, today = _directory(request), clock.today()
    by = map_of(request)
    rows = [
        (unit, unit_label(unit, today), KIND_LABELS[unit.kind], _standing(unit), _area(unit, by, today))
        for unit in listed.rows
    ]
    return page(request, "units/list.html", list=listed, rows=rows, may_edit=may_edit_units(request.actor))


def _heir_name(unit: Unit, today: date) -> str:
    heir = today_unit(unit, today)
    return heir.name if heir.pk != unit.pk else ""


def _above(unit: Unit, today: date) -> str:
    return unit_label(unit.parent, today) if unit.parent else ""


def _directory(request: HttpRequest) -> ListPage:
    today = clock.today()
    by = map_of(request)
    ended = When(abolished_on__lte=today, then=Value(ABOLISHED))
    units = visible_units(request.actor).annotate(standing=Case(ended, default=Value(ACTIVE), output_field=CharField()))
    return ListPage(
        request,
        units,
        title=pgettext("nhiều", "Đơn vị"),
        noun=lambda n: ngettext("%(count)s đơn vị", "%(count)s đơn vị", n),
        columns=[
            Column("code", _("Mã"), lambda unit: unit.code, on_screen=False, on_paper=True, width=10),
            Column("name", _("Đơn vị"), lambda unit: unit_label(unit, today), sort=("name_order",)),
            Column("kind", _("Loại"), lambda unit: KIND_LABELS[unit.kind], sort=("kind", "name_order")),
            Column("place", _("Địa bàn"), lambda unit: _area(unit, by, today), sort=("place__name", "name_order")),
            Column(
                "parent", _("Cấp trên"), lambda unit: _above(unit, today), sort=("parent__name_order", "name_order")
            ),
            Column(
                "standing",
                _("Tình trạng"),
                lambda unit: _standing(unit).word,
                kind="pill",
                sort=("standing", "name_order"),
            ),
            Column("since", _("Thành lập ngày"), lambda unit: unit.since, kind="date", on_screen=False),
            Column("ended", _("Không còn từ ngày"), lambda unit: unit.abolished_on, kind="date", on_screen=False),
            Column("heir", _("Đơn vị kế thừa"), lambda unit: _heir_name(unit, today), on_screen=False),
            Column("address", _("Địa chỉ"), lambda unit: unit.address, on_screen=False),
            Column("phone", _("Điện thoại"), lambda unit: unit.phone, on_screen=False),
            Column("email", _("Thư điện tử"), lambda unit: unit.email, on_screen=False),
        ],
        filters=[
            Filter("kind", _("Loại đơn vị"), "kind", lambda: list(KIND_LABELS.items())),
            Filter("standing", _("Tình trạng"), "standing", _standings),
            Filter("map", _("Bản đồ"), "", _maps, narrow=lambda rows, _chosen: rows, counted=False),
        ],
        search=("folded",),
        search_hint=_("Tên, mã, địa bàn; không cần dấu"),
        order=("name_order", "id"),
    )


export = exported(_directory)


def _area(unit: Unit, by: MapOf, today: date) -> Area | None:
    """Where a unit stands: as entered, or where its place is counted by today's map."""
    return counted_at(unit.place, today) if unit.place and by is MapOf.TODAY else unit.place


def _maps() -> list[tuple[str, str]]:
    return [(MapOf.TODAY.value, map_label(MapOf.TODAY))]


def _standings() -> list[tuple[str, str]]:
    return [(ACTIVE, _("Đang hoạt động")), (ABOLISHED, _("Không còn hoạt động"))]


def _standing(unit: Unit) -> Pill:
    if unit.abolished_on is None:
        return Pill(word=_("Đang hoạt động"), tone="ok")
    if unit.abolished_on > clock.today():
        return Pill(word=_("Đến hết ngày %(date)s") % {"date": legal_date(unit.abolished_on)}, tone="wait")
    return Pill(word=_("Không còn từ %(date)s") % {"date": legal_date(unit.abolished_on)}, tone="plain")


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    unit, today, actor = access_unit(code, request.actor), clock.today(), request.actor
    family = with_predecessors([unit.pk], today)
    owed = duties_of_unit(family, actor, today)
    sees_contacts = may_see_contacts(actor, unit)
    return page(
        request,
        "units/record.html",
        unit=unit,
        kind=KIND_LABELS[unit.kind],
        standing=_standing(unit),
        heir=_heir(unit, today),
        place=_place(unit),
        contacts=list(unit.contacts.all()) if sees_contacts else [],
        sees_contacts=sees_contacts,
        edits_contacts=may_edit_contacts(actor, unit),
        may_edit=may_edit_units(actor),
        former_faces=[(past, KIND_LABELS[past.kind]) for past in unit.former_faces.order_by("-until")],
        acts=[_act(act) for act in UnitAct.objects.filter(parts__unit=unit).distinct()],
        children=[_mention(child) for child in visible_units(actor).filter(parent=unit)],
        predecessors=[_mention(old) for old in predecessors(unit)],
        duties_link=_duties_link(unit, owed, actor, today),
        reports=count_of_unit(family, actor, today),
        reports_url=f"{reverse('reports:list')}?{urlencode({UNIT: unit.code})}",
        todos=todos(owed, today, work_calendar(), open_to=open_records(actor, owed)),
        happenings=happenings(history(unit)),
        origins=origins(unit, actor),
        trail=_trail(unit),
    )


def _duties_link(unit: Unit, owed: QuerySet[Duty], actor: Actor, today: date) -> Link | None:
    """The list that holds exactly these duties: whoever may look at the office waits for them, unless the office itself
    owes them; everybody else sees only units of their own."""
    if not owed:
        return None
    scope = Scope.OFFICE if may_see_scope(actor, Scope.OFFICE) else Scope.UNIT
    show = OWED if scope is Scope.UNIT or belongs_to_office(unit, today) else AWAITED
    label = ngettext("Mở %(count)s việc trong danh sách", "Mở %(count)s việc trong danh sách", len(owed))
    return Link(
        label % {"count": number(len(owed))},
        f"{reverse('duties:scope', args=[scope.value, show])}?{urlencode({UNIT: unit.code})}",
    )


def _place(unit: Unit) -> str:
    """ "Xã Mường Phăng, tỉnh Điện Biên"."""
    if unit.place is None:
        return ""
    above = unit.place.parent
    return f"{unit.place.name}, {in_sentence(above.name)}" if above else unit.place.name


def _heir(unit: Unit, today: date) -> Unit | None:
    """Who stands for the unit once it has ended: the unit itself when nobody does, None while nothing is decided."""
    return today_unit(unit, max(today, unit.abolished_on)) if unit.abolished_on else None


def _act(act: UnitAct) -> Link:
    undone = _("đã bỏ") if act.undone_at else legal_date(act.on)
    return Link(str(ACT_LABELS[act.kind]), reverse("units:act", args=[act.code]), undone)


def _mention(unit: Unit) -> Link:
    ended = _("không còn từ %(date)s") % {"date": legal_date(unit.abolished_on)} if unit.abolished_on else ""
    return Link(unit.name, reverse("units:record", args=[unit.code]), ended)


def _removal(contact: Contact) -> Deed:
    return Deed(
        label=_("Xoá"),
        url=reverse("units:remove_contact", args=[contact.unit.code, contact.pk]),
        icon="trash-2",
        kind="danger",
        consequences=(
            _("%(name)s không còn trong danh sách liên hệ của đơn vị.") % {"name": contact.name},
            _("Nhật ký giữ dấu vết việc xoá, không giữ tên và số điện thoại."),
        ),
    )


def _trail(unit: Unit | None = None, last: str = "") -> list[Link]:
    trail = [Link(pgettext("nhiều", "Đơn vị"), reverse("units:list"))]
    if unit is not None:
        name = Truncator(unit_label(unit, clock.today(), short=True)).chars(80)
        trail.append(Link(name, reverse("units:record", args=[unit.code]) if last else ""))
    return [*trail, Link(last)] if last else trail


@fills
def new(request: HttpRequest) -> HttpResponse:
    may_edit_units(request.actor).require()
    return filled(
        request,
        UnitForm(request.POST or None, today=clock.today()),
        "units/form.html",
        lambda values: services.create_unit(actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi đơn vị."),
        to=lambda made: ("units:record", made.code),
        heading=_("Ghi đơn vị mới"),
        submit=_("Ghi đơn vị"),
        back=reverse("units:list"),
        trail=_trail(last=_("Ghi đơn vị mới")),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    unit = access_unit(code, request.actor)
    may_edit_units(request.actor).require()
    initial = {name: getattr(unit, name) for name in (*services.UNIT_FIELDS, "version")}
    form = EditUnitForm(request.POST or None, unit=unit, today=clock.today(), initial=initial)
    return filled(
        request,
        form,
        "units/form.html",
        lambda values: services.edit_unit(unit, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to=("units:record", unit.code),
        **_form_words(unit, _("Sửa đơn vị"), _("Lưu")),
    )


@fills
def add_contact(request: HttpRequest, code: str) -> HttpResponse:
    unit = access_unit(code, request.actor)
    may_edit_contacts(request.actor, unit).require()
    return filled(
        request,
        ContactForm(request.POST or None),
        "units/contact.html",
        lambda values: services.add_contact(unit, actor=request.actor, now=clock.now(), **values),
        said=_("Đã thêm người liên hệ."),
        to=("units:record", unit.code),
        removal=None,
        **_form_words(unit, _("Thêm người liên hệ"), _("Thêm")),
    )


@fills
def edit_contact(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    unit, contact = _contact(request, code, pk)
    initial = {name: getattr(contact, name) for name in services.CONTACT_FIELDS}
    return filled(
        request,
        ContactForm(request.POST or None, initial=initial),
        "units/contact.html",
        lambda values: services.edit_contact(contact, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to=("units:record", unit.code),
        removal=_removal(contact),
        **_form_words(unit, _("Sửa người liên hệ"), _("Lưu")),
    )


@writes
def remove_contact(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    unit, contact = _contact(request, code, pk)
    return deed(
        request,
        lambda: services.remove_contact(contact, actor=request.actor, now=clock.now()),
        said=_("Đã xoá người liên hệ."),
        to=("units:record", unit.code),
    )


def _contact(request: HttpRequest, code: str, pk: int) -> tuple[Unit, Contact]:
    unit = access_unit(code, request.actor)
    may_edit_contacts(request.actor, unit).require()
    contact: QuerySet[Contact] = Contact.objects.select_related("unit").filter(unit=unit, pk=pk)
    found = contact.first()
    if found is None:
        raise NotFound(_("Người liên hệ này đã được xoá."))
    return unit, found


def _form_words(unit: Unit, heading: str, submit: str) -> dict[str, Any]:
    return {
        "unit": unit,
        "heading": heading,
        "submit": submit,
        "back": reverse("units:record", args=[unit.code]),
        "trail": _trail(unit, heading),
    }
