"""Working in somebody's place: begun and left with one click, ended by itself."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound, Refused
from gieo.foundation.accounts.queries import acting, must_set_up_second_factor
from gieo.interfaces.web.accounts.entering import act_as
from gieo.interfaces.web.ui.pages import deed, page, reads, writes


@writes
def act_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Take on the roles of a delegation in force; a role that asks for a second factor asks its delegate too."""
    today = clock.today()
    found = acting(request.user, pk, today)
    if found is None:
        raise NotFound(_("Uỷ quyền này không còn hiệu lực."))
    delegation, _actor = found

    def begin() -> None:
        if must_set_up_second_factor(request.user, today):
            raise Refused(_("Vai trò được uỷ quyền bắt buộc có lớp bảo vệ thứ hai. Đặt xong rồi làm thay."))
        act_as(request, delegation)

    return deed(
        request,
        begin,
        said=_("Từ giờ mọi việc được ghi là làm thay %(name)s.") % {"name": delegation.delegator.name},
        to="desk:home",
        back="me:second_factor",
    )


@writes
def act_as_myself(request: HttpRequest) -> HttpResponse:
    return deed(
        request,
        lambda: act_as(request, None),
        said=_("Ông/bà đang làm việc với tư cách của mình."),
        to="desk:home",
    )


@reads
def acting_ended(request: HttpRequest) -> HttpResponse:
    return page(request, "accounts/acting_ended.html")
