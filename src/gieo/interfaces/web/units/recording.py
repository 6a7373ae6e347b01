"""Recording an act: choose what it is, fill in the form, see what will pass to whom, record."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import GieoError, Invalid, NotAllowed, NotFound
from gieo.domain.handovers.queries.passing import Estate, estate_of
from gieo.domain.handovers.services import reorganise
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.units.access import visible_units
from gieo.foundation.units.models import Unit, UnitAct
from gieo.foundation.units.permits import may_record_act
from gieo.foundation.units.services import NewUnit, Paper
from gieo.foundation.units.vocab import CHANGES_FACE, ActKind
from gieo.foundation.units.wording import ACT_LABELS, ACT_NOTES
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import add_errors, fills, go, page, reads
from gieo.interfaces.web.units.act_forms import FORMS, ActForm
from gieo.interfaces.web.units.act_parts import Row, assigned_in, open_rows, sentences, trail


@reads
def choose(request: HttpRequest) -> HttpResponse:
    may_record_act(request.actor).require()
    unit = request.GET.get("unit", "")
    kinds = [
        (label, ACT_NOTES[kind], reverse("units:new_act", args=[kind]) + (f"?unit={unit}" if unit else ""))
        for kind, label in ACT_LABELS.items()
    ]
    return page(request, "units/act_kinds.html", kinds=kinds, trail=trail(Link(_("Ghi việc sắp xếp"))))


@fills
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """First what the act says; then, before it is recorded, what will pass to whom."""
    may_record_act(request.actor).require()
    if kind not in set(ActKind):
        raise NotFound(_("Không có việc sắp xếp này."))
    act_kind = ActKind(kind)
    form = FORMS[act_kind](request.POST or None, request.FILES or None, today=clock.today(), initial=_initial(request))
    preview = None
    if request.method == "POST" and form.is_valid():
        preview = _preview(request, act_kind, form)
        if request.POST.get("step") == "record":
            try:
                made = _recorded(request, act_kind, form)
            except (NotFound, NotAllowed):
                raise
            except GieoError as error:
                _add(form, error)
                preview = None
            else:
                return go(request, ("units:act", made.code))
    return page(
        request,
        "units/act_form.html",
        status=422 if form.errors else 200,
        form=form,
        preview=preview,
        label=ACT_LABELS[kind],
        note=ACT_NOTES[kind],
        trail=trail(Link(str(ACT_LABELS[kind]))),
        back=reverse("units:acts"),
    )


def _initial(request: HttpRequest) -> dict[str, Any]:
    unit = visible_units(request.actor).filter(code=request.GET.get("unit", "")).first()
    return {"unit": unit, "units": [unit]} if unit else {}


def _add(form: ActForm, error: GieoError) -> None:
    if isinstance(error, Invalid) and "units" in error.errors and "unit" in form.fields:
        error.errors["unit"] = error.errors.pop("units")
    add_errors(form, error)


def _recorded(request: HttpRequest, kind: ActKind, form: ActForm) -> UnitAct:
    values, assigned = form.cleaned_data, assigned_in(request.POST)
    paper = Paper(
        values["number"], values["signed_on"], values["issuer"], values["article"], _stored(request, values["file"])
    )
    return reorganise(
        kind, on=values["on"], paper=paper, note=values["note"], assigned=assigned, actor=request.actor,
        now=clock.now(), **form.act(),
    )  # fmt: skip


def _stored(request: HttpRequest, upload: Any) -> StoredFile | None:
    """The scan on disk, before the deed's transaction begins."""
    if not upload:
        return None
    allowed = frozenset({FileKind.PDF, FileKind.IMAGE})
    return store_file(upload.file, name=upload.name, actor=request.actor, now=clock.now(), allowed=allowed)


@dataclass(frozen=True)
class Preview:
    """What will pass to whom."""

    ending: tuple[str, ...]
    heirs: tuple[str, ...]
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]
    estate: Estate


def _preview(request: HttpRequest, kind: ActKind, form: ActForm) -> Preview:
    taking = form.heirs()
    kept = {heir.pk for heir in taking if isinstance(heir, Unit)}
    ending = [] if kind in CHANGES_FACE else [unit for unit in form.subjects() if unit.pk not in kept]
    leaving = ending or (form.subjects() if kind is ActKind.SPLIT else [])
    estate = estate_of(leaving, request.actor, form.cleaned_data["on"])
    heirs = tuple(_heir_name(heir) for heir in taking)
    return Preview(
        tuple(unit.name for unit in ending),
        heirs,
        tuple(sentences(kind, form.cleaned_data["on"], ending, heirs, estate)),
        open_rows(estate, heirs, chosen=assigned_in(request.POST)) if kind is ActKind.SPLIT else (),
        estate,
    )


def _heir_name(heir: Unit | NewUnit) -> str:
    if isinstance(heir, Unit):
        return heir.name
    place = f", {heir.place.name}" if heir.place else ""
    return _("%(name)s (đơn vị mới%(place)s)") % {"name": heir.name, "place": place}
