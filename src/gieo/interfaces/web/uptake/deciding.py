"""A second person looks at a claim: verifies it, refuses it, or takes a verification back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.uptake.access import access_claim, access_use
from gieo.domain.uptake.lifecycle import CLAIM
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.permits import may_overturn_claim, may_verify_claim
from gieo.domain.uptake.queries.evidence import claims_of
from gieo.domain.uptake.queries.standing import with_standing
from gieo.domain.uptake.rules.evidence import good_until
from gieo.domain.uptake.services import overturn_claim, refuse_claim, verify_claim
from gieo.domain.uptake.vocab import ClaimState, Grade, Level
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.pages import deed, page, reads, writes
from gieo.interfaces.web.uptake.present import crumbs, receiver_label, shown_claim, standing_pill, use_link


@reads
def look(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One claim with all that it rests on, and what comes of verifying it."""
    use, actor, today = access_use(code, request.actor), request.actor, clock.today()
    claim = claims_of(use).get(pk=access_claim(use, number).pk)
    until = good_until(Level(claim.level), [(Grade(row.grade), row.on) for row in claim.evidence.all()])
    stands = with_standing(Use.objects.filter(pk=use.pk), today).values_list("stands", flat=True)[0]
    return page(
        request,
        "uptake/look.html",
        use=use,
        subject=use.subject,
        receiver=receiver_label(use, today),
        shown=shown_claim(claim, use, today),
        now=standing_pill(stands),
        waits=claim.state == ClaimState.CLAIMED,
        may_verify=may_verify_claim(actor, claim),
        may_overturn=may_overturn_claim(actor, claim) if CLAIM.allows("overturn", claim.state) else None,
        until=claim.good_until or until,
        verify_consequences=(_consequence(Level(claim.level), legal_date(until)), _("Người khai nhận thư.")),
        refuse_consequences=(
            _("Khai báo vẫn được giữ, không bao giờ được tính. Đơn vị ghi lại được với bằng chứng khác."),
            _("Người khai nhận thư có lý do."),
        ),
        overturn_consequences=(
            _("Khai báo thôi được tính, kể cả ở những ngày đã qua; số liệu đổi theo ngay."),
            _("Người khai nhận thư có lý do."),
        ),
        trail=crumbs(use_link(use), Link(_("Lần khai %(n)s") % {"n": number})),
    )


def _consequence(level: Level, until: str) -> str:
    if level is Level.STOPPED:
        return _("Từ ngày ấy nơi này thôi được tính là đang ứng dụng.")
    return _("Nơi này được tính ở mức mới đến hết ngày %(day)s, nếu không ai xác nhận lại.") % {"day": until}


@writes
def verify(request: HttpRequest, code: str, number: int) -> HttpResponse:
    claim = access_claim(access_use(code, request.actor), number)
    return deed(
        request,
        lambda: verify_claim(claim, actor=request.actor, now=clock.now()),
        said=_("Đã xác nhận."),
        to=("uptake:record", code),
    )


@writes
def refuse(request: HttpRequest, code: str, number: int) -> HttpResponse:
    claim = access_claim(access_use(code, request.actor), number)
    return deed(
        request,
        lambda: refuse_claim(claim, reason=request.POST.get("reason", ""), actor=request.actor, now=clock.now()),
        said=_("Đã ghi là không xác nhận, kèm lý do."),
        to=("uptake:record", code),
        back=("uptake:look", code, str(number)),
    )


@writes
def overturn(request: HttpRequest, code: str, number: int) -> HttpResponse:
    claim = access_claim(access_use(code, request.actor), number)
    return deed(
        request,
        lambda: overturn_claim(claim, reason=request.POST.get("reason", ""), actor=request.actor, now=clock.now()),
        said=_("Đã huỷ xác nhận; khai báo thôi được tính."),
        to=("uptake:record", code),
        back=("uptake:look", code, str(number)),
    )
