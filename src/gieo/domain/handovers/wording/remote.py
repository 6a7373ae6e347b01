"""Words of signatures that are asked for elsewhere."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gieo.domain.handovers.vocab import Lapse, RemoteState

REMOTE_STATE_LABELS: Mapping[str, str | Promise] = {
    RemoteState.WAITING: gettext_lazy("Đang chờ chữ ký"),
    RemoteState.ANSWERED: gettext_lazy("Đã nhận chữ ký"),
    RemoteState.GIVEN_UP: gettext_lazy("Đã thôi chờ"),
    RemoteState.LAPSED: gettext_lazy("Hết hiệu lực"),
}
REMOTE_STATE_TONES: Mapping[str, str] = {
    RemoteState.WAITING: "wait",
    RemoteState.ANSWERED: "ok",
    RemoteState.GIVEN_UP: "",
    RemoteState.LAPSED: "late",
}
LAPSES: Mapping[Lapse, str | Promise] = {
    Lapse.EXPIRED: gettext_lazy("Lượt chờ này đã quá hạn. Gửi lượt mới để người ký ký lại."),
    Lapse.OVERTAKEN: gettext_lazy(
        "Từ lúc gửi đi, bên khác đã ký số nên vân tay không còn đúng. Gửi lượt mới trên bản mới nhất."
    ),
    Lapse.SIGNED: gettext_lazy("Bên này đã ký bằng cách khác trong lúc chờ."),
}
REMOTE_GIVEN_UP = gettext_lazy("Lượt chờ này đã được thôi: không nhận chữ ký của nó nữa.")
REMOTE_ANSWERED = gettext_lazy("Lượt này đã nhận chữ ký rồi; chữ ký khác không thay được.")
