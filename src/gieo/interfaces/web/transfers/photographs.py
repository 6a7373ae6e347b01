"""The gallery of a conference: put in, captioned, credited, ordered, taken out; and the pictures themselves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.models import Conference, ConferencePhoto
from gieo.domain.transfers.permits import may_edit_photograph, may_edit_photographs, may_take_photographs
from gieo.domain.transfers.queries.conferences import conference_page
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.transfers.conference_forms import FORM, words
from gieo.interfaces.web.transfers.conferences import at, trail
from gieo.interfaces.web.transfers.forms import NewPhotographForm, PhotographForm
from gieo.interfaces.web.ui.pages import deed, filled, fills, reads, writes
from gieo.interfaces.web.ui.photographs import as_changed
from gieo.interfaces.web.ui.serving import picture_response


@fills
def photographs(request: HttpRequest, code: str) -> HttpResponse:
    """The gallery and the form of a new picture."""
    found = access_conference(code, request.actor)
    may_edit_photographs(request.actor).require()
    initial = {"place": found.place, "taken_on": found.held_on, "shown": True}
    return filled(
        request,
        NewPhotographForm(request.POST or None, request.FILES or None, initial=initial),
        "transfers/photographs.html",
        lambda values: _add(request, found, values),
        said=_("Đã thêm ảnh."),
        to=("transfers:photographs", code),
        conference=found,
        photos=[
            (photo, shown.office_photo(photo), shown.photo_standing(photo))
            for photo in found.photos.select_related("photograph__file", "conference")
        ],
        deed=conference_deeds(found, request.actor, ["set_photographs"])["set_photographs"],
        back=at("conference", found),
        trail=trail(found, _("Ảnh")),
    )


def _add(request: HttpRequest, found: Conference, values: dict[str, Any]) -> ConferencePhoto:
    upload = values.pop("file")
    allowed = frozenset({FileKind.IMAGE})
    stored = store_file(upload.file, name=upload.name, actor=request.actor, now=clock.now(), allowed=allowed)
    return services.add_photograph(found, file=stored, actor=request.actor, now=clock.now(), **values)


@fills
def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_take_photographs(request.actor).require()
    photo = _photo(found, pk)
    may_edit_photograph(request.actor, photo.photograph.file.uploaded_by_id).require()
    names = ("caption", "credit", "place", "taken_on", "consent")
    initial = {name: getattr(photo.photograph, name) for name in names} | {"shown": photo.shown}
    form = PhotographForm(request.POST or None, initial=initial)
    return filled(
        request,
        form,
        FORM,
        lambda values: services.edit_photograph(
            photo, shown=values["shown"], values=as_changed(form, values), actor=request.actor, now=clock.now()
        ),
        said=_("Đã lưu."),
        to=(gallery := _gallery(request), code),
        **(words(_("Sửa ảnh"), _("Lưu"), found, lead=str(photo)) | {"back": reverse(gallery, args=[code])}),
    )


@writes
def move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_photographs(request.actor).require()
    photo = _photo(found, pk)
    by = -1 if request.POST.get("by") == "up" else 1
    return deed(
        request,
        lambda: services.move_photograph(photo, by=by, actor=request.actor, now=clock.now()),
        to=("transfers:photographs", code),
    )


@writes
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_take_photographs(request.actor).require()
    photo = _photo(found, pk)
    return deed(
        request,
        lambda: services.remove_photograph(photo, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ ảnh khỏi hội nghị."),
        to=("transfers:day" if request.POST.get("from") == "day" else _gallery(request), code),
    )


@reads
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The picture itself, for those who see it on the conference's page."""
    found = access_conference(code, request.actor)
    photo = next((row for row in conference_page(found, request.actor).photos if row.pk == pk), None)
    if photo is None:
        raise NotFound(_("Không có ảnh này."))
    return picture_response(request, photo.photograph.file)


def _gallery(request: HttpRequest) -> str:
    """Where one goes on: those who may not look after the gallery work on the page of the day."""
    return "transfers:photographs" if may_edit_photographs(request.actor) else "transfers:day"


def _photo(found: Conference, pk: int) -> ConferencePhoto:
    photo = found.photos.select_related("photograph__file", "conference").filter(pk=pk).first()
    if photo is None:
        raise NotFound(_("Không có ảnh này."))
    return photo
