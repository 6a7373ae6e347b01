"""Administrative areas of two maps."""
