"""The template tags of `{% load gieo %}`, by concern; templatetags/gieo.py gathers them."""
