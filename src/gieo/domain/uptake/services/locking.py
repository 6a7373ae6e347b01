"""The first steps of every deed: lock the rows, ask the life cycle."""

from django.utils.translation import gettext as _

from gieo.core.errors import NotFound, WrongState
from gieo.domain.uptake.lifecycle import CLAIM
from gieo.domain.uptake.models import Claim, Use
from gieo.domain.uptake.wording import blocked


def lock_use(use: Use) -> Use:
    """The use as it stands now, locked to the end of the transaction: its claims and periods change under this lock."""
    locked = (
        Use.objects.select_for_update(of=("self",))
        .select_related("receiver", "heir", "place", "result", "product__result")
        .filter(pk=use.pk)
        .first()
    )
    if locked is None:
        raise NotFound(_("Hồ sơ ứng dụng này không còn."))
    return locked


def lock_claim(claim: Claim) -> Claim:
    """The claim as it stands now, with its use, both locked."""
    use = lock_use(claim.use)
    locked = Claim.objects.select_for_update(of=("self",)).filter(pk=claim.pk).first()
    if locked is None:
        raise NotFound(_("Không có lần khai này."))
    locked.use = use
    return locked


def step(verb: str, claim: Claim) -> str:
    """Where `verb` leads from the present state. Raises WrongState with a sentence for the user."""
    try:
        return CLAIM.target(verb, claim.state)
    except WrongState as wrong:
        wrong.message = blocked(verb, claim.state)
        raise
