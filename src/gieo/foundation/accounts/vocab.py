"""Words of accounts. The roles themselves lie on the ground: gieo.core.actor.Role."""

from gieo.core.actor import Role

INVITATION_DAYS = 14
"""Calendar days an invitation link is good for."""

MOST_PEOPLE_ROLES = (Role.OFFICER, Role.DIRECTOR, Role.REGISTRAR, Role.EDITOR, Role.ADMINISTRATOR)
"""Roles that only an administrator gives; representatives of units may be given by officers too."""
