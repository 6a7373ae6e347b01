"""Organisations, contacts, successors."""
