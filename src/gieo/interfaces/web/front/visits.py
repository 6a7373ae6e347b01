"""Noting visits: one line in a spool of this process, no database, no cookie, no address kept."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gieo.core import clock
from gieo.foundation.audience.engine import Spool, salt_of
from gieo.foundation.audience.rules.visits import Visit, kind_of, line_of, visitor_of
from gieo.interfaces.web.front.requests import Environ
from gieo.interfaces.web.ui.clients import client_address

PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")

_kind = lru_cache(maxsize=2000)(kind_of)


class Visits:
    """The noting hand of one process."""

    def __init__(self) -> None:
        self._spool = Spool(Path(settings.VISITS_DIR))
        self._day = date.min
        self._salt = b""

    def note(self, environ: Environ, page: str) -> None:
        """A disk that is full costs a line of the count and refuses nobody."""
        moment = clock.now()
        at = moment.timestamp()
        agent = environ.get("HTTP_USER_AGENT", "")
        purpose = next((environ[name] for name in PURPOSES if name in environ), "")
        try:
            visitor = visitor_of(client_address(environ), agent, self._salt_of(clock.local_date(moment)))
        except OSError:
            return
        visit = Visit(page, visitor, int(at // 60), _kind(environ["REQUEST_METHOD"], agent[:400], purpose[:40]))
        self._spool.write(line_of(visit), at=at)

    def _salt_of(self, day: date) -> bytes:
        if day != self._day:
            self._salt = salt_of(day, Path(settings.SALTS_DIR))
            self._day = day
        return self._salt
