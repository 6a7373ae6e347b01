"""Pages that show articles to the office: the list, an article, its preview, what stood when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.news.access import access_article, access_article_photo
from gieo.domain.news.models import Article
from gieo.domain.news.permits import may_draft, may_see_newsroom, may_withdraw_photograph
from gieo.domain.news.queries.office import (
    Deed,
    article_deeds,
    article_list,
    article_years,
    author_units,
    what_is_missing,
)
from gieo.domain.news.queries.sources import SentenceRow, sentence_rows
from gieo.domain.news.vocab import ArticleState
from gieo.domain.news.wording import STATE_LABELS
from gieo.domain.results.access import visible_results
from gieo.foundation.audience.permits.comments import may_moderate
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.news import shown
from gieo.interfaces.web.news.shown import at
from gieo.interfaces.web.ui import components
from gieo.interfaces.web.ui.components import NextStep
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import moment
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.serving import picture_response

NEWEST = 15  # entries of the journal beside the record


@reads
def articles(request: HttpRequest) -> HttpResponse:
    listed = _listed(request)
    return page(
        request,
        "news/list.html",
        list=listed,
        rows=[(row, shown.pill(row)) for row in listed.rows],
        may_draft=may_draft(request.actor),
    )


def _listed(request: HttpRequest) -> ListPage:
    actor: Actor = request.actor
    may_see_newsroom(actor).require()
    columns = [
        Column("changed", _("Sửa gần nhất"), lambda row: row.changed_at, kind="date", sort=("changed_at",)),
        Column("title", _("Tiêu đề"), lambda row: str(row), sort=("title",)),
        Column("byline", _("Người viết"), lambda row: row.byline, sort=("byline",)),
        Column("state", _("Tình trạng"), lambda row: row.get_state_display(), kind="pill", sort=("state",)),
        Column("published", _("Đăng lần đầu"), lambda row: row.published_at, kind="date", sort=("published_at",)),
        Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=11),
        Column(
            "unit",
            _("Đơn vị viết bài"),
            lambda row: row.author_unit.name if row.author_unit else "",
            on_screen=False,
            on_paper=True,
        ),
    ]
    return ListPage(
        request,
        article_list(actor),
        title=_("Tin bài"),
        noun=lambda n: ngettext("%(count)s tin bài", "%(count)s tin bài", n),
        columns=columns,
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(STATE_LABELS.items())),
            Filter("year", _("Năm"), "made_at__year", lambda: [(year, year) for year in article_years(actor)]),
            Filter("unit", _("Đơn vị viết bài"), "author_unit__code", lambda: author_units(actor)),
        ],
        search=("folded",),
        search_hint=_("Tiêu đề, mã, người viết; không cần dấu"),
        order=("-changed_at", "-pk"),
    )


export = exported(_listed)


@reads
def article(request: HttpRequest, code: str) -> HttpResponse:
    found = access_article(code, request.actor)
    deeds, rows = article_deeds(found, request.actor), sentence_rows(found)
    missing, may = what_is_missing(found), bool(may_withdraw_photograph(request.actor, found))
    return page(
        request,
        "news/record.html",
        article=found,
        body=mark_safe(found.body),  # noqa: S308 - sanitised when it was written (domain/news/engine.py)
        state=shown.pill(found),
        stages=shown.stages(found),
        next_step=_next_step(found, deeds, missing, rows),
        other_deeds=_other_deeds(found, deeds),
        deeds=deeds,
        gate=shown.gate_rows(found, missing, linked=deeds["edit"].ok),
        missing=missing,
        sentences=shown.sentences(rows),
        stale=[row for row in rows if row.is_stale],
        photos=shown.record_photos(found, may=may),
        left_photos=shown.left_photos(found, may=may),
        results=list(visible_results(request.actor).filter(articles=found).order_by("code")),
        versions=list(found.versions.select_related("author_unit")),
        public_url=shown.public_address(code) if found.is_public else "",
        may_moderate=may_moderate(request.actor),
        happenings=happenings(history(found, limit=NEWEST)),
        trail=shown.trail(),
    )


def _next_step(found: Article, deeds: dict[str, Deed], missing: Any, rows: tuple[SentenceRow, ...]) -> NextStep:
    version = (("version", found.version),)
    match found.state:
        case ArticleState.DRAFT:
            submit = shown.button(
                deeds["submit"], at("submit", found), kind="main" if not missing else "plain", icon="send", post=True,
                values=version,
            )  # fmt: skip
            write = shown.button(deeds["edit"], at("edit", found), kind="main" if missing else "plain", icon="pencil")
            photos = shown.button(deeds["set_photographs"], at("photographs", found), icon="image-plus")
            return NextStep(
                title=_("Viết cho đủ rồi gửi duyệt") if missing else _("Gửi duyệt"),
                who=_("Biên tập viên"),
                after=_("Lãnh đạo Sở hoặc biên tập viên khác duyệt trong 2 ngày làm việc (đề xuất)"),
                deeds=(write, photos) if missing else (submit, write, photos),
            )
        case ArticleState.SUBMITTED:
            return NextStep(
                title=_("Duyệt bài"),
                who=_("Lãnh đạo Sở hoặc biên tập viên không viết bài này"),
                after=_("Đăng ngay, hoặc đúng giờ hẹn"),
                deeds=(
                    shown.button(deeds["approve"], at("approve", found), kind="main", icon="check"),
                    shown.button(deeds["return"], at("return", found), icon="undo-2"),
                ),
            )
        case ArticleState.APPROVED:
            return NextStep(
                title=_("Gieo tự đăng lúc %(when)s") % {"when": moment(found.scheduled_for)},
                who=_("Không ai phải làm gì"),
                after=_("Nếu hồ sơ đổi trước giờ đó, Gieo hoãn lại và hỏi người duyệt"),
                deeds=(
                    shown.button(
                        deeds["publish"], at("publish", found), icon="globe", label=_("Đăng ngay bây giờ"), post=True,
                        consequences=(_("Ai cũng đọc được ngay, không chờ tới giờ hẹn."),), values=version,
                    ),
                    shown.button(deeds["return"], at("return", found), icon="undo-2"),
                ),
            )  # fmt: skip
        case ArticleState.WITHDRAWN:
            revise = shown.button(deeds["revise"], at("revise", found), icon="pencil", label=_("Viết lại"))
            return NextStep(title=_("Bài đã gỡ"), basis=found.withdrawn_reason, done=True, deeds=(revise,))
    stale = any(row.is_stale for row in rows)
    return NextStep(
        title=_("Hồ sơ đã đổi: xem lại bài đã đăng") if stale else _("Đã đăng"),
        who=_("Biên tập viên") if stale else "",
        done=not stale,
        deeds=(shown.button(deeds["revise"], at("revise", found), kind="main" if stale else "plain", icon="pencil"),),
    )


def _other_deeds(found: Article, deeds: dict[str, Deed]) -> list[components.Deed]:
    """Deeds beside the next step, as far as the state knows them and the person may."""
    version = (("version", found.version),)
    buttons = []
    if found.state == ArticleState.DRAFT:
        buttons.append(
            shown.button(
                deeds["redraft"], at("redraft", found), icon="refresh-cw", post=True, values=version,
                consequences=(
                    _("Tiêu đề, đoạn dẫn và nội dung soạn lại từ hồ sơ lúc này."),
                    _("Chữ đã sửa tay mất hết."),
                ),
            )
        )  # fmt: skip
        buttons.append(
            shown.button(
                deeds["abandon"], at("abandon", found), icon="undo-2", post=True, values=version,
                consequences=(_("Chữ và ảnh trở về như bản đang đăng."),),
            )
        )  # fmt: skip
        buttons.append(
            shown.button(
                deeds["discard"], at("discard", found), icon="trash-2", kind="danger", post=True, values=version,
                consequences=(_("Bản viết mất hẳn; nhật ký còn ghi đã bỏ."),),
            )
        )  # fmt: skip
    if found.published_at is not None and found.state != ArticleState.WITHDRAWN:
        buttons.append(shown.button(deeds["withdraw"], at("withdraw", found), icon="globe-lock", kind="danger"))
    return [one for one in buttons if not one.blocked]


@reads
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The text in work as anybody would read it."""
    found = access_article(code, request.actor)
    photos = found.photos.select_related("photograph")
    return page(
        request,
        "news/preview.html",
        article=found,
        body=mark_safe(found.body),  # noqa: S308 - sanitised when it was written (domain/news/engine.py)
        photos=[shown.office_photo(photo, code) for photo in photos],
        back=at("record", found),
    )


@reads
def version(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What stood before the public, as it stood."""
    found = access_article(code, request.actor)
    stood = found.versions.select_related("author_unit").filter(pk=pk).first()
    if stood is None:
        raise NotFound(_("Không có bản này."))
    return page(
        request,
        "news/version.html",
        article=found,
        stood=stood,
        body=mark_safe(stood.body),  # noqa: S308 - sanitised when it was written (domain/news/engine.py)
        photos=list(stood.photos.all()),
        trail=shown.trail(found, _("Bản %(number)s") % {"number": stood.number}),
    )


@reads
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A picture of the text in work, for those who see it."""
    found = access_article(code, request.actor)
    return picture_response(request, access_article_photo(found, pk).photograph.file)
