"""Leaders' requests."""
