"""Formulas of figures on plain values. No Django, no database."""
