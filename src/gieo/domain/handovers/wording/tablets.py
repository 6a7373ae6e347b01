"""Words of tablets that sign without network."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core import clock
from gieo.domain.handovers.vocab import TabletState

TABLET_STATE_LABELS: Mapping[str, str | Promise] = {
    TabletState.OPEN: gettext_lazy("Đang dùng"),
    TabletState.CLOSED: gettext_lazy("Đã đóng"),
    TabletState.LOST: gettext_lazy("Đã báo mất"),
}
TABLET_STATE_TONES: Mapping[str, str] = {TabletState.OPEN: "info", TabletState.CLOSED: "", TabletState.LOST: "late"}

UNKNOWN_TABLET = gettext_lazy(
    "Máy này chưa được mở để ký, hoặc khoá của máy không đúng. Mở máy ở trang “Máy bảng” của hội nghị."
)
TABLET_ENDED = gettext_lazy("Máy đã đóng hoặc đã báo mất. Mở lại máy trước.")


def silenced(state: str, reason: str) -> str:
    """Why nothing is taken from a tablet now, and the way on. What it holds stays on it."""
    values = {"reason": reason}
    if state == TabletState.LOST:
        return (
            _(
                "Máy này đã được báo mất (%(reason)s). Chữ ký đã giữ còn nguyên trên máy: nhờ cán bộ mở lại máy ở "
                "trang “Máy bảng” của hội nghị, rồi gửi."
            )
            % values
        )
    if state == TabletState.CLOSED:
        return _(
            "Máy này đã đóng. Chữ ký đã giữ còn nguyên trên máy: nhờ cán bộ mở lại máy ở trang “Máy bảng” của hội "
            "nghị, rồi gửi."
        )
    return _(
        "Máy này đã quá hạn gửi. Chữ ký đã giữ còn nguyên trên máy: nhờ cán bộ mở lại máy ở trang “Máy bảng” của hội "
        "nghị, rồi gửi."
    )


def holds_unsent(count: int) -> str:
    """Why a tablet cannot be closed."""
    words = ngettext(
        "Máy còn giữ %(n)s chữ ký chưa gửi. Gửi trước rồi đóng; nếu không còn máy, hãy báo mất.",
        "Máy còn giữ %(n)s chữ ký chưa gửi. Gửi trước rồi đóng; nếu không còn máy, hãy báo mất.",
        count,
    )
    return words % {"n": count}


def last_heard(waiting: int, seen_at: datetime | None) -> str:
    """ "Lần cuối máy liên lạc, 10:12 07/11/2023, máy còn giữ 2 chữ ký chưa gửi." """
    if seen_at is None:
        return _("Máy chưa từng liên lạc sau khi mở.")
    values = {"n": waiting, "time": f"{clock.local(seen_at):%H:%M %d/%m/%Y}"}
    if not waiting:
        return _("Lần cuối máy liên lạc, %(time)s, máy đã gửi hết.") % values
    words = ngettext(
        "Lần cuối máy liên lạc, %(time)s, máy còn giữ %(n)s chữ ký chưa gửi.",
        "Lần cuối máy liên lạc, %(time)s, máy còn giữ %(n)s chữ ký chưa gửi.",
        waiting,
    )
    return words % values


def may_be_gone(unsigned: Sequence[str]) -> str:
    """What a lost tablet may have taken along."""
    words = _("Đã tải về máy mà Gieo chưa có chữ ký: %(who)s. Ký trên máy ấy rồi thì phải ký lại.")
    return words % {"who": "; ".join(unsigned)}


SEND_FROM_THERE = gettext_lazy("Nối mạng rồi mở trang ký trên máy ấy để gửi.")
