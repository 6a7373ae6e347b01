"""The leaders' desk over 100,000 uses of one province, on SQLite and on PostgreSQL: figures as kept, and after a deed.

`python -m bench.leaders [uses]`, over the 10,000 results and 5,000 handovers of bench.scale. Right after a deed the
page shows the figures of before and says so; the count that follows in the background has a line of its own.
"""

from __future__ import annotations

import logging
import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from itertools import count

from bench.scale import HANDOVERS, RESULTS, ROUNDS, on_both, queries_of, timed  # isort: skip - lays the environment

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.test import Client

from bench import budget
from bench.province import fill
from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Claim, Evidence, Period, Use
from gieo.domain.uptake.vocab import Channel, ClaimState, Grade, Level, Push
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.exports.models import SavedView
from gieo.foundation.exports.services import save_view
from gieo.foundation.places.models import Area
from gieo.foundation.places.services import load_areas
from gieo.foundation.places.vocab import AreaKind, Era
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.units import make_unit

USES = 100_000
PAGE = "/desk/figures/"
LEVELS = [Level.TRIED, Level.ROUTINE, Level.EXTENDED]
GRADE = [Grade.DOCUMENT, Grade.INSPECTION, Grade.THIRD_PARTY]
"""Photographs would need their files."""
LIMITS = budget("leaders")


def fill_uses(count: int) -> None:
    """Uses with one verified claim each: one result at many places, four of five still good today."""
    today = clock.today()
    results = list(Result.objects.order_by("pk").values_list("pk", flat=True))
    old = Area.objects.filter(kind=AreaKind.COMMUNE, era=Era.BEFORE_2025)  # those of the province alone
    own = Q(pk__in=old) | Q(pk__in=old.values("heir"))
    places = list(Area.objects.filter(own).order_by("pk").values_list("pk", flat=True))
    receivers = [make_unit(f"Hợp tác xã đong {number}").pk for number in range(count // len(results) + 1)]

    def seen(number: int) -> date:
        return today - timedelta(days=number % 400)

    uses = Use.objects.bulk_create(
        [
            Use(
                code=f"UD-B-{number:06d}", result_id=results[number % len(results)],
                receiver_id=receivers[number // len(results)], place_id=places[number * 7 % len(places)],
                recorded_at=clock.now(), recorded_by_name="Phép đo",
            )
            for number in range(count)
        ],
        batch_size=1000,
    )  # fmt: skip
    claims = Claim.objects.bulk_create(
        [
            Claim(
                use=use, number=1, state=ClaimState.VERIFIED, level=LEVELS[number % 3], on=seen(number),
                push=Push.SPONTANEOUS, channel=Channel.VISIT, claimed_at=clock.now(), claimed_by_name="Phép đo",
                decided_at=clock.now(), decided_by_name="Phép đo hai", good_until=seen(number) + timedelta(days=320),
            )
            for number, use in enumerate(uses)
        ],
        batch_size=1000,
    )  # fmt: skip
    Evidence.objects.bulk_create(
        [Evidence(claim=claim, grade=GRADE[claim.pk % 3], on=claim.on, words="Phép đo") for claim in claims],
        batch_size=1000,
    )
    Period.objects.bulk_create(
        [Period(use=c.use, claim=c, level=c.level, start=c.on, end=c.good_until) for c in claims], batch_size=1000
    )


def fill_it(uses: int) -> int:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_areas()
    fill(results=RESULTS, handovers=HANDOVERS)
    fill_uses(uses)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{connection.vendor}: {RESULTS} results, {HANDOVERS} handovers, {uses} uses", flush=True)
    return 0


def told(name: str, times: list[float], queries: int, most: float | None) -> bool:
    """Print one line; whether it keeps to the budget, where there is one."""
    median = statistics.median(times)
    kept = most is None or (median <= most and queries <= LIMITS["queries"])
    print(
        f"  {name:44} {queries:3} queries   median {median:7.1f} ms   worst {max(times):7.1f} ms"
        f"{'' if kept else '   OVER'}",
        flush=True,
    )
    return kept


def measure_it(_uses: int) -> int:
    import_module("gieo.config.wsgi")
    settings.ALLOWED_HOSTS.append("testserver")
    settings.FIGURES_WAITED_FOR = 0.3  # as outside of tests
    logging.disable(logging.ERROR)
    user = user_with(Role.DIRECTOR, department())
    leader, me, names = Client(), actor_for(user, clock.today()), count()
    leader.force_login(user)

    def deed() -> None:
        save_view(name=f"{next(names)}", address=PAGE, query="", actor=me, now=clock.now())
        SavedView.objects.all().delete()

    def look(anew: str = "") -> float:
        return timed(lambda: leader.get(PAGE + anew))

    def looks(before: Callable[[], object], times: int, anew: str = "") -> tuple[list[float], int]:
        found = []
        for _time in range(times):
            before()
            found.append(look(anew))
        before()
        return found, queries_of(leader, PAGE + anew)[0]

    def empty() -> None:
        caches["figures"].clear()

    look()
    kept = [told("figures as kept", *looks(lambda: None, ROUNDS), LIMITS["kept_milliseconds"])]
    kept += [told("right after a deed, as of before", *looks(deed, ROUNDS), LIMITS["after_a_deed_milliseconds"])]
    told("counted anew behind", *looks(deed, ROUNDS // 8, "?anew=1"), None)
    told("the first look of a process", *looks(empty, ROUNDS // 8), None)
    return 0 if all(kept) else 1


def main(uses: int) -> int:
    return on_both("bench.leaders", [uses])


if __name__ == "__main__":
    asked = sys.argv[1:]
    uses = next((int(word) for word in asked if word.isdecimal()), USES)
    sys.exit({"fill": fill_it, "measure": measure_it}.get(asked[0] if asked else "", main)(uses))
