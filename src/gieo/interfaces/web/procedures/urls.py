"""Addresses of procedures."""

app_name = "procedures"
urlpatterns: list = []
public_urlpatterns: list = []
