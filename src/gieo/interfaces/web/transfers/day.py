"""In the hall with a phone: notes with their hour, photographs, one's own taken back."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.news.access import visible_articles
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.models import Conference, ConferencePhoto
from gieo.domain.transfers.permits import may_edit_photograph, may_remove_note, may_take_notes, may_take_photographs
from gieo.domain.transfers.queries.day import DayLine, lines_of_day
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.transfers.conferences import at
from gieo.interfaces.web.transfers.forms import DayNoteForm, DayPhotographsForm
from gieo.interfaces.web.ui.components import Deed, Link
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes

PAGE = "transfers/day.html"
PICTURES = frozenset({FileKind.IMAGE})


@fills
def day(request: HttpRequest, code: str) -> HttpResponse:
    """Made for a telephone. A note stands with the moment at which it was sent."""
    found = access_conference(code, request.actor)
    may_take_notes(request.actor).require()
    form = DayNoteForm(request.POST or None, initial={"key": uuid4()})
    return filled(
        request,
        form,
        PAGE,
        lambda values: services.take_note(
            found, text=values["text"], key=str(values["key"]), actor=request.actor, now=clock.now()
        ),
        said=_("Đã ghi."),
        to=("transfers:day", code),
        **_about(request, found) | {"note_form": form},
    )


@fills
def photographs(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_take_photographs(request.actor).require()
    form = _photographs_form(request)
    return filled(
        request,
        form,
        PAGE,
        lambda values: _take(request, found, values),
        said=lambda made: (
            ngettext("Đã thêm %(count)s ảnh.", "Đã thêm %(count)s ảnh.", len(made)) % {"count": len(made)}
        ),
        to=("transfers:day", code),
        **_about(request, found) | {"photographs_form": form},
    )


def _take(request: HttpRequest, found: Conference, values: dict[str, Any]) -> list[ConferencePhoto]:
    files = [
        store_file(upload.file, name=upload.name, actor=request.actor, now=clock.now(), allowed=PICTURES)
        for upload in values.pop("files")
    ]
    return services.take_photographs(found, files=files, actor=request.actor, now=clock.now(), **values)


def _photographs_form(request: HttpRequest) -> DayPhotographsForm:
    return DayPhotographsForm(request.POST or None, request.FILES or None, initial={"credit": request.actor.name})


@writes
def remove_note(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_take_notes(request.actor).require()
    note = found.quick_notes.select_related("conference").filter(pk=pk).first()
    if note is None:
        raise NotFound(_("Không có ghi chép này."))
    return deed(
        request,
        lambda: services.remove_note(note, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ ghi chép."),
        to=("transfers:day", code),
    )


def _about(request: HttpRequest, found: Conference) -> dict[str, Any]:
    """What the page shows whichever of its two forms was sent."""
    deeds = conference_deeds(found, request.actor, ["take_notes", "take_photographs"])
    articles = list(visible_articles(request.actor).filter(conference=found).order_by("-made_at")[:3])
    return {
        "conference": found,
        "note_form": DayNoteForm(initial={"key": uuid4()}),
        "photographs_form": DayPhotographsForm(initial={"credit": request.actor.name}),
        "notes": deeds["take_notes"],
        "pictures": deeds["take_photographs"],
        "lines": [_line(request, found, line, deeds) for line in lines_of_day(found)],
        "articles": articles,
        "back": at("conference", found),
    }


def _line(request: HttpRequest, found: Conference, line: DayLine, deeds: dict[str, Any]) -> dict[str, Any]:
    """A note or a photograph with what this person may do with it."""
    if line.note is not None:
        may = deeds["take_notes"].ok and may_remove_note(request.actor, line.by_id)
        removing = Deed(
            label=_("Bỏ ghi chép"), url=at("remove_note", found, line.note.pk), kind="quiet", icon="trash-2", post=True,
            consequences=(_("Ghi chép này rời khỏi hội nghị; nhật ký còn giữ."),),
        )  # fmt: skip
        return {"line": line, "text": line.note.text, "photo": None, "standing": None, "edit": None,
                "remove": removing if may else None}  # fmt: skip
    assert line.photo is not None
    pk, may = line.photo.pk, may_edit_photograph(request.actor, line.by_id)
    removing = Deed(
        label=_("Bỏ ảnh"), url=at("remove_photograph", found, pk), kind="quiet", icon="trash-2", post=True,
        consequences=(_("Ảnh rời khỏi hội nghị; bài tin đã lấy ảnh này vẫn giữ bản của bài."),),
        values=(("from", "day"),),
    )  # fmt: skip
    return {
        "line": line,
        "text": "",
        "photo": shown.office_photo(line.photo),
        "standing": shown.photo_standing(line.photo),
        "edit": Link(_("Ghi chú thích"), at("edit_photograph", found, pk)) if may else None,
        "remove": removing if may else None,
    }
