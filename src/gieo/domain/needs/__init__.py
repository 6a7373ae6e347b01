"""Needs of units: stated in ten minutes, answered with reasons within a limit. Knows no results."""
