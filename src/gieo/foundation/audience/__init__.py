"""Visits, who is online, ratings and comments of any public page."""
