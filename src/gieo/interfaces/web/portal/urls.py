"""Addresses of the front door."""

from django.urls import path

from gieo.interfaces.web.portal import cards, machines, views

app_name = "portal"
urlpatterns: list = []
public_urlpatterns = [
    path("", views.home, name="home"),
    path("noi-nhan/<str:place>/", views.receivers, name="place"),
    path("the-chia-se/<str:kind>/<str:code>", cards.card, name="card"),
]
machine_urlpatterns = [
    path("sitemap.xml", machines.site_map, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
]
