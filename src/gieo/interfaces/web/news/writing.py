"""Forms of writing: begin, draft from a conference, edit, compose anew, throw away; and the photographs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor, Role
from gieo.domain.news import services
from gieo.domain.news.access import access_article, access_article_photo, access_picture
from gieo.domain.news.models import Article, ArticlePhoto
from gieo.domain.news.permits import (
    may_discard,
    may_draft,
    may_edit,
    may_redraft,
    may_set_photographs,
    may_withdraw_photograph,
)
from gieo.domain.news.queries.office import article_deeds, offered_photographs, what_is_missing
from gieo.domain.news.queries.sources import sentence_rows
from gieo.domain.results.access import public_results
from gieo.domain.transfers.access import access_conference, visible_conferences
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import active_units
from gieo.interfaces.web.news import shown
from gieo.interfaces.web.news.forms import ArticleForm, PhotographForm, PhotographsForm, StartForm
from gieo.interfaces.web.news.shown import at
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes
from gieo.interfaces.web.ui.photographs import as_changed

PICTURES_ONLY = frozenset({FileKind.IMAGE})


def sent_version(request: HttpRequest) -> int:
    """The version that a one-button form saw; a missing one matches none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else 0


def _own_unit(actor: Actor) -> Unit | None:
    """The unit in which the person is an editor."""
    return Unit.objects.filter(pk__in=actor.units(Role.EDITOR)).order_by("pk").first()


@fills
def new(request: HttpRequest) -> HttpResponse:
    may_draft(request.actor).require()
    actor = request.actor
    return filled(
        request,
        StartForm(request.POST or None, conferences=visible_conferences(actor).order_by("-held_on")),
        "news/form.html",
        lambda values: services.draft_article(
            byline=actor.name, author_unit=_own_unit(actor), actor=actor, now=clock.now(), **values
        ),
        said=_("Đã mở bài mới."),
        to=lambda made: ("news:edit", made.code),
        heading=_("Viết bài mới"),
        lead=_("Về một hội nghị thì nên soạn từ hồ sơ: mở trang hội nghị, bấm “Soạn tin từ hồ sơ”."),
        submit=_("Mở bài"),
        kind="main",
        consequences=(),
        back=reverse("news:list"),
        trail=shown.trail(last=_("Viết bài mới")),
    )


@writes
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Compose an article from the records of a conference."""
    conference = access_conference(code, request.actor)
    actor = request.actor
    return deed(
        request,
        lambda: services.draft_from_conference(
            conference, byline=actor.name, author_unit=_own_unit(actor), actor=actor, now=clock.now()
        ),
        said=_("Đã soạn bài từ hồ sơ hội nghị. Đọc lại từng câu trước khi gửi duyệt."),
        to=lambda made: ("news:edit", made.code),
        back=("transfers:conference", code),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_edit(request.actor, found).require()
    form = ArticleForm(
        request.POST or None, initial=_initial(found), units=active_units(clock.today()).order_by("name_order")
    )
    return filled(
        request,
        form,
        "news/edit.html",
        lambda values: services.edit_article(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu bài."),
        to=("news:record", code),
        article=found,
        sections=[(legend, [form[name] for name in names]) for legend, names in ArticleForm.sections],
        sentences=shown.sentences(sentence_rows(found)),
        gate=shown.gate_rows(found, what_is_missing(found)),
        deed=article_deeds(found, request.actor)["edit"],
        back=at("record", found),
        trail=shown.trail(found, _("Sửa bài")),
    )


def _initial(found: Article) -> dict[str, Any]:
    names = ("version", "title", "lead", "body", "byline", "author_unit")
    codes = public_results().filter(articles=found).order_by("code").values_list("code", flat=True)
    return {name: getattr(found, name) for name in names} | {"results": ", ".join(codes)}


@writes
def redraft(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_redraft(request.actor, found).require()
    return deed(
        request,
        lambda: services.redraft_article(found, version=sent_version(request), actor=request.actor, now=clock.now()),
        said=_("Đã soạn lại từ hồ sơ lúc này."),
        to=("news:record", code),
    )


@writes
def discard(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_discard(request.actor, found).require()
    return deed(
        request,
        lambda: services.discard_article(found, version=sent_version(request), actor=request.actor, now=clock.now()),
        said=_("Đã bỏ bản viết."),
        to="news:list",
        back=("news:record", code),
    )


# ---- photographs


@fills
def photographs(request: HttpRequest, code: str) -> HttpResponse:
    """The article's pictures, and the form that adds several at once."""
    found = access_article(code, request.actor)
    may_set_photographs(request.actor, found).require()
    conference = found.conference
    initial = {"place": conference.place, "taken_on": conference.held_on} if conference else {}
    return filled(
        request,
        PhotographsForm(request.POST or None, request.FILES or None, initial=initial),
        "news/photographs.html",
        lambda values: _add(request, found, values),
        said=lambda made: (
            ngettext("Đã thêm %(count)s ảnh.", "Đã thêm %(count)s ảnh.", len(made)) % {"count": len(made)}
        ),
        to=("news:photographs", code),
        article=found,
        photos=[
            (photo, shown.office_photo(photo, code), shown.photo_standing(photo))
            for photo in found.photos.select_related("photograph")
        ],
        offered=[
            (photo, shown.offered_photo(photo), shown.photo_standing(photo), photo.photograph.may_be_published)
            for photo in offered_photographs(found, conference)
        ],
        deed=article_deeds(found, request.actor)["set_photographs"],
        back=at("record", found),
        trail=shown.trail(found, _("Ảnh")),
    )


