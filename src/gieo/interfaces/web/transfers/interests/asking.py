"""Asking about a result, and the conversation by its link: no account, no script needed, in Vietnamese and English."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.access import Talk, asked_result, open_interest
from gieo.domain.transfers.lifecycle import INTEREST
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.queries.interests import reply_limit, token_of
from gieo.domain.transfers.vocab import TalkFault
from gieo.domain.transfers.wording import OUTCOME_LABELS, talk_fault
from gieo.foundation.audience.queries.check_code import new_code
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.transfers.interests import shown
from gieo.interfaces.web.transfers.interests.forms import AskForm, WordsForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.limits import knock, limited
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, private, public, writes
from gieo.interfaces.web.ui.visitors import admit


@public
@private
@fills
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask about a public result. Whatever is wrong, what was typed stays, with a fresh check code."""
    result, now = asked_result(code), clock.now()
    form = AskForm(request.POST or None, actor=request.actor)

    def send(_values: dict[str, object]) -> Interest:
        admit(request, form, "interests", of="interests_of_result", key=result.code, now=now)
        return services.express_interest(
            result, given=form.given, actor=request.actor, language=get_language() or "vi", now=now, **form.asked()
        )

    page_of_result = reverse("results_public:record", args=[code])
    return filled(
        request,
        form,
        "transfers/interests/ask.html",
        send,
        said=_("Sở đã nhận câu hỏi của bạn. Giữ địa chỉ của trang này: câu trả lời hiện ở đây."),
        to=lambda sent: ("interests_public:talk", token_of(sent)),
        result=result,
        limit=reply_limit(clock.local_date(now)).limit.count,
        check=new_code(now),
        trail=[Link(_("Trang chủ"), "/"), Link(result.code, page_of_result), Link(_("Hỏi về kết quả"))],
    )


@public
@private
@fills
@limited("links")
def talk(request: HttpRequest, token: str) -> HttpResponse:
    """The conversation, and its next words; or why the link does not open it, and the way on."""
    opened = open_interest(token, on=clock.today())
    if opened.fault is not None:
        return _closed(request, token, opened)
    assert opened.interest is not None
    interest = opened.interest

    def send(values: dict[str, str]) -> Interest:
        knock(request, "interests")
        return services.write_on_interest(token, now=clock.now(), **values)

    try:
        return filled(
            request,
            WordsForm(request.POST or None),
            "transfers/interests/talk.html",
            send,
            said=_("Đã gửi cho Sở."),
            to=("interests_public:talk", token),
            interest=interest,
            pill=shown.pill_of(interest, clock.today()),
            outcome=OUTCOME_LABELS.get(interest.outcome, ""),
            messages_of=list(interest.messages.all()),
            may_write=INTEREST.allows("write_on", interest.state),
            token=token,
            department=operator(),
            consequences=(_("Tên, cách liên lạc và mọi lời trao đổi bị xoá hẳn."), _("Không lấy lại được.")),
        )
    except NotFound:  # it was closed while this page lay open
        return _closed(request, token, open_interest(token, on=clock.today()))


def _closed(request: HttpRequest, token: str, opened: Talk) -> HttpResponse:
    assert opened.fault is not None
    return page(
        request,
        "transfers/interests/closed.html",
        status=404 if opened.fault is TalkFault.FORGED else 410,
        why=talk_fault(opened.fault),
        may_ask=opened.fault is TalkFault.EXPIRED and opened.interest is not None and bool(opened.interest.email),
        token=token,
        department=operator(),
    )


@public
@private
@writes
@limited("links")
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    return deed(
        request,
        lambda: services.take_back_interest(token, now=clock.now()),
        said=_("Đã rút và xoá điều bạn hỏi."),
        to="results_public:list",
    )


@public
@private
@writes
@limited("links")
def ask_link(request: HttpRequest, token: str) -> HttpResponse:
    """A new link to the address that was given."""
    return deed(
        request,
        lambda: services.ask_new_link(token, now=clock.now()),
        said=_("Liên kết mới đã gửi tới thư điện tử của bạn."),
        to="results_public:list",
    )
