"""Figures, funnel, clock: reads everything."""
