"""Acts on units: the list, the record with what was passed, and the deeds that follow."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.handovers import services
from gieo.domain.handovers.queries.passing import estate_of
from gieo.foundation.accounts.permits import may_give_role
from gieo.foundation.accounts.services import pass_roles
from gieo.foundation.journal.queries import history
from gieo.foundation.units.access import access_act, visible_acts
from gieo.foundation.units.models import ActPart
from gieo.foundation.units.permits import may_record_act, may_undo_act
from gieo.foundation.units.vocab import CHANGES_FACE, ActKind, Side
from gieo.foundation.units.wording import ACT_LABELS, KIND_LABELS
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, page, reads, writes
from gieo.interfaces.web.ui.serving import stored_response
from gieo.interfaces.web.units.act_parts import assigned_in, names, open_rows, pill, trail

# ---- the list


@reads
def listing(request: HttpRequest) -> HttpResponse:
    listed = _listing(request)
    rows = [
        (act, ACT_LABELS[act.kind], names(act, Side.BEFORE), names(act, Side.AFTER), pill(act)) for act in listed.rows
    ]
    return page(
        request, "units/acts.html", list=listed, rows=rows, may_record=may_record_act(request.actor), trail=trail()
    )


def _listing(request: HttpRequest) -> ListPage:
    return ListPage(
        request,
        visible_acts(request.actor).prefetch_related("parts"),
        title=_("Sắp xếp đơn vị"),
        columns=[
            Column("code", _("Mã"), lambda act: act.code, on_screen=False, on_paper=True, width=11),
            Column("kind", _("Việc"), lambda act: ACT_LABELS[act.kind], on_screen=False, on_paper=True, width=12),
            Column("units", _("Đơn vị cũ"), lambda act: "; ".join(names(act, Side.BEFORE))),
            Column("heirs", _("Đơn vị mới"), lambda act: "; ".join(names(act, Side.AFTER))),
            Column("on", _("Từ ngày"), lambda act: act.on, kind="date", sort=("on", "pk")),
            Column("number", _("Văn bản"), str, sort=("number",)),
            Column("state", _("Tình trạng"), lambda act: pill(act).word, kind="pill"),
            Column("issuer", _("Cơ quan ban hành"), lambda act: act.issuer, on_screen=False),
            Column("article", _("Điều khoản"), lambda act: act.article, on_screen=False),
        ],
        filters=[
            Filter("kind", _("Việc"), "kind", lambda: list(ACT_LABELS.items())),
            Filter("year", _("Năm"), "on__year", lambda: _years(request), counted=False),
        ],
        order=("-on", "-pk"),
    )


export = exported(_listing)


def _years(request: HttpRequest) -> list[tuple[str, str]]:
    days = visible_acts(request.actor).order_by("-on").values_list("on__year", flat=True).distinct()
    return [(str(year), str(year)) for year in days]


# ---- the record


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    act, actor = access_act(code, request.actor), request.actor
    parts = list(act.parts.select_related("unit"))
    before = [part for part in parts if part.side == Side.BEFORE]
    after = [part for part in parts if part.side == Side.AFTER]
    stands = act.undone_at is None and act.kind not in CHANGES_FACE
    left = [part.unit for part in before if part.unit is not None] if stands else []
    estate = estate_of(left, actor, act.on)
    heirs = [part for part in after if part.unit is not None]
    return page(
        request,
        "units/act.html",
        act=act,
        label=ACT_LABELS[act.kind],
        state=pill(act),
        before=[(part, KIND_LABELS[part.kind]) for part in before],
        after=[(part, KIND_LABELS[part.kind]) for part in after],
        estate=estate,
        rows=open_rows(estate, [part.name for part in heirs], parts=heirs),
        assigns=act.kind == ActKind.SPLIT and stands and len(heirs) > 1,
        may_record=may_record_act(actor),
        roles=[(held, may_give_role(actor, held.role)) for held in estate.roles if not _keeps(held.unit_id, heirs)],
        heirs=heirs,
        may_undo=may_undo_act(actor, act),
        undo_consequences=(
            _("Các đơn vị trở lại như trước; đơn vị do việc này lập ra không còn."),
            _("Chỉ bỏ được khi chưa ai làm gì theo việc sắp xếp này; trang và lý do bỏ được giữ lại."),
        ),
        happenings=happenings(history(act)),
        trail=trail(Link(act.code)),
    )


def _keeps(unit_id: int, heirs: Sequence[ActPart]) -> bool:
    return any(part.unit_id == unit_id for part in heirs)


@reads
def scan(request: HttpRequest, code: str) -> HttpResponse:
    act = access_act(code, request.actor)
    if act.file is None:
        raise NotFound(_("Việc sắp xếp này chưa có bản chụp."))
    return stored_response(request, act.file)


@writes
def assign(request: HttpRequest, code: str) -> HttpResponse:
    act = access_act(code, request.actor)
    return deed(
        request,
        lambda: services.assign_heirs(act, assigned_in(request.POST), actor=request.actor, now=clock.now()),
        said=_("Đã ghi đơn vị nhận từng việc."),
        to=("units:act", code),
    )


@writes
def give_roles(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen people get the same role in the heir from the day of the act."""
    act = access_act(code, request.actor)
    may_record_act(request.actor).require()
    parts = list(act.parts.select_related("unit"))
    heir = next((part.unit for part in parts if part.unit and str(part.unit_id) == request.POST.get("heir")), None)
    if heir is None:
        raise NotFound(_("Chọn đơn vị kế thừa."))
    left = [part.unit for part in parts if part.side == Side.BEFORE and part.unit is not None]
    chosen = set(request.POST.getlist("role"))
    roles = [held for held in estate_of(left, request.actor, act.on).roles if str(held.pk) in chosen]
    return deed(
        request,
        lambda: pass_roles(roles, heir=heir, since=act.on, actor=request.actor, now=clock.now()),
        said=lambda given: (
            ngettext("Đã giao %(count)s vai trò.", "Đã giao %(count)s vai trò.", len(given)) % {"count": len(given)}
        ),
        to=("units:act", code),
    )


@writes
def undo(request: HttpRequest, code: str) -> HttpResponse:
    act = access_act(code, request.actor)
    reason = request.POST.get("reason", "")
    return deed(
        request,
        lambda: services.undo_reorganisation(act, reason=reason, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ việc sắp xếp ghi nhầm."),
        to=("units:act", code),
    )
