"""Words of accounts. The roles themselves lie on the ground: gieo.core.actor.Role."""

INVITATION_DAYS = 14
"""Calendar days an invitation link is good for."""

LETTER_LANGUAGE = "vi"
"""The language of letters to people who have chosen none."""
