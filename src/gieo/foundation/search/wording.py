"""Why a text answers, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gieo.foundation.search.rules.kin import Tie
from gieo.foundation.search.rules.reasons import Reason

TIES = {
    Tie.DIALECT: _("“%(said)s” cũng là “%(asked)s”"),
    Tie.SAME: _("“%(said)s” cùng nghĩa “%(asked)s”"),
    Tie.ENGLISH: _("“%(said)s” là “%(asked)s”"),
    Tie.NEAR: _("“%(said)s” liên quan đến “%(asked)s”"),
}


def why(reasons: Iterable[Reason]) -> list[str]:
    """Each reason as a short sentence, the strongest first."""
    return [_sentence(reason) for reason in reasons]


def _sentence(reason: Reason) -> str:
    if reason.tie is not None:
        return str(TIES[reason.tie]) % {"said": reason.said, "asked": reason.asked}
    if reason.in_title:
        return gettext("tên có “%(said)s”") % {"said": reason.said}
    return gettext("cùng nói “%(said)s”") % {"said": reason.said}
