"""Rules of the readers' room, by topic."""
