"""Addresses of directives."""

app_name = "directives"
urlpatterns: list = []
public_urlpatterns: list = []
