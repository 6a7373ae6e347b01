"""Transfer decisions and conferences."""
