"""Deeds on results and products; the only writers of this room."""

from gieo.domain.results.services.entering import draft_result, edit_result, take_out_results
from gieo.domain.results.services.importing import OldResult, import_results
from gieo.domain.results.services.kit import end_kit_waiver, grant_kit_waiver
from gieo.domain.results.services.members import add_member, edit_member, remove_member, reorder_members
from gieo.domain.results.services.photos import (
    add_photograph,
    remove_photograph,
    reorder_photographs,
    withdraw_photograph,
)
from gieo.domain.results.services.products import (
    add_product,
    add_product_file,
    edit_product,
    remove_product,
    remove_product_file,
    reorder_products,
)
from gieo.domain.results.services.readers import add_reader, remove_reader, set_access
from gieo.domain.results.services.saved import (
    ask_alerts,
    confirm_search,
    end_search,
    end_search_by_link,
    forget_unconfirmed,
    pause_search,
    rename_search,
    resume_search,
    save_search,
    tell_of_new,
)
from gieo.domain.results.services.steps import (
    accept_result,
    expire_result,
    hold_back_result,
    make_transferable,
    register_result,
    reinstate_result,
    reopen_result,
    revalidate_result,
    withdraw_result,
)
from gieo.domain.results.services.texts import renew_all_texts
from gieo.domain.results.services.validity import answer_by_link, answer_validity, ask_owners

__all__ = [
    "OldResult",
    "accept_result",
    "add_member",
    "add_photograph",
    "add_product",
    "add_product_file",
    "add_reader",
    "answer_by_link",
    "answer_validity",
    "ask_alerts",
    "ask_owners",
    "confirm_search",
    "draft_result",
    "edit_member",
    "edit_product",
    "edit_result",
    "end_kit_waiver",
    "end_search",
    "end_search_by_link",
    "expire_result",
    "forget_unconfirmed",
    "grant_kit_waiver",
    "hold_back_result",
    "import_results",
    "make_transferable",
    "pause_search",
    "register_result",
    "reinstate_result",
    "remove_member",
    "remove_photograph",
    "remove_product",
    "remove_product_file",
    "remove_reader",
    "rename_search",
    "renew_all_texts",
    "reopen_result",
    "reorder_members",
    "reorder_photographs",
    "reorder_products",
    "resume_search",
    "revalidate_result",
    "save_search",
    "set_access",
    "take_out_results",
    "tell_of_new",
    "withdraw_photograph",
    "withdraw_result",
]
