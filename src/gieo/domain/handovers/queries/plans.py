"""Plans of application: which one counts, and who still owes one."""

from gieo.domain.handovers.models import ApplicationPlan, Minutes
from gieo.domain.handovers.vocab import SIGNED_STATES


def plan_in_force(minutes: Minutes) -> ApplicationPlan | None:
    """The last plan that the receiver sent, with its rows at hand. Two queries."""
    return minutes.sent_plans.prefetch_related("rows").order_by("-number").first()


def owes_plan(minutes: Minutes) -> bool:
    """Whether the receiver has signed and given no plan: neither in the minutes nor afterwards."""
    return minutes.state in SIGNED_STATES and not minutes.plan.exists() and not minutes.sent_plans.exists()
