"""The life of a delegation: days move it from planned to in force to ended by themselves; the one deed is to revoke."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.foundation.accounts.vocab import DelegationState as S

DELEGATION = Lifecycle("delegation", step("revoke", (S.PLANNED, S.IN_FORCE), S.REVOKED))
