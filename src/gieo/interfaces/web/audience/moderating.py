"""Moderators read what waits, one by one or many at once, answer, and open or close a page to comments."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.foundation.audience.access import access_comment
from gieo.foundation.audience.models import Comment
from gieo.foundation.audience.permits.comments import may_answer, may_moderate
from gieo.foundation.audience.queries.comments import (
    comment_deeds,
    comment_list,
    counts,
    discussion_of,
    pages_spoken_of,
    sources_of_several,
    units_to_answer_for,
)
from gieo.foundation.audience.rules.ratings import mean_tenths
from gieo.foundation.audience.services import comments as services
from gieo.foundation.audience.services.discussions import close_discussion, open_discussion
from gieo.foundation.audience.vocab.comments import CommentState
from gieo.foundation.audience.wording import STATE_LABELS, STATE_TONES
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.audience.forms import AnswerForm, ReasonForm
from gieo.interfaces.web.audience.kinds import KINDS, kind_of, titles
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes

MOST_AT_ONCE = 1_000


def _pill(comment: Comment) -> Pill:
    return Pill(word=str(STATE_LABELS[comment.state]), tone=STATE_TONES[comment.state])


@reads
def comments(request: HttpRequest) -> HttpResponse:
    """All comments, what waits first."""
    actor: Actor = request.actor
    listed = _listed(request)
    rows = list(listed.rows)
    named = titles(actor, [row.discussion for row in rows])
    return page(
        request,
        "audience/comments.html",
        list=listed,
        rows=[(row, _pill(row), named.get(row.discussion.code, "")) for row in rows],
        waiting=counts(actor)[CommentState.WAITING],
        reason=ReasonForm(),
    )


def _listed(request: HttpRequest) -> ListPage:
    actor: Actor = request.actor
    may_moderate(actor).require()
    sources = _("Nguồn %(source)s")
    return ListPage(
        request,
        comment_list(actor),
        title=_("Bình luận"),
        noun=lambda n: ngettext("%(count)s bình luận", "%(count)s bình luận", n),
        columns=[
            Column("sent", _("Gửi lúc"), lambda row: row.sent_at, kind="date", sort=("sent_at",)),
            Column("page", _("Trang"), lambda row: row.discussion.code, on_screen=False, on_paper=True, width=11),
            Column("name", _("Người viết"), lambda row: row.name, on_screen=False, on_paper=True, width=14),
            Column("text", _("Bình luận"), lambda row: row.text, width=50),
            Column("state", _("Tình trạng"), lambda row: row.get_state_display(), kind="pill", sort=("state",)),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(STATE_LABELS.items())),
            Filter("page", _("Trang"), "discussion__code", lambda: [(code, code) for code in pages_spoken_of(actor)]),
            Filter(
                "source", _("Nhiều bình luận cùng nguồn"), "source",
                lambda: [(one, sources % {"source": one[:6]}) for one in _sources(request)],
            ),
        ],
        search=("folded",),
        search_hint=_("Tên, nội dung; không cần dấu"),
        order=("rank", "-sent_at", "-pk"),
        per_page=50,
    )  # fmt: skip


export = exported(_listed)


def _sources(request: HttpRequest) -> list[str]:
    """Those from which several came, and the one that is asked for."""
    return list(dict.fromkeys([*sources_of_several(request.actor), *request.GET.getlist("source")]))


def _ticked(request: HttpRequest) -> list[int]:
    return row_numbers(request.POST.getlist("pk")[:MOST_AT_ONCE])


@writes
def publish_several(request: HttpRequest) -> HttpResponse:
    may_moderate(request.actor).require()
    return deed(
        request,
        lambda: services.publish_comments(_ticked(request), actor=request.actor, now=clock.now()),
        said=lambda n: ngettext("Đã đăng %(n)s bình luận.", "Đã đăng %(n)s bình luận.", n) % {"n": n},
        to="audience:comments",
    )


@writes
def refuse_several(request: HttpRequest) -> HttpResponse:
    may_moderate(request.actor).require()
    reason = request.POST.get("reason", "")
    return deed(
        request,
        lambda: services.refuse_comments(_ticked(request), reason=reason, actor=request.actor, now=clock.now()),
        said=lambda n: ngettext("Không đăng %(n)s bình luận.", "Không đăng %(n)s bình luận.", n) % {"n": n},
        to="audience:comments",
    )


@reads
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    found = access_comment(pk, request.actor)
    code = found.discussion.code
    here = KINDS[found.discussion.kind]
    return page(
        request,
        "audience/comment_record.html",
        comment=found,
        state=_pill(found),
        title=titles(request.actor, [found.discussion]).get(code, code),
        page_url=reverse(here.url_name, args=[code]),
        deeds=comment_deeds(found, request.actor),
        reason=ReasonForm(),
        happenings=happenings(history(found)),
        trail=[Link(_("Bình luận"), reverse("audience:comments")), Link(found.code)],
    )


def _done(request: HttpRequest, pk: int, do: Callable[[Comment], Any], said: str) -> HttpResponse:
    found = access_comment(pk, request.actor)
    return deed(request, lambda: do(found), said=said, to=("audience:comment", pk))


@writes
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now = request.actor, clock.now()
    return _done(
        request, pk, lambda found: services.publish_comment(found, actor=actor, now=now), _("Đã đăng bình luận.")
    )


@writes
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now, reason = request.actor, clock.now(), request.POST.get("reason", "")
    return _done(
        request, pk, lambda found: services.refuse_comment(found, reason=reason, actor=actor, now=now),
        _("Không đăng bình luận này; người viết đọc được lý do."),
    )  # fmt: skip


@writes
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor, now, reason = request.actor, clock.now(), request.POST.get("reason", "")
    return _done(
        request, pk, lambda found: services.withdraw_comment(found, reason=reason, actor=actor, now=now),
        _("Đã gỡ bình luận khỏi trang."),
    )  # fmt: skip


@fills
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer in the name of one's unit."""
    found = access_comment(pk, request.actor)
    may_answer(request.actor, found).require()
    units = units_to_answer_for(request.actor)
    started = {"text": found.answer, "unit": found.answer_unit_id or units.first()}
    return filled(
        request,
        AnswerForm(request.POST or None, units=units, initial=started),
        "audience/answer.html",
        lambda values: services.answer_comment(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã trả lời trên trang."),
        to=("audience:comment", str(pk)),
        comment=found,
        trail=[
            Link(_("Bình luận"), reverse("audience:comments")),
            Link(found.code, reverse("audience:comment", args=[pk])),
            Link(_("Trả lời")),
        ],
    )


@reads
def discussion(request: HttpRequest, code: str) -> HttpResponse:
    """What readers say of one page in figures, and whether it takes comments."""
    may_moderate(request.actor).require()
    kind = kind_of(request.actor, code)
    found = discussion_of(kind, code)
    states = counts(request.actor, found)
    here = reverse("audience:comments")
    return page(
        request,
        "audience/discussion.html",
        discussion=found,
        title=titles(request.actor, [found]).get(code, code),
        page_url=reverse(KINDS[kind].url_name, args=[code]),
        mean=Decimal(mean_tenths(found.stars, found.ratings)) / 10,
        states=[(STATE_LABELS[state], n, f"{here}?page={code}&state={state}") for state, n in states.items() if n],
        happenings=happenings(history(found)) if found.pk else [],
        trail=[Link(_("Bình luận"), here), Link(code)],
    )


@writes
def open_(request: HttpRequest, code: str) -> HttpResponse:
    may_moderate(request.actor).require()
    kind = kind_of(request.actor, code)
    return deed(
        request,
        lambda: open_discussion(kind, code, actor=request.actor, now=clock.now()),
        said=_("Trang lại nhận bình luận."),
        to=("audience:discussion", code),
    )


@writes
def close(request: HttpRequest, code: str) -> HttpResponse:
    may_moderate(request.actor).require()
    kind = kind_of(request.actor, code)
    return deed(
        request,
        lambda: close_discussion(kind, code, actor=request.actor, now=clock.now()),
        said=_("Trang không nhận bình luận nữa."),
        to=("audience:discussion", code),
    )
