"""Addresses of duties."""

app_name = "duties"
urlpatterns: list = []
public_urlpatterns: list = []
