"""Addresses of figures: the leaders' page and the rows behind every number."""

from django.urls import path

from gieo.interfaces.web.insights import legs, lists, silent, summary, views

app_name = "figures"
urlpatterns = [
    path("", views.home, name="home"),
    path("export.<str:form>", summary.export, name="export"),
    path("lines/", lists.lines, name="lines"),
    path("lines/export.<str:form>", lists.export_lines, name="export_lines"),
    path("products/", lists.products, name="products"),
    path("products/export.<str:form>", lists.export_products, name="export_products"),
    path("legs/<str:leg>/", legs.ran, name="leg"),
    path("legs/<str:leg>/export.<str:form>", legs.export, name="export_leg"),
    path("silent/", silent.listing, name="silent"),
    path("silent/export.<str:form>", silent.export, name="export_silent"),
    path("results/<str:rows>/", lists.results, name="results"),
    path("results/<str:rows>/export.<str:form>", lists.export_results, name="export_results"),
]
public_urlpatterns: list = []
