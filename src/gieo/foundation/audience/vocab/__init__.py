"""Words of the readers' room, by topic."""
