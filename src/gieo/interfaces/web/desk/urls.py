"""Addresses of desk."""

app_name = "desk"
urlpatterns: list = []
public_urlpatterns: list = []
