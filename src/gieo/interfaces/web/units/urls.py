"""Addresses of units."""

app_name = "units"
urlpatterns: list = []
public_urlpatterns: list = []
