"""Addresses of results."""

app_name = "results"
urlpatterns: list = []
public_urlpatterns: list = []
