"""People, sign-ins, sessions, roles, invitations: every deed leaves its entry in the journal."""

from gieo.foundation.accounts.services.delegations import delegate, revoke_delegation
from gieo.foundation.accounts.services.invitations import accept_invitation, invite
from gieo.foundation.accounts.services.linked import recognise, unlink
from gieo.foundation.accounts.services.people import (
    PERSON_FIELDS,
    choose_reach,
    create_person,
    edit_person,
    renew_all_texts,
    take_out_people,
)
from gieo.foundation.accounts.services.roles import end_role, give_role, pass_roles, take_back_role
from gieo.foundation.accounts.services.second_factor import (
    add_passkey,
    add_totp,
    note_recovery_code,
    remove_factor,
    renew_recovery_codes,
    reset_second_factor,
    set_second_factor_need,
)
from gieo.foundation.accounts.services.sessions import (
    begin_session,
    end_other_sessions,
    end_session,
    rename_session,
)
from gieo.foundation.accounts.services.sign_ins import (
    change_password,
    change_sign_in_email,
    choose_language,
    create_user,
    note_lock,
    reset_password,
    restore_user,
    suspend_user,
)

__all__ = [
    "PERSON_FIELDS",
    "accept_invitation",
    "add_passkey",
    "add_totp",
    "begin_session",
    "change_password",
    "change_sign_in_email",
    "choose_language",
    "choose_reach",
    "create_person",
    "create_user",
    "delegate",
    "edit_person",
    "end_other_sessions",
    "end_role",
    "end_session",
    "give_role",
    "invite",
    "note_lock",
    "note_recovery_code",
    "pass_roles",
    "recognise",
    "remove_factor",
    "rename_session",
    "renew_all_texts",
    "renew_recovery_codes",
    "reset_password",
    "reset_second_factor",
    "restore_user",
    "revoke_delegation",
    "set_second_factor_need",
    "suspend_user",
    "take_back_role",
    "take_out_people",
    "unlink",
]
