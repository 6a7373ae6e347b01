"""Articles and their publication."""
