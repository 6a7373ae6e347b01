"""A fault in words: heading, sentence, and the ways out of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gieo.domain.handovers.rules.faults import Fault

Names = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """A link out of a fault: which kind of record to open, its code, and what one does there."""

    label: str
    kind: str
    code: str


@dataclass(frozen=True)
class Told:
    title: str
    text: str
    ways: tuple[Way, ...] = ()


def minutes_ways(fault: Fault, label: str = "") -> tuple[Way, ...]:
    return tuple(Way(label or _("Mở biên bản %(code)s") % {"code": code}, "minutes", code) for code in fault.minutes)
