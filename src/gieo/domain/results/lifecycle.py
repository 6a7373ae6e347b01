"""The life of a result as a table. Buttons, checks and the drawing in docs come from here."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.results.vocab import ResultState as S
from gieo.domain.results.vocab import SavedState as V

RESULT = Lifecycle(
    "result",
    step("accept", S.DRAFT, S.ACCEPTED),
    step("register", S.ACCEPTED, S.REGISTERED),
    step("make_transferable", S.REGISTERED, S.TRANSFERABLE),
    # Steps back and aside. Each asks for a reason, which stands on the record as long as the state does.
    step("reopen", S.ACCEPTED, S.DRAFT),  # acceptance was entered by mistake
    step("hold_back", S.TRANSFERABLE, S.REGISTERED),  # not to be offered for now
    step("withdraw", [S.DRAFT, S.ACCEPTED, S.REGISTERED, S.TRANSFERABLE], S.WITHDRAWN),
    step("confirm_validity", S.REGISTERED, S.REGISTERED),  # its owner says that it still holds
    step("confirm_validity", S.TRANSFERABLE, S.TRANSFERABLE),
    step("expire", [S.REGISTERED, S.TRANSFERABLE], S.EXPIRED),
    step("reinstate", S.WITHDRAWN, S.DRAFT),  # back to the beginning: every gate is passed again
    step("revalidate", S.EXPIRED, S.REGISTERED),  # checked again and still good
)

SAVED = Lifecycle(
    "saved search",
    step("confirm_search", V.WAITING, V.WATCHING),
    step("pause_search", V.WATCHING, V.PAUSED),
    step("resume_search", V.PAUSED, V.WATCHING),
)

NEEDS_REASON = frozenset({"reopen", "hold_back", "withdraw", "expire", "reinstate", "revalidate"})
PUBLIC_STATES = frozenset({S.REGISTERED, S.TRANSFERABLE})
