"""Vietnamese words of the room."""

from collections.abc import Mapping

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from gieo.domain.directives.vocab import DirectiveState

STATES: Mapping[str, Text] = {
    DirectiveState.OPEN: _("Đang thực hiện"),
    DirectiveState.DONE: _("Đã xong"),
    DirectiveState.DROPPED: _("Không thực hiện"),
}

STATE_TONES: Mapping[str, str] = {
    DirectiveState.OPEN: "info",
    DirectiveState.DONE: "ok",
    DirectiveState.DROPPED: "plain",
}

VERBS: Mapping[str, Text] = {
    "add": _("Ghi chỉ đạo"),
    "edit": _("Sửa chỉ đạo"),
    "close": _("Ghi đã xong"),
    "drop": _("Thôi thực hiện"),
    "reopen": _("Mở lại"),
}
