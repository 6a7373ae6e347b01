"""The clock of the machine jumps, forward and back, while people sign: nothing is lost, doubled or half-written."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings, settings

from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState
from gieo.foundation.files.queries import open_file
from gieo.foundation.journal.queries import verify
from gieo.foundation.journal.services import seal as seal_journal
from gieo.foundation.signing.engine import check
from gieo.foundation.signing.models import Rendering, Signature
from gieo.foundation.signing.vocab import RenderingKind, SignatureFault
from tests.factories import wholeness
from tests.factories.handovers import TABLE, receive, sealed_minutes, sign

pytestmark = pytest.mark.django_db

YEARS = timedelta(days=3 * 365)
JUMPS = {
    "forward between two signatures": (timedelta(0), YEARS, YEARS),
    "back between two signatures": (timedelta(0), -YEARS, -YEARS),
    "forward and back again": (YEARS, -YEARS, timedelta(0)),
    "by an hour, as with a wrong zone": (timedelta(0), timedelta(hours=7), timedelta(0)),
}


@pytest.fixture(autouse=True)
def _own_home(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_DIR, settings.KEYS_DIR, settings.SEALS_DIR = (
        tmp_path / "files",
        tmp_path / "keys",
        tmp_path / "seals",
    )


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=JUMPS)
def test_three_signatures_stand_whatever_the_clock_says(jumps: tuple[timedelta, ...]) -> None:
    minutes = sealed_minutes()
    for party, jump in zip(SIGNING_ORDER, jumps, strict=True):
        sign(minutes, [party], now=TABLE + jump)
    assert minutes.state == MinutesState.SIGNED
    receive(minutes, now=TABLE - YEARS)
    assert [row.signed_at - TABLE for row in Signature.objects.order_by("id")] == list(jumps)
    assert Minutes.objects.get().state == MinutesState.RECEIVED
    assert wholeness.faults() == []


@pytest.mark.parametrize("jump", [YEARS, -YEARS, timedelta(days=-20 * 365)])
def test_papers_are_printed_and_their_seal_is_intact(jump: timedelta) -> None:
    """Printed first at one moment, then at another: the key of the seal was made in between."""
    minutes = sealed_minutes()
    services.render_minutes(minutes, now=TABLE)
    sign(minutes, now=TABLE + jump)
    services.render_minutes(Minutes.objects.get(), now=TABLE + jump)
    signed = Rendering.objects.get(kind=RenderingKind.PDF_SIGNED)
    roots = [path for path in Path(settings.KEYS_DIR).glob("*.crt") if "root" in path.name or "authority" in path.name]
    with open_file(signed.file) as pdf:
        (found,) = check(pdf, roots=roots, now=TABLE + jump)
    assert found.fault not in (SignatureFault.BROKEN, SignatureFault.CHANGED_AFTER)
    assert wholeness.faults() == []


def test_a_journal_sealed_by_a_clock_that_ran_ahead_says_which_entries_came_after_it(now: datetime) -> None:
    """Whether a line was slipped in or the clock was set back, no proof can tell: it names the lines and says both."""
    minutes = sealed_minutes()
    seal_journal(now=now + timedelta(days=2))
    sign(minutes, now=now + timedelta(days=1))
    late = {fault.kind for fault in verify().faults}
    assert late == {"entry-late"}
    seal_journal(now=now + timedelta(days=1))
    assert {fault.kind for fault in verify().faults} == {"entry-late"}
    assert wholeness.faults() == []
