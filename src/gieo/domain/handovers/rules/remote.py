"""When a signature asked for elsewhere is no longer waited for."""

from datetime import datetime, timedelta

from gieo.domain.handovers.vocab import Lapse

WAITS = timedelta(days=7)
"""A week: the longest that somebody on a journey needs, and short enough to be remembered."""


def lapse(
    *, expires_at: datetime, now: datetime, base: int | None, newest: int | None, has_signed: bool
) -> Lapse | None:
    """Why the request holds no more; None while it is waited for. `base` and `newest` are the PDFs with signatures that
    the request stands on, and that stands there now."""
    if has_signed:
        return Lapse.SIGNED
    if base != newest:
        return Lapse.OVERTAKEN
    return Lapse.EXPIRED if now >= expires_at else None
