"""Addresses of transfers."""

app_name = "transfers"
urlpatterns: list = []
public_urlpatterns: list = []
