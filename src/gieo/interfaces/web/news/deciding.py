"""Deeds on the way to the public and back: submit, return, approve, publish, correct, withdraw."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.news import services
from gieo.domain.news.access import access_article
from gieo.domain.news.models import Article
from gieo.domain.news.permits import (
    may_abandon,
    may_approve,
    may_publish,
    may_return,
    may_revise,
    may_submit,
    may_withdraw,
)
from gieo.domain.news.queries.office import article_deeds
from gieo.domain.news.queries.sources import sentence_rows
from gieo.interfaces.web.news import shown
from gieo.interfaces.web.news.forms import ApproveForm, NoteForm, ReasonForm
from gieo.interfaces.web.news.shown import at
from gieo.interfaces.web.news.writing import sent_version
from gieo.interfaces.web.ui.formats import moment
from gieo.interfaces.web.ui.pages import deed, filled, fills, writes

FORM = "news/form.html"


def _words(
    found: Article, heading: str, submit: str, *, kind: str = "main", consequences: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What the one form page of this folder says."""
    return {
        "heading": heading,
        "lead": str(found),
        "submit": submit,
        "kind": kind,
        "consequences": consequences,
        "back": at("record", found),
        "trail": shown.trail(found, heading),
    }


@writes
def submit(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_submit(request.actor, found).require()
    return deed(
        request,
        lambda: services.submit_article(found, version=sent_version(request), actor=request.actor, now=clock.now()),
        said=_("Đã gửi duyệt."),
        to=("news:record", code),
    )


@fills
def return_(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_return(request.actor, found).require()
    return filled(
        request,
        NoteForm(request.POST or None, initial={"version": found.version}),
        FORM,
        lambda values: services.return_article(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã trả lại để sửa."),
        to=("news:record", code),
        **_words(found, _("Trả lại để sửa"), _("Trả lại")),
    )


@fills
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """The whole text once more, what its sentences rest on, and the decision."""
    found = access_article(code, request.actor)
    may_approve(request.actor, found).require()
    rows = sentence_rows(found)
    stale = [row for row in rows if row.is_stale]
    form = ApproveForm(request.POST or None, initial={"version": found.version}, is_stale=bool(stale))
    return filled(
        request,
        form,
        "news/approve.html",
        lambda values: services.approve_article(
            found, version=values["version"], scheduled_for=form.scheduled_for,
            accepts_changes=values.get("accepts_changes", False), actor=request.actor, now=clock.now(),
        ),
        said=lambda done: _("Đã duyệt, sẽ đăng lúc %(when)s.") % {"when": moment(done.scheduled_for)}
        if done.scheduled_for
        else _("Đã duyệt và đăng."),
        to=("news:record", code),
        article=found,
        body=mark_safe(found.body),  # noqa: S308 - sanitised when it was written (domain/news/engine.py)
        photos=[shown.office_photo(photo, code) for photo in found.photos.select_related("photograph")],
        sentences=shown.sentences(rows),
        stale=shown.sentences(stale),
        deed=article_deeds(found, request.actor)["approve"],
        back=at("record", found),
        trail=shown.trail(found, _("Duyệt bài")),
    )  # fmt: skip


@writes
def publish(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_publish(request.actor, found).require()
    return deed(
        request,
        lambda: services.publish_article(found, version=sent_version(request), actor=request.actor, now=clock.now()),
        said=_("Đã đăng."),
        to=("news:record", code),
    )


@fills
def revise(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_revise(request.actor, found).require()
    consequences = (
        _("Người đọc vẫn thấy bản đang đăng cho tới khi bản sửa được duyệt."),
        _("Khi bản sửa lên cổng, giờ sửa và lý do hiện dưới tiêu đề."),
    )
    return filled(
        request,
        ReasonForm(request.POST or None, initial={"version": found.version}),
        FORM,
        lambda values: services.revise_article(found, actor=request.actor, now=clock.now(), **values),
        said=_("Mở bản sửa. Sửa xong thì gửi duyệt."),
        to=("news:edit", code),
        **_words(found, _("Sửa bài đã đăng"), _("Bắt đầu sửa"), consequences=consequences),
    )


@writes
def abandon(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_abandon(request.actor, found).require()
    return deed(
        request,
        lambda: services.abandon_correction(found, version=sent_version(request), actor=request.actor, now=clock.now()),
        said=_("Đã thôi sửa; bài trở về như bản đang đăng."),
        to=("news:record", code),
    )


@fills
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    may_withdraw(request.actor, found).require()
    return filled(
        request,
        ReasonForm(request.POST or None, initial={"version": found.version}),
        FORM,
        lambda values: services.withdraw_article(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã gỡ bài khỏi cổng thông tin."),
        to=("news:record", code),
        **_words(
            found, _("Gỡ bài"), _("Gỡ bài"), kind="danger",
            consequences=(_("Địa chỉ của bài báo không tìm thấy; mọi bản đã đăng vẫn giữ ở đây."),),
        ),
    )  # fmt: skip
