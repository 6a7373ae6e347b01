"""What every page's frame needs: the rail, the demo's banner, the languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gieo.core import clock
from gieo.core.actor import ANONYMOUS, Actor, Role
from gieo.foundation.accounts.models import Delegation
from gieo.foundation.accounts.queries import delegations_in_force
from gieo.interfaces.web.ui.formats import in_vi

OFFICE = frozenset({Role.OFFICER, Role.DIRECTOR, Role.REGISTRAR, Role.EDITOR, Role.ADMINISTRATOR})
MODERATORS = frozenset({Role.EDITOR, Role.DIRECTOR})
KEEPERS = frozenset({Role.OFFICER, Role.DIRECTOR, Role.REGISTRAR, Role.ADMINISTRATOR})
LEADERS = OFFICE | {Role.PROVINCE_LEADER}
EVERYBODY = frozenset(Role)
NEEDS = LEADERS | {Role.UNIT_REP}
ASKED = OFFICE | {Role.UNIT_REP}


@dataclass(frozen=True)
class RailItem:
    """One entry of the office's menu."""

    label: Any
    url_name: str
    icon: str
    roles: frozenset[Role]

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class RailLink:
    """An entry as one page shows it; `current` is the place the page belongs to."""

    label: Any
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class RailGroup:
    """Entries under one heading; those `on_thread` hang on the thread, in its order."""

    label: Any
    on_thread: bool
    items: tuple[RailItem, ...]


RAIL = (
    RailGroup("", False, (RailItem(_("Việc của tôi"), "desk:home", "house", EVERYBODY),)),
    RailGroup(
        _("Mạch công việc"),
        True,
        (
            RailItem(pgettext_lazy("nhiều", "Nhu cầu"), "needs:list", "lightbulb", NEEDS),
            RailItem(_("Kết quả"), "results:list", "sprout", EVERYBODY),
            RailItem(_("Người quan tâm"), "interests:list", "messages-square", ASKED),
            RailItem(_("Quyết định chuyển giao"), "transfers:decisions", "file-check", LEADERS),
            RailItem(pgettext_lazy("nhiều", "Hội nghị"), "transfers:conferences", "users", LEADERS),
            RailItem(_("Bàn giao"), "handovers:list", "handshake", EVERYBODY),
            RailItem(_("Ứng dụng"), "uptake:list", "map-pinned", EVERYBODY),
            RailItem(_("Mô hình trình diễn"), "models:list", "flag", EVERYBODY),
            RailItem(_("Nhân rộng"), "copies:list", "network", ASKED),
            RailItem(_("Báo cáo ứng dụng"), "reports:list", "clipboard-check", EVERYBODY),
            RailItem(_("Lớp tập huấn"), "training:list", "graduation-cap", LEADERS),
        ),
    ),
    RailGroup(
        _("Bên cạnh mạch"),
        False,
        (
            RailItem(_("Số liệu"), "figures:home", "chart-no-axes-column", LEADERS),
            RailItem(_("Tin bài"), "news:list", "newspaper", OFFICE),
            RailItem(_("Bình luận"), "audience:comments", "message-square", MODERATORS),
            RailItem(pgettext_lazy("nhiều", "Chương trình"), "programmes:list", "layers", LEADERS),
            RailItem(_("Chỉ đạo"), "directives:list", "megaphone", LEADERS),
            RailItem(_("Hạn và việc"), "duties:list", "calendar-clock", EVERYBODY),
            RailItem(pgettext_lazy("nhiều", "Đơn vị"), "units:list", "building-2", LEADERS),
            RailItem(_("Tệp xuất của tôi"), "exports:list", "download", EVERYBODY),
            RailItem(_("Cách xem đã lưu"), "exports:saved", "bookmark", EVERYBODY),
            RailItem(_("Lượt truy cập"), "audience:visits", "eye", LEADERS),
        ),
    ),
    RailGroup(
        _("Quản trị"),
        False,
        (
            RailItem(_("Người và vai trò"), "accounts:people", "contact", OFFICE),
            RailItem(_("Nhập từ Excel"), "imports:list", "file-up", KEEPERS),
            RailItem(_("Danh mục và hạn định"), "procedures:tables", "scale", OFFICE),
            RailItem(_("Mẫu câu biên bản"), "handovers:wording", "text-quote", OFFICE),
            RailItem(_("Nhật ký"), "journal:list", "scroll-text", frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})),
            RailItem(_("Thư đi"), "outbox:list", "mail", frozenset({Role.ADMINISTRATOR})),
        ),
    ),
)


CREATE = (
    RailItem(pgettext_lazy("một", "Nhu cầu"), "needs:new", "lightbulb", frozenset({Role.OFFICER, Role.UNIT_REP})),
    RailItem(
        pgettext_lazy("một", "Kết quả"), "results:new", "sprout", frozenset({Role.OFFICER, Role.REGISTRAR, Role.HOST})
    ),
    RailItem(
        pgettext_lazy("một", "Quyết định chuyển giao"), "transfers:draft", "file-check", frozenset({Role.OFFICER})
    ),
    RailItem(_("Hội nghị"), "transfers:plan", "users", frozenset({Role.OFFICER})),
    RailItem(_("Tin bài"), "news:new", "pen-line", frozenset({Role.EDITOR})),
    RailItem(_("Đơn vị"), "units:new", "building-2", frozenset({Role.OFFICER, Role.ADMINISTRATOR})),
    RailItem(_("Người"), "accounts:new", "contact", frozenset({Role.OFFICER, Role.ADMINISTRATOR})),
)


def rail_for(actor: Actor, path: str) -> Iterator[dict[str, Any]]:
    """The menu as this actor sees it, the present place marked: its groups with their links."""
    home = reverse("desk:home")
    for group in RAIL:
        links = [_link(item, path, home) for item in group.items if actor.roles & item.roles]
        if links:
            yield {"label": group.label, "on_thread": group.on_thread, "links": links}


def _link(item: RailItem, path: str, home: str) -> RailLink:
    url = item.url
    return RailLink(item.label, url, item.icon, current=path == url if url == home else path.startswith(url))


def _offers(request: HttpRequest) -> list[Delegation]:
    """In whose place one may work today, besides the place one works in; asked for only where there is a delegation."""
    if not getattr(request, "may_act", False):
        return []
    received = delegations_in_force(clock.today()).filter(delegate=request.user.person_id)
    return [one for one in received if one != getattr(request, "acting", None)]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html, portal/base.html and desk/base.html."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    language = get_language() or "vi"
    other = "en" if language == "vi" else "vi"
    in_office = request.path.startswith("/desk")
    return {
        "actor": actor,
        "demo": settings.GIEO_MODE == "demo",
        "shows_demo": settings.SHOWS_DEMO,
        "today": clock.today(),
        "language": language,
        "in_vi": in_vi(),
        "other_language": other,
        "other_language_url": "" if in_office else translate_url(request.get_full_path(), other),
        "in_office": in_office,
        "create_menu": [item for item in CREATE if actor.roles & item.roles] if in_office else [],
        "rail": list(rail_for(actor, request.path)) if in_office and not actor.is_anonymous else [],
        "request_number": getattr(request, "number", ""),
        "acting": getattr(request, "acting", None),
        "offers": _offers(request) if in_office else [],
    }
