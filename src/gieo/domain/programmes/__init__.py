"""Programmes and priorities."""
