"""Formulas of transfer on plain values: counts, clock, lines, publication. No Django, no database."""
