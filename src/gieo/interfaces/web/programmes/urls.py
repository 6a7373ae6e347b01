"""Addresses of programmes."""

app_name = "programmes"
urlpatterns: list = []
public_urlpatterns: list = []
