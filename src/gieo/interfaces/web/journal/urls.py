"""Addresses of the journal."""

from django.urls import path

from gieo.interfaces.web.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.entries, name="list"),
    path("excel", views.entries_excel, name="excel"),
]
public_urlpatterns: list = []
