"""The thread: nhu cầu → đề xuất → nhiệm vụ → kết quả → chuyển giao → ứng dụng → nhân rộng.

Every record shows where it hangs, what stands upstream and downstream, and what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gieo.interfaces.web.ui.components import Link

KNOTS: dict[str, str | Promise] = {
    "need": _("Nhu cầu"),
    "proposal": _("Đề xuất"),
    "task": _("Nhiệm vụ"),
    "result": pgettext_lazy("một", "Kết quả"),
    "transfer": _("Chuyển giao"),
    "uptake": _("Ứng dụng"),
    "replication": _("Nhân rộng"),
}


@dataclass(frozen=True, kw_only=True)
class Knot:
    """One of the seven places: filled (something stands there), here (this record), hollow (nothing yet)."""

    key: str
    label: str | Promise
    state: str
    links: tuple[Link, ...] = ()
    note: str | Promise = ""
    upstream: bool = False


def make_thread(
    *, here: str, links: Mapping[str, tuple[Link, ...]] | None = None, notes: Mapping[str, str] | None = None
) -> tuple[Knot, ...]:
    """The seven knots in order. A knot with a link or a note is filled, the present one is marked, the rest are hollow.

    `notes` of a hollow knot says what is missing ("Chưa có nơi nào"); give it under the key with a leading "-".
    """
    links, notes = links or {}, notes or {}
    known = set(KNOTS)
    if stray := ({here} | set(links) | {key.removeprefix("-") for key in notes}) - known:
        raise ValueError(f"Unknown knots: {', '.join(sorted(stray))}.")
    place = list(KNOTS).index(here)
    knots = []
    for order, (key, label) in enumerate(KNOTS.items()):
        state = "here" if key == here else "filled" if links.get(key) or notes.get(key) else "hollow"
        note: str | Promise = notes.get(key) or notes.get(f"-{key}") or ""
        if state == "here" and not note:
            note = _("Đang ở đây")
        if state == "hollow" and not note:
            note = _("Chưa có")
        knots.append(
            Knot(key=key, label=label, state=state, links=links.get(key, ()), note=note, upstream=order < place)
        )
    return tuple(knots)
