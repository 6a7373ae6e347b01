"""Texts and their index: find and compare; knows nothing of what it indexes."""
