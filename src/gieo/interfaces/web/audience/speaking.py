"""Readers speak: a comment, its receipt, a rating. Each form has an address of its own, so that the page they speak of
stays the same for everybody."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import TooOften
from gieo.foundation.audience.access import access_own_comment, public_comments
from gieo.foundation.audience.engine import salt_of
from gieo.foundation.audience.lifecycle import COMMENT
from gieo.foundation.audience.models import Comment
from gieo.foundation.audience.queries.check_code import new_code
from gieo.foundation.audience.queries.comments import discussion_of, own_rating, voices
from gieo.foundation.audience.rules.ratings import rater_of
from gieo.foundation.audience.rules.visits import kind_of, visitor_of
from gieo.foundation.audience.services.comments import send_comment, take_back_comment
from gieo.foundation.audience.services.ratings import rate_page
from gieo.foundation.audience.vocab.comments import STARS
from gieo.foundation.audience.wording import STATE_LABELS, STATE_TONES, TOLD_THE_WRITER
from gieo.interfaces.web.audience.forms import CommentForm, RateForm
from gieo.interfaces.web.audience.kinds import Spoken, spoken_of
from gieo.interfaces.web.ui.clients import client_address
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, public, reads, shared, writes
from gieo.interfaces.web.ui.visitors import admit

RATER = "gieo_rater"
"""The one cookie a reader may get: random, set when one rates, read where one rates, good for nothing else."""
PER_PAGE = 50


def _trail(spoken: Spoken, here: str) -> list[Link]:
    return [Link(_("Trang chủ"), reverse("portal_public:home")), Link(spoken.title, spoken.url), Link(here)]


@public
@fills
def comment(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Write a comment. Whatever is wrong, what was typed stays, with a fresh check code."""
    spoken, now = spoken_of(kind, code), clock.now()
    form = CommentForm(request.POST or None)
    if request.htmx:  # the form came into a page: the keyboard goes on in it
        form.fields["name"].widget.attrs["autofocus"] = True
    return filled(
        request,
        form,
        "audience/comment.html",
        lambda values: _send(request, spoken, values, form, now),
        to=lambda sent: ("audience_public:receipt", sent.receipt),
        spoken=spoken,
        is_open=discussion_of(kind, code).is_open,
        check=new_code(now),
        trail=_trail(spoken, _("Viết bình luận")),
    )


def _send(request: HttpRequest, spoken: Spoken, values: dict[str, Any], form: CommentForm, now: datetime) -> Comment:
    with _slowed_in_words():
        admit(request, form, "comments", of="comments_of_page", key=spoken.code, now=now)
    return send_comment(
        spoken.kind, spoken.code, name=values["name"], text=values["text"], email=values["email"], given=form.given,
        source=_source(request, now), now=now,
    )  # fmt: skip


@contextmanager
def _slowed_in_words() -> Iterator[None]:
    try:
        yield
    except TooOften as often:
        words = ngettext(
            "Đang có quá nhiều bình luận gửi tới. Xin thử lại sau %(n)s giây; những gì bạn gõ còn nguyên.",
            "Đang có quá nhiều bình luận gửi tới. Xin thử lại sau %(n)s giây; những gì bạn gõ còn nguyên.",
            often.seconds,
        )
        raise TooOften(often.seconds, words % {"n": often.seconds}) from often


def _source(request: HttpRequest, now: datetime) -> str:
    """The digest of the day that visits have too: whose it is, nobody can tell tomorrow."""
    try:
        salt = salt_of(clock.local_date(now), Path(settings.SALTS_DIR))
    except OSError:
        return ""
    return visitor_of(client_address(request.META), request.headers.get("User-Agent", ""), salt)


@public
@reads
@shared
def comments(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Everything that is published, page by page."""
    spoken, found = spoken_of(kind, code), discussion_of(kind, code)
    return page(
        request,
        "audience/all_comments.html",
        found=Paginator(public_comments(found), PER_PAGE).get_page(request.GET.get("page")),
        is_open=found.is_open,
        write_url=reverse(f"audience_public:{kind}_comment", args=[code]),
        spoken=spoken,
        trail=_trail(spoken, _("Bình luận")),
    )


@public
@reads
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Where one's own comment stands; only who wrote it knows the address."""
    own = access_own_comment(receipt)
    answer = page(
        request,
        "audience/receipt.html",
        own=own,
        state=Pill(word=str(STATE_LABELS[own.state]), tone=STATE_TONES[own.state]),
        told=TOLD_THE_WRITER[own.state],
        may_take_back=COMMENT.allows("take_back", own.state),
        receipt=receipt,
        consequences=(
            _("Tên, nội dung và thư điện tử bị xoá hẳn, cùng câu trả lời nếu có."),
            _("Không lấy lại được."),
        ),
    )
    answer["Cache-Control"], answer["X-Robots-Tag"] = "no-store", "noindex"
    return answer


@public
@writes
def take_back(request: HttpRequest, receipt: str) -> HttpResponse:
    own = access_own_comment(receipt)
    return deed(
        request,
        lambda: take_back_comment(own, receipt=receipt, now=clock.now()),
        said=_("Đã rút bình luận."),
        to=("audience_public:receipt", receipt),
    )


@public
@fills
def rate(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One to five stars; once more changes one's own."""
    spoken = spoken_of(kind, code)
    kept = request.COOKIES.get(RATER, "")
    if request.method == "POST":
        return _rate(request, spoken, kept or secrets.token_urlsafe(16))
    return page(
        request,
        "audience/rate.html",
        spoken=spoken,
        said=voices(kind, code),
        own=own_rating(code, rater_of(kept, code)) if kept else 0,
        choices=STARS,
        trail=_trail(spoken, _("Đánh giá")),
    )


def _rate(request: HttpRequest, spoken: Spoken, token: str) -> HttpResponse:
    form = RateForm(request.POST)
    stars = form.cleaned_data["stars"] if form.is_valid() else 0
    agent = request.headers.get("User-Agent", "")

    def give() -> Any:
        knock(request, "ratings")
        asker = kind_of("GET", agent, "")
        return rate_page(spoken.kind, spoken.code, stars=stars, token=token, asker=asker, now=clock.now())

    answer = deed(
        request,
        give,
        said=_("Đã ghi đánh giá của bạn."),
        to=(f"audience_public:{spoken.kind}_rate", spoken.code),
    )
    if own_rating(spoken.code, rater_of(token, spoken.code)):
        answer.set_cookie(
            RATER, token, max_age=settings.RATERS_KEPT, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return answer
