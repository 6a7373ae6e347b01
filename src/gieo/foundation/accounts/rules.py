"""How a delegation stands; what several roles ask of one person; what is kept of a network address."""

import ipaddress
from collections.abc import Iterable
from datetime import date

from gieo.foundation.accounts.vocab import DelegationState, Need

_ORDER = (Need.OFF, Need.OPTIONAL, Need.REQUIRED)


def delegation_state(since: date, until: date, *, revoked: bool, on: date) -> DelegationState:
    """Where a delegation stands on a day: from its first day on, to 24:00 of its last."""
    if revoked:
        return DelegationState.REVOKED
    if on < since:
        return DelegationState.PLANNED
    return DelegationState.IN_FORCE if on <= until else DelegationState.ENDED


def strongest_need(needs: Iterable[Need]) -> Need:
    """The strictest of what one's roles ask; a second factor is optional for whoever holds no role."""
    return max(needs, key=_ORDER.index, default=Need.OPTIONAL)


def shortened_address(address: str) -> str:
    """An address that names a neighbourhood, no household: the first three parts of IPv4, the first 48 bits of IPv6."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if known.version == 4:
        return f"{address.rsplit('.', 1)[0]}.x"
    return str(ipaddress.ip_network((known, 48), strict=False))
