"""Questions to the readers' room, by topic."""
