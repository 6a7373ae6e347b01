"""Address of the desk."""

from django.urls import path

from gieo.interfaces.web.desk import finding, views

app_name = "desk"
urlpatterns = [path("", views.home, name="home"), path("search/", finding.search, name="search")]
public_urlpatterns: list = []
