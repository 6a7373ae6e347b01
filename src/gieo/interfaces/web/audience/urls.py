"""Addresses of ratings, comments and their moderation."""

app_name = "audience"
urlpatterns: list = []
public_urlpatterns: list = []
