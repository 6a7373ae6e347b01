"""Adapters: signed links, Word forms."""
