"""Addresses of visits, ratings, comments and their moderation."""

from django.urls import path

from gieo.interfaces.web.audience import visits

app_name = "audience"
urlpatterns = [
    path("visits/", visits.visits, name="visits"),
]
public_urlpatterns: list = []
