"""“We copied this”: from the printed sheet or the page of a result, without an account or a script."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.results.access import access_public_result
from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.queries.public import uses_of
from gieo.domain.uptake.services import claim_copy
from gieo.foundation.audience.queries.check_code import new_code
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import filled, fills, private, public
from gieo.interfaces.web.ui.visitors import admit
from gieo.interfaces.web.uptake.copies.forms import SayForm


@public
@private
@fills
def say(request: HttpRequest, code: str) -> HttpResponse:
    """`?from=SD-2024-0012`, or a model's code, names the place whose code was scanned. Whatever is wrong,
    what was typed stays."""
    result, now = access_public_result(code), clock.now()
    form = SayForm(request.POST or None, today=clock.today())

    def send(_values: dict[str, object]) -> Copy:
        admit(request, form, "copies", of="copies_of_result", key=result.code, now=now)
        return claim_copy(
            result, given=form.given, parent=_parent(request, result), actor=request.actor, now=now, **form.said()
        )

    return filled(
        request,
        form,
        "uptake/copies/say.html",
        send,
        said=lambda copy: (
            _("Cảm ơn bạn! Đã ghi với mã %(code)s. Cán bộ xã hoặc Sở sẽ hỏi lại rồi xác nhận.") % {"code": copy.code}
        ),
        to=("results_public:record", code),
        result=result,
        check=new_code(now),
        trail=[
            Link(_("Trang chủ"), "/"),
            Link(result.code, reverse("results_public:record", args=[code])),
            Link(_("Tôi đã làm theo")),
        ],
    )


def _parent(request: HttpRequest, result: Result) -> Use | None:
    code = request.GET.get("from", "")[:20]
    return uses_of(result).filter(Q(code=code) | Q(demonstration__code=code)).first()
