"""A deputy director is away for a week and an officer works in his place; who needs a second factor is decided."""

from datetime import date, datetime

from gieo.core.actor import Role
from gieo.foundation.accounts.services import delegate, set_second_factor_need
from gieo.foundation.accounts.vocab import Need
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

FIRST, LAST = date(2023, 11, 13), date(2023, 11, 17)


def plan_absence(books: Books) -> None:
    """Nobody has to set up a second factor: every role can still be tried with one click."""

    def decide(now: datetime) -> None:
        set_second_factor_need(Role.HOST, Need.OFF, actor=books.cast.actor("administrator"), now=now)

    def go_away(now: datetime) -> None:
        deputy = books.cast.person("deputy")
        delegate(
            deputy,
            held=list(deputy.roles.filter(role=Role.DIRECTOR)),
            delegate=books.cast.person("officer"),
            since=FIRST,
            until=LAST,
            reason="Đi công tác (dữ liệu minh hoạ)",
            paper_number="02/GUQ-MH",
            paper_date=date(2023, 11, 10),
            actor=books.cast.actor("deputy"),
            now=now,
        )

    books.timeline.add(moment(date(2023, 10, 2), 14), decide)
    books.timeline.add(moment(date(2023, 11, 10), 16, 30), go_away)
