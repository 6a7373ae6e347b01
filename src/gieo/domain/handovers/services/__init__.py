"""Deeds of the handover."""

from gieo.domain.handovers.services.digital import sign_digitally, sign_with_key, sign_with_token
from gieo.domain.handovers.services.editing import TextInput, edit_minutes, set_for_signing, set_witness
from gieo.domain.handovers.services.finding import renew_all_texts
from gieo.domain.handovers.services.ink import InkSigner, drop_sheet, scan_sheets, sign_in_ink
from gieo.domain.handovers.services.items import ItemInput, edit_items, refresh_items
from gieo.domain.handovers.services.ledger import explain_fault
from gieo.domain.handovers.services.passing import (
    Assigned,
    assign_heirs,
    pass_on_minutes,
    reorganise,
    undo_reorganisation,
)
from gieo.domain.handovers.services.plans import PlanInput, send_plan
from gieo.domain.handovers.services.preparing import Defaults, prepare_all_minutes, prepare_minutes
from gieo.domain.handovers.services.receiving import ReceiptInput, receive_items, record_receipt, retract_receipt
from gieo.domain.handovers.services.refusing import refuse_to_sign, remind_to_sign, remind_unsigned
from gieo.domain.handovers.services.remote import answer_remote, ask_remote, give_up_remote
from gieo.domain.handovers.services.rendering import PrintRound, render_minutes, render_waiting
from gieo.domain.handovers.services.restriction import follow_access
from gieo.domain.handovers.services.sealing import SealingReport, seal_all_minutes, seal_minutes, void_minutes
from gieo.domain.handovers.services.signing import sign_minutes
from gieo.domain.handovers.services.tablets import (
    Answer,
    Sent,
    close_tablet,
    lose_tablet,
    open_tablet,
    reopen_tablet,
    stock_tablet,
    synchronise_tablet,
)
from gieo.domain.handovers.services.texts import change_wording, restore_wording
from gieo.domain.handovers.services.versions import correct_minutes

__all__ = [
    "Answer",
    "Assigned",
    "Defaults",
    "InkSigner",
    "ItemInput",
    "PlanInput",
    "PrintRound",
    "ReceiptInput",
    "SealingReport",
    "Sent",
    "TextInput",
    "answer_remote",
    "ask_remote",
    "assign_heirs",
    "change_wording",
    "close_tablet",
    "correct_minutes",
    "drop_sheet",
    "edit_items",
    "edit_minutes",
    "explain_fault",
    "follow_access",
    "give_up_remote",
    "lose_tablet",
    "open_tablet",
    "pass_on_minutes",
    "prepare_all_minutes",
    "prepare_minutes",
    "receive_items",
    "record_receipt",
    "refresh_items",
    "refuse_to_sign",
    "remind_to_sign",
    "remind_unsigned",
    "render_minutes",
    "render_waiting",
    "renew_all_texts",
    "reopen_tablet",
    "reorganise",
    "restore_wording",
    "retract_receipt",
    "scan_sheets",
    "seal_all_minutes",
    "seal_minutes",
    "send_plan",
    "set_for_signing",
    "set_witness",
    "sign_digitally",
    "sign_in_ink",
    "sign_minutes",
    "sign_with_key",
    "sign_with_token",
    "stock_tablet",
    "synchronise_tablet",
    "undo_reorganisation",
    "void_minutes",
]
