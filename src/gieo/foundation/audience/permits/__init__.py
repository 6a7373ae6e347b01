"""Permissions of the readers' room, by topic."""
