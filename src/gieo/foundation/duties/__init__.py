"""Who owes what by when, on which legal basis."""
