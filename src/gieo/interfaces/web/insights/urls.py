"""Addresses of figures: the leaders' page and the rows behind every number."""

from django.urls import path

from gieo.interfaces.web.insights import lists, views

app_name = "figures"
urlpatterns = [
    path("", views.home, name="home"),
    path("lines/", lists.lines, name="lines"),
    path("lines/excel", lists.lines_excel, name="lines_excel"),
    path("products/", lists.products, name="products"),
    path("products/excel", lists.products_excel, name="products_excel"),
    path("results/<str:rows>/", lists.results, name="results"),
    path("results/<str:rows>/excel", lists.results_excel, name="results_excel"),
]
public_urlpatterns: list = []
