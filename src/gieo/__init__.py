"""Gieo takes publicly funded research from a need to a result, and from a result into people's hands."""

__version__ = "0.1.0.dev0"
