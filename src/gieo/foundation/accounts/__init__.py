"""People, users, roles held in units, invitations."""