def _add(request: HttpRequest, found: Article, values: dict[str, Any]) -> list[ArticlePhoto]:
    now, actor = clock.now(), request.actor
    files = [
        store_file(upload.file, name=upload.name, actor=actor, now=now, allowed=PICTURES_ONLY)
        for upload in values.pop("files")
    ]
    return services.add_photographs(found, files=files, words=values, actor=actor, now=now)


@writes
def copy_photographs(request: HttpRequest, code: str) -> HttpResponse:
    """Take over the conference's pictures: those that were ticked, or all."""
    found = access_article(code, request.actor)
    may_set_photographs(request.actor, found).require()
    only = row_numbers(request.POST.getlist("photo")) if "chosen" in request.POST else None
    return deed(
        request,
        lambda: services.copy_photographs(found, only=only, actor=request.actor, now=clock.now()),
        said=lambda count: ngettext(
            "Đã lấy %(count)s ảnh từ hội nghị.", "Đã lấy %(count)s ảnh từ hội nghị.", count
        ) % {"count": count},
        to=("news:photographs", code),
    )  # fmt: skip


@fills
def edit_photograph(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_article(code, request.actor)
    may_set_photographs(request.actor, found).require()
    photo = access_article_photo(found, pk)
    picture = photo.photograph
    names = ("caption", "credit", "place", "taken_on", "consent")
    form = PhotographForm(request.POST or None, initial={name: getattr(picture, name) for name in names})
    return filled(
        request,
        form,
        "news/photograph.html",
        lambda values: services.edit_photograph(
            photo, values=as_changed(form, values), actor=request.actor, now=clock.now()
        ),
        said=_("Đã lưu."),
        to=("news:photographs", code),
        article=found,
        photo=shown.office_photo(photo, code),
        back=at("photographs", found),
        trail=shown.trail(found, _("Sửa ảnh")),
    )


@writes
def move_photograph(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_article(code, request.actor)
    may_set_photographs(request.actor, found).require()
    photo, by = access_article_photo(found, pk), -1 if request.POST.get("by") == "up" else 1
    return deed(
        request,
        lambda: services.move_photograph(photo, by=by, actor=request.actor, now=clock.now()),
        to=("news:photographs", code),
    )


@writes
def remove_photograph(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_article(code, request.actor)
    may_set_photographs(request.actor, found).require()
    photo = access_article_photo(found, pk)
    return deed(
        request,
        lambda: services.remove_photograph(photo, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ ảnh khỏi bài."),
        to=("news:photographs", code),
    )


@writes
def withdraw_photograph(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a picture from the public in any state of the article: of the text in work or of what is published."""
    found = access_article(code, request.actor)
    may_withdraw_photograph(request.actor, found).require()
    picture = access_picture(found, pk)
    return deed(
        request,
        lambda: services.withdraw_photograph(found, picture, actor=request.actor, now=clock.now()),
        said=_("Ảnh không còn hiện ngoài Sở."),
        to=("news:record", code),
    )
