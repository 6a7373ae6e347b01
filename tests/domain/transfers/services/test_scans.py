"""The scanned paper of a decision: attached to one in force, and never replaced unseen."""

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, NotAllowed, WrongState
from gieo.domain.transfers import services
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.factories import transfers as make
from tests.factories.accounts import actor

pytestmark = pytest.mark.django_db

OFFICER = actor(Role.OFFICER)
STRANGERS = [actor(), *(actor(role) for role in Role if role not in (Role.OFFICER, Role.DIRECTOR))]


def test_a_scan_is_attached_to_a_decision_in_force_only(now):
    issued, draft = make.issued_decision(), make.draft_decision()
    paper = store_file(b"%PDF-1.4\n%gieo\n", name="797.pdf", actor=SYSTEM, now=now)
    for stranger in STRANGERS:
        with pytest.raises(NotAllowed):
            services.attach_scan(issued, version=issued.version, scan=paper, actor=stranger, now=now)
    with pytest.raises(WrongState):
        services.attach_scan(draft, version=draft.version, scan=paper, actor=OFFICER, now=now)
    with_scan = services.attach_scan(issued, version=issued.version, scan=paper, actor=OFFICER, now=now)
    assert with_scan.scan == paper
    entry = history(with_scan)[0]
    assert (entry.verb, entry.changes) == ("attach_scan", {"scan": ["", paper.digest]})


def test_a_scan_attached_meanwhile_is_not_replaced_unseen(now):
    issued = make.issued_decision()
    first, second = (
        store_file(f"%PDF-1.4\n%{name}\n".encode(), name=f"{name}.pdf", actor=SYSTEM, now=now) for name in ("a", "b")
    )
    services.attach_scan(issued, version=issued.version, scan=first, actor=OFFICER, now=now)
    entries = Entry.objects.count()
    with pytest.raises(Conflict, match="Người khác vừa đổi quyết định này"):
        services.attach_scan(issued, version=issued.version, scan=second, actor=OFFICER, now=now)
    issued.refresh_from_db()
    assert (issued.scan, Entry.objects.count()) == (first, entries)
