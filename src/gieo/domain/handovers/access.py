"""The one door to minutes. Lists, ledgers, queues and downloads use the same sets.

Who sees what:
- the office: every minutes;
- leaders of the province: those sealed, signed or received;
- a receiving unit's representative: its own from sealing on, and those that it has taken over from other units;
- a unit that gives (a host that hands over itself): those it gives, from sealing on;
- whoever may not see a restricted result sees no minutes that hand it over;
- a tablet without network: what its officer sees, but never a restricted result.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotAllowed, NotFound
from gieo.domain.handovers.models import Minutes, MinutesItem, Tablet
from gieo.domain.handovers.vocab import FROZEN_STATES, MinutesState
from gieo.domain.handovers.wording import UNKNOWN_TABLET
from gieo.domain.results.access import hidden_results, restricted_results
from gieo.domain.results.models import Product, Result
from gieo.domain.transfers.models import Conference
from gieo.foundation.files.models import StoredFile
from gieo.foundation.units.permits import answers_for, passed
from gieo.foundation.units.queries import bearer_related


def _handing_over(results: QuerySet[Result]) -> Q:
    """Minutes that hand over one of these results, as a whole or through a product."""
    items = MinutesItem.objects.order_by()
    whole, parts = (
        items.filter(result__in=results),
        items.filter(product__in=Product.objects.filter(result__in=results)),
    )
    return Q(pk__in=whole.values("minutes")) | Q(pk__in=parts.values("minutes"))


def visible_minutes(actor: Actor) -> QuerySet[Minutes]:
    """What this actor may see."""
    if actor.is_system:
        return Minutes.objects.all()
    open_ones = Minutes.objects.exclude(_handing_over(hidden_results(actor)))
    if actor.is_office:
        return open_ones
    if actor.has(Role.PROVINCE_LEADER):
        return open_ones.filter(state__in=FROZEN_STATES)
    receiving, giving = answers_for(actor, Role.UNIT_REP), answers_for(actor, Role.UNIT_REP, Role.HOST)
    own = passed(receiving, actor.on, "receiver") | Q(giver_id__in=giving)
    return open_ones.filter(own, state__in=FROZEN_STATES)


def restricted_minutes() -> QuerySet[Minutes]:
    """Minutes that hand over a result restricted today, whatever it was when they were written."""
    return Minutes.objects.filter(_handing_over(restricted_results()))


def holds_restricted(minutes: Minutes) -> bool:
    """Whether these minutes hand over a result restricted today. One query."""
    return restricted_minutes().filter(pk=minutes.pk).exists()


def checkable_minutes() -> QuerySet[Minutes]:
    """What anybody may check at /xac-minh/: sealed minutes, unless they hand over a result restricted today."""
    return Minutes.objects.filter(sealed__isnull=False).exclude(pk__in=restricted_minutes().values("pk"))


def access_minutes(code: str, actor: Actor) -> Minutes:
    """The minutes with this code on somebody's behalf. Raises NotFound for strangers, as for unknown codes."""
    minutes = (
        visible_minutes(actor)
        .filter(code=code)
        .select_related(
            "conference",
            "decision",
            "giver__parent",
            "receiver__parent",
            *bearer_related("receiver"),
            "sealed",
            "replaces",
        )
        .first()
    )
    if minutes is None:
        raise NotFound(_("Không có biên bản “%(code)s”.") % {"code": code})
    return minutes


@dataclass(frozen=True)
class ItemFile:
    """A file handed over: what the minutes call it, and its bytes by the fingerprint in the minutes."""

    name: str
    stored: StoredFile


def access_item_file(minutes: Minutes, item_id: int, digest: str, actor: Actor) -> ItemFile:
    """A file of an item, of minutes that the actor sees. A receiver gets it once all have signed. Raises NotFound.

    It is found by the fingerprint in the minutes, of the sealed content once there is one: a file replaced later is
    never handed out in its place.
    """
    item = MinutesItem.objects.filter(minutes=minutes, pk=item_id).first()
    written = next((file for file in _files_said(minutes, item) if file["digest"] == digest), None) if item else None
    stored = StoredFile.objects.filter(digest=digest).order_by("pk").first() if written else None
    if written is None or stored is None or not may_open_files(minutes, actor):
        raise NotFound(_("Không có tệp này trong biên bản."))
    return ItemFile(written["name"], stored)


def may_open_files(minutes: Minutes, actor: Actor) -> bool:
    """Whether who sees these minutes may also open what they hand over: the office, and others once all have signed."""
    return actor.is_office or minutes.signed_at is not None


def _files_said(minutes: Minutes, item: MinutesItem) -> list[dict[str, Any]]:
    if minutes.sealed is None:
        return list(item.files)
    return next((said["files"] for said in minutes.sealed.content["items"] if said["order"] == item.order), [])


def signable_without_network(conference: Conference, actor: Actor) -> QuerySet[Minutes]:
    """Minutes of a conference that wait for signatures and may lie on a device: nothing of a restricted result."""
    open_ones = visible_minutes(actor).exclude(pk__in=restricted_minutes().values("pk"))
    return open_ones.filter(conference=conference, state=MinutesState.SEALED)


def token_digest(token: str) -> str:
    """What is kept of a device's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def access_device(token: str) -> Tablet:
    """The tablet whose secret this is, in any state. Raises NotAllowed."""
    tablet = Tablet.objects.select_related("conference").filter(token_digest=token_digest(token)).first()
    if tablet is None:
        raise NotAllowed(str(UNKNOWN_TABLET))
    return tablet


def access_tablet(conference: Conference, number: int) -> Tablet:
    """A tablet of a conference that one may see. Raises NotFound."""
    tablet = Tablet.objects.select_related("conference").filter(conference=conference, number=number).first()
    if tablet is None:
        raise NotFound(_("Hội nghị không có máy này."))
    return tablet
