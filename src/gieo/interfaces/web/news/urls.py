"""Addresses of the news."""

app_name = "news"
urlpatterns: list = []
public_urlpatterns: list = []
