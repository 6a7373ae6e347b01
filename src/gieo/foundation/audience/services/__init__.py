"""Deeds of the readers' room, by topic."""
