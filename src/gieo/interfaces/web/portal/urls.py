"""Addresses of the front door."""

from django.urls import path

from gieo.interfaces.web.portal import views

app_name = "portal"
urlpatterns: list = []
public_urlpatterns = [
    path("", views.home, name="home"),
    path("noi-nhan/<str:place>/", views.receivers, name="place"),
]
