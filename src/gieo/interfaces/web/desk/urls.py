"""Address of the desk."""

from django.urls import path

from gieo.interfaces.web.desk import finding, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", finding.search, name="search"),
    path("search/export.<str:form>", finding.export, name="export_found"),
]
public_urlpatterns: list = []
