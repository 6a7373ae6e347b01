"""Addresses of the journal."""

from django.urls import path

from gieo.interfaces.web.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.entries, name="list"),
    path("export.<str:form>", views.export, name="export"),
]
public_urlpatterns: list = []
