"""Addresses of handovers."""

app_name = "handovers"
urlpatterns: list = []
public_urlpatterns: list = []
